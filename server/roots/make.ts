/**
 * Once a night: one tree over where every case stood at midnight, chained to the root before, kept in the database for good
 * and in a file beside it. What is changed afterwards no longer leads to the root that others have seen.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { DailyRoot } from '#shared/ledger.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { countCases, headsBefore, jcs, sha256 } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import { changesBetween } from './changes.ts'
import {
  dropOldTrees,
  dropOtherChanges,
  insertRoot,
  keepChanges,
  keepLeaves,
  newestRoot,
  newLeaves,
  readAllLeaves,
  type RootDoc
} from './model.ts'
import { signatures } from './sign.ts'
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
export async function partsBefore(at: string, bits: number): Promise<Made[]> {
  const piles = Array.from({ length: 2 ** bits }, () => new Pile())
  for await (const head of headsBefore(at)) {
    const record = packed(head)
    piles[partAt(record, bits)]?.add(record)
  }
  const made: Made[] = []
  for (const pile of piles) {
    const sorted = pile.sorted()
    made.push({ part: partOf(sorted, bits), leaves: Buffer.concat(sorted) })
    await breathe()
  }
  return made
}

interface Made {
  part: Part
  leaves: Buffer
}
interface Over {
  day: string
  at: string
  before: Pick<DailyRoot, 'root' | 'signed'> | null
  /** All leaves below the root before; none where it has no list of changes. */
  known: Buffer
  keys: Keys
}

/** The root over all cases, signed, and which of them moved since the root before; nothing where there is no case. */
export function rootOver(made: readonly Made[], { day, at, before, known, keys }: Over) {
  const whole = levelsOver(made.map(({ part }) => part))[0]?.[0]
  if (!whole || whole.count === 0) return undefined
  const { parts, ...moved } = changesBetween(known, Buffer.concat(made.map(({ leaves }) => leaves)))
  const hashed = { day, at, cases: whole.count, tree: whole.hash, prev: before?.root ?? nothing, ...moved }
  const root = sha256(jcs(hashed))
  return { root: { ...hashed, root, signed: signatures(root, keys, before?.signed?.[0]?.key) }, moves: parts }
}

/** Makes the root of the last day that is over; nothing where there is one, or no case yet. */
export async function makeRoot(context: AppContext): Promise<void> {
  const { day, at } = lastDay(context.now())
  const before = await newestRoot()
  if (before && before._id >= day) return keepFile(context, publicRoot(before))
  const bits = Math.min(bitsAtMost, Math.max(0, Math.ceil(Math.log2((await countCases()) / casesAPart))))
  const made = await partsBefore(at, bits)
  const known = before?.changes === undefined ? Buffer.alloc(0) : await readAllLeaves(before)
  const over = rootOver(made, { day, at, before, known, keys: context.keys })
  if (!over) return
  const leaves = newLeaves()
  for (const [i, { leaves: packed }] of made.entries()) if (packed.length > 0) await keepLeaves(leaves, i, packed)
  await keepChanges(leaves, day, over.moves)
  const { day: _id, ...root } = over.root
  const parts = made.map(({ part }) => part)
  await insertRoot({ _id, ...root, leaves, bits, parts, outbox: copiesWanted(context, day) })
  await dropOtherChanges(day)
  await dropOldTrees()
  if (root.gone > 0) context.log.error({ day, gone: root.gone }, 'cases of the daily root before are gone')
  const kept = await newestRoot()
  if (kept) await keepFile(context, publicRoot(kept))
  context.moved('anything')
}

const copiesWanted = ({ now, rootPlaces }: AppContext, day: string): OutboxItem[] =>
  Object.keys(rootPlaces).map((place) => ({
    id: `root/${day}/${place}`,
    topic: 'rootCopy',
    at: now(),
    facts: { day, place }
  }))

/** What a root is the hash of; those from before there was a list of changes are of less. */
export const hashedOf = ({ _id, at, cases, tree, prev, moved, gone, changes }: RootDoc) => ({
  day: _id,
  at,
  cases,
  tree,
  prev,
  ...(changes !== undefined && { moved, gone, changes })
})
export const publicRoot = (doc: RootDoc): DailyRoot => ({
  ...hashedOf(doc),
  root: doc.root,
  ...(doc.signed && { signed: doc.signed })
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
