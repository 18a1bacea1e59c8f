/** The page about the open data. */
import { fileFor, publicFor } from '#shared/endpoint.ts'
import { openData as say } from '#shared/locales/open-data.ts'
import { caseColumnNames, caseColumns } from '#shared/open-data.ts'
import { csv } from '#server/kernel/csv.ts'
import { guest } from '#server/kernel/viewer.ts'
import { file, page, type PublicRoute } from '../../frame/public.ts'
import { OpenData } from './OpenData.tsx'

export const openDataPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/open-data',
    cache: publicFor(300, { listsCases: false }),
    load: async ({ call }) => ({ openData: await call('openData', {}, guest) }),
    view: OpenData
  }),
  file({
    path: '/open-data/columns.csv',
    cache: fileFor(300),
    load: () => ({
      body: csv([
        say.columnHeadings,
        ...caseColumnNames.map((name) => [name, say.type[caseColumns[name]], say.column[name]])
      ]),
      type: 'text/csv; charset=utf-8',
      name: 'columns.csv'
    })
  })
]
