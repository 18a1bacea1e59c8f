/** One public case as a row of the open data. Closed by default: what a column does not name does not leave. */
import { caseColumnNames, type CaseColumn } from '#shared/open-data.ts'
import { words } from '#shared/locales/index.ts'
import type { CaseDoc } from '#server/cases/index.ts'
import { openingFor, titleOf } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Cell } from '#server/kernel/csv.ts'

/** As much of a case as the columns read; `ledger` without what was decided in its entries. */
export type OpenCase = Pick<
  CaseDoc,
  | '_id'
  | 'no'
  | 'title'
  | 'at'
  | 'status'
  | 'category'
  | 'area'
  | 'office'
  | 'publicPlace'
  | 'publication'
  | 'publishedAt'
  | 'deadline'
  | 'closedAt'
  | 'onTime'
  | 'exposedAt'
  | 'returnedBy'
  | 'counts'
  | 'ratings'
  | 'words'
> & {
  movedAt?: Date
  reports: Pick<CaseDoc['reports'][number], 'n' | 'channel'>[]
  ledger: Pick<CaseDoc['ledger'][number], 'n' | 'verb' | 'hash'>[]
}
export const openFields: Record<string, 0 | 1> = Object.fromEntries(
  [
    ...['no', 'title', 'at', 'status', 'category', 'area', 'office', 'publicPlace', 'publication', 'publishedAt'],
    ...['deadline.dueAt', 'closedAt', 'onTime', 'exposedAt', 'returnedBy', 'counts', 'ratings', 'words', 'movedAt'],
    ...['reports.n', 'reports.channel', 'ledger.n', 'ledger.verb', 'ledger.hash']
  ].map((name) => [name, 1])
)

interface Rows {
  city: CitySnapshot
  /** `https://city.example`, for what is linked. */
  site: string
}

/** A server of the version before, still running beside this one, writes cases that do not say when they moved. */
const movedOf = ({ movedAt, publishedAt, at }: OpenCase): string =>
  (movedAt ?? publishedAt ?? new Date(at)).toISOString()

/** The newest answer of an office that a moderator has approved. */
function answerOf({ ledger, publication, words: said }: OpenCase): string | undefined {
  const answer = ledger.findLast(
    ({ n, verb }) => verb === 'reply' && publication.words.includes(n) && said[n]?.text !== undefined
  )
  return answer && said[answer.n]?.text
}

const columnsOf: Record<CaseColumn, (it: OpenCase, rows: Rows) => Cell> = {
  service_request_id: (it) => it.no,
  requested_datetime: (it) => it.at,
  updated_datetime: (it) => movedOf(it),
  closed_date: (it) => it.closedAt,
  status_description: (it) => words.cases.status[it.status],
  status_notes: answerOf,
  source: (it) => it.reports[0]?.channel,
  service_name: (it, { city }) => city.called.category(it.category)?.name ?? it.category,
  service_subtype: (it, { city }) => city.called.category(it.category)?.tile,
  description: (it, { city }) => openingFor(it.reports, it.publication.words, it.words)?.text ?? titleOf(it, city),
  agency_responsible: (it, { city }) => city.called.office(it.office)?.name ?? it.office,
  address: (it) => it.publicPlace.address,
  lat: (it) => it.publicPlace.coordinates[1],
  long: (it) => it.publicPlace.coordinates[0],
  status: (it) => it.status,
  service_code: (it) => it.category,
  agency_code: (it) => it.office,
  area_code: (it) => it.area,
  area_name: (it, { city }) => city.called.area(it.area) ?? it.area,
  published_datetime: (it) => it.publishedAt?.toISOString(),
  expected_datetime: (it) => (it.deadline.dueAt ? new Date(it.deadline.dueAt).toISOString() : undefined),
  exposed_datetime: (it) => it.exposedAt,
  closed_in_time: (it) => it.onTime,
  times_overdue: (it) => it.counts.overdue,
  times_returned: (it) => it.returnedBy?.length ?? 0,
  times_asked_to_reopen: (it) => it.counts.reopenRequests,
  reports: (it) => Math.max(1, it.counts.reports),
  ratings: (it) => last(it).length,
  ratings_solved: (it) => last(it).filter(({ solved }) => solved === 'solved').length,
  ratings_satisfied: (it) => last(it).filter(({ satisfied }) => satisfied === 'satisfied').length,
  media_url: ({ publication: { photos } }, { site }) =>
    photos[0] ? `${site}/photos/${photos[0]}/large.jpg` : undefined,
  entries: (it) => it.ledger.length,
  last_entry_hash: (it) => it.ledger.at(-1)?.hash,
  removed: () => undefined
}
const last = ({ ratings }: OpenCase): OpenCase['ratings'] => ratings.filter(({ superseded }) => !superseded)

export type OpenRow = Partial<Record<CaseColumn, Cell>>

/** A case that is not public any more is a number that has gone. */
export function openRow(it: OpenCase, rows: Rows): OpenRow {
  if (!it.publishedAt) {
    return { service_request_id: it.no, updated_datetime: movedOf(it), removed: true }
  }
  const row: OpenRow = {}
  for (const name of caseColumnNames) {
    const value = columnsOf[name](it, rows)
    if (value !== undefined && value !== '') row[name] = value
  }
  return row
}
