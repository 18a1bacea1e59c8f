/** What the city gives away: files of cases and figures, and what each of their columns says. */
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { bool, list, maybe, oneOf, said, view, type Infer } from './schema.ts'

export const columnTypes = ['text', 'moment', 'number', 'yes_no', 'address'] as const
/**
 * The columns of a case, in their order: those of GeoReport Bulk under its names first, then ours. Dates are ISO 8601 in UTC, `lat` and
 * `long` WGS-84 and as finely as the category is shown to the public.
 */
export const caseColumns = {
  service_request_id: 'text',
  requested_datetime: 'moment',
  updated_datetime: 'moment',
  closed_date: 'moment',
  status_description: 'text',
  status_notes: 'text',
  source: 'text',
  service_name: 'text',
  service_subtype: 'text',
  description: 'text',
  agency_responsible: 'text',
  address: 'text',
  lat: 'number',
  long: 'number',
  status: 'text',
  service_code: 'text',
  agency_code: 'text',
  area_code: 'text',
  area_name: 'text',
  published_datetime: 'moment',
  expected_datetime: 'moment',
  exposed_datetime: 'moment',
  closed_in_time: 'yes_no',
  times_overdue: 'number',
  times_returned: 'number',
  times_asked_to_reopen: 'number',
  reports: 'number',
  ratings: 'number',
  ratings_solved: 'number',
  ratings_satisfied: 'number',
  media_url: 'address',
  entries: 'number',
  last_entry_hash: 'text',
  removed: 'yes_no'
} as const satisfies Record<string, (typeof columnTypes)[number]>
export type CaseColumn = keyof typeof caseColumns
export const caseColumnNames = Object.keys(caseColumns) as CaseColumn[]

export const openFormats = ['csv', 'jsonl', 'geojson'] as const
export type OpenFormat = (typeof openFormats)[number]

export const openFiles = [
  'cases.csv',
  'cases.jsonl',
  'cases.geojson',
  'columns.csv',
  'figures.jsonl',
  'recompute.mjs',
  'standards.csv',
  'daily-roots.txt',
  'verify.mjs',
  'openapi.json'
] as const
export type OpenFile = (typeof openFiles)[number]

export const openDataEndpoints = {
  openData: endpoint({
    method: 'GET',
    path: '/api/open-data',
    says: 'The catalogue of the open data: licence, files, and the columns of a case; `/open-data/columns.csv` says in words what each is.',
    who: anyone,
    answer: view({
      licence: view({ id: said(), url: said() }),
      files: list(view({ name: oneOf(openFiles), href: said(), type: said(), sinceWhen: maybe(bool()) }), {
        max: 20
      }),
      columns: list(view({ name: said(), type: oneOf(columnTypes) }), { max: 100 })
    }),
    refuses: [],
    cache: publicFor(300, { listsCases: false })
  })
}
export type OpenDataView = Infer<(typeof openDataEndpoints)['openData']['answer']>
