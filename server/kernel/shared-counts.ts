/**
 * Counts that all processes share without waiting for each other. Each counts by itself and tells the database twice a second, in one
 * go, what has come since; it hears back what all have counted. What little somebody has used is told nobody: only from a tenth of
 * what he may have on. So each process may let a tenth of a limit pass unseen, and of one that is reached at once what comes within half
 * a second; all else counts together.
 */
import { hmac, type Keys } from './keys.ts'
import type { Log } from './log.ts'
import { mongoose } from './mongo.ts'

const schema = new mongoose.Schema<{ _id: string; n: number; expire: Date }>(
  { _id: String, n: Number, expire: Date },
  { collection: 'counts', versionKey: false, strict: 'throw' }
)
schema.index({ expire: 1 }, { expireAfterSeconds: 0 })
const Counts = mongoose.model('Count', schema)

export interface CountLimit {
  /** What is counted; no two have the same name. */
  name: string
  atMost: number
  /** It begins anew with every such stretch of the clock. */
  withinMs: number
}

export interface Counted {
  /** By all processes, as far as it is known here. */
  used: number
  /** Until it begins anew. */
  leftMs: number
}

export interface Limit extends CountLimit {
  /** Counts so many more, or fewer. */
  add(key: string, n: number): Counted
  used(key: string): Counted
}

export interface SharedCounts {
  limit(limit: CountLimit): Limit
  /** Tells what has not been told, where it can be. */
  stop(): Promise<void>
}

interface Entry {
  here: number
  /** Of these the database knows. */
  told: number
  /** What it said last, of all processes. */
  all: number
}
interface Stretch {
  n: number
  entries: Map<string, Entry>
  /** Who came before those. */
  older: Map<string, Entry>
  /** Those to be told, and asked about. */
  due: Set<string>
}

const tellMs = 500
const toldFrom = 1 / 10
/** Twice so many are remembered here of each limit and stretch: whoever has a million addresses takes no more of our memory. */
const keysAtMost = 50_000

const entryOf = ({ entries, older }: Stretch, key: string): Entry | undefined => entries.get(key) ?? older.get(key)

/** Forgets those who have been quiet longest. What they used is in the database, if it was worth telling; what is still to be told stays. */
function makeRoom(stretch: Stretch): void {
  if (stretch.entries.size < keysAtMost) return
  for (const key of stretch.due) {
    const entry = stretch.older.get(key)
    if (entry && !stretch.entries.has(key)) stretch.entries.set(key, entry)
  }
  stretch.older = stretch.entries
  stretch.entries = new Map()
}

export function sharedCounts(keys: Keys, log: Log, now: () => Date): SharedCounts {
  const stretches = new Map<CountLimit, Stretch>()
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> | undefined
  let stopped = false
  let isSilent = false

  function stretchOf(limit: CountLimit): Stretch {
    const n = Math.floor(now().getTime() / limit.withinMs)
    const known = stretches.get(limit)
    if (known?.n === n) return known
    const begun = { n, entries: new Map<string, Entry>(), older: new Map<string, Entry>(), due: new Set<string>() }
    stretches.set(limit, begun)
    return begun
  }
  const leftMs = (limit: CountLimit, { n }: Stretch): number => (n + 1) * limit.withinMs - now().getTime()
  const total = ({ here, told, all }: Entry): number => all + here - told

  async function tell(): Promise<void> {
    const told = [...stretches].flatMap(([limit, stretch]) => {
      const due = [...stretch.due]
      stretch.due.clear()
      return due.flatMap((key) => {
        const entry = entryOf(stretch, key)
        if (!entry) return []
        // Whose it is is nobody's reading.
        const hash = hmac(keys.guesses, `${limit.name}|${key}`).toString('base64url')
        const expire = new Date((stretch.n + 1) * limit.withinMs + 60_000)
        return [{ entry, key, stretch, expire, n: entry.here - entry.told, _id: `${hash}|${stretch.n}` }]
      })
    })
    if (told.length === 0) return
    try {
      const adding = told.map(({ _id, n, expire }) => ({
        updateOne: { filter: { _id }, update: { $inc: { n }, $setOnInsert: { expire } }, upsert: true }
      }))
      await Counts.collection.bulkWrite(adding as never, { ordered: false, writeConcern: { w: 1 } })
      const found = await Counts.find({ _id: { $in: told.map(({ _id }) => _id) } }, { n: 1 }).lean()
      const counted = new Map(found.map(({ _id, n }) => [_id, n]))
      // What came meanwhile is not told yet, and stands beside it.
      for (const { entry, n, _id } of told) {
        entry.told += n
        entry.all = counted.get(_id) ?? entry.told
      }
      isSilent = false
    } catch (error) {
      // Each counts for itself meanwhile. What was told after all counts twice, which lasts no longer than its stretch.
      for (const { key, stretch } of told) stretch.due.add(key)
      if (!isSilent) log.warn({ err: error }, 'what is counted here could not be shared; it is tried again')
      isSilent = true
    }
  }
  function soon(): void {
    if (timer || telling || stopped) return
    timer = setTimeout(() => {
      timer = undefined
      telling = tell().finally(() => {
        telling = undefined
        if ([...stretches.values()].some(({ due }) => due.size > 0)) soon()
      })
    }, tellMs)
    timer.unref()
  }

  return {
    limit(limit) {
      const used = (key: string): Counted => {
        const stretch = stretchOf(limit)
        const entry = entryOf(stretch, key)
        return { used: entry ? total(entry) : 0, leftMs: leftMs(limit, stretch) }
      }
      return {
        ...limit,
        used,
        add(key, n) {
          const stretch = stretchOf(limit)
          const entry = entryOf(stretch, key) ?? { here: 0, told: 0, all: 0 }
          entry.here += n
          stretch.entries.set(key, entry)
          makeRoom(stretch)
          if (entry.told > 0 || entry.here >= limit.atMost * toldFrom) {
            stretch.due.add(key)
            soon()
          }
          return { used: total(entry), leftMs: leftMs(limit, stretch) }
        }
      }
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await telling
      await tell()
    }
  }
}
