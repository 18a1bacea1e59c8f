/**
 * Two persons for what is dangerous. The act is the second one's: it is done under his name and by his right, with what the first
 * one asked for. Somebody whose password was set by a link that the other made and saw is no second person for him.
 */
import {
  approvalActs,
  exportHours,
  type ApprovalAct,
  type ApprovalInput,
  type ApprovalView
} from '#shared/approvals.ts'
import { approvals as w } from '#shared/locales/approvals.ts'
import { fill, words } from '#shared/locales/index.ts'
import { refuse } from '#shared/errors.ts'
import type { Role } from '#shared/members.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { asked } from '#server/kernel/outbox.ts'
import { staffOf } from '#server/kernel/policy.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { addPerson, assignPerson } from '#server/accounts/index.ts'
import { eraseAgreed } from '#server/cases/index.ts'
import { noteEntryErased } from '#server/erasure/index.ts'
import { countAdministrators, findStaff, staffInRoles, type StaffDoc } from '#server/members/index.ts'
import { publish, revoke } from '#server/releases/index.ts'
import {
  approvalId,
  countWaiting,
  findApproval,
  keepApproval,
  newestApprovals,
  settleApproval,
  useExport,
  type ApprovalDoc
} from './model.ts'
import { whenAsked, whenSettled } from './told.ts'

type Names = keyof typeof import('#shared/approvals.ts').approvalEndpoints

const waitsMs = 3 * 86_400_000
const listedAtMost = 100

/** Who may ask for an act, and who may agree to it; whoever asks has to have the right to the thing itself as well. */
const admins: readonly Role[] = ['admin']
const erasers: readonly Role[] = ['moderator', 'admin']
const who: Readonly<Record<ApprovalAct, { asks: readonly Role[] | 'staff'; agrees: readonly Role[] }>> = {
  publish: { asks: admins, agrees: admins },
  revoke: { asks: admins, agrees: admins },
  assign: { asks: admins, agrees: admins },
  add: { asks: admins, agrees: admins },
  erase: { asks: erasers, agrees: erasers },
  export: { asks: 'staff', agrees: admins }
}
const has = (by: StaffDoc, any: readonly Role[] | 'staff'): boolean =>
  any === 'staff' || any.some((role) => by.roles.includes(role))

/** The account as it is now, not as it was when he signed in. */
async function accountOf(viewer: Viewer): Promise<StaffDoc> {
  const by = await findStaff(staffOf(viewer).id)
  return by && !by.left ? by : refuse('forbidden')
}

const rolesWords = (roles: readonly (keyof typeof words.cases.role)[]): string =>
  roles.map((role) => words.cases.role[role]).join(w.and)

function aboutOf(ask: ApprovalInput): string {
  if (ask.act === 'publish') return fill(w.about.publish, { note: ask.note })
  if (ask.act === 'revoke') return fill(w.about.revoke, { version: ask.version, note: ask.note })
  if (ask.act === 'erase') return fill(w.about.erase, { no: ask.no, n: ask.entry, note: ask.note })
  if (ask.act === 'export')
    return fill(w.about.export, { what: fill(w.export.kind[ask.what], { of: ask.of }), note: ask.note })
  const { name, roles } = ask.person
  const login = ask.act === 'add' ? ask.person.login : ask.login
  return fill(w.about[ask.act], { name, login, roles: rolesWords(roles) })
}

/** Whether two accounts are two persons, as far as can be known here. */
const areTwo = (one: StaffDoc, other: StaffDoc): boolean =>
  one._id !== other._id && one.linkBy !== other._id && other.linkBy !== one._id

/** Everybody who may agree to what this one asks for. */
const secondsOf = async (asker: StaffDoc, act: ApprovalAct): Promise<string[]> =>
  (await staffInRoles(who[act].agrees)).filter((other) => areTwo(asker, other)).map(({ _id }) => _id)

