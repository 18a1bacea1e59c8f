/**
 * The desk's pages and forms: for staff who have signed in, with the session's own token in every form. A page is drawn
 * inside the desk's shell; a form has its page, what happens when it is sent, and its errors in one value.
 */
import { createElement, type ReactElement, type ReactNode } from 'react'
import { Refused, refusals, refuse, type Refusal } from '#shared/errors.ts'
import type { Role } from '#shared/members.ts'
import type { OfficeRef } from '#shared/city.ts'
import { photosAtMost } from '#shared/photos.ts'
import type { Held } from '#server/kernel/incoming.ts'
import { guest, hasRole, shareOf, type Staff } from '#server/kernel/viewer.ts'
import { home, sameOrigin } from './back.ts'
import { ErrorPage } from './ErrorPage.tsx'
import { say } from './desk-words.ts'
import { one, plainFields, readForm, wordsOf, type Posted } from './fields.ts'
import { goOn, requestOf, sendFile, show, siteOf, type Ctx, type Route } from './http.ts'
import { byId, keptFields, type KeptAs } from './kept-form.ts'
import {
  isSee,
  see,
  type Again,
  type Document,
  type FileAnswer,
  type Limits,
  type PageRequest,
  type RouteHead,
  type See,
  type Sent,
  type WebContext
} from './route.ts'
import { reporterSessions, type DeskSessions, type Reporter, type ReporterSession } from './session.ts'
import { Shell, type DeskSite, type ShellSlots } from './Shell.tsx'
import { signInAgain, signInRoutes, toSignIn } from './sign-in.tsx'

export interface DeskRequest extends PageRequest<Staff> {
  /** Whether this member of staff works with the keys of the keyboard. */
  keys: boolean
  /** Keeps that wish in the browser. */
  keepKeys(on: boolean): void
  /** Forgets the session in this browser. */
  leave(): void
  /** What he sent on patrol, and what it is followed by. */
  reporter: Reporter | undefined
  keepReporter(session: ReporterSession | null): void
}

/** What every view of the desk is given besides its own matter. */
export interface DeskGiven {
  desk: DeskSite
  /** Proves that a POST comes from a form of this sign-in. */
  token: string
  base: PageRequest<Staff>['base']
}

/** A page instead of the form's own: a second question, a report on a file. */
export interface Instead {
  title: string
  instead: (given: DeskGiven) => ReactElement
  status?: number
}
export type DeskOutcome<M> = See | Again<M> | Instead

interface Drawn extends ShellSlots {
  title: string
  status: number
  body: (given: DeskGiven) => ReactElement
  /** It is a document of its own, and not drawn inside the shell. */
  whole?: boolean
  looksAgain?: number
}

export interface DeskRoute extends RouteHead {
  /** Only for these; everybody else is refused. All who have signed in where nothing is said. */
  roles?: readonly Role[]
  /** To who has not signed in: the page to sign in, or a plain no for what is fetched and not looked at. */
  strangers?: 'sign in' | 'refused'
  get?: (request: DeskRequest) => Promise<Drawn | See | FileAnswer>
  posts: readonly {
    path: string
    limits: Limits
    /** Answers a script of ours, refusals too. */
    json?: boolean
    act: (request: DeskRequest, sent: Sent) => Promise<Drawn | See | object>
    /** The form with all that was written in it, and nothing done; not for who has only a button. */
    restore?: (request: DeskRequest, sent: Sent, status: number) => Promise<Drawn | See>
    keptAs?: KeptAs
  }[]
}

interface DeskHead<D> extends RouteHead {
  roles?: readonly Role[]
  /** Read when it is shown, in the reader's language; a document of its own has its own. */
  title?: (data: D, request: DeskRequest) => string
  /** What was just done, said once. */
  toast?: (request: DeskRequest, data: D) => string | undefined
  status?: (data: D) => number
  /** Islands besides the desk's own. */
  scripts?: readonly string[]
  /** Seconds after which a browser without scripts looks again. */
  refresh?: (data: D) => number | undefined
  /** Seconds after which every browser looks again. */
  looksAgain?: (data: D) => number | undefined
  /** Other parts of the shell, where the page has some. */
  slots?: (data: D, request: DeskRequest) => ShellSlots
  whole?: true
}

