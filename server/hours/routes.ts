/** The roster, settling, everybody's own ledger, corrections, and what an organiser notes of a person. */
import { starHours, starOf, waitingAtMost, type CorrectionView } from '#shared/hours.ts'
import { refuse } from '#shared/errors.ts'
import { staffOf } from '#server/kernel/policy.ts'
import { isOrganiserOf, officesInReach } from '#server/members/index.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import { toldLater } from '#server/notifications/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import { personOf, type Staff, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { findEntry, type Entry, type ShiftRow } from '#server/participation/index.ts'
import { addHonour, addLearned, passed, rankedVolunteers } from '#server/volunteers/index.ts'
import { ask, revoke, rule, seen } from './corrections.ts'
import { correctionsBy, countOpen, listCorrections, type CorrectionDoc, type Whose } from './corrections-model.ts'
import { balancesOf, listHours, type Transaction } from './model.ts'
import { namesIn, presentCorrections, presentEntry } from './present.ts'
import { mayThank } from './policy.ts'
import { roster } from './roster.ts'
import { settle } from './settle.ts'

type Names =
  | 'readRoster'
  | 'settleShift'
  | 'myHours'
  | 'askCorrection'
  | 'corrections'
  | 'waitingCorrections'
  | 'readCorrection'
  | 'ruleCorrection'
  | 'revokeHours'
  | 'giveHonour'
  | 'recordTraining'
  | 'wall'

/** Requests on one page. */
const pageSize = 20

/** Whose requests somebody at a desk sees: all of them at the centre, those of his office as an organiser. */
const reachOf = (viewer: Viewer, activity: string | undefined): Whose => ({
  ...(officesInReach(viewer) ?? refuse('forbidden')),
  ...(activity !== undefined && { activity })
})

