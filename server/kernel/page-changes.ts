/**
 * Something that public pages show has changed, wherever that was: one number in the database, looked at twice a second by every
 * process that keeps pages. What is withheld in one is gone from all within a second.
 */
import type { Log } from './log.ts'
import { mongoose } from './mongo.ts'

interface Changes {
  _id: 'pages'
  n: number
}
const schema = new mongoose.Schema<Changes>(
  { _id: String, n: Number },
  { collection: 'page_changes', versionKey: false, strict: 'throw' }
)
const PageChanges = mongoose.model('PageChanges', schema)

const pollMs = 500

const count = async (): Promise<number> => {
  const counted = await PageChanges.findOneAndUpdate(
    { _id: 'pages' },
    { $inc: { n: 1 } },
    { upsert: true, returnDocument: 'after' }
  ).lean<Changes>()
  return counted.n
}

export interface PageChangesWatch {
  /** Something changed here; it is told to all the others. */
  tell(): void
  /** Looks from time to time whether others changed something, until stopped. */
  listen(): Promise<void>
  /** Once the others have been told, where they can be. */
  stop(): Promise<void>
}

export function watchPageChanges(log: Log, changed: () => void): PageChangesWatch {
  let seen: number | undefined
  /** Changed here, and the database could not be told yet. */
  let owed = false
  let telling: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let silent = false

  async function tellOthers(): Promise<void> {
    try {
      while (owed) {
        owed = false
        const n = await count()
        // Only ours: the pages here were let go when it happened.
        if (seen !== undefined && n === seen + 1) seen = n
      }
      silent = false
    } catch (error) {
      owed = true
      if (!silent) log.warn({ err: error }, 'other processes could not be told that pages changed; it is tried again')
      silent = true
    } finally {
      telling = undefined
    }
  }
  async function look(): Promise<void> {
    if (owed) await (telling ??= tellOthers())
    const n = (await PageChanges.findById('pages').lean<Changes>())?.n ?? 0
    if (seen !== undefined && n !== seen) changed()
    seen = n
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
    tell() {
      owed = true
      telling ??= tellOthers()
    },
    async listen() {
      await look()
      next()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await telling
    }
  }
}
