/** The frame's own addresses: how one reads, the assets, the code that leads to the phone, the desk's page about oneself. */
import { refuse } from '#shared/errors.ts'
import { onceARelease } from '#server/kernel/route-index.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { fixedNames } from './build.ts'
import { deskButton, deskPage, type DeskRoute } from './desk.tsx'
import { say } from './desk-words.ts'
import { one } from './fields.ts'
import { goOn, sendFile, setCookie, type Route } from './http.ts'
import { Me } from './Me.tsx'
import { askedPrefs, safeBack } from './prefs.ts'
import { see, type WebContext } from './route.ts'

const aYearMs = 365 * 24 * 3_600_000
const anHour = 'max-age=3600'

/** Addresses of before that are printed and linked: each leads to today's for good. */
const moved = [{ path: '/units', to: '/premises' }] as const

const movedRoutes = (): Route[] =>
  moved.flatMap(({ path, to }) =>
    [path, `${path}/:no`].map((from) => ({
      method: 'GET',
      path: from,
      query: [],
      cache: { header: `public, ${anHour}` },
      serve(ctx) {
        ctx.set('Cache-Control', `public, ${anHour}`)
        ctx.redirect(ctx.url.replace(path, to))
        ctx.status = 301
        return Promise.resolve()
      }
    }))
  )

export function ownRoutes({ assets, publicUrl, secureCookies }: WebContext): Route[] {
  return [
    ...movedRoutes(),
    {
      method: 'GET',
      path: '/prefs',
      query: ['theme', 'mode', 'back'],
      cache: 'no-store',
      serve(ctx) {
        for (const [name, value] of Object.entries(askedPrefs(ctx.query))) {
          const kept = value === '' ? null : value
          setCookie(ctx, secureCookies, name, kept, { httpOnly: false, path: '/', ...(kept && { maxAge: aYearMs }) })
        }
        ctx.set('Cache-Control', 'no-store')
        return Promise.resolve(goOn(ctx, safeBack(ctx.query['back'])))
      }
    },
    {
      method: 'GET',
      path: '/qr.svg',
      query: [],
      cache: onceARelease(3600),
      alike: true,
      serve(ctx) {
        const body = qrSvg(`${publicUrl()}/m/`)
        return Promise.resolve(sendFile(ctx, { body, type: 'image/svg+xml', header: `public, ${anHour}` }))
      }
    },
    ...fixedNames.map((name): Route => ({
      method: 'GET',
      path: `/${name}`,
      query: [],
      cache: { header: `public, ${anHour}` },
      serve(ctx) {
        const { body, type } = assets.at(name) ?? refuse('no_such_address')
        return Promise.resolve(sendFile(ctx, { body, type, header: `public, ${anHour}` }))
      }
    })),
    {
      method: 'GET',
      path: '/assets/:name',
      query: [],
      cache: onceARelease(3600),
      alike: true,
      serve(ctx) {
        const { body, type, forever } = assets.at(String(ctx.params['name'])) ?? refuse('no_such_address')
        const header = forever ? 'public, max-age=31536000, immutable' : `public, ${anHour}`
        return Promise.resolve(sendFile(ctx, { body, type, header }))
      }
    }
  ]
}

export const ownDeskRoutes: readonly DeskRoute[] = [
  deskPage({ path: '/office/me', title: () => say.me.title, view: Me }),
  deskButton({
    path: '/office/keys',
    act(request, { fields }) {
      request.keepKeys(one(fields, 'keys') !== 'off')
      return Promise.resolve(see('/office/me#keys'))
    }
  }),
  deskButton({
    path: '/office/sign-out',
    async act(request) {
      await request.call('signOut', {}, request.viewer)
      request.leave()
      return see('/office/sign-in?why=out')
    }
  })
]