interface DeskPageSpec<D extends object> extends DeskHead<D> {
  load?: (request: DeskRequest) => Promise<D | See>
  view: (props: D & DeskGiven) => ReactElement
}

/** Nine photos and the ticks of a large case; what goes beyond is refused before its end is read. */
const usualLimits: Limits = { files: photosAtMost, fields: 1000, totalBytes: 100 * 1024 * 1024 }

function drawn<D extends object>(
  { title, toast, status, scripts, refresh, looksAgain, slots, whole }: DeskHead<D>,
  view: (props: D & DeskGiven) => ReactElement,
  data: D,
  request: DeskRequest,
  shownAs?: number
): Drawn {
  const tells = toast?.(request, data)
  const [seconds, again] = [refresh?.(data), looksAgain?.(data)]
  return {
    title: title?.(data, request) ?? '',
    status: shownAs ?? status?.(data) ?? 200,
    body: (given) => createElement(view, { ...data, ...given }),
    ...(tells && { toast: tells }),
    ...(scripts && { scripts }),
    ...(seconds && { refresh: seconds }),
    ...(again && { looksAgain: again }),
    ...(whole && { whole }),
    ...slots?.(data, request)
  }
}

const headOf = ({ path, label, query, roles }: DeskHead<never>): RouteHead & { roles?: readonly Role[] } => ({
  path,
  ...(label !== undefined && { label }),
  ...(query && { query }),
  ...(roles && { roles })
})

export function deskPage<D extends object>(spec: DeskPageSpec<D>): DeskRoute {
  return {
    ...headOf(spec),
    async get(request) {
      const data = spec.load ? await spec.load(request) : ({} as D)
      return isSee(data) ? data : drawn(spec, spec.view, data, request)
    },
    posts: []
  }
}

type Act<M> = (request: DeskRequest, sent: Sent) => Promise<DeskOutcome<M>>

interface DeskFormSpec<D extends object, M> extends DeskHead<D> {
  limits?: Limits
  /** `shown`: what was typed and what was wrong with it, where the form was sent and comes back. */
  load: (request: DeskRequest, shown: M | undefined) => Promise<D | See>
  view: (props: D & DeskGiven) => ReactElement
  /** What is done when it is sent to its own address, or to one of several below it. */
  act: Act<NoInfer<M>> | Readonly<Record<string, Act<NoInfer<M>>>>
  goesUp?: readonly Refusal[]
  keptAs?: KeptAs
}
type Shows<M> = (refused: Refused, sent: Sent) => NoInfer<M> | undefined
/** How the form comes back as it was sent to `path`, with nothing done; nothing where there was nothing to write in it. */
type Restores<M> = (
  sent: Sent,
  request: DeskRequest,
  path: string
) => NoInfer<M> | undefined | Promise<NoInfer<M> | undefined>
/**
 * `refused`: how a refusal is shown beside what was typed; it is a page of its own where nothing is given, or in `goesUp`. A form
 * that shows none says otherwise how it comes back.
 */
type ComesBack<M> = { refused: Shows<M>; restored?: Restores<M> } | { refused?: undefined; restored: Restores<M> }

export function deskForm<D extends object, M>(spec: DeskFormSpec<D, M> & ComesBack<M>): DeskRoute {
  const { limits = usualLimits, load, view, act, refused: shownBeside, goesUp = ['forbidden'] } = spec
  const restored: Restores<M> =
    spec.restored ?? ((sent) => shownBeside?.(new Refused('session_over', { words: say.signIn.restored }), sent))
  const draw = async (request: DeskRequest, shown?: Again<M>): Promise<Drawn | See> => {
    const data = await load(request, shown?.again)
    return isSee(data) ? data : drawn(spec, view, data, request, shown?.status)
  }
  const run = async (act: Act<M>, request: DeskRequest, sent: Sent): Promise<DeskOutcome<M>> => {
    try {
      return await act(request, sent)
    } catch (error) {
      if (!(error instanceof Refused) || goesUp.includes(error.code)) throw error
      const shown = shownBeside?.(error, sent)
      if (shown === undefined) throw error
      return { again: shown, status: refusals[error.code] }
    }
  }
  const acts = typeof act === 'function' ? { [spec.path]: act } : act
  return {
    ...headOf(spec),
    get: (request) => draw(request),
    posts: Object.entries(acts).map(([path, act]) => ({
      path,
      limits,
      ...(spec.keptAs && { keptAs: spec.keptAs }),
      async restore(request, sent, status) {
        const shown = await restored(sent, request, path)
        const page = await draw(request, shown === undefined ? undefined : { again: shown, status })
        return isSee(page) ? page : { ...page, status, warning: say.signIn.restored }
      },
      async act(request, sent) {
        const outcome = await run(act, request, sent)
        if (isSee(outcome)) return outcome
        if ('again' in outcome) return draw(request, outcome)
        const { title, instead, status = 200 } = outcome
        return {
          title,
          status,
          body: instead,
          ...(spec.scripts && { scripts: spec.scripts }),
          ...(spec.whole && { whole: true })
        }
      }
    }))
  }
}

