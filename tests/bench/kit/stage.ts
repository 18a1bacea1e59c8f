/** The servers that rows share: each is started when the first row asks for it and stopped when the bench ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { password } from '#tests/support/server.ts'
import { program, root, startChild, type Child } from './child.ts'
import { database, drop, uriOf } from './database.ts'
import { bytesOf, load, type Request } from './load.ts'
import type { Progress } from './report.ts'

export interface Core {
  child: Child<{ url: string; bare: string }>
  url: string
  database: string
  /** What another process of the same server is started with. */
  env: Record<string, string>
  /** A moderator's access token, good for a quarter of an hour. */
  token(): Promise<string>
}

export interface Stage {
  /** Koa and nothing else. */
  bare(): Promise<Child<{ hello: string; sized: string; insert: string }>>
  /** The whole server with two thousand cases. */
  core(at: Progress): Promise<Core>
  /** The same with a hundred thousand, or as many as `--cases` says. */
  large(at: Progress): Promise<Core>
  /** What `server/main.ts` needs to run on the demo city, which is there. */
  demo(at: Progress): Promise<Demo>
  /** A folder that goes with the bench. */
  folder: string
  close(): Promise<void>
}

export interface Demo {
  /** A server of its own on the filled database, as the launcher starts it; the caller ends it. */
  start(): Promise<Child<{ url: string }>>
  database: string
  /** The very first start, which draws the city, to ready. */
  firstMs: number
}

/** One request, its status and its parsed body. */
export async function ask<T>(url: string, request: Request): Promise<{ status: number; body: T; text: string }> {
  const { sample, statuses } = await load(url, { connections: 1, requests: 1, request: () => bytesOf(request) })
  const text = sample.slice(sample.indexOf('\r\n\r\n') + 4)
  const body = (/content-type: [^\r]*json/i.test(sample) && /content-length/i.test(sample) ? JSON.parse(text) : {}) as T
  return { status: Number(Object.keys(statuses)[0] ?? 0), body, text }
}

export const json = (
  body: unknown,
  headers: Record<string, string> = {}
): Pick<Request, 'method' | 'headers' | 'body'> => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body)
})

export async function signIn(url: string, name: string, word: string): Promise<string> {
  const { body } = await ask<{ access?: string }>(url, {
    path: '/api/sessions/staff',
    ...json({ name, password: word })
  })
  if (!body.access) throw new Error(`${name} could not sign in`)
  return body.access
}

/** `full`: the large list is filled case by case, and goes on where it was cut off. */
export function makeStage({ cases, keep, full }: { cases: number; keep: boolean; full?: { seed: number } }): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'suishoupai-bench-'))
  const children: Child<unknown>[] = []
  const once = <A extends unknown[], T>(make: (...args: A) => Promise<T>): ((...args: A) => Promise<T>) => {
    let made: Promise<T> | undefined
    return (...args) => (made ??= make(...args))
  }
  const kept = <R>(child: Child<R>): Child<R> => {
    children.push(child)
    return child
  }
  // A database that stays knows its server's key.
  const dataOf = (name: string): string =>
    full && name === 'bench_full' ? join(root, '.data/bench/server') : join(folder, name)
  const filled =
    (name: string, cases: number, seed?: number) =>
    async (at: Progress): Promise<Core> => {
      const uri = uriOf(name)
      const there = await database(name).collection('cases').estimatedDocumentCount()
      if (seed !== undefined || !keep || there < cases) {
        at.note(`storing and indexing ${cases} cases`)
        if (seed === undefined) await drop(name)
        const env = {
          MONGODB_URI: uri,
          CASES: String(cases),
          DATA_DIR: dataOf(name),
          ...(seed !== undefined && { SEED: String(seed) })
        }
        const onProgress = (done: number, of: number): void => at.note(`storing cases, ${done} of ${of}`)
        await (await startChild('tests/bench/children/fill.ts', { env, onProgress })).stop()
      }
      at.note('starting the server')
      const env = { MONGODB_URI: uri, DATA_DIR: dataOf(name) }
      const child = kept(await startChild<{ url: string; bare: string }>('tests/bench/children/core.ts', { env }))
      const { url } = child.ready
      let token = ''
      let since = -Infinity
      return {
        child,
        url,
        database: name,
        env,
        async token() {
          if (performance.now() - since > 600_000) {
            token = await signIn(url, 'shen', password)
            since = performance.now()
          }
          return token
        }
      }
    }
  const core = once(filled('bench_small', 2_000))
  const demo = once(async (at: Progress): Promise<Demo> => {
    const name = 'bench_demo'
    if (!keep) await drop(name)
    const start = (onProgress?: (done: number, of: number) => void): Promise<Child<{ url: string }>> =>
      startChild(program, {
        env: {
          MONGODB_URI: uriOf(name),
          DATA_DIR: keep ? join(tmpdir(), 'suishoupai-bench-demo') : join(folder, name),
          PORT: '0',
          LOG_LEVEL: 'warn',
          RATE_LIMIT: '1000000000',
          PHOTO_DAY_MB: '0',
          SAME_REPORT_MINUTES: '0'
        },
        ...(onProgress && { onProgress })
      })
    at.note('drawing the demo city')
    const first = await start((done, of) => at.note(`drawing the demo city, ${done} of ${of}`))
    await first.end('SIGTERM')
    return { start: () => start(), database: name, firstMs: first.readyMs }
  })
  return {
    folder,
    core,
    demo,
    large: once(filled(full ? 'bench_full' : 'bench_large', cases, full?.seed)),
    // Its collection lies in the small server's database, so that it can read a stored case there.
    bare: once(async () =>
      kept(await startChild('tests/bench/children/bare.ts', { env: { MONGODB_URI: uriOf('bench_small') } }))
    ),
    async close() {
      for (const child of children.reverse()) await child.stop().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
