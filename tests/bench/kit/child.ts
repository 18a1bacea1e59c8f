/** Measured processes: started with a probe inside, asked questions, stopped. None outlives the bench. */
import { fork, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Reply } from './probe.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
export const root = at('../../..')
export const program = 'server/main.ts'

export interface Child<R> {
  /** What it said once it was ready. */
  ready: R
  /** From start to ready. */
  readyMs: number
  pid: number
  ask<T>(what: string, input?: unknown): Promise<T>
  /** CPU microseconds spent so far, all threads. */
  cpu(): Promise<number>
  /** Resident bytes. */
  rss(): Promise<number>
  /** Sends a signal and answers when it has ended. */
  end(signal: NodeJS.Signals): Promise<{ ms: number; code: number | null }>
  stop(): Promise<void>
}

export interface ChildOptions {
  env?: Record<string, string>
  /** Heard for every `{"progress":…}` line. */
  onProgress?(done: number, of: number): void
}

const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** Where the launcher has put what is measured, by name. */
const bundled = JSON.parse(process.env['BENCH_BUNDLED'] ?? '{}') as Readonly<Record<string, string>>

let profiles: string | undefined
/** From now on every child writes a CPU profile into this folder when it ends. */
export const profileInto = (folder: string): void => {
  profiles = folder
}

/** Starts a file below the project's root; the promise fails with its last words when it ends before it is ready. */
export function startChild<R = unknown>(file: string, { env = {}, onProgress }: ChildOptions = {}): Promise<Child<R>> {
  const begun = performance.now()
  const entry = bundled[file === program ? 'server' : file.replace(/\.ts$/, '')]
  const probe = bundled['tests/bench/kit/probe']
  const child = fork(entry ?? `${root}/${file}`, [], {
    cwd: root,
    execArgv: [
      ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []),
      ...(entry && probe
        ? ['--enable-source-maps', '--import', probe]
        : ['--import', 'tsx', '--import', at('probe.ts')])
    ],
    // The arena limit is what the launcher gives the server; see config/setup/server.mjs.
    env: { ...process.env, MALLOC_ARENA_MAX: '2', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  living.add(child)
  const last: string[] = []
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let ids = 0
  const ask = <T>(what: string, input?: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++ids
      waiting.set(id, { resolve: (value) => resolve(value as T), reject })
      child.send({ id, what, input })
    })
  child.on('message', (reply: Reply) => {
    const asker = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.error === undefined) asker?.resolve(reply.value)
    else asker?.reject(new Error(reply.error))
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  void ended.then(() => {
    living.delete(child)
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended`))
  })
  const keep = (line: string): void => {
    last.push(line)
    if (last.length > 30) last.shift()
  }
  if (child.stderr) createInterface({ input: child.stderr }).on('line', keep)
  return new Promise((resolve, reject) => {
    void ended.then((code) => reject(new Error(`${file} ended with code ${code}\n${last.join('\n')}`)))
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = messageIn(line)
      if (said?.progress) onProgress?.(said.progress.done, said.progress.of)
      else if (said && 'ready' in said) {
        resolve({
          ready: said.ready as R,
          readyMs: performance.now() - begun,
          pid: child.pid ?? 0,
          ask,
          cpu: () => ask<number>('cpu'),
          rss: () => ask<number>('rss'),
          async end(signal) {
            const from = performance.now()
            child.kill(signal)
            const code = await ended
            return { ms: performance.now() - from, code }
          },
          async stop() {
            if (child.exitCode !== null) return
            await ask('end')
            await ended
          }
        })
      } else keep(line)
    })
  })
}

function messageIn(line: string): { ready?: unknown; progress?: { done: number; of: number } } | undefined {
  if (!/^\{"(ready|progress)":/.test(line)) return undefined
  return JSON.parse(line) as { ready?: unknown; progress?: { done: number; of: number } }
}
