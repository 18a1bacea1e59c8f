/** The roster, settling, everybody's own ledger, corrections, and what an organiser notes of a person. */
import { starHours, starOf, type CorrectionView, type HourEntry, type RosterRow } from '#shared/hours.ts'
import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { personOf, type Staff, type Viewer } from '#server/kernel/viewer.ts'
import type { World } from '#server/kernel/world.ts'
import { presentPresence } from '#server/presence/index.ts'
import {
  findEntry,
  findShift,
  organises,
  oversees,
  presentShift,
  type Entry,
  type ShiftRow
} from '#server/shifts/index.ts'
import { verdictsOf } from '#server/signups/index.ts'
import { reliabilityOf } from '#server/turnout/index.ts'
import { addHonour, addLearned, passed, rankedVolunteers } from '#server/volunteers/index.ts'
import { ask, mayRule, revoke, rule } from './corrections.ts'
import {
  balancesOf,
  correctionsBy,
  grantsOf,
  listCorrections,
  listHours,
  minutesOf,
  ofSignup,
  standing,
  type CorrectionDoc,
  type Transaction
} from './model.ts'
import { proposalsFor, settle } from './settle.ts'

type Names =
  | 'readRoster'
  | 'settleShift'
  | 'myHours'
  | 'askCorrection'
  | 'corrections'
  | 'ruleCorrection'
  | 'revokeHours'
  | 'giveHonour'
  | 'recordTraining'
  | 'wall'

const staffOf = (viewer: Viewer): Staff => (viewer.kind === 'staff' ? viewer : refuse('forbidden'))
const year = 365 * 86_400_000

export function hourRoutes(world: World): Pick<Handlers, Names> {
  const nameOf = (id: string): string => world.city().person(id)?.name ?? id

  const presentEntry = (t: Transaction): HourEntry => ({
    id: t._id.toHexString(),
    kind: t.kind,
    at: t.at.toISOString(),
    minutes: minutesOf(t),
    activity: { no: t.activity, title: t.title, from: t.from.toISOString() },
    signup: t.signup,
    by: nameOf(t.by),
    ...(t.words && { words: t.words })
  })
  const presentCorrection = async (it: CorrectionDoc, viewer: Viewer): Promise<CorrectionView> => ({
    id: it._id.toHexString(),
    at: it.at.toISOString(),
    state: it.state,
    signup: it.signup,
    activity: { no: it.activity, title: it.title, from: it.from.toISOString() },
    granted: Math.max(0, standing(await ofSignup(it.signup))),
    minutes: it.minutes,
    words: it.words,
    // Who he is stands on the roster; here only whether it was the person himself.
    by: it.by === it.person ? '' : nameOf(it.by.replace(/^staff:/, '')),
    ...(it.ruling && {
      ruling: { at: it.ruling.at.toISOString(), by: nameOf(it.ruling.by), words: it.ruling.words }
    }),
    mayRule: mayRule(viewer, it)
  })

  async function roster(id: string, viewer: Viewer) {
    const shift = (await findShift(id)) ?? refuse('not_found')
    if (!organises(viewer, shift) && !oversees(viewer)) refuse('not_found')
    const now = world.now()
    const proposals = await proposalsFor(shift, now)
    const [before, granted, refused] = await Promise.all([
      reliabilityOf(
        shift.people.map((e) => e.member),
        new Date(now.getTime() - year)
      ),
      grantsOf(id),
      verdictsOf(id)
    ])
    const { people: _people, gone: _gone, outbox: _outbox, ...row } = shift
    return {
      activity: { no: shift.activity, title: shift.title, address: shift.address },
      shift: presentShift(row, now),
      ...(shift.settled && { settled: shift.settled.at.toISOString() }),
      maySettle: organises(viewer, shift) && !shift.settled && !shift.cancelled && shift.to <= now,
      rows: proposals.map(({ entry: e, sum, events, look }): RosterRow => {
        const own = granted.filter((t) => t.signup === e.id)
        return {
          signup: e.id,
          name: e.name ?? '',
          ...(e.phone && { phone: e.phone }),
          seats: e.n,
          names: e.names ?? [],
          ...(e.team && { team: e.team }),
          role: e.role,
          state: e.state,
          at: e.at.toISOString(),
          ...(e.note && { note: e.note }),
          ...(e.guardian && { guardian: { name: e.guardian.name, phone: e.guardian.phone } }),
          passed: e.passed,
          before: before.get(e.member) ?? { came: 0, absent: 0, late: 0 },
          presence: presentPresence(sum, events),
          proposal: look ? 0 : Math.min(sum.minutes, 1440),
          look,
          ...(e.outcome && { outcome: e.outcome }),
          ...(own.length > 0 && { granted: Math.max(0, standing(own)) }),
          ...(e.words && { words: e.words })
        }
      }),
      refused: refused.map((v) => ({ at: v.at.toISOString(), role: v.role, failed: v.failed }))
    }
  }

  /** Somebody who came, as his organiser. */
  const guest = async (signup: string, viewer: Viewer): Promise<{ shift: ShiftRow; entry: Entry; by: Staff }> => {
    const by = staffOf(viewer)
    const { shift, entry } = (await findEntry(signup)) ?? refuse('not_found')
    if (!organises(viewer, shift)) refuse('not_found')
    if (entry.member === `staff:${by.id}`) refuse('forbidden')
    if (entry.outcome !== 'came') refuse('not_in_this_status')
    return { shift, entry, by }
  }

  return {
    readRoster: ({ params }, viewer) => roster(params.shift, viewer),

    async settleShift({ params, body }, viewer) {
      await settle(params.shift, body.lines, staffOf(viewer), world.now())
      world.moved(params.shift)
      return roster(params.shift, viewer)
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
        items: page.items.map(presentEntry),
        ...(page.older && { older: page.older }),
        corrections: await Promise.all(corrections.map((it) => presentCorrection(it, viewer)))
      }
    },

    askCorrection: async ({ params, body }, viewer) =>
      presentCorrection(await ask(params.signup, body.minutes, body.words, viewer, world.now()), viewer),

    async corrections({ query }, viewer) {
      const staff = staffOf(viewer)
      const all = oversees(viewer)
      if (!all && !staff.roles.includes('organiser')) refuse('forbidden')
      const page = await listCorrections(all ? undefined : staff.office, query.state !== 'ruled', {
        limit: 50,
        ...(query.after && { after: query.after })
      })
      return {
        items: await Promise.all(page.items.map((it) => presentCorrection(it, viewer))),
        ...(page.older && { older: page.older })
      }
    },

    ruleCorrection: async ({ params, body }, viewer) =>
      presentCorrection(await rule(params.correction, body.approve, body.words, staffOf(viewer), world.now()), viewer),

    revokeHours: async ({ params, body }, viewer) =>
      presentEntry(await revoke(params.entry, body.words, staffOf(viewer), world.now())),

    async giveHonour({ params, body }, viewer) {
      const { entry, by } = await guest(params.signup, viewer)
      const at = await addHonour(entry.member, {
        honour: body.honour,
        words: body.words,
        at: world.now(),
        by: by.id,
        signup: entry.id
      })
      return { honour: body.honour, at: at.toISOString() }
    },

    async recordTraining({ params, body }, viewer) {
      const { entry, by } = await guest(params.signup, viewer)
      const learned = {
        id: body.training,
        at: world.now(),
        by: by.id,
        ...(body.score !== undefined && { score: body.score })
      }
      await addLearned(entry.member, learned)
      return {
        training: body.training,
        ...(body.score !== undefined && { score: body.score }),
        passed: passed(learned)
      }
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
