/** The waitlist of a shift: who is next, until when a seat is held for him, and what happens when he says nothing. */
import { activeStates } from '#shared/activities.ts'
import type { ActivityNotice, Said } from '#shared/notices.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import { batches, turns } from '#server/kernel/batches.ts'
import { toldLater } from '#server/notifications/index.ts'
import { findEntry, findShiftRow, putShift, withIdleSeats } from './model.ts'
import { leave, nextInLine, offerSeat } from './seats-model.ts'
import type { Entry, ShiftFacts, ShiftRow } from './shift.ts'

/** A sign-up and the shift it is in; `more` where it is known without another look. */
export interface Held {
  shift: ShiftRow
  entry: Entry
  more?: { ahead?: number; overlaps?: ShiftRow }
}

/** Shows a sign-up as it would be. */
export type Show = (after: Held) => Promise<void>

const minute = 60_000
export const isActive = (entry: Entry): boolean => (activeStates as readonly string[]).includes(entry.state)

/** One writer a shift in this process: fifty at once would only wake each other up. */
export const inShift = turns()

/** A notice for the outbox of a shift: the job tells it once, however often it runs. */
export const telling = (
  shift: Pick<ShiftRow, 'activity'>,
  entry: Pick<Entry, 'id' | 'member' | 'rev'>,
  verb: string,
  said: Said<ActivityNotice>,
  at: Date,
  request?: string
): OutboxItem =>
  toldLater(
    {
      _id: `${entry.id}:${entry.rev}:${verb}`,
      member: entry.member,
      no: shift.activity,
      signup: entry.id,
      verb,
      said,
      at
    },
    request
  )

/** Offers every seat that is free to the next in line; safe to call at any time, from anywhere, twice. */
export const moveUp = (shift: string, role: string, at: Date, request?: string): Promise<void> =>
  movingUp(`${shift}|${role}`, { at, ...(request !== undefined && { request }) })

/** Those who ask while the queue is moving are answered by one more round of it; what it offers bears the name of the last. */
const movingUp = batches<{ at: Date; request?: string }, void>(async (key, asked) => {
  const [shift = '', role = ''] = key.split('|')
  const now = new Date(Math.max(...asked.map(({ at }) => at.getTime())))
  const request = asked.findLast((one) => one.request !== undefined)?.request
  // Every round seats somebody, or finds that somebody else did.
  for (let turn = 0; turn < 2000; turn++) if (!(await offerNext(shift, role, now, request))) break
  return asked.map(() => () => undefined)
})

async function offerNext(shiftId: string, role: string, now: Date, request?: string): Promise<boolean> {
  const next = await nextInLine(shiftId, role)
  const shift = next && (await findShiftRow(shiftId))
  if (!shift || shift.from <= now) return false
  const until = new Date(Math.min(now.getTime() + shift.confirmMinutes * minute, shift.from.getTime()))
  const offered = { ...next, rev: next.rev + 1 }
  const facts = { title: shift.title, until: until.toISOString() }
  await inShift(shiftId, () =>
    offerSeat(shiftId, next, until, [
      telling(shift, offered, 'offered', { code: 'offered', facts }, now, request),
      { id: `${next.id}:${offered.rev}:lapse`, topic: 'seat_lapsed', at: until, facts: { signup: next.id } }
    ])
  )
  return true
}

/** Brings a shift in line with its activity, and offers what seats that freed to those who wait. */
export async function keepShift(facts: ShiftFacts, capacity: Record<string, number>, now: Date): Promise<void> {
  await putShift(facts, capacity)
  await moveAllUp(facts, now)
}

const moveAllUp = async (shift: Pick<ShiftRow, '_id' | 'roles'>, now: Date): Promise<void> => {
  for (const { id } of shift.roles) await moveUp(shift._id, id, now)
}

/** Whatever freed a seat and died before it was offered, or freed it before seats were offered then: nobody waits beside a free seat. */
export async function moveQueues(now: Date): Promise<void> {
  for (const shift of await withIdleSeats(now)) await moveAllUp(shift, now)
}

/** The time to confirm is over: the seat goes to the next. */
export async function lapse(signup: string, now: Date): Promise<void> {
  const seat = await findEntry(signup)
  if (!seat?.active || seat.entry.state !== 'offered' || (seat.entry.until && seat.entry.until > now)) return
  const { shift, entry } = seat
  const said = { code: 'lapsed', facts: { title: shift.title } } as const
  await inShift(shift._id, () =>
    leave(shift._id, entry, { state: 'lapsed', leftAt: now }, [telling(shift, entry, 'lapsed', said, now)])
  )
  await moveUp(shift._id, entry.role, now)
}
