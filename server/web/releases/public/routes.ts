/** The public's pages about the rules in force: the table of times, as a page and as a file, and one rule of one release. */
import { guest } from '#server/kernel/viewer.ts'
import { fileFor, publicFor } from '#shared/endpoint.ts'
import { file, page, type PublicRoute } from '../../frame/public.ts'
import { fill, standardsWords } from '../../frame/words.ts'
import { RulePage } from './RulePage.tsx'
import { standardsCsv } from './standards-csv.ts'
import { Standards } from './Standards.tsx'

export const releasePublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/rules/:version/:rule',
    cache: publicFor(5, { listsCases: false }),
    async load({ call, param }) {
      const [found, offices, { categories }, areas] = await Promise.all([
        call('readRule', { params: { version: param('version'), rule: param('rule') } }, guest),
        call('offices', {}, guest),
        call('categories', {}, guest),
        call('areas', {}, guest)
      ])
      return { found, offices: offices.items, categories, areas: areas.items }
    },
    view: RulePage
  }),
  page({
    path: '/standards',
    cache: publicFor(5, { listsCases: false }),
    load: async ({ call }) => ({ standards: await call('standards', {}, guest) }),
    view: Standards
  }),
  file({
    path: '/standards.csv',
    cache: fileFor(5),
    load: async ({ call, site }) => ({
      body: standardsCsv(await call('standards', {}, guest)),
      type: 'text/csv; charset=utf-8',
      name: `${fill(standardsWords.file, { city: site.city.name })}.csv`
    })
  })
]