/** A form that is one button on other pages, and has no page of its own. */
export const deskButton = (spec: {
  path: string
  roles?: readonly Role[]
  act: (request: DeskRequest, sent: Sent) => Promise<See>
}): DeskRoute => ({
  path: spec.path,
  ...(spec.roles && { roles: spec.roles }),
  posts: [{ path: spec.path, limits: usualLimits, act: spec.act }]
})

/** What a script of the desk sends and reads; it is told of a refusal in JSON. */
export const deskScript = (spec: {
  path: string
  act: (request: DeskRequest, sent: Sent) => Promise<object>
}): DeskRoute => ({
  path: spec.path,
  posts: [{ path: spec.path, limits: usualLimits, json: true, act: spec.act }]
})

interface DeskFileSpec extends RouteHead {
  roles?: readonly Role[]
  strangers?: 'sign in' | 'refused'
  load: (request: DeskRequest) => Promise<FileAnswer | See> | See
}
export const deskFile = ({ load, ...head }: DeskFileSpec): DeskRoute => ({
  ...head,
  get: (request) => Promise.resolve(load(request)),
  posts: []
})

// ——— serving them

const keysCookie = 'desk_keys'
const aYearMs = 365 * 86_400_000

async function deskSite(request: DeskRequest, { formToken }: WebContext): Promise<DeskSite> {
  const { call, viewer, site, now, keys } = request
  const [{ items: offices }, { unread }, { waiting }] = await Promise.all([
    call('offices', {}, viewer),
    call('countNotices', {}, viewer),
    hasRole(viewer, 'admin') || hasRole(viewer, 'moderator') ? call('countApprovals', {}, viewer) : { waiting: 0 }
  ])
  // Who makes a city works for none of its offices yet.
  const unknown: OfficeRef = { id: viewer.office, name: '', short: '' }
  const office = offices.find((office) => office.id === viewer.office) ?? unknown
  return { site, viewer, office, offices, token: formToken.make(viewer.family), now, keys, unread, waiting }
}

async function deskRequest(ctx: Ctx, web: WebContext, sessions: DeskSessions, viewer: Staff): Promise<DeskRequest> {
  const { reporterOf, keep } = reporterSessions(web, 'patrol', '/office/patrol')
  return {
    ...requestOf(ctx, web, viewer, ctx.query, siteOf(ctx, web)),
    keys: ctx.cookies.get(keysCookie) !== 'off',
    keepKeys: (on) => sessions.keep(ctx, keysCookie, on ? null : 'off', aYearMs),
    leave: () => sessions.end(ctx),
    reporter: await reporterOf(ctx),
    keepReporter: (session) => keep(ctx, session)
  }
}

async function answer(ctx: Ctx, web: WebContext, request: DeskRequest, given: Drawn | See | FileAnswer): Promise<void> {
  if (isSee(given)) return goOn(ctx, given.see)
  if ('type' in given) return sendFile(ctx, given)
  const { title, status, body, whole, looksAgain, ...slots } = given
  if (looksAgain) ctx.set('Refresh', String(looksAgain))
  const plain = await deskSite(request, web)
  const desk = status >= 400 ? { ...plain, site: { ...plain.site, failed: true as const } } : plain
  const inside: ReactNode = body({ desk, token: desk.token, base: request.base })
  const document: Document['document'] = whole ? (
    <>{inside}</>
  ) : (
    <Shell desk={desk} title={title} {...slots}>
      {inside}
    </Shell>
  )
  show(ctx, { document, status })
}

