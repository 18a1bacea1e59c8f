/**
 * The desk's doors: cookies in, handlers called, pages out. It comes in by the same handlers as everyone, with the
 * viewer of its session; every POST shows where it comes from and a token of that session.
 */
import type { Middleware } from 'koa'
import Router, { type RouterContext } from 'koa-router'
import { Refused, refuse, refusals } from '#shared/errors.ts'
import { photosAtMost } from '#shared/photos.ts'
import type { ApiAnswer } from '#shared/api.ts'
import type { DeskForm } from '#shared/verbs.ts'
import type { Call } from '#server/kernel/serve.ts'
import { readMultipart, type Upload } from '#server/kernel/upload.ts'
import { guest, type Staff, type Viewer } from '#server/kernel/viewer.ts'
import type { BaseMap } from '../../map/base.ts'
import { readPrefs } from '../../frame/prefs.ts'
import { CasePage } from '../public/CasePage.tsx'
import { render } from '../../frame/render.ts'
import type { Assets, Site } from '../../frame/site.ts'
import { backToDesk, home, sameOrigin } from '../../frame/back.ts'
import { ConfirmPage } from './Confirm.tsx'
import { DeskPage } from './DeskPage.tsx'
import { ErrorPage } from '../../frame/ErrorPage.tsx'
import { DeskMap } from './DeskMap.tsx'
import { inOrder, mineOf, neighbours } from './groups.ts'
import { complaints, keepPhotos, loadPreview, queueFor, readDesk, type Queue } from './loaders.ts'
import { caseHref, first, queueHref, whereOf, type Where } from './links.ts'
import {
  asConfirmed,
  asForm,
  asMoveVerb,
  bodyOf,
  leadingForm,
  leavesCase,
  one,
  opens,
  verbsOf,
  type Posted
} from './moves.ts'
import { Me } from '../../frame/Me.tsx'
import { problemsOf, type Problems } from './problems.ts'
import { suggested } from './ticks.ts'
import { refreshCookie, deskSessions } from '../../frame/session.ts'
import { deskRooms } from '../../frame/rooms-routes.tsx'
import { roomInstead, Shell, type DeskSite } from '../../frame/Shell.tsx'
import { SignIn, type SignInProps } from '../../frame/SignIn.tsx'
import { errorWords, say } from '../../frame/desk-words.ts'

export interface DeskDeps {
  call: Call
  city: { info: Site['city'] }
  /** The base map under the exact place. */
  base: BaseMap
  assets: Assets
  formToken: { make(family: string): string; check(family: string, token: string): boolean }
  secureCookies: boolean
  /** Verifies an access token and says whose it is. */
  viewerOf: (access: string) => Viewer | undefined
  now?: () => Date
}

const keysCookie = 'desk_keys'
/** Before anyone has signed in there is no family to bind a token to. */
const door = 'sign-in'
const noProblems: Problems = { fields: {} }
type Ctx = RouterContext

/** Nine photos and the ticks of a large case; what goes beyond is refused before its end is read. */
type FormLimits = Parameters<typeof readMultipart>[1]
const formLimits: FormLimits = { files: photosAtMost, fields: 1000, totalBytes: 100 * 1024 * 1024 }
/** Of who no longer sits here only the words are read, to be given back. */
const strangerLimits = { files: 0, fields: 20 }

