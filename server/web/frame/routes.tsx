/**
 * The portal's doors: the only file here that speaks of requests and answers. It comes in by the same handlers as
 * everyone, as a guest with no key, or as the reporter of one report.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Context } from 'koa'
import Router, { type RouterContext } from 'koa-router'
import type { ReactElement } from 'react'
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { photosAtMost } from '#shared/photos.ts'
import type { Call } from '#server/kernel/serve.ts'
import { readMultipart, type Upload } from '#server/kernel/upload.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import { certificatePages } from '../certificates/public/routes.tsx'
import { ApiDocs } from '../docs/ApiDocs.tsx'
import { Lifecycle } from '../docs/Lifecycle.tsx'
import { Permissions } from '../docs/Permissions.tsx'
import type { BaseMap } from '../map/base.ts'
import { askedPrefs, readPrefs, safeBack } from './prefs.ts'
import { CaseList } from '../cases/public/CaseList.tsx'
import { CasePage } from '../cases/public/CasePage.tsx'
import { readCursor, readFilters } from '../cases/public/filters.ts'
import { Exposed } from '../cases/public/Exposed.tsx'
import { Home } from '../statistics/public/Home.tsx'
import { loadExposed, loadHome, loadList, loadOffice } from '../cases/public/load.ts'
import { reporterVerbs, type ReporterVerb } from '#shared/verbs.ts'
import { MyReport, type MyReportProps } from '../reports/public/MyReport.tsx'
import { OfficePage } from '../statistics/public/OfficePage.tsx'
import { Offices } from '../statistics/public/Offices.tsx'
import { Problem } from './Problem.tsx'
import { ReceiptPage } from '../reports/public/ReceiptPage.tsx'
import { ReportForm, type ReportFormProps } from '../reports/public/ReportForm.tsx'
import { RulePage } from '../releases/public/RulePage.tsx'
import { Standards } from '../releases/public/Standards.tsx'
import { standardsCsv } from '../releases/public/standards-csv.ts'
import { first, submitTyped, suggestedFor, takePhotos, typedIn } from '../reports/public/submit.ts'
import { Track } from '../reports/public/Track.tsx'
import { qrSvg } from '#server/kernel/qr.ts'
import { render } from './render.ts'
import type { Assets, Site } from './site.ts'
import { contactPages } from '../oversight/public/routes.tsx'
import { unitPages } from '../premises/public/routes.tsx'
import { errorWords, fill, say, standardsWords } from './words.ts'

export interface PortalDeps {
  call: Call
  city: { info: Site['city'] }
  base: BaseMap
  formToken: { make(nonce: string): string; check(nonce: string, token: string): boolean }
  assets: Assets
  secureCookies: boolean
  /** Whose an access token is; nobody's when it has run out. */
  viewerOf: (access: string) => Viewer | undefined
}

type Ctx = RouterContext
type Reporter = Extract<Viewer, { kind: 'code' }>

const cookies = { form: 'form', track: 'track' } as const
const year = 365 * 24 * 3_600_000
/** Nine photos, sixty megabytes in all: what a phone sends at most, and what may lie in memory for one visitor. */
const formLimits = { files: photosAtMost, fields: 60, totalBytes: 60 * 1024 * 1024 }
const wordsLimit = 64 * 1024

export const siteOf = (ctx: Context, { city, assets }: Pick<PortalDeps, 'city' | 'assets'>): Site => ({
  city: { name: city.info.name, hotline: city.info.hotline },
  assets,
  prefs: readPrefs((name) => ctx.cookies.get(name)),
  here: ctx.path + ctx.search
})

function show(ctx: Context, page: ReactElement, status = 200): void {
  ctx.status = status
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = render(page)
}

/** A refusal as a page of the portal, for whoever catches it. */
export const problemPage =
  (deps: Pick<PortalDeps, 'city' | 'assets'>) =>
  (ctx: Context, refused: Refused): void => {
    show(
      ctx,
      <Problem site={siteOf(ctx, deps)} code={refused.code} words={refused.more.words} />,
      refusals[refused.code]
    )
  }

/** The body of a form without files. */
async function readFields(ctx: Ctx): Promise<Record<string, string>> {
  if (!ctx.is('application/x-www-form-urlencoded')) refuse('unsupported_media')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > wordsLimit) refuse('too_large')
    chunks.push(chunk)
  }
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
}