export function hourRoutes(context: AppContext): Pick<Handlers, Names> {
  const nameOf = namesIn(context)
  const present = (items: readonly CorrectionDoc[], viewer: Viewer): Promise<CorrectionView[]> =>
    presentCorrections(items, viewer, context.now(), nameOf)
  const presentOne = async (correction: CorrectionDoc, viewer: Viewer): Promise<CorrectionView> =>
    (await present([correction], viewer))[0] ?? refuse('not_found')

  /** What is written has been shown first. */
  const showing = (name: 'askCorrection' | 'ruleCorrection', viewer: Viewer) => (correction: CorrectionDoc) =>
    mustShow(name, () => presentOne(correction, viewer))

  /** Somebody who came, as his organiser. */
  const guest = async (signup: string, viewer: Viewer): Promise<{ shift: ShiftRow; entry: Entry; by: Staff }> => {
    const by = staffOf(viewer)
    const { shift, entry } = (await findEntry(signup)) ?? refuse('not_found')
    if (!isOrganiserOf(viewer, shift)) refuse('not_found')
    if (!mayThank(viewer, shift, entry)) refuse('forbidden')
    if (entry.outcome !== 'came') refuse('not_in_this_status')
    return { shift, entry, by }
  }

  /** Whoever is thanked, or has learned something, hears of it; the same again is heard once. */
  const hearing = (
    _id: string,
    { activity: no, title }: ShiftRow,
    { member, id: signup }: Entry,
    verb: 'honour' | 'learned' | 'notLearned',
    at: Date,
    said: Record<string, string>,
    request: string | undefined
  ): OutboxItem =>
    toldLater({ _id, member, no, verb, said: { code: verb, facts: { title, ...said } }, signup, at }, request)

  return {
    readRoster: ({ params }, viewer) => roster(context, params.shift, viewer),

    async settleShift({ params, body }, viewer, { request }) {
      const show = () => mustShow('settleShift', () => roster(context, params.shift, viewer))
      await settle(params.shift, body.lines, staffOf(viewer), context.now(), show, request)
      context.moved('anything')
      return roster(context, params.shift, viewer)
    },

    async myHours({ query }, viewer) {
      const person = personOf(viewer) ?? refuse('unauthenticated')
      const [page, balances, corrections] = await Promise.all([
        listHours(person, { limit: 50, ...(query.after && { after: query.after }) }),
        balancesOf([person]),
        correctionsBy(person)
      ])
      const { minutes, activities } = balances.get(person) ?? { minutes: 0, activities: 0 }
      const star = starOf(minutes)
      const next = starHours[star]
      return {
        minutes,
        activities,
        star,
        ...(next !== undefined && { nextStar: next * 60 }),
        items: page.items.map((t) => presentEntry(t, nameOf)),
        ...(page.older && { older: page.older }),
        corrections: (await present(corrections, viewer)).map(({ desk: _desk, ...correction }) => correction)
      }
    },

    askCorrection: async ({ params, body }, viewer) =>
      presentOne(await ask(params.signup, body, viewer, context.now(), showing('askCorrection', viewer)), viewer),

    async corrections({ query }, viewer) {
      const page = await listCorrections(reachOf(viewer, query.activity), query.state !== 'ruled', {
        limit: pageSize,
        ...(query.after && { after: query.after })
      })
      return { items: await present(page.items, viewer), ...(page.older && { older: page.older }) }
    },

    waitingCorrections: async ({ query }, viewer) => ({
      n: await countOpen(reachOf(viewer, query.activity), waitingAtMost)
    }),

    readCorrection: async ({ params }, viewer) => presentOne(await seen(params.correction, viewer), viewer),

    async ruleCorrection({ params, body }, viewer, { request }) {
      const show = showing('ruleCorrection', viewer)
      return presentOne(await rule(params.correction, body, staffOf(viewer), context.now(), show, request), viewer)
    },

    async revokeHours({ params, body }, viewer, { request }) {
      const show = (transaction: Transaction) => mustShow('revokeHours', () => presentEntry(transaction, nameOf))
      return presentEntry(await revoke(params.entry, body.words, staffOf(viewer), context.now(), show, request), nameOf)
    },

    async giveHonour({ params, body }, viewer, { request }) {
      const { shift, entry, by } = await guest(params.signup, viewer)
      const { honour, words } = body
      const now = context.now()
      const told = hearing(`honour:${entry.id}:${honour}`, shift, entry, 'honour', now, { honour, words }, request)
      await mustShow('giveHonour', () => ({ honour, at: now.toISOString() }))
      const at = await addHonour(entry.member, { honour, words, at: now, by: by.id, signup: entry.id }, [told])
      return { honour, at: at.toISOString() }
    },

    async recordTraining({ params, body }, viewer, { request }) {
      const { shift, entry, by } = await guest(params.signup, viewer)
      const at = context.now()
      const learned = {
        id: body.training,
        at,
        by: by.id,
        ...(body.score !== undefined && { score: body.score })
      }
      const result = passed(learned) ? 'learned' : 'notLearned'
      const id = `training:${entry.id}:${body.training}:${body.score ?? ''}`
      const told = hearing(id, shift, entry, result, at, { training: body.training }, request)
      const answer = {
        training: body.training,
        ...(body.score !== undefined && { score: body.score }),
        passed: passed(learned)
      }
      await mustShow('recordTraining', () => answer)
      await addLearned(entry.member, learned, [told])
      return answer
    },

    async wall() {
      const ranked = await rankedVolunteers(500)
      const balances = await balancesOf(ranked.map((v) => v._id))
      const items = ranked
        .map((v) => ({ display: v.display, ...(balances.get(v._id) ?? { minutes: 0, activities: 0 }) }))
        .filter((v) => v.minutes > 0)
        .sort((a, b) => b.minutes - a.minutes)
        .slice(0, 50)
      return { items: items.map((v) => ({ ...v, star: starOf(v.minutes) })) }
    }
  }
}
