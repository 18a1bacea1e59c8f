/**
 * Whether the session of a good token still goes on, without a question to the database for every request: the sessions that
 * were ended lately are known to each process, and read again when what it knows is two seconds old; so is each member of
 * staff. In the process that ends one it is over at once, in every other one within that time.
 */
import { staffNow, type StaffNow } from '#server/members/index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { endedSince, touchSession } from './model.ts'

/** So old may be what a process knows of endings, roles and leaving. */
export const knownForMs = 2_000
/** That somebody is at work is written down this often. */
const seenEveryMs = 60_000
const rememberedAtMost = 5_000

/** Whether a person may work in a session that was begun with, or without, a second factor. */
export type Enough = (person: StaffNow, strong: boolean) => boolean

interface Options {
  now: () => Date
  /** How long the longest access token is good. */
  longestMs: number
  /** How long a session of staff lasts after the last request. */
  idleMs: number
  enough: Enough
}

/** At most so many; the oldest goes first. */
function remember<V>(known: Map<string, V>, key: string, value: V): V {
  known.delete(key)
  if (known.size >= rememberedAtMost) known.delete(known.keys().next().value ?? '')
  known.set(key, value)
  return value
}

export function liveSessions({ now, longestMs, idleMs, enough }: Options) {
  let ended = new Set<string>()
  /** Ended in this process, also while an older answer of the database was on its way. */
  const endedHere = new Map<string, true>()
  let read: { at: number; done: Promise<void> } | undefined
  const staff = new Map<string, { at: number; person: Promise<StaffNow | undefined> }>()
  const seen = new Map<string, number>()

  const isFresh = (at: number, time: number): boolean => Math.abs(time - at) < knownForMs

  async function readEnded(time: number): Promise<void> {
    // A minute more than a token lives: clocks of two machines differ.
    ended = new Set(await endedSince(new Date(time - longestMs - 60_000)))
  }

  const isOver = (family: string | undefined): boolean =>
    family !== undefined && (endedHere.has(family) || ended.has(family))

  /** One reads, the others wait for the same answer; one that failed is asked again. */
  function endedAsOf(time: number): Promise<void> {
    if (!read || !isFresh(read.at, time)) {
      const mine = { at: time, done: readEnded(time) }
      read = mine
      mine.done.catch(() => {
        if (read === mine) read = undefined
      })
    }
    return read.done
  }

  function personAsOf(id: string, time: number): Promise<StaffNow | undefined> {
    const known = staff.get(id)
    if (known && isFresh(known.at, time)) return known.person
    const person = staffNow(id)
    const mine = remember(staff, id, { at: time, person })
    person.catch(() => {
      if (staff.get(id) === mine) staff.delete(id)
    })
    return person
  }

  async function see(family: string, time: number): Promise<void> {
    const last = seen.get(family)
    if (last !== undefined && Math.abs(time - last) < seenEveryMs) return
    remember(seen, family, time)
    await touchSession(family, new Date(time), idleMs)
  }

  return {
    /** In this process they are over now. */
    over(families: readonly string[]): void {
      for (const family of families) remember(endedHere, family, true)
    },
    begun(family: string): void {
      remember(seen, family, now().getTime())
    },
    /** The person behind a good token as he is now; nobody where the session is over, or he has left. */
    async asNow(viewer: Viewer): Promise<Viewer | undefined> {
      if (viewer.kind === 'guest') return viewer
      const time = now().getTime()
      const { family } = viewer
      const [person] = await Promise.all([
        viewer.kind === 'staff' ? personAsOf(viewer.id, time) : undefined,
        isOver(family) ? undefined : endedAsOf(time)
      ])
      if (isOver(family)) return undefined
      if (viewer.kind !== 'staff') return viewer
      if (!person || person.left || !enough(person, viewer.strong === true)) return undefined
      await see(viewer.family, time)
      const { name, office, roles, head } = person
      return { ...viewer, name, office, roles, ...(head && { head }) }
    }
  }
}
