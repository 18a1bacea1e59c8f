/** The roster of a shift: who is on it, what was reported, what was granted, and what this viewer may do about it. */
import type { RosterAct, RosterRow, RosterView } from '#shared/hours.ts'
import { refuse } from '#shared/errors.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { presentPresence } from '#server/presence/index.ts'
import {
  findShift,
  shiftPolicy,
  presentShift,
  reliabilityOf,
  verdictsOf,
  type Entry
} from '#server/participation/index.ts'
import { findVolunteers, presentLearned } from '#server/volunteers/index.ts'
import { openOf } from './corrections-model.ts'
import { grantsOf, standing } from './model.ts'
import { mayAsk, mayRevoke, mayThank } from './policy.ts'
import { namesIn, presentLines } from './present.ts'
import { proposalsFor } from './settle.ts'

const year = 365 * 86_400_000

export async function roster(context: AppContext, id: string, viewer: Viewer): Promise<RosterView> {
  const shift = (await findShift(id)) ?? refuse('not_found')
  shiftPolicy.permit(viewer, 'readRoster', shift)
  const now = context.now()
  const members = shift.people.map((e) => e.member)
  const [proposals, before, granted, refused, volunteers, open] = await Promise.all([
    proposalsFor(shift, now),
    reliabilityOf(members, new Date(now.getTime() - year)),
    grantsOf(id),
    verdictsOf(id),
    shift.settled ? findVolunteers(members) : undefined,
    shift.settled ? openOf(id) : []
  ])
  const nameOf = namesIn(context)
  const mayDo = (e: Entry, stands: number, asked: boolean): RosterAct[] => {
    const thanks = e.outcome === 'came' && mayThank(viewer, shift, e)
    return [
      ...(thanks ? (['honour', 'train'] as const) : []),
      ...(!asked && mayAsk(viewer, shift, e, now) ? (['correct'] as const) : []),
      ...(stands > 0 && mayRevoke(viewer, e.member) ? (['revoke'] as const) : [])
    ]
  }
  const { people: _people, gone: _gone, outbox: _outbox, ...facts } = shift
  return {
    activity: { no: shift.activity, title: shift.title, address: shift.address },
    shift: presentShift(facts, now),
    ...(shift.settled && { settled: shift.settled.at.toISOString() }),
    maySettle: shiftPolicy.permits(viewer, 'settle', shift) && !shift.settled && !shift.cancelled && shift.to <= now,
    rows: proposals.map(({ entry: e, sum, events, look, limit }): RosterRow => {
      const own = granted.filter((t) => t.signup === e.id)
      const asked = open.find((correction) => correction.signup === e.id)
      const volunteer = volunteers?.get(e.member)
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
        limit,
        ...(e.outcome && { outcome: e.outcome }),
        ...(own.length > 0 && { granted: Math.max(0, standing(own)) }),
        ...(e.words && { words: e.words }),
        ledger: presentLines(own, nameOf),
        honours: (volunteer?.honours ?? [])
          .filter((h) => h.signup === e.id)
          .map((h) => ({ honour: h.honour, at: h.at.toISOString(), words: h.words })),
        learned: (volunteer?.learned ?? []).map(presentLearned),
        ...(asked && { asked: { id: asked._id.toHexString(), at: asked.at.toISOString(), minutes: asked.minutes } }),
        may: mayDo(e, standing(own), asked !== undefined)
      }
    }),
    refused: refused.map((v) => ({ at: v.at.toISOString(), role: v.role, failed: v.failed }))
  }
}