const listed = (fields: Record<string, string>): Upload['fields'] =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]))

export function portal(deps: PortalDeps): Router {
  const { call, base, formToken, secureCookies, viewerOf } = deps
  const router = new Router()
  const site = (ctx: Ctx) => siteOf(ctx, deps)

  // ——— cookies and tokens

  const setCookie = (
    ctx: Ctx,
    name: string,
    value: string | null,
    options: { httpOnly: boolean; path: string; maxAge?: number }
  ) => {
    // A proxy in front may end TLS; the configuration says whether browsers come over https.
    ctx.cookies.secure = secureCookies
    ctx.cookies.set(name, value, { sameSite: 'lax', secure: secureCookies, signed: false, overwrite: true, ...options })
  }
  /** A form belongs to the browser it was shown in. */
  function tokenFor(ctx: Ctx): string {
    const known = ctx.cookies.get(cookies.form)
    const nonce = known && /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url')
    if (nonce !== known) setCookie(ctx, cookies.form, nonce, { httpOnly: true, path: '/' })
    ctx.set('Cache-Control', 'no-store')
    return formToken.make(nonce)
  }
  function checkForm(ctx: Ctx, token: string | undefined): boolean {
    const from = ctx.get('origin') || ctx.get('referer')
    if (from && !(URL.canParse(from) && new URL(from).host === ctx.host)) refuse('origin')
    const nonce = ctx.cookies.get(cookies.form)
    return nonce !== undefined && token !== undefined && formToken.check(nonce, token)
  }
  const keepTrack = (ctx: Ctx, access: string | null, seconds = 0) =>
    setCookie(ctx, cookies.track, access, { httpOnly: true, path: '/', ...(access && { maxAge: seconds * 1000 }) })
  function reporterOf(ctx: Ctx): Reporter | undefined {
    const access = ctx.cookies.get(cookies.track)
    const viewer = access === undefined ? undefined : viewerOf(access)
    return viewer?.kind === 'code' ? viewer : undefined
  }
  const see = (ctx: Ctx, href: string) => {
    ctx.redirect(href)
    ctx.status = 303
  }

  // ——— reading

  router.get('/', async (ctx) => show(ctx, <Home {...await loadHome(call, site(ctx), base)} />))
  router.get('/cases', async (ctx) =>
    show(ctx, <CaseList {...await loadList(call, site(ctx), base, readFilters(ctx.query), readCursor(ctx.query))} />)
  )
  router.get('/cases/:no', async (ctx) => {
    const it = await call('readCase', { params: { no: ctx.params['no'] } }, guest)
    const { items } = await call('contactCards', { query: { area: it.area.id } }, guest)
    show(ctx, <CasePage site={site(ctx)} it={it} base={base} contacts={items} />)
  })
  router.get('/offices', async (ctx) => {
    const [offices, stats] = await Promise.all([
      call('offices', {}, guest),
      call('stats', { query: { days: '30' } }, guest)
    ])
    show(ctx, <Offices site={site(ctx)} offices={offices.items} stats={stats} />)
  })
  router.get('/offices/:id', async (ctx) =>
    show(ctx, <OfficePage site={site(ctx)} {...await loadOffice(call, ctx.params['id'] ?? '')} />)
  )
  router.get('/rules/:version/:rule', async (ctx) => {
    const [it, offices, { categories }, areas] = await Promise.all([
      call('readRule', { params: { version: ctx.params['version'], rule: ctx.params['rule'] } }, guest),
      call('offices', {}, guest),
      call('categories', {}, guest),
      call('areas', {}, guest)
    ])
    show(ctx, <RulePage site={site(ctx)} it={it} offices={offices.items} categories={categories} areas={areas.items} />)
  })
  router.get('/exposed', async (ctx) =>
    show(ctx, <Exposed {...await loadExposed(call, site(ctx), readCursor(ctx.query))} />)
  )
  router.get('/standards', async (ctx) =>
    show(ctx, <Standards site={site(ctx)} it={await call('standards', {}, guest)} />)
  )
  router.get('/standards.csv', async (ctx) => {
    const name = encodeURIComponent(fill(standardsWords.file, { city: deps.city.info.name }))
    ctx.type = 'text/csv; charset=utf-8'
    ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${name}.csv`)
    ctx.body = standardsCsv(await call('standards', {}, guest))
  })
  router.get('/docs/api', (ctx) => show(ctx, <ApiDocs site={site(ctx)} />))
  router.get('/docs/permissions', (ctx) => show(ctx, <Permissions site={site(ctx)} />))
  router.get('/docs/lifecycle', (ctx) => show(ctx, <Lifecycle site={site(ctx)} />))
  router.get('/docs', (ctx) => see(ctx, '/docs/lifecycle'))

  router.get('/prefs', (ctx) => {
    const asked = askedPrefs(ctx.query)
    for (const [name, value] of Object.entries(asked)) {
      setCookie(ctx, name, value === '' ? null : value, {
        httpOnly: false,
        path: '/',
        ...(value !== '' && { maxAge: year })
      })
    }
    ctx.set('Cache-Control', 'no-store')
    see(ctx, safeBack(ctx.query['back']))
  })
  router.get('/qr.svg', (ctx) => {
    ctx.type = 'image/svg+xml'
    ctx.set('Cache-Control', 'private, max-age=3600')
    ctx.body = qrSvg(`${secureCookies ? 'https' : ctx.protocol}://${ctx.host}/m/`)
  })
  router.get('/assets/:name', (ctx, next) => {
    const asset = deps.assets.at(ctx.params['name'] ?? '')
    if (!asset) return next()
    ctx.type = asset.type
    ctx.set('Cache-Control', asset.forever ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
    ctx.body = asset.body
    return undefined
  })

  certificatePages(router, { call, site, show, see })
  unitPages(router, { call, site, show })
  contactPages(router, { call, site, show })

  // ——— reporting

  async function reportForm(
    ctx: Ctx,
    form: Pick<ReportFormProps, 'typed' | 'errors' | 'refused' | 'again' | 'submitKey'>,
    status: number
  ): Promise<void> {
    const [{ tiles, categories }, areas, suggested] = await Promise.all([
      call('categories', {}, guest),
      call('areas', {}, guest),
      suggestedFor(call, form.typed)
    ])
    show(
      ctx,
      <ReportForm
        site={site(ctx)}
        tiles={tiles}
        categories={categories}
        areas={areas.items}
        box={areas.city.bbox}
        suggested={suggested}
        token={tokenFor(ctx)}
        {...form}
      />,
      status
    )
  }
  const caseNo = (value: unknown): string | undefined =>
    typeof value === 'string' && /^\d{4}-\d{4}-\d{5,6}$/.test(value) ? value : undefined

  router.get('/report', async (ctx) => {
    const asked = Object.fromEntries(
      Object.entries(ctx.query).map(([name, value]) => [name, [typeof value === 'string' ? value : '']])
    )
    const { category, area, address } = typedIn(asked)
    await reportForm(
      ctx,
      {
        typed: { category, area, address, photos: [] },
        errors: {},
        again: caseNo(ctx.query['again']),
        submitKey: randomUUID()
      },
      200
    )
  })

  router.post('/report', async (ctx) => {
    const { fields, files } = await readMultipart(ctx.req, formLimits)
    const again = caseNo(first(fields, 'again'))
    const typed = typedIn(fields)
    const key = first(fields, 'key') ?? ''
    const submitKey = /^[\w-]{16,64}$/.test(key) ? key : randomUUID()
    if (!checkForm(ctx, first(fields, '_token'))) {
      return reportForm(ctx, { typed, errors: {}, refused: say.badForm, again, submitKey }, 403)
    }
    const { photos, errors: photoErrors } = await takePhotos(call, guest, ctx.ip, files, typed.photos)
    const full = { ...typed, photos }
    const areas = await call('areas', {}, guest)
    const outcome =
      photoErrors.length > 0
        ? { errors: { photos: photoErrors.join(' ') } }
        : await submitTyped(call, full, areas.items, { ip: ctx.ip, key: submitKey })
    if (!('receipt' in outcome)) {
      // What is sent next is another body: the same key would be refused for it.
      return reportForm(ctx, { typed: full, ...outcome, again, submitKey: randomUUID() }, 422)
    }
    const { receipt } = outcome
    if (receipt.code) {
      const session = await call('signInCode', { body: { no: receipt.no, code: receipt.code } }, guest, { ip: ctx.ip })
      keepTrack(ctx, session.access, session.expiresInS)
    }
    ctx.set('Cache-Control', 'no-store')
    return show(ctx, <ReceiptPage site={site(ctx)} receipt={receipt} />, 201)
  })

  // ——— coming back

  const trackPage = (ctx: Ctx, more: { no?: string | undefined; refused?: string }, status = 200) =>
    show(ctx, <Track site={site(ctx)} token={tokenFor(ctx)} open={reporterOf(ctx)?.no} {...more} />, status)

  router.get('/track', (ctx) => trackPage(ctx, { no: caseNo(ctx.query['no']) }))
  router.post('/track', async (ctx) => {
    const fields = await readFields(ctx)
    const no = fields['no']?.trim() ?? ''
    if (!checkForm(ctx, fields['_token'])) return trackPage(ctx, { no, refused: say.badForm }, 403)
    try {
      const session = await call('signInCode', { body: { no, code: fields['code']?.trim() ?? '' } }, guest, {
        ip: ctx.ip
      })
      keepTrack(ctx, session.access, session.expiresInS)
      return see(ctx, '/track/report')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // A number or code of the wrong shape is as wrong as any other; saying which helps only who guesses.
      const code = error.code === 'invalid' || error.code === 'not_found' ? 'wrong_code' : error.code
      return trackPage(ctx, { no, refused: error.more.words ?? errorWords.refusal[code] }, refusals[code])
    }
  })

  async function myReport(
    ctx: Ctx,
    viewer: Reporter,
    more: Pick<MyReportProps, 'done' | 'refused'>,
    status = 200
  ): Promise<void> {
    const it = await call('readReport', { params: { id: viewer.report } }, viewer)
    show(ctx, <MyReport site={site(ctx)} it={it} token={tokenFor(ctx)} {...more} />, status)
  }

  router.get('/track/report', async (ctx) => {
    const viewer = reporterOf(ctx)
    if (!viewer) return see(ctx, '/track')
    return myReport(ctx, viewer, { done: reporterVerbs.find((act) => act === ctx.query['done']) })
  })

  const acts: Record<
    ReporterVerb,
    (viewer: Reporter, fields: Upload['fields'], photos: readonly string[]) => Promise<unknown>
  > = {
    answer: (viewer, fields, photos) =>
      call('answer', { params: { id: viewer.report }, body: { text: first(fields, 'text') ?? '', photos } }, viewer),
    withdraw: (viewer, fields) =>
      call('withdraw', { params: { id: viewer.report }, body: { ...said(fields) } }, viewer),
    rate: (viewer, fields) =>
      call(
        'rate',
        {
          params: { id: viewer.report },
          body: { solved: first(fields, 'solved'), satisfied: first(fields, 'satisfied'), ...said(fields) }
        },
        viewer
      ),
    request_reopen: (viewer, fields) =>
      call('requestReopen', { params: { id: viewer.report }, body: { text: first(fields, 'text') ?? '' } }, viewer)
  }
  const said = (fields: Upload['fields']) => {
    const text = first(fields, 'text')
    return text ? { text } : {}
  }

  router.post('/track/report/:act', async (ctx) => {
    const act = reporterVerbs.find((it) => it === ctx.params['act']) ?? refuse('no_such_door')
    const viewer = reporterOf(ctx)
    if (!viewer) return see(ctx, '/track')
    const { fields, files } = ctx.is('multipart/form-data')
      ? await readMultipart(ctx.req, formLimits)
      : { fields: listed(await readFields(ctx)), files: [] }
    const typed = {
      text: first(fields, 'text'),
      solved: first(fields, 'solved'),
      satisfied: first(fields, 'satisfied')
    }
    const no = (words: string, status: number) => myReport(ctx, viewer, { refused: { act, words, typed } }, status)
    if (!checkForm(ctx, first(fields, '_token'))) return no(say.badForm, 403)
    const { photos, errors } = await takePhotos(call, viewer, ctx.ip, files, [])
    if (errors.length > 0) return no(errors.join(' '), 422)
    try {
      await acts[act](
        viewer,
        fields,
        photos.map((it) => it.id)
      )
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return no(
        error.code === 'invalid' ? say.mine.needs[act] : (error.more.words ?? errorWords.refusal[error.code]),
        refusals[error.code]
      )
    }
    return see(ctx, `/track/report?done=${act}`)
  })
  router.post('/track/leave', async (ctx) => {
    const fields = await readFields(ctx)
    if (checkForm(ctx, fields['_token'])) keepTrack(ctx, null)
    see(ctx, '/track')
  })

  return router
}
