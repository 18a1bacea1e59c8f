/**
 * A name for every request, so that its line in the access log, an error and the jobs that it asked for can be put together. It is
 * handed on from hand to hand: a store beneath all promises would cost every one of them.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

export const requestIdHeader = 'X-Request-Id'
const pattern = /^[A-Za-z0-9_.-]{8,64}$/

/** Unique among processes and starts, and cheap: chance once, then counting. */
const process = randomBytes(6).toString('base64url')
let count = 0

/** The one that our own proxy gave, where one stands in front; a stranger's is not taken. */
export function requestIdOf({ headers }: IncomingMessage, hops: number): string {
  const given = hops > 0 ? headers['x-request-id'] : undefined
  return typeof given === 'string' && pattern.test(given) ? given : `${process}.${(++count).toString(36)}`
}

/** For who is called because of it, so that his log can be put beside ours. */
export const requestIdHeaders = (request: string | undefined): Readonly<Record<string, string>> =>
  request === undefined ? {} : { [requestIdHeader]: request }

/** As it was written on the answer. */
export const requestIdOn = (res: ServerResponse): string => String(res.getHeader(requestIdHeader) ?? '')
