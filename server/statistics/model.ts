/** Sums over cases, by area and office. Everything is counted once: a case taken into another counts as that other. */
import { Cases, openStatuses } from '#server/cases/index.ts'
import { dayOf } from '#shared/time-format.ts'

export interface Row {
  area: string
  office: string
  received: number
  closed: number
  onTime: number
  open: number
  overdue: number
  dueToday: number
  rated: number
  solved: number
  satisfied: number
  dissatisfied: number
  reopened: number
  returns: number
}

interface Period {
  /** ISO moment the period begins; it ends now. */
  from: string
  now: Date
  endOfToday: Date
  dayMs: number
}

const count = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } })

const by = { area: '$area', office: '$office' }
const alone = { joinedInto: { $exists: false } }
interface Place {
  area: string
  office: string
}

// Separate passes, each on its own index, instead of one that reads every case.
const receivedSince = (from: string) =>
  Cases.aggregate<{ _id: Place & { at: string }; n: number }>([
    { $match: { ...alone, at: { $gte: from } } },
    { $group: { _id: { ...by, at: { $substrBytes: ['$at', 0, 13] } }, n: { $sum: 1 } } }
  ])

const closedSince = (from: string) =>
  Cases.aggregate<{ _id: Place & { at: string; from: string }; n: number } & Row>([
    { $match: { ...alone, status: 'closed', closedAt: { $gte: from } } },
    {
      $group: {
        _id: { ...by, at: { $substrBytes: ['$closedAt', 0, 13] }, from: { $substrBytes: ['$at', 0, 13] } },
        n: { $sum: 1 },
        onTime: count('$onTime'),
        reopened: count({ $gt: ['$counts.reopenRequests', 0] })
      }
    }
  ])

/**
 * The last word of every reporter, on the close that it is about: it stays while the case is done again, and his answer to
 * the next close takes its place.
 */
const ratedSince = (from: string) =>
  Cases.aggregate<{ _id: Place } & Pick<Row, 'rated' | 'solved' | 'satisfied' | 'dissatisfied'>>([
    { $match: { ...alone, 'ratings.closedAt': { $gte: from } } },
    { $unwind: '$ratings' },
    { $match: { 'ratings.closedAt': { $gte: from }, 'ratings.superseded': { $ne: true } } },
    {
      $group: {
        _id: by,
        rated: { $sum: 1 },
        solved: count({ $eq: ['$ratings.solved', 'solved'] }),
        satisfied: count({ $eq: ['$ratings.satisfied', 'satisfied'] }),
        dissatisfied: count({ $eq: ['$ratings.satisfied', 'dissatisfied'] })
      }
    }
  ])

const openNow = ({ now, endOfToday }: Pick<Period, 'now' | 'endOfToday'>) =>
  Cases.aggregate<{ _id: Place; n: number; overdue: number; dueToday: number }>([
    {
      $match: {
        ...alone,
        status: { $in: [...openStatuses] }
      }
    },
    {
      $group: {
        _id: by,
        n: { $sum: 1 },
        overdue: count({ $and: [{ $ne: ['$dueAt', null] }, { $lt: ['$dueAt', now] }] }),
        dueToday: count({ $and: [{ $gte: ['$dueAt', now] }, { $lt: ['$dueAt', endOfToday] }] })
      }
    }
  ])

/** 退回 counts for who returned, whoever has the case now. */
const returnedSince = (from: string) =>
  Cases.aggregate<{ _id: Place; n: number }>([
    { $match: { 'returnedBy.0': { $exists: true }, at: { $gte: from } } },
    { $unwind: '$returnedBy' },
    { $group: { _id: { area: '$area', office: '$returnedBy' }, n: { $sum: 1 } } }
  ])

const blank = {
  received: 0,
  closed: 0,
  onTime: 0,
  open: 0,
  overdue: 0,
  dueToday: 0,
  rated: 0,
  solved: 0,
  satisfied: 0,
  dissatisfied: 0,
  reopened: 0,
  returns: 0
}

export async function summary({ from, now, endOfToday }: Period): Promise<{
  rows: Row[]
  daily: Map<string, { received: number; closed: number }>
  spans: { from: string; to: string; n: number }[]
}> {
  const [received, closed, rated, open, returned] = await Promise.all([
    receivedSince(from),
    closedSince(from),
    ratedSince(from),
    openNow({ now, endOfToday }),
    returnedSince(from)
  ])
  const rows = new Map<string, Row>()
  const rowOf = ({ area, office }: Place): Row => {
    const key = `${area}|${office}`
    const row = rows.get(key) ?? { area, office, ...blank }
    rows.set(key, row)
    return row
  }
  const daily = new Map<string, { received: number; closed: number }>()
  const dayRow = (hour: string) => {
    const day = dayOf(`${hour}:00:00Z`)
    const row = daily.get(day) ?? { received: 0, closed: 0 }
    daily.set(day, row)
    return row
  }
  const spans: { from: string; to: string; n: number }[] = []
  for (const r of received) {
    rowOf(r._id).received += r.n
    dayRow(r._id.at).received += r.n
  }
  for (const c of closed) {
    const row = rowOf(c._id)
    row.closed += c.n
    for (const key of ['onTime', 'reopened'] as const) row[key] += c[key]
    dayRow(c._id.at).closed += c.n
    spans.push({ from: `${c._id.from}:00:00Z`, to: `${c._id.at}:00:00Z`, n: c.n })
  }
  for (const r of rated) {
    const row = rowOf(r._id)
    for (const key of ['rated', 'solved', 'satisfied', 'dissatisfied'] as const) row[key] += r[key]
  }
  for (const r of returned) rowOf(r._id).returns += r.n
  for (const o of open) {
    const row = rowOf(o._id)
    row.open += o.n
    row.overdue += o.overdue
    row.dueToday += o.dueToday
  }
  return { rows: [...rows.values()], daily, spans }
}
