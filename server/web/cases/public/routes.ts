/** The public's pages about cases: the list, one case, those held up to everybody's eyes. */
import { guest } from '#server/kernel/viewer.ts'
import { publicFor } from '#shared/endpoint.ts'
import { page, type PublicRoute } from '../../frame/public.ts'
import { CaseList } from './CaseList.tsx'
import { CasePage } from './CasePage.tsx'
import { Exposed } from './Exposed.tsx'
import { cursorNames, filterNames, readCursor, readFilters } from './filters.ts'
import { loadExposed, loadList } from './load.ts'

export const casePublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/cases',
    query: [...filterNames, ...cursorNames],
    cache: publicFor(5),
    load: ({ call, base, query }) => loadList(call, base, readFilters(query), readCursor(query)),
    view: CaseList
  }),
  page({
    path: '/cases/:no',
    cache: publicFor(5, { listsCases: false }),
    async load({ call, param }) {
      const caseView = await call('readCase', { params: { no: param('no') } }, guest)
      const { items } = await call('contactCards', { query: { area: caseView.area.id } }, guest)
      return { caseView, contacts: items }
    },
    view: CasePage
  }),
  page({
    path: '/exposed',
    query: cursorNames,
    cache: publicFor(5),
    load: ({ call, query }) => loadExposed(call, readCursor(query)),
    view: Exposed
  })
]
