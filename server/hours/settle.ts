/** From presence to hours: what settling would grant, and the settling itself. Repeating a half-done one completes it. */
import type { SignupOutcome } from '#shared/activities.ts'
import { minutesAtMost } from '#shared/hours.ts'
import { refuse } from '#shared/errors.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { eventsAround, sumUp, wantsLook, type StoredEvent, type Sum } from '#server/presence/index.ts'
import { findShift, markSettled, shiftPolicy, telling, type Entry, type ShiftDoc } from '#server/participation/index.ts'
import { limitOf } from './limit.ts'
import { append, type Draft } from './model.ts'

export interface Line {
  signup: string
  outcome: SignupOutcome
  minutes?: number | undefined
  words?: string | undefined
}
export interface Proposal {
  entry: Entry
  sum: Sum
  events: StoredEvent[]
  /** A person has to look before it is granted. */
  look: boolean
  /** What the organiser may grant by himself. */
  limit: number
}

/** Everybody on the list of a shift with what his phone and the organiser reported. */
export async function proposalsFor(shift: ShiftDoc, now: Date): Promise<Proposal[]> {
  const reported = await eventsAround(
    shift.people.map((e) => e.member),
    [shift.from]
  )
  return shift.people.map((entry) => {
    const events = reported.get(entry.member) ?? []
    const sum = sumUp(events, shift, now)
    return {
      entry,
      sum,
      events: events.filter((e) => e.shift === shift._id),
      look: wantsLook(sum),
      limit: limitOf(shift, sum.minutes)
    }
  })
}

/** How each ends: as proposed, or as a line says. A line that grants other than what was reported gives its reason. */
function decide(
  { entry, sum, look, limit }: Proposal,
  line: Line | undefined
): { outcome: SignupOutcome; minutes: number; words?: string } {
  const reported = Math.min(sum.minutes, minutesAtMost)
  if (!line) {
    if (entry.outcome === 'excused') return { outcome: 'excused', minutes: 0 }
    // What wants a look is never granted by default.
    return look || reported === 0 ? { outcome: 'absent', minutes: 0 } : { outcome: 'came', minutes: reported }
  }
  const minutes = line.outcome === 'came' ? (line.minutes ?? reported) : 0
  if (line.outcome !== 'came' && (line.minutes ?? 0) > 0) refuse('hours_reason')
  if (minutes > limit) refuse('hours_beyond_shift')
  if (line.outcome === 'came' && (minutes !== reported || look) && !line.words) refuse('hours_reason')
  return { outcome: line.outcome, minutes, ...(line.words && { words: line.words }) }
}

/** Grants the hours of a whole shift. Refuses not_found, forbidden, not_in_this_status, hours_reason, hours_beyond_shift. */
export async function settle(
  shiftId: string,
  lines: readonly Line[],
  viewer: Staff,
  now: Date,
  /** Throws where the shift could not be shown afterwards. */
  show?: () => Promise<void>,
  request?: string
): Promise<void> {
  const shift = (await findShift(shiftId)) ?? refuse('not_found')
  shiftPolicy.permit(viewer, 'settle', shift)
  if (shift.settled || shift.cancelled || shift.to > now) refuse('not_in_this_status')
  const said = new Map(lines.map((line) => [line.signup, line]))
  const proposals = (await proposalsFor(shift, now)).filter((p) => p.entry.state === 'in')
  const known = new Set(proposals.map((p) => p.entry.id))
  if (lines.some((line) => !known.has(line.signup))) refuse('not_found')
  // Nobody grants hours to himself.
  const own = `staff:${viewer.id}`
  const decided = proposals.map((p) => ({ ...p, ...decide(p, said.get(p.entry.id)) }))
  if (decided.some((d) => d.entry.member === own && said.has(d.entry.id))) refuse('forbidden')
  await show?.()
  for (let i = 0; i < decided.length; i += 10) {
    await Promise.all(
      decided
        .slice(i, i + 10)
        .filter((d) => d.minutes > 0)
        .map((d) => {
          const drafted = draftOf(shift, d.entry, 'grant', `grant:${d.entry.id}`, d.minutes, viewer.id, now, d.words)
          return append(d.entry.member, d.entry.id, () => drafted)
        })
    )
  }
  const ids = (outcome: SignupOutcome) => decided.filter((d) => d.outcome === outcome).map((d) => d.entry.id)
  const came = decided.filter((d) => d.outcome === 'came')
  await markSettled(
    shift._id,
    { came: ids('came'), absent: ids('absent'), excused: ids('excused') },
    {
      at: now,
      by: viewer.id,
      came: came.length,
      absent: ids('absent').length,
      minutes: came.reduce((n, d) => n + d.minutes, 0)
    },
    came.map((d) =>
      telling(shift, d.entry, 'settled', { code: 'feedback', facts: { title: shift.title } }, now, request)
    )
  )
}

export const draftOf = (
  shift: Pick<ShiftDoc, '_id' | 'activity' | 'title' | 'office' | 'from'>,
  entry: Pick<Entry, 'id' | 'member'>,
  kind: Draft['kind'],
  key: string,
  minutes: number,
  by: string,
  at: Date,
  words?: string
): Draft => ({
  key,
  person: entry.member,
  kind,
  at,
  by,
  activity: shift.activity,
  title: shift.title,
  office: shift.office,
  shift: shift._id,
  signup: entry.id,
  from: shift.from,
  minutes,
  ...(words && { words })
})
