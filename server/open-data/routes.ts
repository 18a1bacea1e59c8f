/** The catalogue: which files there are, under which licence, and what their columns say. */
import { caseColumnNames, caseColumns, openFiles, type OpenFile } from '#shared/open-data.ts'
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'

export const licence = { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/legalcode.zh-hans' }

const places: Record<OpenFile, { href: string; type: string; sinceWhen?: true }> = {
  'cases.csv': { href: '/open-data/cases.csv', type: 'text/csv', sinceWhen: true },
  'cases.jsonl': { href: '/open-data/cases.jsonl', type: 'application/jsonl', sinceWhen: true },
  'cases.geojson': { href: '/open-data/cases.geojson', type: 'application/geo+json', sinceWhen: true },
  'columns.csv': { href: '/open-data/columns.csv', type: 'text/csv' },
  'figures.jsonl': { href: '/open-data/figures.jsonl', type: 'application/jsonl' },
  'recompute.mjs': { href: '/assets/recompute.mjs', type: 'text/javascript' },
  'standards.csv': { href: '/standards.csv', type: 'text/csv' },
  'daily-roots.txt': { href: '/daily-roots.txt', type: 'text/plain' },
  'verify.mjs': { href: '/assets/verify.mjs', type: 'text/javascript' },
  'openapi.json': { href: '/openapi.json', type: 'application/json' }
}

export const openDataRoutes = ({ publicUrl }: AppContext): Pick<Handlers, 'openData'> => ({
  openData: () =>
    Promise.resolve({
      licence,
      files: openFiles.map((name) => ({
        name,
        ...places[name],
        href: `${publicUrl}${places[name].href}`
      })),
      columns: caseColumnNames.map((name) => ({ name, type: caseColumns[name] }))
    })
})