export function desk({
  call,
  city,
  base,
  assets,
  formToken,
  secureCookies,
  viewerOf,
  now: clock = () => new Date()
}: DeskDeps): Router {
  const router = new Router()
  const seats = deskSessions(call, viewerOf, secureCookies)

  // ——— doors

  const siteOf = (ctx: Ctx): Site => ({
    city: { name: city.info.name, hotline: city.info.hotline },
    assets,
    prefs: readPrefs((name) => ctx.cookies.get(name)),
    here: ctx.path + ctx.search
  })
  const page = (ctx: Ctx, status: number, html: string) => {
    ctx.status = status
    ctx.type = 'text/html; charset=utf-8'
    ctx.body = html
  }
  const see = (ctx: Ctx, href: string) => {
    ctx.redirect(href)
    ctx.status = 303
  }
  const toSignIn = (ctx: Ctx) => {
    const over = ctx.cookies.get(refreshCookie) !== undefined
    const back = new URLSearchParams({ back: ctx.path + ctx.search, ...(over && { why: 'over' }) })
    see(ctx, `/office/sign-in?${back.toString()}`)
  }

  /** A page of the desk for whoever sits there; everyone else is sent to the door. */
  const seated =
    (open: (ctx: Ctx, viewer: Staff) => Promise<void>): Middleware =>
    async (koa) => {
      const ctx = koa as Ctx
      const viewer = await seats.who(ctx)
      if (viewer) await open(ctx, viewer)
      else toSignIn(ctx)
    }

  /** A form of ours, sent from a page of ours, in the session it was drawn for. */
  const posted =
    (act: (ctx: Ctx, viewer: Staff, sent: Upload) => Promise<void>, limits: FormLimits = formLimits): Middleware =>
    async (koa) => {
      const ctx = koa as Ctx
      if (!sameOrigin(ctx.headers, ctx.host)) refuse('origin')
      const viewer = await seats.who(ctx)
      if (!viewer) {
        if (ctx.path === '/office/photos') refuse('session_over')
        const { fields } = await readMultipart(ctx.req, strangerLimits).catch(() => ({ fields: {} }))
        doorPage(ctx, 401, { back: ctx.path + ctx.search, why: 'over', kept: one(fields, 'words') })
        return
      }
      const sent = await readMultipart(ctx.req, limits)
      if (!formToken.check(viewer.family, one(sent.fields, '_token'))) refuse('origin')
      await act(ctx, viewer, sent)
    }

  router.use(async (koa, next) => {
    const ctx = koa as Ctx
    ctx.set('Cache-Control', 'no-store')
    try {
      await next()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { code, more } = error
      if (ctx.path === '/office/photos') {
        ctx.status = refusals[code]
        ctx.body = { code, detail: more.words ?? errorWords.refusal[code] }
        return
      }
      if (more.retryAfterS !== undefined) ctx.set('Retry-After', String(more.retryAfterS))
      page(ctx, refusals[code], render(<ErrorPage site={siteOf(ctx)} code={code} words={more.words} />))
    }
  })

  // ——— signing in and out

  const doorPage = (ctx: Ctx, status: number, props: Omit<SignInProps, 'site' | 'token'>) => {
    page(ctx, status, render(<SignIn site={siteOf(ctx)} token={formToken.make(door)} {...props} />))
  }

  router.get('/office/sign-in', async (ctx) => {
    const back = backToDesk(first(ctx.query['back']))
    if (await seats.who(ctx)) {
      see(ctx, back)
      return
    }
    const why = first(ctx.query['why'])
    doorPage(ctx, 200, { back, why: why === 'over' || why === 'out' ? why : undefined })
  })

  router.post('/office/sign-in', async (ctx) => {
    if (!sameOrigin(ctx.headers, ctx.host)) refuse('origin')
    const { fields } = await readMultipart(ctx.req, strangerLimits)
    if (!formToken.check(door, one(fields, '_token'))) refuse('origin')
    const name = one(fields, 'name').trim()
    const password = one(fields, 'password')
    const back = backToDesk(one(fields, 'back'))
    if (name === '' || password === '') {
      const wrong = {
        ...(name === '' && { name: say.signIn.nameMissing }),
        ...(password === '' && { password: say.signIn.passwordMissing })
      }
      doorPage(ctx, 422, { back, name, wrong })
      return
    }
    try {
      const { access, refresh, expiresInS } = await call('signInStaff', { body: { name, password } }, guest, {
        ip: ctx.ip
      })
      seats.sit(ctx, { access, expiresInS, ...(refresh && { refresh }) })
      see(ctx, back)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const code = error.code === 'invalid' ? 'wrong_password' : error.code
      doorPage(ctx, refusals[code], { back, name, wrong: { form: errorWords.refusal[code] } })
    }
  })

  router.post(
    '/office/sign-out',
    posted(async (ctx, viewer) => {
      await call('signOut', {}, viewer)
      seats.getUp(ctx)
      see(ctx, '/office/sign-in?why=out')
    })
  )

  router.post(
    '/office/keys',
    posted(async (ctx, _viewer, { fields }) => {
      seats.keep(ctx, keysCookie, one(fields, 'keys') === 'off' ? 'off' : null, 365 * 86_400_000)
      see(ctx, '/office/me#keys')
      return Promise.resolve()
    })
  )

  // ——— pages

  async function deskSite(
    ctx: Ctx,
    viewer: Staff,
    where: Where,
    queue?: Queue
  ): Promise<DeskSite & { offices: ApiAnswer<'offices'>['items'] }> {
    const now = clock()
    const { items: offices } = await call('offices', {}, viewer)
    const own = offices.find((o) => o.id === viewer.office)
    const isOwn = queue?.tab === 'todo' && !where.q && !where.after
    const todo =
      queue?.counts['todo'] === undefined
        ? undefined
        : isOwn
          ? queue
          : await call('queue', { query: { tab: 'todo' } }, viewer)
    const done = asMoveVerb(first(ctx.query['done']))
    const of = first(ctx.query['of'])
    return {
      site: siteOf(ctx),
      viewer,
      office: own ?? { id: viewer.office, name: viewer.office, short: viewer.office },
      offices,
      token: formToken.make(viewer.family),
      now,
      keys: ctx.cookies.get(keysCookie) !== 'off',
      where,
      ...(todo && { mine: mineOf(todo, now) }),
      ...(done && /^\d{4}-\d{4}-\d{5,6}$/.test(of) && { toast: { verb: done, no: of } })
    }
  }

  interface Shown {
    /** Left out on the queue's own address: the first of the queue is shown. */
    no?: string
    form?: DeskForm | undefined
    typed?: Posted
    problems?: Problems
    status?: number
  }

  async function show(ctx: Ctx, viewer: Staff, { no, form, typed = {}, problems = noProblems, status = 200 }: Shown) {
    const where = whereOf(ctx.query)
    const queue = await queueFor(call, viewer, where)
    const site = await deskSite(ctx, viewer, where, queue)
    const shownNo = no ?? inOrder(queue.tab, queue.items, site.now)[0]?.no
    const it = shownNo === undefined ? undefined : await readDesk(call, shownNo, viewer)
    const { tiles, categories } = await call('categories', {}, viewer)
    const leading = it && leadingForm(it, queue.tab)
    const open = it && {
      it,
      form: form && opens(it, form) ? form : problems.moved ? undefined : leading,
      leading,
      typed,
      problems,
      choices: { offices: site.offices, tiles, categories },
      by: first(ctx.query['by']) === 'office' ? ('office' as const) : undefined,
      map: <DeskMap base={base} it={it} />
    }
    page(
      ctx,
      status,
      render(<DeskPage site={site} queue={queue} open={open} view={no === undefined ? 'queue' : 'case'} />)
    )
  }

  router.get(
    '/office/',
    seated((ctx, viewer) => {
      const instead = roomInstead(viewer)
      return instead === undefined ? show(ctx, viewer, {}) : Promise.resolve(see(ctx, instead))
    })
  )

  router.get(
    '/office/cases/:no',
    seated((ctx, viewer) => show(ctx, viewer, { no: ctx.params['no'] ?? '', form: asForm(first(ctx.query['act'])) }))
  )

  router.get(
    '/office/me',
    seated(async (ctx, viewer) => {
      const site = await deskSite(ctx, viewer, {})
      const office = site.offices.find((o) => o.id === viewer.office)
      page(
        ctx,
        200,
        render(
          <Shell desk={site} title={say.me.title} view="page">
            <Me desk={site} office={office} />
          </Shell>
        )
      )
    })
  )

  /** The public page of a case as these ticks would make it, for the moderator's frame alone. */
  router.get(
    '/office/cases/:no/preview',
    seated(async (ctx, viewer) => {
      const it = await readDesk(call, ctx.params['no'] ?? '', viewer)
      const every = (name: string) => [ctx.query[name] ?? []].flat()
      const asked = ctx.query['title'] !== undefined
      const ticked = asked
        ? { title: first(ctx.query['title']), shown: every('shown').map(Number), photos: every('photos') }
        : suggested(it)
      const site = { ...siteOf(ctx), here: `/cases/${it.no}` }
      page(ctx, 200, render(<CasePage site={site} base={base} {...await loadPreview(call, it, ticked, viewer)} />))
    })
  )

  // ——— moves

  router.post(
    '/office/photos',
    posted(async (ctx, viewer, { files: [file] }) => {
      const { bytes, name, type } = file ?? refuse('not_a_photo')
      ctx.status = 201
      ctx.body = await call('addPhoto', {}, viewer, { ip: ctx.ip, file: { bytes, name, type } })
    })
  )

  router.post(
    '/office/cases/:no',
    posted(async (ctx, viewer, sent) => {
      const no = ctx.params['no'] ?? ''
      const form = asForm(one(sent.fields, 'form')) ?? refuse('unparseable')
      const { ids, wrong } = await keepPhotos(call, sent.files, viewer, ctx.ip)
      const typed: Posted = {
        ...sent.fields,
        ...(ids.length > 0 && { photos: [...(sent.fields['photos'] ?? []), ...ids] })
      }
      const again = (problems: Problems, status: number) => show(ctx, viewer, { no, form, typed, problems, status })

      if (one(typed, 'redraw') || one(typed, 'back')) return again(noProblems, 200)
      const said = asMoveVerb(one(typed, 'verb'))
      const verb = said && verbsOf(form).includes(said) ? said : undefined
      const problems = complaints(verb ?? verbsOf(form)[0] ?? 'note', typed)
      if (!verb || wrong || problems) {
        const fields = {
          ...(!verb && { verb: say.problem.result }),
          ...problems?.fields,
          ...(wrong && { photos: wrong })
        }
        return again({ ...problems, fields }, 422)
      }
      const asked = asConfirmed(verb)
      if (asked && one(typed, 'confirmed') !== 'yes') return confirmPage(ctx, viewer, asked, no, typed)

      const where = whereOf(ctx.query)
      const { items, tab } = await call('queue', { query: { ...where } }, viewer)
      try {
        await call('moveCase', { params: { no }, body: bodyOf(verb, typed) }, viewer, { ip: ctx.ip })
      } catch (error) {
        if (!(error instanceof Refused) || error.code === 'forbidden') throw error
        return again(problemsOf(error, verb), refusals[error.code])
      }
      const beside = neighbours(inOrder(tab, items, clock()), no)
      const next = leavesCase(verb) ? (beside.after ?? beside.before) : no
      const done = { done: verb, of: no }
      see(ctx, next ? caseHref(next, { ...where, tab }, done) : queueHref({ ...where, tab }, done))
    })
  )

  async function confirmPage(
    ctx: Ctx,
    viewer: Staff,
    verb: NonNullable<ReturnType<typeof asConfirmed>>,
    no: string,
    typed: Posted
  ) {
    const where = whereOf(ctx.query)
    const site = await deskSite(ctx, viewer, where)
    const it = await readDesk(call, no, viewer)
    page(
      ctx,
      200,
      render(
        <Shell desk={site} title={say.confirm.page} view="page">
          <ConfirmPage verb={verb} it={it} typed={typed} token={site.token} where={where} />
        </Shell>
      )
    )
  }

  const bare = (ctx: Ctx, viewer: Staff) => deskSite(ctx, viewer, {})
  deskRooms({ router, call, base, now: clock, seated, posted, page, see, deskSite: bare })
  // A wrong address below the desk is answered by the desk.
  router.all(`${home}{*rest}`, () => refuse('not_found'))
  return router
}
