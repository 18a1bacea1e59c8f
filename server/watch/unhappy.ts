/** 不满意台账: who was not satisfied, whose it is to speak to him, and what came of it. */
import { Cases, visibleTo, type CaseDoc, type Filter } from '#server/cases/index.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import type { Staff } from '#server/kernel/viewer.ts'

/** One entry of one case, with as much of the case as it is shown with. */
export type UnhappyRow = Pick<CaseDoc, '_id' | 'no' | 'title' | 'category' | 'publicPlace' | 'ratings' | 'words'> & {
  unhappy: CaseDoc['unhappy'][number]
}
const fields = { no: 1, title: 1, category: 1, publicPlace: 1, ratings: 1, words: 1, unhappy: 1 } as const

type Asked = { state: 'open' | 'done'; office?: string }
const entryIs = ({ state, office }: Asked) => ({
  'unhappy.done': { $exists: state === 'done' },
  ...(office !== undefined && { 'unhappy.office': office })
})
const seen = (viewer: Staff): Filter => ({ $and: [visibleTo(viewer), { 'unhappy.at': { $exists: true } }] })

/** Open ones by the moment of the rating, and so by their day; done ones from the newest back. */
export async function listUnhappy(
  viewer: Staff,
  asked: Asked,
  page: { after?: string; limit: number }
): Promise<{ items: UnhappyRow[]; older?: string }> {
  const forwards = asked.state === 'open'
  const by = forwards ? 'unhappy.at' : 'unhappy.done.at'
  const cursor = readCursor(page.after)
  const at = cursor?.at.toISOString()
  const [beyond, order] = forwards ? (['$gt', 1] as const) : (['$lt', -1] as const)
  const step = cursor ? { $or: [{ [by]: { [beyond]: at } }, { [by]: at, _id: { [beyond]: cursor.id } }] } : {}
  const found = await Cases.aggregate<UnhappyRow>([
    { $match: seen(viewer) },
    { $project: fields },
    { $unwind: '$unhappy' },
    { $match: { $and: [entryIs(asked), step] } },
    { $sort: { [by]: order, _id: order } },
    { $limit: page.limit + 1 }
  ])
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  const sortedBy = last && (forwards ? last.unhappy.at : (last.unhappy.done?.at ?? last.unhappy.at))
  return { items, ...(found.length > page.limit && last && sortedBy && { older: cursorOf(sortedBy, last._id) }) }
}

/** How many are open, and how many of them past their day. */
export async function countUnhappy(viewer: Staff, office: string | undefined, now: Date) {
  const [found] = await Cases.aggregate<{ open: number; late: number }>([
    { $match: seen(viewer) },
    { $project: { unhappy: 1 } },
    { $unwind: '$unhappy' },
    { $match: entryIs({ state: 'open', ...(office !== undefined && { office }) }) },
    {
      $group: {
        _id: null,
        open: { $sum: 1 },
        late: { $sum: { $cond: [{ $lt: ['$unhappy.dueAt', now.toISOString()] }, 1, 0] } }
      }
    }
  ])
  return { open: found?.open ?? 0, late: found?.late ?? 0 }
}
