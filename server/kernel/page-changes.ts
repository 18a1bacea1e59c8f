/**
 * Something that public pages show has changed, wherever that was: one number in the database, looked at twice a second by every
 * process that keeps pages. What is withheld in one is gone from all within a second.
 */
import type { Log } from './log.ts'
import type { Moved } from './microcache.ts'
import { mongoose } from './mongo.ts'

interface Changes {
  _id: 'pages'
  n: number
  /** What the last changes were about, the newest last. */
  recent?: { n: number; what: Moved }[]
}
const schema = new mongoose.Schema<Changes>(
  { _id: String, n: Number, recent: [mongoose.Schema.Types.Mixed] },
  { collection: 'page_changes', versionKey: false, strict: 'throw' }
)
const PageChanges = mongoose.model('PageChanges', schema)

const pollMs = 500
/** Who has been away for longer than so many changes forgets everything. */
const recentAtMost = 100

const count = async (changes: readonly Moved[]): Promise<number> => {
  const before = { $ifNull: ['$n', 0] }
  const noted = changes.map((what, i) => ({ n: { $add: [before, i + 1] }, what: { $literal: what } }))
  const counted = await PageChanges.findOneAndUpdate(
    { _id: 'pages' },
    [
      {
        $set: {
          n: { $add: [before, changes.length] },
          recent: { $slice: [{ $concatArrays: [{ $ifNull: ['$recent', []] }, noted] }, -recentAtMost] }
        }
      }
    ],
    { upsert: true, returnDocument: 'after', updatePipeline: true }
  ).lean<Changes>()
  return counted.n
}

export interface PageChangesWatch {
  /** Something changed here; it is told to all the others. */
  tell(what: Moved): void
  /** Looks from time to time whether others changed something, until stopped. */
  listen(): Promise<void>
  /** Once the others have been told, where they can be. */
  stop(): Promise<void>
}

export function watchPageChanges(log: Log, changed: (what: Moved) => void): PageChangesWatch {
  let seen: number | undefined
  /** Changed here, and the database could not be told yet. */
  const owed: Moved[] = []
  let work: Promise<void> | undefined
  const telling: Moved[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let silent = false

  async function tellOthers(): Promise<void> {
    try {
      while (owed.length > 0) {
        telling.push(...owed.splice(0))
        // What a long silence has gathered is told as one.
        const changes = telling.length > recentAtMost ? (['anything'] as const) : telling
        const n = await count(changes)
        // Only ours: the pages here were let go when it happened.
        if (seen !== undefined && n === seen + changes.length) seen = n
        telling.length = 0
      }
      silent = false
    } catch (error) {
      owed.unshift(...telling.splice(0))
      if (!silent) log.warn({ err: error }, 'other processes could not be told that pages changed; it is tried again')
      silent = true
    } finally {
      work = undefined
    }
  }
  async function look(): Promise<void> {
    if (owed.length > 0) await (work ??= tellOthers())
    const { n, recent = [] } = (await PageChanges.findById('pages').lean<Changes>()) ?? { n: 0 }
    const since = seen
    seen = n
    if (since === undefined || n === since) return
    const missed = recent.filter((change) => change.n > since)
    // Ours are among them, too: what they touched is let go once more.
    if (missed.length === n - since) for (const { what } of missed) changed(what)
    else changed('anything')
  }
  const next = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      look()
        // What is kept meanwhile ends with its seconds.
        .catch(() => undefined)
        .finally(next)
    }, pollMs)
    timer.unref()
  }
  return {
    tell(what) {
      owed.push(what)
      work ??= tellOthers()
    },
    async listen() {
      await look()
      next()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await work
    }
  }
}
