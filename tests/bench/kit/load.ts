/**
 * A closed-loop client on kept-alive connections: each sends its next request when it has the answer to the last. Plain
 * sockets, so that the client costs little beside what is measured. No pipelining.
 */
import { connect, type Socket } from 'node:net'

export interface Request {
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** A request as the bytes that go over the wire. */
export function bytesOf({ method = 'GET', path, headers = {}, body }: Request, host = '127.0.0.1'): Buffer {
  const lines = Object.entries({
    host,
    ...headers,
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) })
  }).map(([name, value]) => `${name}: ${value}`)
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  return body === undefined ? head : Buffer.concat([head, Buffer.from(body)])
}

export interface LoadOptions {
  connections: number
  /** How many requests in all; the load stops by itself. */
  requests: number
  /** The nth request, already as bytes. */
  request(n: number): Buffer
  /** Ends the load early, after the answers under way. */
  until?: AbortSignal
}

export interface Load {
  answered: number
  ms: number
  /** Milliseconds of each answered request. */
  latencies: number[]
  /** Answers by status. */
  statuses: Record<number, number>
  /** Requests sent to which no whole answer came. */
  lost: number
  /** Bytes of answers. */
  bytes: number
  /** The first answer, whole. */
  sample: string
}

/** Length of the answer at the start of the buffer once it is whole. */
function wholeAnswer(buffer: Buffer): { length: number; status: number; close: boolean } | undefined {
  const end = buffer.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = buffer.toString('latin1', 0, end).toLowerCase()
  const status = Number(head.slice(9, 12))
  const close = /\r\nconnection: close/.test(head)
  if (status === 304 || status === 204) return { length: end + 4, status, close }
  const said = /\r\ncontent-length: (\d+)/.exec(head)?.[1]
  if (said !== undefined) {
    const length = end + 4 + Number(said)
    return buffer.length >= length ? { length, status, close } : undefined
  }
  // Chunked; nothing follows on a connection without pipelining.
  return buffer.subarray(-5).toString('latin1') === '0\r\n\r\n' ? { length: buffer.length, status, close } : undefined
}

export async function load(url: string, { connections, requests, request, until }: LoadOptions): Promise<Load> {
  const { hostname, port } = new URL(url)
  const result: Load = { answered: 0, ms: 0, latencies: [], statuses: {}, lost: 0, bytes: 0, sample: '' }
  let sent = 0
  let refused = false
  const over = (): boolean => sent >= requests || until?.aborted === true

  /** One connection's life; answers whether it may be followed by another. */
  const converse = (): Promise<void> =>
    new Promise((resolve) => {
      const socket: Socket = connect(Number(port), hostname)
      socket.setNoDelay(true)
      let pieces: Buffer[] = []
      let began = 0
      let inFlight = false
      const leave = (): void => {
        socket.destroy()
        resolve()
      }
      const ask = (): void => {
        if (over()) return leave()
        inFlight = true
        began = performance.now()
        socket.write(request(sent++))
      }
      socket.on('connect', ask)
      socket.on('data', (piece) => {
        pieces.push(piece)
        const buffer = pieces.length === 1 ? piece : Buffer.concat(pieces)
        const answer = wholeAnswer(buffer)
        if (!answer) {
          pieces = [buffer]
          return
        }
        result.latencies.push(performance.now() - began)
        result.answered++
        result.bytes += answer.length
        result.statuses[answer.status] = (result.statuses[answer.status] ?? 0) + 1
        if (result.answered === 1) result.sample = buffer.toString()
        inFlight = false
        pieces = []
        if (answer.close) leave()
        else ask()
      })
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') refused = true
      })
      socket.on('close', () => {
        if (inFlight) result.lost++
        resolve()
      })
    })

  const begun = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (!over() && !refused) await converse()
    })
  )
  result.ms = performance.now() - begun
  return result
}

/** The load, or an error with a sample when anything but the wished status came back. */
export async function loadOk(url: string, options: LoadOptions, status = 200): Promise<Load> {
  const result = await load(url, options)
  if (result.statuses[status] !== options.requests) {
    throw new Error(
      `wanted ${options.requests} x ${status}, got ${JSON.stringify(result.statuses)}\n${result.sample.slice(-600)}`
    )
  }
  return result
}
