/** Rows of a list in its order, page by page; where words are asked for, those that have them and no others. */
import { Cases, rowFields, type CaseRowDoc, type Filter } from './model.ts'
import { isExact, isFoundExactly, matches, queryGrams } from './search.ts'

/** Every case with these words, and some more: those where their pairs stand apart. Of no word, none. */
export const mayMatch = (words: readonly string[]) => ({ search: { $all: queryGrams(words) } })
/** The same, each one held against its words by the database. */
export const mustMatch = (words: readonly string[]) => ({
  $and: [
    mayMatch(words),
    // There are letters, marks and figures in a word and nothing that means something in a pattern.
    ...words.filter((word) => !isFoundExactly(word)).map((word) => ({ searchText: { $regex: word } }))
  ]
})

export type Order = Readonly<Record<string, 1 | -1>>

interface Asked {
  words?: readonly string[] | undefined
  order: Order
  limit: number
  /** What comes after a row in this order. */
  beyond(row: CaseRowDoc): Filter
}

export interface Rows {
  rows: CaseRowDoc[]
  /**
   * The row after which to go on; none at the end. Beyond the last of a whole page; short of one, the last that was looked at: then nobody knows
   * whether more will be found.
   */
  last?: CaseRowDoc
}

/** Rows that were found by their pairs alone are looked at up to here; a sentence put together from common ones could be in none of a million. */
const lookedAtAtMost = 5_000
const inABatch = 1_000

type Found = CaseRowDoc & { searchText?: string }
const { searchText: _, ...withSearchText } = rowFields

export async function readRows(filter: Filter, asked: Asked, atMost = lookedAtAtMost): Promise<Rows> {
  const { words, order, limit, beyond } = asked
  const where = { $and: [filter, words ? mayMatch(words) : {}] } as Filter
  const exact = words === undefined || isExact(words)
  const first = await Cases.find(where, exact ? rowFields : withSearchText)
    .sort(order)
    .limit(limit + 1)
    .lean<Found[]>()
  const holds = ({ searchText = '' }: Found): boolean => exact || matches(searchText, words)
  const rows: CaseRowDoc[] = first.filter(holds)
  const page = (): Rows | undefined => {
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return rows.length > limit && last ? { rows: shown, last } : undefined
  }
  let found = first
  let asMany = limit + 1
  let looked = found.length
  while (rows.length <= limit) {
    const last = found.at(-1)
    if (last === undefined || found.length < asMany) return { rows }
    if (looked >= atMost) return { rows, last }
    asMany = Math.min(inABatch, atMost - looked)
    found = await Cases.find({ $and: [where, beyond(last)] } as Filter, light(order))
      .sort(order)
      .limit(asMany)
      .lean<Found[]>()
    looked += found.length
    rows.push(...(await whole(found.filter(holds).slice(0, limit + 1 - rows.length))))
  }
  return page() ?? { rows }
}

/** What tells whether a row has the words, and where it stands. */
const light = (order: Order) => ({
  searchText: 1,
  at: 1,
  ...Object.fromEntries(Object.keys(order).map((by) => [by, 1]))
})

async function whole(rows: readonly Found[]): Promise<CaseRowDoc[]> {
  if (rows.length === 0) return []
  const found = await Cases.find({ _id: { $in: rows.map(({ _id }) => _id) } }, rowFields).lean<CaseRowDoc[]>()
  const byId = new Map(found.map((row) => [row._id.toHexString(), row]))
  return rows.flatMap(({ _id }) => byId.get(_id.toHexString()) ?? [])
}
