/** What waits for whom on the desk. */
import type { QueueTab } from '#shared/cases.ts'
import { Cases, deskOf, readRows, visibleTo, type CaseRowDoc, type Filter } from '#server/cases/index.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import type { Staff } from '#server/kernel/viewer.ts'

interface Tab {
  role: Staff['roles'][number]
  filter(viewer: Staff): Filter
  /** What it is sorted by, ascending; ties by _id. 全部 shows the newest first. */
  by: 'deadline.dueAt' | 'since' | 'pendingSince' | 'toRule.0.at' | '_id'
}
const notJoined = { joinedInto: { $exists: false } }
/** Its officers' desk holds what the office has, and some more; the index is by desk. */
const ofOffice = ({ office }: Staff) => ({ desks: deskOf('officer', office), office })
/** Who rules on what; nobody is shown what another has to rule on. */
const rulers: readonly { role: Tab['role']; rules(viewer: Staff): Filter }[] = [
  {
    role: 'dispatcher',
    rules: (v) => ({
      $or: [
        { 'toRule.kind': { $in: ['hold', 'extend', 'return'] } },
        { 'toRule.kind': 'objection', refusedBy: { $ne: v.id } }
      ]
    })
  },
  {
    role: 'verifier',
    rules: (v) => ({
      supervising: v.office,
      $or: [
        { 'toRule.kind': 'reopen', closedBy: { $ne: v.id } },
        { 'toRule.kind': 'objection', refusedBy: { $ne: v.id } }
      ]
    })
  }
]
/** What waits for whom; the first tab a member of staff has is his home. */
export const tabs: Record<QueueTab, Tab> = {
  todo: {
    role: 'officer',
    filter: (v) => ({ ...ofOffice(v), status: { $in: ['handling', 'rework', 'on_hold'] }, ...notJoined }),
    by: 'deadline.dueAt'
  },
  accept: {
    role: 'officer',
    filter: (v) => ({ ...ofOffice(v), status: 'dispatched', ...notJoined }),
    by: 'deadline.dueAt'
  },
  verify: {
    role: 'verifier',
    filter: (v) => ({ supervising: v.office, status: 'replied', repliedBy: { $ne: v.id }, ...notJoined }),
    by: 'since'
  },
  dispatch: {
    role: 'dispatcher',
    // And what was handed to somebody outside, until they have taken it.
    filter: () => ({
      $or: [{ status: { $in: ['received', 'returned'] } }, { 'transfer.state': 'open' }],
      // The second return is ruled on, and waits once.
      'toRule.kind': { $ne: 'return' },
      ...notJoined
    }),
    by: 'deadline.dueAt'
  },
  rule: {
    role: 'dispatcher',
    filter: (v) => ({
      // The index holds those alone on whom somebody has to rule, and has to be told so.
      'toRule.0.at': { $exists: true },
      $or: rulers.filter(({ role }) => v.roles.includes(role)).map((ruler) => ruler.rules(v)),
      ...notJoined
    }),
    by: 'toRule.0.at'
  },
  publish: {
    role: 'moderator',
    filter: () => ({ pendingSince: { $exists: true }, ...notJoined }),
    by: 'pendingSince'
  },
  all: { role: 'officer', filter: () => ({}), by: '_id' }
}

/** 全部 is for everyone who works here. */
const hasTab = (viewer: Staff, tab: QueueTab): boolean =>
  tab === 'all' ||
  (tab === 'rule' ? rulers.some(({ role }) => viewer.roles.includes(role)) : viewer.roles.includes(tabs[tab].role))
export const tabsOf = (viewer: Staff): QueueTab[] =>
  (Object.keys(tabs) as QueueTab[]).filter((tab) => hasTab(viewer, tab))

function sortedBy(caseDoc: CaseRowDoc, by: Tab['by']): string | number {
  if (by === 'deadline.dueAt') return caseDoc.deadline.dueAt
  if (by === 'toRule.0.at') return caseDoc.toRule[0]?.at ?? caseDoc.since
  return by === '_id' ? caseDoc.at : (caseDoc[by] ?? caseDoc.at)
}

export async function listQueue(
  viewer: Staff,
  tab: QueueTab,
  page: { words?: readonly string[]; no?: string; after?: string; limit: number },
  candidates?: number
): Promise<{ items: CaseRowDoc[]; older?: string }> {
  const { by, filter } = tabs[tab]
  const from = (value: string | number, _id: CaseRowDoc['_id']): Filter =>
    by === '_id' ? { _id: { $lt: _id } } : { $or: [{ [by]: { $gt: value } }, { [by]: value, _id: { $gt: _id } }] }
  const cursor = readCursor(page.after)
  const value = cursor && (by === 'deadline.dueAt' ? cursor.at.getTime() : cursor.at.toISOString())
  const { rows, last } = await readRows(
    {
      $and: [
        visibleTo(viewer),
        filter(viewer),
        page.no ? { no: page.no } : {},
        cursor && value !== undefined ? from(value, cursor.id) : {}
      ]
    },
    {
      words: page.words,
      order: by === '_id' ? { _id: -1 } : { [by]: 1, _id: 1 },
      limit: page.limit,
      beyond: (row) => from(sortedBy(row, by), row._id)
    },
    candidates
  )
  return { items: rows, ...(last && { older: cursorOf(sortedBy(last, by), last._id) }) }
}

/** How many wait in a tab, counted to at most 100: nobody needs the rest, and an exact count costs 600 lists. */
export const countQueue = (viewer: Staff, tab: QueueTab): Promise<number> =>
  Cases.countDocuments({ $and: [visibleTo(viewer), tabs[tab].filter(viewer)] } as Filter, { limit: 100 }).exec()
