/** Under which name this server is asked, and by whom: the address people type, and the visitor behind the proxies. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Middleware } from 'koa'
import { refuse } from '#shared/errors.ts'

export interface Hosts {
  /** Whether a Host header names this server. */
  isOurs(host: string): boolean
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': ':80', 'https:': ':443' }
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/
const loopbackAddress = /^(127\.|::1$)/

export const listeningAt = (host: string, port: number): string =>
  `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`

/**
 * The public address and its host. Where none was named, which only a server for this machine may do, it is where the server listens,
 * under every name that this machine has for itself: a proxy for developing stands at another port.
 */
export function placeOf({ publicUrl, host, port }: { publicUrl: string | undefined; host: string; port: number }) {
  let url = publicUrl ?? listeningAt(host, port)
  const named = publicUrl === undefined ? undefined : new URL(publicUrl)
  const withPort = named && (named.port ? named.host : named.host + defaultPorts[named.protocol])
  return {
    get url() {
      return url
    },
    listens(at: string) {
      if (!named) url = at
    },
    isOurs(given: string) {
      const asked = given.toLowerCase()
      return named ? asked === named.host || asked === withPort : loopbackHost.test(asked)
    }
  }
}

/** An IPv4 address as such, however it is written; of an IPv6 address the /64, which is what one household or office has. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '')
  if (isIP(plain) !== 6) return plain
  // The URL parser writes an address the one way that there is, mapped ones in hexadecimal.
  const written = new URL(`http://[${plain}]/`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(written)
  if (mapped) {
    const [high, low] = [parseInt(mapped[1] ?? '', 16), parseInt(mapped[2] ?? '', 16)]
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  const [head = '', tail] = written.split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean))
  const gap = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0)
  const groups = [...(before ?? []), ...Array<string>(gap).fill('0'), ...(after ?? [])]
  if (groups.every((group, i) => group === (i === 7 ? '1' : '0'))) return '::1'
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** With so many proxies of our own in front, each of which wrote down on the right who came to it, the visitor is that many from the right. */
export function visitorOf(req: IncomingMessage, hops: number): string {
  const own = req.socket.remoteAddress ?? ''
  const given = req.headers['x-forwarded-for']
  if (hops === 0 || given === undefined) return networkOf(own)
  const written = (Array.isArray(given) ? given.join(',') : given).split(',').map((one) => one.trim())
  const found = written.at(-hops) ?? written[0] ?? ''
  return networkOf(isIP(found) === 0 ? own : found)
}

/** Is the visitor, whom limits count by, and answers only who asks by our name: a certificate vouches for the house that drew it. */
export const placing = (
  hosts: Hosts,
  hops: number,
  isWatcher: (path: string, req: IncomingMessage) => boolean
): Middleware =>
  function place(ctx, next) {
    const { req } = ctx
    ctx.request.ip = visitorOf(req, hops)
    if (hosts.isOurs(req.headers.host ?? '')) return next()
    if (isWatcher(ctx.path, req)) return next()
    return refuse('wrong_host')
  }

/** Asked from this very machine, and by no proxy on it. */
export const isThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
  headers['x-forwarded-for'] === undefined && loopbackAddress.test(networkOf(socket.remoteAddress ?? ''))