export function approvalRoutes(context: AppContext): Pick<Handlers, Names> {
  const isOver = ({ until }: ApprovalDoc): boolean => until <= context.now()
  const mayDo = (approval: ApprovalDoc, by: StaffDoc): ApprovalView['may'] => {
    const [own, agrees] = [approval.askedBy.id === by._id, has(by, who[approval.ask.act].agrees)]
    return [...(agrees && !own ? (['approve'] as const) : []), ...(agrees || own ? (['withdraw'] as const) : [])]
  }
  const present = (approval: ApprovalDoc, by: StaffDoc): ApprovalView => {
    const waits = approval.state === 'waiting' && !isOver(approval)
    return {
      id: approval._id,
      act: approval.ask.act,
      about: aboutOf(approval.ask),
      state: approval.state === 'waiting' && isOver(approval) ? 'expired' : approval.state,
      askedBy: approval.askedBy,
      at: approval.at.toISOString(),
      until: approval.until.toISOString(),
      ...(approval.by && { by: approval.by }),
      ...(approval.doneAt && { doneAt: approval.doneAt.toISOString() }),
      ...(approval.usedAt && { usedAt: approval.usedAt.toISOString() }),
      may: waits ? mayDo(approval, by) : []
    }
  }

  /** What was asked for, as the second one's own act. */
  async function carryOut(ask: ApprovalInput, by: StaffDoc, viewer: Viewer, request?: string): Promise<void> {
    const hand = { by: staffOf(viewer), at: context.now() }
    if (ask.act === 'publish')
      await publish(ask.revision, ask.from === undefined ? undefined : new Date(ask.from), ask.note, hand, true)
    else if (ask.act === 'revoke') await revoke(Number(ask.version), ask.note, hand, true)
    else if (ask.act === 'erase') {
      const now = { at: context.now(), city: context.city(), request }
      const erased = await eraseAgreed(ask.no, viewer, ask, now, context.photos)
      await noteEntryErased(erased, ask.entry, context)
      context.moved('anything')
    } else if (ask.act === 'assign') await assignPerson(by, ask.login, ask.person, context, true)
    else if (ask.act === 'add') await addPerson(by, ask.person, context, true)
    if (ask.act === 'publish' || ask.act === 'revoke') await context.published()
  }

  const waiting = async (id: string): Promise<ApprovalDoc> => {
    const approval = (await findApproval(id)) ?? refuse('not_found')
    return approval.state !== 'waiting' || isOver(approval) ? refuse('not_in_this_status') : approval
  }
  const afterwards = (approval: ApprovalDoc, state: 'done' | 'withdrawn', by: StaffDoc): ApprovalDoc => ({
    ...approval,
    state,
    by: { id: by._id, name: by.name },
    doneAt: context.now()
  })
  const settled = async (
    approval: ApprovalDoc,
    state: 'done' | 'withdrawn',
    by: StaffDoc,
    request?: string
  ): Promise<ApprovalView> => {
    const doneAt = context.now()
    const { outbox } = asked({ outbox: whenSettled(approval, state, by._id, doneAt) }, request)
    const doc = await settleApproval(approval._id, { state, by: { id: by._id, name: by.name }, doneAt }, outbox)
    return present(doc ?? refuse('not_in_this_status'), by)
  }

  return {
    async listApprovals(_input, viewer) {
      const by = await accountOf(viewer)
      const mine = approvalActs.filter((act) => has(by, who[act].agrees))
      const [found, admins] = await Promise.all([newestApprovals(mine, by._id, listedAtMost), countAdministrators()])
      const items = found.map((approval) => present(approval, by))
      return {
        items,
        waiting: items.filter(({ state }) => state === 'waiting').length,
        alone: admins < 2 ? ('yes' as const) : ('no' as const)
      }
    },

    async countApprovals(_input, viewer) {
      const by = await findStaff(staffOf(viewer).id)
      // Whoever agrees to nothing, or to nothing any more, has nothing waiting: every page of the desk asks.
      const acts = by && !by.left ? approvalActs.filter((act) => has(by, who[act].agrees)) : []
      if (!by || acts.length === 0) return { waiting: 0 }
      return { waiting: await countWaiting(acts, by._id, context.now(), listedAtMost) }
    },

    async askApproval({ body: { ask } }, viewer, { request }) {
      const by = await accountOf(viewer)
      if (!has(by, who[ask.act].asks)) refuse('forbidden')
      const at = context.now()
      const doc: ApprovalDoc = {
        _id: approvalId(),
        ask,
        askedBy: { id: by._id, name: by.name },
        at,
        until: new Date(at.getTime() + waitsMs),
        state: 'waiting',
        outbox: []
      }
      await mustShow('askApproval', () => present(doc, by))
      await keepApproval(asked({ ...doc, outbox: whenAsked(doc, await secondsOf(by, ask.act)) }, request))
      return present(doc, by)
    },

    async approve({ params }, viewer, { request }) {
      const by = await accountOf(viewer)
      const approval = await findApproval(params.approval)
      const { asks, agrees } = approval ? who[approval.ask.act] : who.publish
      if (!has(by, agrees)) refuse('forbidden')
      const waits = await waiting(params.approval)
      const asker = await findStaff(waits.askedBy.id)
      // Who asked has to be one still: what a lost account asked for is nobody's wish.
      if (!asker || asker.left || !has(asker, asks)) refuse('not_in_this_status')
      if (!areTwo(asker, by)) refuse('second_person', { words: asker._id === by._id ? w.yourOwn : w.sameHand })
      await mustShow('approve', () => present(afterwards(waits, 'done', by), by))
      await carryOut(waits.ask, by, viewer, request)
      return settled(waits, 'done', by, request)
    },

    async takeExport({ body }, viewer) {
      const by = await accountOf(viewer)
      const now = context.now()
      const taken = await useExport(by._id, body, new Date(now.getTime() - exportHours * 3_600_000), now)
      return present(taken ?? refuse('second_person', { words: w.export.needed }), by)
    },

    async withdrawApproval({ params }, viewer, { request }) {
      const by = await accountOf(viewer)
      const approval = await waiting(params.approval)
      if (approval.askedBy.id !== by._id && !has(by, who[approval.ask.act].agrees)) refuse('forbidden')
      await mustShow('withdrawApproval', () => present(afterwards(approval, 'withdrawn', by), by))
      return settled(approval, 'withdrawn', by, request)
    }
  }
}
