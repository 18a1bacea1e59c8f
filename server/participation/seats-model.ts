/**
 * A shift is one document with everybody in it: a seat is taken by one conditional update, which is exact under any
 * rush, knows everybody once, and leaves nothing half done (figures.md 1.8). Seats count down in `free`, queues count up
 * in `waiting`; nobody who comes sits down while somebody waits. Times are Dates, so that ranges use an index.
 */
import type { OutboxItem } from '#server/kernel/outbox.ts'
import type { mongoose } from '#server/kernel/mongo.ts'
import { findShiftRow, shifts } from './model.ts'
import type { Entry, OwnShift, ShiftDoc, ShiftRow } from './shift.ts'

// ——— who is where

export const findBySubstituteCode = (shift: string, hashes: readonly string[]): Promise<OwnShift | null> =>
  shifts().findOne<OwnShift>(
    { _id: shift, 'people.substituteHash': { $in: hashes } },
    { projection: { outbox: 0, gone: 0, people: { $elemMatch: { substituteHash: { $in: hashes } } } } }
  )

/** Who of these people is somewhere at that time, if only for a minute: other shifts, with those of them in each. */
export const overlapping = (
  members: readonly string[],
  from: Date,
  to: Date,
  except: string
): Promise<(ShiftRow & { members: string[] })[]> =>
  shifts()
    .aggregate<ShiftRow & { members: string[] }>([
      {
        $match: {
          'people.member': { $in: [...members] },
          from: { $lt: to },
          to: { $gt: from },
          _id: { $ne: except },
          cancelled: false
        }
      },
      { $limit: 500 },
      { $set: { members: { $setIntersection: ['$people.member', [...members]] } } },
      { $unset: ['people', 'gone', 'outbox'] }
    ])
    .toArray()

/** Who of these people is, or was, in this shift. */
export async function knownIn(shift: string, members: readonly string[]): Promise<Set<string>> {
  const ids = [...members]
  const [found] = await shifts()
    .aggregate<{ here: string[] }>([
      { $match: { _id: shift, $or: [{ 'people.member': { $in: ids } }, { 'gone.member': { $in: ids } }] } },
      { $project: { here: { $setIntersection: [{ $concatArrays: ['$people.member', '$gone.member'] }, ids] } } }
    ])
    .toArray()
  return new Set(found?.here)
}

/** Seats that are waited for by those who stand before, in the same queue. */
export async function aheadOf(shift: string, entry: Pick<Entry, 'id' | 'role'>): Promise<number> {
  const [found] = await shifts()
    .aggregate<{ queue: Pick<Entry, 'id' | 'n'>[] }>([
      { $match: { _id: shift } },
      {
        $project: {
          queue: {
            $filter: {
              input: '$people',
              cond: { $and: [{ $eq: ['$$this.role', entry.role] }, { $eq: ['$$this.state', 'waiting'] }] }
            }
          }
        }
      },
      { $project: { 'queue.id': 1, 'queue.n': 1 } }
    ])
    .toArray()
  let ahead = 0
  for (const { id, n } of found?.queue ?? []) {
    if (id === entry.id) break
    ahead += n
  }
  return ahead
}

// ——— seats

type Change = mongoose.mongo.UpdateFilter<ShiftDoc>
const one = async (filter: object, change: Change): Promise<boolean> =>
  (await shifts().updateOne(filter, change)).matchedCount === 1

/** Is it still possible, and is he not in it yet? */
const mayEnter = (shift: string, entry: Entry, now: Date) => ({
  _id: shift,
  open: true,
  from: { $gt: now },
  'people.member': { $ne: entry.member }
})

/** Sits down where enough seats are free and nobody waits. */
const takeSeat = (shift: string, entry: Entry, now: Date) => ({
  filter: { ...mayEnter(shift, entry, now), [`free.${entry.role}`]: { $gte: entry.n }, [`waiting.${entry.role}`]: 0 },
  update: { $push: { people: { ...entry, state: 'in' } }, $inc: { [`free.${entry.role}`]: -entry.n } }
})

/** Queues where no seat is free or somebody waits, and the queue has room. */
const takePlace = (shift: string, entry: Entry, waitAtMost: number, now: Date) => ({
  filter: {
    ...mayEnter(shift, entry, now),
    [`waiting.${entry.role}`]: { $lte: waitAtMost - entry.n },
    $or: [{ [`free.${entry.role}`]: { $lt: entry.n } }, { [`waiting.${entry.role}`]: { $gt: 0 } }]
  },
  update: { $push: { people: { ...entry, state: 'waiting' } }, $inc: { [`waiting.${entry.role}`]: entry.n } }
})

export interface Entered {
  /** Seated or queued; who is not in it was turned away. */
  states: Map<string, 'in' | 'waiting'>
  /** Seats that those who queue have before them. */
  ahead: Map<string, number>
  row: ShiftRow
}

/**
 * Lets people in one after the other, each by one conditional update: the seat, and where that says no, the queue. All of
 * them go in one command, which the database works through in order and makes durable once.
 */
