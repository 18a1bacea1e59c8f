/** What programs that read the whole site look for: where they may go, what there is, and whom to tell of a hole. */
import type { CaseRow } from '#shared/cases.ts'
import { publicFor } from '#shared/endpoint.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { guest } from '#server/kernel/viewer.ts'
import { footLinks, publicPlaces } from '../../frame/nav.ts'
import { file, type GuestRequest, type PublicRoute } from '../../frame/public.ts'
import { escaped } from '#server/kernel/markup.ts'

/** Pages of one person, of the desk, and answers for programs of another kind. */
const closed = ['/office/', '/track', '/prefs', '/api/', '/photos/']
/** The newest of each; an index of everything would be read by nobody. */
const pagesAtMost = 20

const robots = ({ origin }: GuestRequest): string =>
  ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), '', `Sitemap: ${origin}/sitemap.xml`, ''].join('\n')

async function cases({ call }: GuestRequest): Promise<CaseRow[]> {
  const found: CaseRow[] = []
  let after: string | undefined
  for (let page = 0; page < pagesAtMost; page++) {
    const { items, older } = await call('listCases', { query: { limit: '50', ...(after && { after }) } }, guest)
    found.push(...items)
    if (!older) break
    after = older
  }
  return found
}

async function sitemap(request: GuestRequest): Promise<string> {
  const { call, origin } = request
  const [rows, activities, offices] = await Promise.all([
    cases(request),
    call('listActivities', { query: { limit: '50' } }, guest),
    call('offices', {}, guest)
  ])
  const pages: { path: string; changed?: string }[] = [
    ...[...publicPlaces(), ...footLinks()].map(({ href }) => ({ path: href })),
    ...offices.items.map(({ id }) => ({ path: `/offices/${id}` })),
    ...activities.items.map(({ no }) => ({ path: `/activities/${no}` })),
    ...rows.map(({ no, since }) => ({ path: `/cases/${no}`, changed: since }))
  ].filter(({ path }) => !closed.some((way) => path.startsWith(way)))
  const urls = pages.map(
    ({ path, changed }) =>
      `<url><loc>${escaped(origin + path)}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}</url>`
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>\n`
}

/** RFC 9116. The centre answers; how to reach it stands on its page. */
async function security({ call, origin, now }: GuestRequest): Promise<string> {
  const { items } = await call('offices', {}, guest)
  const centre = items.find(({ kind }) => kind === 'centre')
  return [
    `Contact: ${origin}${centre ? `/offices/${centre.id}` : '/offices'}`,
    `Expires: ${addDays(dayOf(now), 180)}T00:00:00Z`,
    'Preferred-Languages: zh, en',
    `Canonical: ${origin}/.well-known/security.txt`,
    ''
  ].join('\n')
}

const plain = 'text/plain; charset=utf-8'
export const crawlerPublicRoutes: readonly PublicRoute[] = [
  file({
    path: '/robots.txt',
    cache: publicFor(300),
    load: (request) => ({ body: robots(request), type: plain })
  }),
  file({
    path: '/sitemap.xml',
    cache: publicFor(300),
    load: async (request) => ({ body: await sitemap(request), type: 'application/xml; charset=utf-8' })
  }),
  file({
    path: '/.well-known/security.txt',
    cache: publicFor(300),
    load: async (request) => ({ body: await security(request), type: plain })
  })
]
