/** One public case as a row of the open data. Closed by default: what a column does not name does not leave. */
import { caseColumnNames, type CaseColumn } from '#shared/open-data.ts'
import { words } from '#shared/locales/index.ts'
import type { CaseDoc } from '#server/cases/index.ts'
import { openingFor, publicText, titleOf } from '#server/cases/index.ts'
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
function answerOf(openCase: OpenCase): string | undefined {
  const { ledger, publication, words: said } = openCase
  const answer = ledger.findLast(
    ({ n, verb }) => verb === 'reply' && publication.words.includes(n) && said[n]?.text !== undefined
  )
  return answer && publicText(openCase, answer.n)
}

const columnsOf: Record<CaseColumn, (openCase: OpenCase, rows: Rows) => Cell> = {
  service_request_id: (openCase) => openCase.no,
  requested_datetime: (openCase) => openCase.at,
  updated_datetime: (openCase) => movedOf(openCase),
  closed_date: (openCase) => openCase.closedAt,
  status_description: (openCase) => words.cases.status[openCase.status],
  status_notes: answerOf,
  source: (openCase) => openCase.reports[0]?.channel,
  service_name: (openCase, { city }) => city.called.category(openCase.category)?.name ?? openCase.category,
  service_subtype: (openCase, { city }) => city.called.category(openCase.category)?.tile,
  description: (openCase, { city }) => openingFor(openCase) ?? titleOf(openCase, city),
  agency_responsible: (openCase, { city }) => city.called.office(openCase.office)?.name ?? openCase.office,
  address: (openCase) => openCase.publicPlace.address,
  lat: (openCase) => openCase.publicPlace.coordinates[1],
  long: (openCase) => openCase.publicPlace.coordinates[0],
  status: (openCase) => openCase.status,
  service_code: (openCase) => openCase.category,
  agency_code: (openCase) => openCase.office,
  area_code: (openCase) => openCase.area,
  area_name: (openCase, { city }) => city.called.area(openCase.area) ?? openCase.area,
  published_datetime: (openCase) => openCase.publishedAt?.toISOString(),
  expected_datetime: (openCase) =>
    openCase.deadline.dueAt ? new Date(openCase.deadline.dueAt).toISOString() : undefined,
  exposed_datetime: (openCase) => openCase.exposedAt,
  closed_in_time: (openCase) => openCase.onTime,
  times_overdue: (openCase) => openCase.counts.overdue,
  times_returned: (openCase) => openCase.returnedBy?.length ?? 0,
  times_asked_to_reopen: (openCase) => openCase.counts.reopenRequests,
  reports: (openCase) => Math.max(1, openCase.counts.reports),
  ratings: (openCase) => last(openCase).length,
  ratings_solved: (openCase) => last(openCase).filter(({ solved }) => solved === 'solved').length,
  ratings_satisfied: (openCase) => last(openCase).filter(({ satisfied }) => satisfied === 'satisfied').length,
  media_url: ({ publication: { photos } }, { site }) =>
    photos[0] ? `${site}/photos/${photos[0]}/large.jpg` : undefined,
  entries: (openCase) => openCase.ledger.length,
  last_entry_hash: (openCase) => openCase.ledger.at(-1)?.hash,
  removed: () => undefined
}
const last = ({ ratings }: OpenCase): OpenCase['ratings'] => ratings.filter(({ superseded }) => !superseded)

export type OpenRow = Partial<Record<CaseColumn, Cell>>

/** A case that is not public any more is a number that has gone. */
export function openRow(openCase: OpenCase, rows: Rows): OpenRow {
  if (!openCase.publishedAt) {
    return { service_request_id: openCase.no, updated_datetime: movedOf(openCase), removed: true }
  }
  const row: OpenRow = {}
  for (const name of caseColumnNames) {
    const value = columnsOf[name](openCase, rows)
    if (value !== undefined && value !== '') row[name] = value
  }
  return row
}
