/** `/healthz`, `/readyz`, `/metrics`: the same answers from a server of pages and from a worker, which has no other. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { isThisMachine } from './host.ts'
import { sameText } from './keys.ts'
import type { Metrics } from './metrics.ts'

export interface Ready {
  /** What has to be well before anybody is sent here. */
  checks: Readonly<Record<string, boolean>>
  /** What whoever looks should know, and that keeps nobody away. */
  said: Readonly<Record<string, number>>
}

export interface Watched {
  metrics: Metrics
  ready(): Promise<Ready>
  /** Who brings it may read the figures from elsewhere. */
  token: string | undefined
}

export const watchedPaths = ['/healthz', '/readyz', '/metrics'] as const
type WatchedPath = (typeof watchedPaths)[number]

/** From this very machine, or with the token. */
export function mayWatch(req: IncomingMessage, token: string | undefined): boolean {
  if (isThisMachine(req)) return true
  const given = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1]
  return token !== undefined && given !== undefined && sameText(given, token)
}

interface WatchedAnswer {
  status: number
  type: string
  body: string
}
const json = (status: number, body: object): WatchedAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body)
})

/** Nothing where the asker may not know that there is something. */
export async function watchedAnswer(
  path: WatchedPath,
  req: IncomingMessage,
  { metrics, ready, token }: Watched
): Promise<WatchedAnswer | undefined> {
  if (path === '/healthz') return json(200, { ok: true })
  if (path === '/readyz') {
    const { checks, said } = await ready()
    const ok = Object.values(checks).every(Boolean)
    return json(ok ? 200 : 503, { ok, ...checks, ...said })
  }
  if (!mayWatch(req, token)) return undefined
  return { status: 200, type: metrics.registry.contentType, body: await metrics.registry.metrics() }
}

/** For a worker, which answers nothing else. */
export const watchedServer = (watched: Watched): Server =>
  createServer((req, res) => {
    const path = watchedPaths.find((one) => one === req.url?.split('?')[0])
    void (path ? watchedAnswer(path, req, watched) : Promise.resolve(undefined)).then(
      (answer) => {
        res.writeHead(answer?.status ?? 404, {
          'content-type': answer?.type ?? 'text/plain',
          'cache-control': 'no-store'
        })
        res.end(answer?.body)
      },
      () => res.writeHead(500).end()
    )
  })