/** A refusal is told inside the desk: to who looks at a page as a page, to a script in JSON. */
function refusing(web: WebContext, json: boolean, serve: (ctx: Ctx) => Promise<void>): (ctx: Ctx) => Promise<void> {
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    try {
      await serve(ctx)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { code, more } = error
      if (more.retryAfterS !== undefined) ctx.set('Retry-After', String(more.retryAfterS))
      if (json) {
        ctx.status = refusals[code]
        ctx.body = { code, detail: wordsOf(error) }
      } else {
        const document = (
          <ErrorPage
            site={siteOf(ctx, web)}
            code={code}
            words={code === 'not_found' ? (more.words ?? say.error.notHere) : wordsOf(error)}
          />
        )
        show(ctx, { document, status: refusals[code] })
      }
    }
  }
}

const letIn = (viewer: Staff, { roles }: Pick<DeskRoute, 'roles'>): void => {
  if (roles && !roles.some((role) => hasRole(viewer, role))) refuse('forbidden')
}

/** The rows of a table as a router takes them. */
function tableRoutes(table: readonly DeskRoute[], web: WebContext, sessions: DeskSessions): Route[] {
  const info = { query: [], cache: 'no-store' } as const
  return table.flatMap((row): Route[] => {
    const { path, label, get, posts, strangers } = row
    const read = async (ctx: Ctx): Promise<void> => {
      const viewer = await sessions.viewerOf(ctx)
      if (!viewer) return strangers === 'refused' ? refuse('unauthenticated') : toSignIn(ctx)
      letIn(viewer, row)
      const request = await deskRequest(ctx, web, sessions, viewer)
      if (get) await answer(ctx, web, request, await get(request))
    }
    const counted = label === undefined ? info : { ...info, label }
    const reads: Route[] = get
      ? [{ ...counted, method: 'GET', path, serve: strangers === 'refused' ? read : refusing(web, false, read) }]
      : []
    const writes = posts.map((post): Route => {
      /** A form of ours, sent from a page of ours, in the session it was drawn for. */
      const write = async (ctx: Ctx): Promise<void> => {
        if (!sameOrigin(ctx.headers, ctx.host)) refuse('origin')
        const known = await sessions.viewerOf(ctx)
        if (!known && post.json) refuse('session_over')
        await web.incoming.reading(ctx.req, shareOf(known ?? guest, ctx.ip), (held) => taken(ctx, known, held))
      }
      const taken = async (ctx: Ctx, known: Staff | undefined, held: Held): Promise<void> => {
        const { limits, restore, keptAs = byId } = post
        const entered = known ? undefined : await signInAgain(ctx, web, sessions, { limits, keptAs, held })
        const viewer = known ?? entered?.viewer
        if (!viewer) return
        letIn(viewer, row)
        const request = await deskRequest(ctx, web, sessions, viewer)
        const comesBack = async (kept: Posted, status: number): Promise<void> => {
          const sent = { fields: plainFields(kept), files: [] }
          await answer(ctx, web, request, restore ? await restore(request, sent, status) : see(home))
        }
        if (entered) return comesBack(entered.fields, 200)
        const sent = await readForm(ctx.req, limits, held)
        if (!web.formToken.check(viewer.family, one(sent.fields, '_token'))) {
          // Drawn in an earlier session of this browser; a page elsewhere would not have the same origin.
          if (!restore) refuse('origin')
          return comesBack(await keptFields(request, sent, keptAs), 403)
        }
        const done = await post.act(request, sent)
        if (post.json) {
          ctx.status = 201
          ctx.body = done
        } else await answer(ctx, web, request, done as Drawn | See)
      }
      return { ...counted, method: 'POST', path: post.path, serve: refusing(web, post.json ?? false, write) }
    })
    return [...reads, ...writes]
  })
}

/** Signing in, the pages of the frame's own, and then the features' tables. */
export const deskRoutes = (table: readonly DeskRoute[], web: WebContext, sessions: DeskSessions): Route[] => [
  ...signInRoutes(web, sessions).map((route) => ({ ...route, serve: refusing(web, false, route.serve) })),
  ...tableRoutes(table, web, sessions),
  // A wrong address below the desk is answered by the desk.
  ...(['GET', 'POST'] as const).map((method) => ({
    method,
    path: `${home}{*rest}`,
    query: [],
    cache: 'no-store' as const,
    serve: refusing(web, false, () => refuse('not_found'))
  }))
]
