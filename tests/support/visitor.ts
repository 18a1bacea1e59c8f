/** The pages alone, on a port of their own, before a whole test server; and a visitor with a cookie jar and no script. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import type { Call } from '#server/kernel/serve.ts'
import { incoming } from '#server/kernel/incoming.ts'
import { formToken } from '#server/kernel/keys.ts'
import { baseMap } from '#server/web/map/base.ts'
import { routerOf, webRoutes } from '#server/web/index.ts'
import type { TestServer } from '#tests/support/server.ts'

export async function startWeb(
  server: TestServer,
  call: Call = server.call
): Promise<{ url: string; stop(): Promise<void> }> {
  const { context, city } = server
  const app = new Koa()
  app.on('error', (error: Error) => {
    throw error
  })
  app.use(
    routerOf(
      webRoutes({
        call,
        city,
        base: baseMap({ type: 'FeatureCollection', features: [] }, { type: 'FeatureCollection', features: [] }),
        assets: { url: (name) => `/assets/${name}`, at: () => undefined },
        formToken: formToken(context.keys.forms),
        publicUrl: () => context.publicUrl,
        secureCookies: false,
        viewerOf: context.sessions.viewerOf,
        incoming: incoming(64_000_000),
        now: () => context.now()
      })
    ).routes()
  )
  const handle = app.callback()
  const http: Server = createServer((req, res) => void handle(req, res))
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve)
  })
  const { port } = http.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      })
  }
}

export interface Page {
  status: number
  html: string
  location: string
  headers: Headers
}

type Fields = Record<string, string | string[] | Blob>

/** What a browser without script does: keeps cookies, follows links when told, sends what a form holds. */
export function visitor(url: string) {
  const jar = new Map<string, string>()
  /** Of the page that he looks at: under `no-referrer` a browser sends forms as if they came from nowhere. */
  let policy = ''
  const go = async (path: string, init: RequestInit = {}): Promise<Page> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url + path, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }), ...(init.headers as Record<string, string>) }
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    policy = response.status < 300 ? (response.headers.get('referrer-policy') ?? '') : policy
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers
    }
  }
  const tokenIn = (html: string): string => /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const send = (
    path: string,
    fields: Fields,
    headers: Record<string, string> = { origin: policy === 'no-referrer' ? 'null' : url }
  ) => {
    const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((item) => [name, item] as const))
    if (pairs.some(([, value]) => value instanceof Blob)) {
      const body = new FormData()
      for (const [name, value] of pairs) body.append(name, value as Blob)
      return go(path, { method: 'POST', body, headers })
    }
    return go(path, { method: 'POST', body: new URLSearchParams(pairs as [string, string][]), headers })
  }
  return {
    jar,
    go,
    send,
    tokenIn,
    async signIn(name: string, password: string, back = '') {
      const door = await go(`/office/sign-in${back && `?back=${encodeURIComponent(back)}`}`)
      return send('/office/sign-in', { _token: tokenIn(door.html), name, password, back })
    },
    /** Fills the one form of verbs on a page: the hidden fields come along by themselves. */
    async submit(path: string, fields: Fields) {
      const { html } = await go(path)
      const form = /<form class="dk-f"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
      const action = (/action="([^"]+)"/.exec(form)?.[1] ?? '').replaceAll('&amp;', '&')
      const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value] as const
      )
      return send(action, { ...Object.fromEntries(hidden), ...fields })
    }
  }
}
export type Visitor = ReturnType<typeof visitor>
