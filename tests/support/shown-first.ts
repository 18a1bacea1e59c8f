/**
 * Watches the order in which a server of this process works: by what has been written of a request when its answer is made for
 * the first time. An answer that cannot be made is an error, and then nothing of the act may stand in the database.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { onStep } from '#server/kernel/failpoints.ts'
import { mongoose } from '#server/kernel/mongo.ts'

const writes = /^(insert|update|replace|delete|bulkWrite|findOneAnd)/
/** Written before an act and apart from it: numbers that are drawn and may be left out, photos that are let go of again, and what is counted of everybody. */
const aside = new Set(['counters', 'photos', 'guesses', 'sessions', 'sign_ins', 'cityblobs'])

interface Request {
  wrote: string[]
}
export interface Order {
  /** Endpoints whose answer was made first, and nothing written before. */
  shown: Set<string>
  /** Endpoints that wrote first: into which collections. */
  wroteFirst: Map<string, Set<string>>
}

/** Until it is stopped; `fail` names an endpoint whose answer cannot be made meanwhile. */
export function watchOrder(fail?: string): { stop: () => Order } {
  const requests = new AsyncLocalStorage<Request>()
  const order: Order = { shown: new Set(), wroteFirst: new Map() }
  const begins = () => requests.enterWith({ wrote: [] })
  subscribe('http.server.request.start', begins)
  mongoose.set('debug', (collection: string, method: string) => {
    if (writes.test(method) && !aside.has(collection)) requests.getStore()?.wrote.push(collection)
  })
  const answered = new WeakSet<Request>()
  onStep((step) => {
    const request = requests.getStore()
    const [, name] = /^answer (\w+)$/.exec(step) ?? []
    if (name === undefined || !request) return
    if (!answered.has(request)) {
      answered.add(request)
      if (request.wrote.length === 0) order.shown.add(name)
      else order.wroteFirst.set(name, new Set([...(order.wroteFirst.get(name) ?? []), ...request.wrote]))
    }
    if (name === fail) throw new Error(`the answer of ${name} cannot be made`)
  })
  return {
    stop() {
      unsubscribe('http.server.request.start', begins)
      mongoose.set('debug', false)
      onStep(undefined)
      return order
    }
  }
}