export async function enter(shift: ShiftRow, entries: readonly Entry[], now: Date): Promise<Entered> {
  const { _id } = shift
  await shifts().bulkWrite(
    entries.flatMap((e) => [
      { updateOne: takeSeat(_id, e, now) },
      { updateOne: takePlace(_id, e, shift.waitAtMost, now) }
    ]) as never,
    { ordered: true }
  )
  // They are the last in the list, unless another process let others in meanwhile.
  const ids = new Set(entries.map((e) => e.id))
  const look = async (slice: number): Promise<Entered> => {
    const own = await shifts().findOne<ShiftRow & Pick<ShiftDoc, 'people'>>(
      { _id },
      { projection: { gone: 0, outbox: 0, people: { $slice: -slice } } }
    )
    if (!own) return { states: new Map(), ahead: new Map(), row: shift }
    const { people, ...row } = own
    const states = new Map<string, 'in' | 'waiting'>()
    const ahead = new Map<string, number>()
    // Whoever came later stands behind: from the end of the list the queue is counted down.
    const left = { ...row.waiting }
    for (const e of people.toReversed()) {
      if (e.state === 'waiting') left[e.role] = (left[e.role] ?? 0) - e.n
      if (!ids.has(e.id)) continue
      states.set(e.id, e.state === 'waiting' ? 'waiting' : 'in')
      if (e.state === 'waiting') ahead.set(e.id, left[e.role] ?? 0)
    }
    return { states, ahead, row }
  }
  const near = await look(entries.length * 2)
  return near.states.size === entries.length ? near : look(10_000)
}

/** The first in the queue for whom enough seats are free. */
export async function nextInLine(shift: string, role: string): Promise<Entry | undefined> {
  const shiftRow = await findShiftRow(shift)
  const free = shiftRow?.free[role] ?? 0
  if (!shiftRow?.open || free <= 0 || (shiftRow.waiting[role] ?? 0) <= 0) return undefined
  const found = await shifts().findOne<Pick<ShiftDoc, 'people'>>(
    { _id: shift },
    { projection: { people: { $elemMatch: { role, state: 'waiting', n: { $lte: free } } } } }
  )
  return found?.people?.[0]
}

/** Holds the free seats for the next in line. False when the seats or the person went meanwhile. */
export const offerSeat = (shift: string, entry: Entry, until: Date, outbox: OutboxItem[]): Promise<boolean> =>
  one(
    {
      _id: shift,
      open: true,
      [`free.${entry.role}`]: { $gte: entry.n },
      people: { $elemMatch: { id: entry.id, state: 'waiting', rev: entry.rev } }
    },
    {
      $set: { 'people.$.state': 'offered', 'people.$.until': until },
      $inc: { 'people.$.rev': 1, [`free.${entry.role}`]: -entry.n, [`waiting.${entry.role}`]: -entry.n },
      $push: { outbox: { $each: outbox } }
    }
  )

/** Changes one's own entry in place; false when it has moved meanwhile. */
export const changeEntry = (
  shift: string,
  entry: Entry,
  set: Partial<Entry>,
  unset: readonly (keyof Entry)[] = []
): Promise<boolean> =>
  one(
    { _id: shift, people: { $elemMatch: { id: entry.id, member: entry.member, rev: entry.rev } } },
    {
      $set: Object.fromEntries(Object.entries(set).map(([name, value]) => [`people.$.${name}`, value])),
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [`people.$.${name}`, ''])) }),
      $inc: { 'people.$.rev': 1 }
    }
  )

/** Leaves: the entry moves to those who are gone and its seats are free, in one update. */
export const leave = (
  shift: string,
  entry: Entry,
  how: Pick<Entry, 'state'> & Partial<Entry>,
  outbox: OutboxItem[] = []
): Promise<boolean> => {
  const counter = entry.state === 'waiting' ? 'waiting' : 'free'
  return one(
    { _id: shift, people: { $elemMatch: { id: entry.id, rev: entry.rev } } },
    {
      $pull: { people: { id: entry.id } },
      $push: { gone: { $each: [{ ...entry, ...how, rev: entry.rev + 1 }], $slice: -2000 }, outbox: { $each: outbox } },
      $inc: { [`${counter}.${entry.role}`]: entry.state === 'waiting' ? -entry.n : entry.n }
    }
  )
}

/** The seat changes hands: one leaves and another sits there, in one update; the newcomer must not sit elsewhere in it. */
export const handOver = (shift: string, from: Entry, to: Entry, now: Date, outbox: OutboxItem[]): Promise<boolean> =>
  one(
    {
      ...mayEnter(shift, to, now),
      people: { $elemMatch: { id: from.id, rev: from.rev, substituteHash: from.substituteHash } }
    },
    {
      $set: { 'people.$': to },
      $push: {
        gone: { ...from, state: 'handed_on', leftAt: now, rev: from.rev + 1 },
        outbox: { $each: outbox }
      }
    }
  )
