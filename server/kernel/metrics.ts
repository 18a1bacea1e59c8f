/** What is counted of every request, and said of it in the log: routes and numbers, no address, no query, nothing of a person. */
import type { Context, Middleware } from 'koa'
import type { IncomingMessage } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Refusal } from '#shared/errors.ts'
import { visitorOf } from './host.ts'
import type { Log } from './log.ts'
import { requestIdOn } from './request-id.ts'
import type { RouteInfo } from './route-index.ts'

/** How an answer was come by: sent again as it went out before, from what is kept, or made. */
export type CacheUse = 'again' | 'kept' | 'made'

/** Read when somebody asks: labels and a value each. */
export interface Figure {
  name: string
  help: string
  labels?: readonly string[]
  read(): Promise<readonly { value: number; labels?: Readonly<Record<string, string>> }[]>
}

export interface Metrics {
  registry: Registry
  cache(use: CacheUse): void
  refused(code: Refusal): void
  /** The work of a worker: whether it went well, and how long it took. */
  schedule(name: string, good: boolean, ms: number): void
}

export function makeMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const refusals = new Counter({
    name: 'http_refusals_total',
    help: 'Refusals, by code.',
    labelNames: ['code'] as const,
    registers
  })
  const uses = new Counter({
    name: 'cache_answers_total',
    help: 'Answers that may be kept, by how they were come by.',
    labelNames: ['how'] as const,
    registers
  })
  const schedules = new Histogram({
    name: 'worker_schedule_seconds',
    help: 'What a worker did by the clock, by outcome.',
    labelNames: ['schedule', 'outcome'] as const,
    buckets: [0.01, 0.1, 1, 10, 60],
    registers
  })
  return {
    registry,
    cache: (how) => uses.inc({ how }),
    refused: (code) => refusals.inc({ code }),
    schedule: (schedule, good, ms) => schedules.observe({ schedule, outcome: good ? 'good' : 'failed' }, ms / 1000)
  }
}

/** A figure that cannot be read now has no value: a missing number is seen, a failing page of numbers hides all others. */
export function addFigure({ registry }: Metrics, { name, help, labels = [], read }: Figure): void {
  new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      this.reset()
      const values = await read().catch(() => [])
      for (const { value, labels: of = {} } of values) this.set(of, value)
      // Without labels the reset has put a nought that nobody measured.
      if (values.length === 0 && labels.length === 0) this.remove({})
    }
  })
}

/** Of an address what says which network asks, and not who. */
export function networkPrefix(network: string): string {
  if (network === '::1') return network
  if (network.includes(':')) return `${network.split(':').slice(0, 3).join(':')}::/48`
  return network.replace(/\.\d+$/, '.0/24')
}

export interface MeasuringOptions {
  /** Says every request; nothing where none are said. */
  log?: Log
  hops: number
}

export function measuring({ registry }: Metrics, { log, hops }: MeasuringOptions) {
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by method, route and status class.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry]
  })
  const observe = (
    { req, id, status }: { req: IncomingMessage; id: string; status: number },
    route: RouteInfo | undefined,
    started: bigint
  ): void => {
    const spent = Number(process.hrtime.bigint() - started) / 1e9
    const method = req.method ?? ''
    const name = route?.label ?? route?.path ?? 'other'
    seconds.observe({ method, route: name, status: `${Math.floor(status / 100)}xx` }, spent)
    log?.info(
      {
        request: id,
        method,
        route: name,
        status,
        ms: Math.round(spent * 1000),
        from: networkPrefix(visitorOf(req, hops))
      },
      'answered'
    )
  }
  const middleware =
    (routeOf: (ctx: Context) => RouteInfo | undefined): Middleware =>
    async (ctx, next) => {
      const started = process.hrtime.bigint()
      await next()
      observe({ req: ctx.req, id: requestIdOn(ctx.res), status: ctx.status }, routeOf(ctx), started)
    }
  return { middleware, observe }
}
