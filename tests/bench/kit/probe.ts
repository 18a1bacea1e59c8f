/**
 * Loaded into every measured process before its own code (`--import`): answers what the bench asks over the channel
 * between them, so that the real `server/main.ts` is measured as it is. A child's own file may add answers.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface Question {
  id: number
  what: string
  input?: unknown
}
export interface Reply {
  id: number
  value?: unknown
  error?: string
}
type Answer = (input: unknown) => unknown

/** One millisecond between two looks: every figure contains it. */
const loop = monitorEventLoopDelay({ resolution: 1 })

const cpuUs = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

export const answers: Record<string, Answer> = {
  cpu: cpuUs,
  rss: () => process.memoryUsage.rss(),
  watchLoop() {
    loop.enable()
    loop.reset()
  },
  loopP99: () => {
    loop.disable()
    return { p99: loop.percentile(99) / 1e6, max: loop.max / 1e6 }
  },
  /** Ends as a program does, so that `--cpu-prof` writes its file. */
  end: () => setTimeout(() => process.exit(0), 10) && undefined
}

/** CPU microseconds of this whole process, native threads and garbage collection included, while `work` ran. */
export async function cpuOf(work: () => unknown): Promise<number> {
  const before = cpuUs()
  await work()
  return cpuUs() - before
}

/** The line that a child says once it can be asked; `server/main.ts` says the same. */
export const ready = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify({ ready: value })}\n`)
}

process.on('message', ({ id, what, input }: Question) => {
  void (async () => {
    const reply: Reply = { id }
    try {
      const answer = answers[what]
      if (!answer) throw new Error(`nobody answers ${what}`)
      reply.value = await answer(input)
    } catch (error) {
      reply.error = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
    process.send?.(reply)
  })()
})
// Whoever measured is gone: nothing is left to do.
process.on('disconnect', () => process.exit(0))
