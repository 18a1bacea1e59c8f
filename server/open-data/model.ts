/**
 * Cases for the open data, some hundred at a time: no cursor of the database lives while a slow reader reads, and no file is ever held
 * whole. All of them in the order of their publication, the newest first, so that none comes twice or is left out while others move;
 * what has changed since a moment in the order of its changing.
 */
import { Cases, type Filter } from '#server/cases/index.ts'
import { openFields, type OpenCase } from './columns.ts'

const atOnce = 500
/** Two writes may become visible in another order than their clocks say, and a transaction takes its time. */
const overlapMs = 60_000

export async function* publicCases(): AsyncGenerator<OpenCase[]> {
  let last: OpenCase | undefined
  for (;;) {
    const found: OpenCase[] = await Cases.collection
      .find(
        last
          ? {
              publishedAt: { $lte: last.publishedAt },
              $or: [{ publishedAt: { $lt: last.publishedAt } }, { _id: { $lt: last._id } }]
            }
          : ({ publishedAt: { $type: 'date' } } as Filter as never),
        { projection: openFields }
      )
      .sort({ publishedAt: -1, _id: -1 })
      .limit(atOnce)
      .toArray()
      .then((docs) => docs as unknown as OpenCase[])
    if (found.length > 0) yield found
    last = found.at(-1)
    if (found.length < atOnce) return
  }
}

/** Those that are or were public, and have changed since. */
export async function* changedSince(since: Date): AsyncGenerator<OpenCase[]> {
  const from = new Date(since.getTime() - overlapMs)
  let last: OpenCase | undefined
  for (;;) {
    const found: OpenCase[] = await Cases.collection
      .find(
        {
          'publication.at': { $exists: true },
          movedAt: { $gte: last?.movedAt ?? from },
          ...(last && { $or: [{ movedAt: { $gt: last.movedAt } }, { _id: { $gt: last._id } }] })
        } as never,
        { projection: openFields }
      )
      .sort({ movedAt: 1, _id: 1 })
      .limit(atOnce)
      .toArray()
      .then((docs) => docs as unknown as OpenCase[])
    if (found.length > 0) yield found
    last = found.at(-1)
    if (found.length < atOnce) return
  }
}
