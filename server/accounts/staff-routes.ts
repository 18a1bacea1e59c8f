/** Doors to one's own account and, for who may, to those of others. */
import { refuse } from '#shared/errors.ts'
import type { InvitedView, StaffRow } from '#shared/staff.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { staffOf } from '#server/kernel/policy.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { AppContext } from '#server/context.ts'
import {
  accountsInReach,
  countStaff,
  findStaff,
  listStaff,
  verifyPassword,
  type StaffDoc
} from '#server/members/index.ts'
import { withFactor } from './factor-model.ts'
import { acceptLink, invite, readLink } from './invitations.ts'
import { judge, type Judged } from './list.ts'
import { mailLink } from './mail-link.ts'
import { cancelInvitation, invitedPeople, openInvitations } from './model.ts'
import { accountFor, accountOf, addPerson, assignPerson, comeBack, leave, mustRun } from './people.ts'
import { givesTo, officeOf, presentDetail, presentRow } from './present.ts'
import { resetSecondFactor } from './reset-factor.ts'
import { lastSignIns } from './sign-in-log-model.ts'
import { choosePassword } from './set-password.ts'

type Names = keyof typeof import('#shared/staff.ts').staffEndpoints

const pageOf = 50

/** When each of them was here last, and whether he comes in with a second factor. */
async function signInsOfAll(people: readonly StaffDoc[]) {
  const logins = people.map(({ _id }) => _id)
  const [last, factors] = await Promise.all([lastSignIns(logins), withFactor(logins)])
  return ({ _id }: StaffDoc) => {
    const lastSignIn = last.get(_id)
    return { secondFactor: factors.has(_id), ...(lastSignIn && { lastSignIn }) }
  }
}

