/** Signing up and what one does with it. */
import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { moveSignup } from './commands.ts'
import { findEntry, listOwn } from './model.ts'
import { signupPolicy } from './policy.ts'
import { presentSignup } from './present.ts'
import { aheadOf, overlapping } from './seats-model.ts'
import { signUp } from './sign-up.ts'
import { takeOver } from './substitute.ts'
import { isActive, type Held, type Show } from './waitlist.ts'

type Names = 'signUp' | 'takeOver' | 'mySignups' | 'readSignup' | 'moveSignup'

export function signupRoutes(context: AppContext): Pick<Handlers, Names> {
  const light = () => ({ now: context.now(), city: context.city(), keys: context.keys })
  const show = async ({ shift, entry, more }: Held, viewer: Viewer) => {
    if (more) return presentSignup(shift, entry, viewer, light(), more)
    const [ahead, near] = await Promise.all([
      entry.state === 'waiting' ? aheadOf(shift._id, entry) : undefined,
      isActive(entry) ? overlapping([entry.member], shift.from, shift.to, shift._id) : []
    ])
    const [overlaps] = near
    return presentSignup(shift, entry, viewer, light(), {
      ...(ahead !== undefined && { ahead }),
      ...(overlaps && { overlaps })
    })
  }
  /** What is written has been shown first. */
  const showing =
    (name: 'signUp' | 'takeOver' | 'moveSignup', viewer: Viewer): Show =>
    (signup) =>
      mustShow(name, () => show(signup, viewer))
  return {
    async signUp({ params, body }, viewer, { once, request }) {
      const same = once(`signup:${personOf(viewer) ?? ''}`)
      const shown = showing('signUp', viewer)
      return show(await signUp(params.shift, body, same, viewer, context.now(), shown, request), viewer)
    },

    takeOver: async ({ params, body: { code, ...said } }, viewer, { request }) =>
      show(await takeOver(params.shift, code, said, viewer, context, showing('takeOver', viewer), request), viewer),

    async mySignups({ query }, viewer) {
      const person = personOf(viewer) ?? refuse('unauthenticated')
      const page = await listOwn(person, { limit: 20, ...(query.after && { after: query.after }) })
      const items = await Promise.all(
        page.items.flatMap(({ people, gone, ...shift }) => {
          const entry = people[0] ?? gone.at(-1)
          return entry ? [show({ shift, entry }, viewer)] : []
        })
      )
      return { items, ...(page.older && { older: page.older }) }
    },

    async readSignup({ params }, viewer) {
      const own = (await findEntry(params.signup)) ?? refuse('not_found')
      if (!signupPolicy.mayKnow(viewer, own)) refuse('not_found')
      return show(own, viewer)
    },

    async moveSignup({ params, body }, viewer, { request }) {
      const shown = showing('moveSignup', viewer)
      return show(await moveSignup(params.signup, body, viewer, context.now(), context.keys, shown, request), viewer)
    }
  }
}
