/** Doors to sign-in, to the second factor, and to the sessions and sign-ins of others. */
import { refuse } from '#shared/errors.ts'
import type { AppContext } from '#server/context.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { namesOfStaff, staffNow } from '#server/members/index.ts'
import { listed } from '#server/sessions/index.ts'
import { dropFactor } from './factor-model.ts'
import { factorOf } from './second-factor.ts'
import { staffSignIn } from './sign-in.ts'
import { signInsOf, type SignInPage } from './sign-in-log-model.ts'
import { needsSecondFactor, watchesSignIns } from './sign-in-policy.ts'

type Names =
  | 'signInStaff'
  | Exclude<keyof typeof import('#shared/sign-in.ts').signInEndpoints, 'mySessions' | 'endSession' | 'endOtherSessions'>

/** As it is shown: with the names of those who have an account. */
async function shown({ items, older }: SignInPage) {
  const names = await namesOfStaff([...new Set(items.flatMap(({ login }) => login ?? []))])
  return {
    items: items.map(({ at, result, reason, login, mark, device, network }) => {
      const name = login === undefined ? undefined : names.get(login)
      return {
        at: at.toISOString(),
        result,
        device,
        network,
        ...(reason && { reason }),
        ...(login !== undefined && { login }),
        ...(name !== undefined && { name }),
        ...(mark !== undefined && { mark })
      }
    }),
    ...(older !== undefined && { older })
  }
}

const watching = (viewer: Viewer): void => {
  if (!watchesSignIns.holds(viewer, undefined)) refuse('forbidden')
}

export function signInRoutes(context: AppContext): Pick<Handlers, Names> {
  const { sessions } = context
  const signIn = staffSignIn(context)
  const watched = async (login: string, viewer: Viewer) => {
    watching(viewer)
    if (!(await staffNow(login))) refuse('not_found')
    return { kind: 'staff', id: login } as const
  }
  return {
    signInStaff: ({ body }, _viewer, from) => signIn.first(body, from),
    signInSecond: ({ body }, _viewer, from) => signIn.second(body, from),
    enrolSecondFactor: ({ body }, viewer) => signIn.enrol(body, viewer),
    confirmSecondFactor: ({ body }, viewer, from) => signIn.confirm(body, viewer, from),

    async mySecondFactor(_input, viewer) {
      const staff = staffOf(viewer)
      const factor = await factorOf(staff.id)
      return {
        on: factor !== undefined,
        required: needsSecondFactor(context.secondFactor, staff),
        recoveryLeft: factor?.recovery.length ?? 0,
        ...(factor && { since: factor.since.toISOString() })
      }
    },

    async renewRecoveryCodes({ body }, viewer) {
      return { recovery: await signIn.renew(staffOf(viewer).id, body.code) }
    },

    async dropSecondFactor({ body }, viewer) {
      const staff = staffOf(viewer)
      if (needsSecondFactor(context.secondFactor, staff)) refuse('forbidden')
      await signIn.prove(staff.id, body.code)
      await dropFactor(staff.id)
      await sessions.endAllOf({ kind: 'staff', id: staff.id }, 'factor', staff.family)
      return {}
    },

    async sessionsOfStaff({ params }, viewer) {
      return { items: listed(await sessions.listOf(await watched(params.login, viewer)), viewer) }
    },

    async endSessionOfStaff({ params }, viewer) {
      const ended = await sessions.endOneOf(await watched(params.login, viewer), params.session, 'by_admin')
      return { ended: ended || refuse('not_found') }
    },

    mySignIns: async ({ query }, viewer) => shown(await signInsOf({ login: staffOf(viewer).id }, query.after)),

    async signIns({ query: { login, result, after } }, viewer) {
      watching(viewer)
      return shown(await signInsOf({ ...(login && { login }), ...(result && { result }) }, after))
    }
  }
}
