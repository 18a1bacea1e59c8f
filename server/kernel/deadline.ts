/**
 * Every question to the database has a deadline on this side, whatever the other side does: a database that is stopped, cut off or
 * slow is a refusal within seconds, never a request that hangs. The driver has limits for connections and none for an answer
 * that covers its own retries, so it stands here, around all of its methods that ask.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import mongoose from 'mongoose'

/** For how long a command may take for whoever waits for its answer. */
export const usualDeadlineMs = 3_000
/** The same for what is long by its nature and nobody's request: a copy of everything, an index over a million cases. */
const longDeadlineMs = 30 * 60_000

const deadlines = new AsyncLocalStorage<number>()
let open = 0
/**
 * All that is asked of the database within has this deadline, each command for itself. While somebody is within, every promise of the
 * process costs three times as much: the hooks go when the last one is done.
 */
export async function withDeadline<T>(ms: number, work: () => T): Promise<Awaited<T>> {
  open++
  try {
    return await deadlines.run(ms, work)
  } finally {
    open--
    if (open === 0) deadlines.disable()
  }
}
/** Copies, migrations, index builds, evaluations of everything. */
export const takingLong = <T>(work: () => T): Promise<Awaited<T>> => withDeadline(longDeadlineMs, work)

let usualMs = usualDeadlineMs
/** Of this process, for what says nothing else. */
export const setUsualDeadline = (ms: number): void => void (usualMs = ms)

/** The database has not answered in time; what was asked may still have been done. */
export class DatabaseSilent extends Error {
  constructor(what: string, ms: number) {
    super(`the database has not answered ${what} within ${ms} ms`)
    this.name = 'DatabaseSilent'
  }
}

let suspect = false
/** Whether something has not been answered since it was last proven that the database works. */
export const isSuspect = (): boolean => suspect
export const trust = (): void => void (suspect = false)

function inTime<T>(what: string, answer: Promise<T>): Promise<T> {
  const ms = deadlines.getStore() ?? usualMs
  return new Promise((resolve, reject) => {
    const late = (): void => {
      suspect = true
      reject(new DatabaseSilent(what, ms))
    }
    // An answer that came while this process was busy is read first.
    const timer = setTimeout(() => setImmediate(late), ms)
    answer.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error: Error) => {
        clearTimeout(timer)
        reject(error)
      }
    )
  })
}

const { AbstractCursor, AggregationCursor, ClientSession, Collection, Db, FindCursor } = mongoose.mongo
/** Where the driver asks: methods of these that answer with a promise. */
const asking: readonly [kind: { prototype: object }, methods: readonly string[] | 'all'][] = [
  [Collection, 'all'],
  [Db, 'all'],
  [AbstractCursor, ['next', 'tryNext', 'hasNext', 'toArray', 'forEach']],
  [ClientSession, ['withTransaction', 'commitTransaction']]
]

/** Reads whose options are their second value. What nobody waits for any more the database need not read on to the end. */
const reading: ReadonlySet<string> = new Set(['findOne', 'countDocuments'])
const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null
/** The same deadline over there, where the whole answer is one promise: what is read piece by piece may take longer in all. */
function limited(asked: object, name: string, given: unknown[]): unknown[] {
  const maxTimeMS = deadlines.getStore() ?? usualMs
  if (name === 'toArray' && (asked instanceof FindCursor || asked instanceof AggregationCursor)) {
    if (!asked.closed && asked.id === undefined) asked.maxTimeMS(maxTimeMS)
    return given
  }
  if (!reading.has(name)) return given
  const [filter = {}, options, ...more] = given
  return [filter, { maxTimeMS, ...(isPlain(options) && options) }, ...more]
}

for (const [{ prototype }, wanted] of asking)
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value !== 'function' || name === 'constructor' || (wanted !== 'all' && !wanted.includes(name))) continue
    const ask = value as (...given: unknown[]) => unknown
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: object, ...given: unknown[]): unknown {
        const answer = ask.apply(this, limited(this, name, given))
        return answer instanceof Promise ? inTime(name, answer) : answer
      }
    })
  }
