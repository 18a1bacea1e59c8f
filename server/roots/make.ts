/**
 * Once a night: one tree over where every case stood at midnight, chained to the root before, kept in the database for good
 * and in a file beside it. What is changed afterwards no longer leads to the root that others have seen.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { DailyRoot } from '#shared/ledger.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { countCases, headsBefore, jcs, sha256 } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { dropOldTrees, insertRoot, keepLeaves, newestRoot, newLeaves, type RootDoc } from './model.ts'
import { levelsOver, nothing, packed, partAt, partOf, unpack, type Part } from './tree.ts'

/** What was begun before midnight has landed by then. */
const waitMs = 10 * 60_000
/** About so many cases in one document of leaves. */
const casesAPart = 256
const bitsAtMost = 12

/** The last day that is over, and the moment at which it was. */
function lastDay(now: Date): { day: string; at: string } {
  const today = dayOf(now.getTime() - waitMs)
  return { day: addDays(today, -1), at: new Date(startOfDay(today)).toISOString() }
}

/** Grows by doubling: a million cases are 64 MB and no million objects. */
class Pile {
  private bytes = Buffer.alloc(0)
  private used = 0
  add(record: Buffer): void {
    if (this.used + record.length > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes.subarray(0, this.used)], Math.max(1024, this.bytes.length * 2))
    this.used += record.copy(this.bytes, this.used)
  }
  sorted(): Buffer[] {
    return unpack(this.bytes.subarray(0, this.used)).sort(Buffer.compare)
  }
}

/** Where every case stood, as the parts of a tree `bits` levels down, each with its leaves in their order. */
async function partsBefore(at: string, bits: number): Promise<{ part: Part; leaves: Buffer }[]> {
  const piles = Array.from({ length: 2 ** bits }, () => new Pile())
  for await (const head of headsBefore(at)) {
    const record = packed(head)
    piles[partAt(record, bits)]?.add(record)
  }
  const made: { part: Part; leaves: Buffer }[] = []
  for (const pile of piles) {
    const sorted = pile.sorted()
    made.push({ part: partOf(sorted, bits), leaves: Buffer.concat(sorted) })
    await breathe()
  }
  return made
}

/** Makes the root of the last day that is over; nothing where there is one, or no case yet. */
export async function makeRoot(context: AppContext): Promise<void> {
  const { day, at } = lastDay(context.now())
  const before = await newestRoot()
  if (before && before._id >= day) return keepFile(context, publicRoot(before))
  const bits = Math.min(bitsAtMost, Math.max(0, Math.ceil(Math.log2((await countCases()) / casesAPart))))
  const made = await partsBefore(at, bits)
  const parts = made.map(({ part }) => part)
  const whole = levelsOver(parts)[0]?.[0]
  if (!whole || whole.count === 0) return
  const leaves = newLeaves()
  for (const [i, { leaves: packed }] of made.entries()) if (packed.length > 0) await keepLeaves(leaves, i, packed)
  const it = { day, at, cases: whole.count, tree: whole.hash, prev: before?.root ?? nothing }
  const { day: _id, ...rest } = it
  await insertRoot({ _id, ...rest, root: sha256(jcs(it)), leaves, bits, parts })
  await dropOldTrees()
  const kept = await newestRoot()
  if (kept) await keepFile(context, publicRoot(kept))
  context.moved(day)
}

export const publicRoot = ({ _id, at, cases, tree, prev, root }: RootDoc): DailyRoot => ({
  day: _id,
  at,
  cases,
  tree,
  prev,
  root
})

/** The file of a day's root, by its name among the records. */
export const rootFile = (day: string): string => `roots/${day.slice(5, 7)}/${day}.json`

export const textOf = (root: DailyRoot): string => JSON.stringify(root) + '\n'

/** Outside the database: who changes the one does not change the other. What is there stays, and a difference is said aloud. */
async function keepFile({ records, log }: AppContext, root: DailyRoot): Promise<void> {
  const text = textOf(root)
  const there = await records.get(rootFile(root.day))
  if (!there) return records.put(rootFile(root.day), Buffer.from(text))
  if (there.toString('utf8') !== text) log.error({ day: root.day }, 'a daily root is not what its file says')
}
