/**
 * Calls to addresses that a person typed. Such an address may name a machine of our own network, so it is looked at when
 * the connection is made: after the name was resolved, by the very addresses that are then connected to. A redirect is an
 * answer like any other and is not followed. Hosts that the operator allows are exempt, and only they may do without TLS.
 */
import { lookup, type LookupAddress } from 'node:dns'
import { request as overHttp, type RequestOptions } from 'node:http'
import { request as overHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Why an address was not called at all. */
export class NotCalled extends Error {
  readonly reason: 'private_network' | 'no_tls' | 'not_an_address'
  constructor(reason: NotCalled['reason']) {
    super(reason)
    this.name = 'NotCalled'
    this.reason = reason
  }
}

export interface Answered {
  status: number
  /** As much of the body as is read at all. */
  text: string
}

export interface Outgoing {
  /** Throws `NotCalled`, or whatever the connection threw. */
  post(url: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Answered>
  /** What is wrong with an address before anything is resolved; nothing where a call may be tried. */
  objection(url: string): NotCalled['reason'] | undefined
}

export type Resolve = (host: string, answer: (error: Error | null, found: LookupAddress[]) => void) => void

export interface OutgoingOptions {
  /** `host` or `host:port`, as in an address. */
  allow?: readonly string[]
  timeoutMs?: number
  resolve?: Resolve
}

const usualTimeoutMs = 8_000
const bytesAtMost = 64 * 1024

const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')
/** Whether an address belongs to the public internet: not to a private, special or embedded range of any kind. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalIpv6) : true
}

const resolveAll: Resolve = (host, answer) => lookup(host, { all: true }, answer)

/** The name's addresses, and none of them where one is not public: who mixes them means to deceive. */
const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (host, options, callback) =>
    resolve(host, (error, found) => {
      const [first] = found ?? []
      if (error || !first) return callback(error ?? new Error(`${host} has no address`), '', 0)
      if (!found.every(({ address }) => isPublicAddress(address)))
        return callback(new NotCalled('private_network'), '', 0)
      if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

export function outgoing({
  allow = [],
  timeoutMs = usualTimeoutMs,
  resolve = resolveAll
}: OutgoingOptions = {}): Outgoing {
  const allowed = new Set(allow)
  const isAllowed = (url: URL): boolean => allowed.has(url.host) || allowed.has(url.hostname)
  const lookupPublic = publicLookup(resolve)

  /** URL itself has turned 2130706433, 0x7f.1 and full-width figures into 127.0.0.1. */
  function objectionTo(url: URL | undefined): NotCalled['reason'] | undefined {
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'not_an_address'
    if (url.username !== '' || url.password !== '') return 'not_an_address'
    if (isAllowed(url)) return undefined
    if (url.protocol !== 'https:') return 'no_tls'
    // Node connects to an address without asking anybody for it.
    const host = bare(url.hostname)
    if (ipaddr.isValid(host) && !isPublicAddress(host)) return 'private_network'
    return undefined
  }

  function send(url: URL, options: RequestOptions, body: string): Promise<Answered> {
    return new Promise((done, failed) => {
      const call = (url.protocol === 'https:' ? overHttps : overHttp)(url, options, (response) => {
        const pieces: Buffer[] = []
        let bytes = 0
        response.on('data', (piece: Buffer) => {
          bytes += piece.length
          if (bytes <= bytesAtMost) pieces.push(piece)
          else call.destroy(new Error('the answer is too long'))
        })
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') })
        )
        response.on('error', failed)
      })
      call.on('error', failed)
      call.end(body)
    })
  }

  return {
    objection: (url) => objectionTo(URL.canParse(url) ? new URL(url) : undefined),
    async post(address, body, headers = {}) {
      const url = URL.canParse(address) ? new URL(address) : undefined
      const objection = objectionTo(url)
      if (objection || !url) throw new NotCalled(objection ?? 'not_an_address')
      return send(
        url,
        {
          method: 'POST',
          // A connection that is kept would be used again without being looked at.
          agent: false,
          ...(!isAllowed(url) && { lookup: lookupPublic }),
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-length': String(Buffer.byteLength(body)),
            ...headers
          }
        },
        body
      )
    }
  }
}
