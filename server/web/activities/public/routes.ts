/** The public's pages about activities: the list, one activity, results, honours; alike for every guest. */
import { fileFor, publicFor } from '#shared/endpoint.ts'
import { refuse } from '#shared/errors.ts'
import { activityNo, valueOf } from '#shared/schema.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { guest } from '#server/kernel/viewer.ts'
import { file, page, type PublicRoute } from '../../frame/public.ts'
import { ActivityPage } from './Activity.tsx'
import { filterNames, readAfter, readFilters } from './filters.ts'
import { Honours } from './Honours.tsx'
import { ActivityList } from './List.tsx'
import { loadList, loadWall } from './load.ts'
import { Wall } from './Wall.tsx'

export const activityPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/activities',
    query: [...filterNames, 'after'],
    cache: publicFor(5, { listsCases: false }),
    load: ({ call, base, query, now }) => loadList(call, base, readFilters(query), readAfter(query), now),
    view: ActivityList
  }),
  page({
    path: '/activities/results',
    query: ['after'],
    cache: publicFor(5, { listsCases: false }),
    load: ({ call, query }) => loadWall(call, readAfter(query)),
    view: Wall
  }),
  page({
    path: '/activities/honours',
    cache: publicFor(5, { listsCases: false }),
    load: async ({ call }) => ({ items: (await call('wall', {}, guest)).items }),
    view: Honours
  }),
  page({
    path: '/activities/:no',
    cache: publicFor(5, { listsCases: false }),
    load: async ({ call, param }) => ({
      activity: await call('readActivity', { params: { activity: param('no') } }, guest)
    }),
    view: ActivityPage
  }),
  // What a phone scans; a mini-program that claims this address opens itself instead of the page.
  file({
    path: '/activities/:no/qr.svg',
    cache: fileFor(3600),
    load({ param, origin }) {
      const no = valueOf(activityNo(), param('no')) ?? refuse('not_found')
      return { body: qrSvg(`${origin}/m/#/activities/activity?no=${no}`), type: 'image/svg+xml' }
    }
  })
]