export function staffRoutes(context: AppContext): Pick<Handlers, Names> {
  const invitationOf = async (login: string) => (await openInvitations([login], context.now()))[0]
  const row = async (person: StaffDoc, by: StaffDoc): Promise<StaffRow> =>
    presentRow(person, { by, city: context.city(), invitation: await invitationOf(person._id) })

  const mustShowRow = (
    name: 'cancelInvitation' | 'assignStaff' | 'resetFactor' | 'leaveStaff' | 'returnStaff',
    by: StaffDoc
  ) => {
    return (person: StaffDoc): Promise<void> => mustShow(name, () => row(person, by))
  }
  /** Whom a link is made for, before it is. */
  const mustInvite = (name: 'addStaff' | 'inviteStaff', by: StaffDoc) => (person: StaffDoc) =>
    mustShow(name, async () => ({
      person: await row(person, by),
      invitation: { until: context.now().toISOString(), mailed: false }
    }))

  /** A link for him: mailed where that was asked for and works, else shown to who made it. */
  const invited = async (
    person: StaffDoc,
    by: StaffDoc,
    mail: boolean,
    request: string | undefined
  ): Promise<InvitedView> => {
    const link = await invite(person, { id: by._id, name: by.name }, context)
    const mailed = mail && (await mailLink(person, link, context, request))
    return {
      person: await row(person, by),
      invitation: {
        ...(!mailed && { link: link.link }),
        until: link.until.toISOString(),
        mailed,
        ...(mail && !mailed && { mailFailed: true })
      }
    }
  }

  /** Made where he is new, and given a link. */
  const inviteLine = async (
    staff: Judged,
    by: StaffDoc,
    mail: boolean,
    request: string | undefined
  ): Promise<InvitedView> => {
    const { login, name, office, roles, title, email } = staff
    const person = staff.known ?? (await addPerson(by, { login, name, office, roles, title, email }, context))
    return invited(staff.email === '' ? person : { ...person, email: staff.email }, by, mail, request)
  }

  return {
    async changePassword({ body }, viewer) {
      const { id, family } = staffOf(viewer)
      const person = (await findStaff(id)) ?? refuse('session_over')
      if (!(await verifyPassword(person.password ?? '', body.old).catch(() => false))) refuse('wrong_password')
      await choosePassword(person, body.password, context.city())
      await context.sessions.endAllOf({ kind: 'staff', id }, 'password', family)
      return {}
    },

    async listStaff({ query }, viewer) {
      const by = await accountOf(viewer)
      const { office } = accountsInReach(by) ?? refuse('forbidden')
      const limit = query.limit ?? pageOf
      const now = context.now()
      const { state, after, q } = query
      const invited = await invitedPeople(now)
      const among = state === 'invited' ? { ids: invited } : state === 'without_password' ? { except: invited } : {}
      const found = await listStaff(
        {
          office: office ?? query.office,
          q,
          after,
          state: state === 'invited' ? 'without_password' : state,
          ...among
        },
        limit + 1
      )
      const items = found.slice(0, limit)
      const signIns = await signInsOfAll(items)
      const links = new Map(
        (
          await openInvitations(
            items.map(({ _id }) => _id),
            now
          )
        ).map((invitation) => [invitation.person, invitation])
      )
      const last = items.at(-1)
      return {
        items: items.map((staff) =>
          presentRow(staff, { by, city: context.city(), invitation: links.get(staff._id), signIn: signIns(staff) })
        ),
        ...(found.length > limit && last && { older: last._id }),
        gives: givesTo(by),
        mail: context.mail.ready,
        counts: await countStaff(office, invited)
      }
    },

    async readStaff({ params }, viewer) {
      const by = await accountOf(viewer)
      const person = await accountFor(by, params.login)
      const sessions = await context.sessions.listOf({ kind: 'staff', id: person._id })
      const invitation = await invitationOf(person._id)
      const signIns = await signInsOfAll([person])
      return presentDetail(person, {
        by,
        city: context.city(),
        invitation,
        sessions: sessions.length,
        signIn: signIns(person)
      })
    },

    async addStaff({ body: { mail, ...person } }, viewer, { request }) {
      const by = await accountOf(viewer)
      return invited(
        await addPerson(by, person, context, false, mustInvite('addStaff', by)),
        by,
        mail === true,
        request
      )
    },

    async inviteStaff({ params, body }, viewer, { request }) {
      const by = await accountOf(viewer)
      const person = await mustRun(by, params.login)
      if (person.left) refuse('not_found')
      await mustInvite('inviteStaff', by)(person)
      return invited(person, by, body.mail === true, request)
    },

    async cancelInvitation({ params }, viewer) {
      const by = await accountOf(viewer)
      const person = await mustRun(by, params.login)
      await mustShowRow('cancelInvitation', by)(person)
      if (!(await cancelInvitation(person._id, context.now()))) refuse('not_in_this_status')
      return row(person, by)
    },

    async assignStaff({ params, body }, viewer) {
      const by = await accountOf(viewer)
      return row(await assignPerson(by, params.login, body, context, false, mustShowRow('assignStaff', by)), by)
    },

    async endStaffSessions({ params }, viewer) {
      const by = await accountOf(viewer)
      const person = await mustRun(by, params.login)
      return { ended: await context.sessions.endAllOf({ kind: 'staff', id: person._id }, 'by_admin') }
    },

    async resetFactor({ params }, viewer) {
      const by = await accountOf(viewer)
      const person = await mustRun(by, params.login)
      await mustShowRow('resetFactor', by)(person)
      if (!(await resetSecondFactor(person._id, context))) refuse('not_in_this_status')
      return row(person, by)
    },

    async leaveStaff({ params }, viewer) {
      const by = await accountOf(viewer)
      return row(await leave(by, params.login, context, mustShowRow('leaveStaff', by)), by)
    },

    async returnStaff({ params }, viewer) {
      const by = await accountOf(viewer)
      return row(await comeBack(by, params.login, context, mustShowRow('returnStaff', by)), by)
    },

    async inviteList({ body }, viewer, { request }) {
      const by = await accountOf(viewer)
      const accounts = new Map((await listStaff({}, 50_000)).map((doc) => [doc._id, doc]))
      const judged = judge(body.lines, { by, city: context.city(), accounts })
      const bad = judged.filter(({ problems }) => problems.length > 0).length
      const done = !body.dry && (bad === 0 || body.leaveOut === true)
      const rows = []
      for (const staff of judged) {
        const made =
          done && staff.problems.length === 0 ? await inviteLine(staff, by, body.mail === true, request) : undefined
        rows.push({
          n: staff.n,
          login: staff.login,
          name: staff.known?.name ?? staff.name,
          office: officeOf(staff.known?.office ?? staff.office, context.city()).short,
          roles: staff.known?.roles ?? staff.roles,
          problems: staff.problems,
          known: staff.known !== undefined,
          ...(made && { invitation: made.invitation })
        })
      }
      return { rows, bad, done }
    },

    async readInvitation({ body }) {
      const { invitation, person } = await readLink(body.token, context)
      return {
        login: person._id,
        name: person.name,
        office: officeOf(person.office, context.city()).name,
        roles: person.roles,
        until: invitation.until.toISOString(),
        reset: invitation.reset
      }
    },

    async acceptInvitation({ body }) {
      const person = await acceptLink(body.token, body.password, context)
      await context.sessions.endAllOf({ kind: 'staff', id: person._id }, 'password')
      return { login: person._id }
    }
  }
}
