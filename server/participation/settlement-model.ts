/** How a shift turned out, written into it once it is over: who came, how much that was, and what it says of people. */
import type { SignupOutcome } from '#shared/activities.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import { shifts } from './model.ts'
import type { ShiftDoc } from './shift.ts'
import { eraseVerdicts } from './verdicts-model.ts'

/** The hours are granted: everybody's outcome and the sums, in one update. False when it was settled before. */
export const markSettled = async (
  shift: string,
  outcomes: Record<SignupOutcome, readonly string[]>,
  settled: NonNullable<ShiftDoc['settled']>,
  outbox: OutboxItem[]
): Promise<boolean> => {
  const named = Object.entries(outcomes).filter(([, ids]) => ids.length > 0)
  const result = await shifts().updateOne(
    { _id: shift, settled: { $exists: false } },
    {
      $set: { settled, ...Object.fromEntries(named.map(([name]) => [`people.$[${name}].outcome`, name])) },
      $push: { outbox: { $each: outbox } }
    },
    { arrayFilters: named.map(([name, ids]) => ({ [`${name}.id`]: { $in: [...ids] } })) }
  )
  return result.matchedCount === 1
}

/** What a correction changes afterwards, once for each: whether he came, and the sums. */
export const correctSettled = async (
  key: string,
  shift: string,
  signup: string,
  outcome: SignupOutcome,
  change: { minutes: number; came: number; absent: number }
): Promise<void> => {
  await shifts().updateOne(
    { _id: shift, 'people.id': signup, 'settled.corrections': { $ne: key } },
    {
      $push: { 'settled.corrections': key },
      $set: { 'people.$.outcome': outcome },
      $inc: {
        'settled.minutes': change.minutes,
        'settled.came': change.came,
        'settled.absent': change.absent
      }
    }
  )
}

export interface Reliability {
  came: number
  absent: number
  late: number
}
/** How it went with these people since a moment: came, did not come, left too late. */
export async function reliabilityOf(members: readonly string[], since: Date): Promise<Map<string, Reliability>> {
  const ids = [...members]
  const count = (cond: object) => ({ $sum: { $cond: [cond, 1, 0] } })
  const found = await shifts()
    .aggregate<Reliability & { _id: string }>([
      { $match: { from: { $gte: since }, $or: [{ 'people.member': { $in: ids } }, { 'gone.member': { $in: ids } }] } },
      { $project: { all: { $concatArrays: ['$people', '$gone'] } } },
      { $unwind: '$all' },
      { $match: { 'all.member': { $in: ids } } },
      {
        $group: {
          _id: '$all.member',
          came: count({ $eq: ['$all.outcome', 'came'] }),
          absent: count({ $eq: ['$all.outcome', 'absent'] }),
          late: count({ $eq: ['$all.late', true] })
        }
      }
    ])
    .toArray()
  return new Map(found.map(({ _id, ...rest }) => [_id, rest]))
}

/** Erases what somebody wrote of himself in his sign-ups, and what he was about to be told; seats and outcomes stay. */
export async function eraseSignups(member: string): Promise<void> {
  const texts = ['name', 'phone', 'names', 'team', 'note', 'guardian', 'words', 'feedback'] as const
  for (const list of ['people', 'gone'] as const)
    await shifts().updateMany(
      { [`${list}.member`]: member },
      {
        $unset: Object.fromEntries(texts.map((name) => [`${list}.$[own].${name}`, ''])),
        // The hash of what was sent would confirm a guess at it.
        $set: { [`${list}.$[own].requestHash`]: '' },
        $pull: { outbox: { 'facts.member': member } }
      } as never,
      { arrayFilters: [{ 'own.member': member }] }
    )
  await eraseVerdicts(member)
}
