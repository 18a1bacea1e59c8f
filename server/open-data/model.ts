/**
 * Cases for the open data, some hundred at a time: no cursor of the database lives while a slow reader reads, and no file is ever held
 * whole. All of them in the order of their publication, the newest first, so that none comes twice or is left out while others move;
 * what has changed since a moment in the order of its changing.
 */
import { Cases } from '#server/cases/index.ts'
import { openFields, type OpenCase } from './columns.ts'

const atOnce = 500
/** Two writes may become visible in another order than their clocks say, and a transaction takes its time. */
const overlapMs = 60_000

/** Page after page in an order by one moment and the id; `beyond` is what comes after a case. */
async function* pages(
  first: object,
  beyond: (last: OpenCase) => object,
  order: Readonly<Record<string, 1 | -1>>
): AsyncGenerator<OpenCase[]> {
  for (let where = first; ;) {
    const docs = await Cases.collection.find(where, { projection: openFields }).sort(order).limit(atOnce).toArray()
    const found = docs as unknown as OpenCase[]
    const last = found.at(-1)
    if (last) yield found
    if (!last || found.length < atOnce) return
    where = beyond(last)
  }
}

export const publicCases = (): AsyncGenerator<OpenCase[]> =>
  pages(
    { publishedAt: { $type: 'date' } },
    ({ publishedAt: at, _id }) => ({
      publishedAt: { $lte: at },
      $or: [{ publishedAt: { $lt: at } }, { _id: { $lt: _id } }]
    }),
    { publishedAt: -1, _id: -1 }
  )

/** Those that are or were public, and have changed since. */
export function changedSince(since: Date): AsyncGenerator<OpenCase[]> {
  const wasPublic = { 'publication.at': { $exists: true } }
  return pages(
    { ...wasPublic, movedAt: { $gte: new Date(since.getTime() - overlapMs) } },
    ({ movedAt: at, _id }) => ({
      ...wasPublic,
      movedAt: { $gte: at },
      $or: [{ movedAt: { $gt: at } }, { _id: { $gt: _id } }]
    }),
    { movedAt: 1, _id: 1 }
  )
}
