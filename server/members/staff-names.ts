/**
 * What the city's releases do not know of its staff: the names of those whom none of them names, and who has left since. In
 * memory, and looked at again when the database says that something changed.
 */
import type { Log } from '#server/kernel/log.ts'
import { staffBesideTheCity, staffChanges } from './staff-model.ts'

export interface StaffNames {
  /** Somebody whom no release of the city names. */
  called(id: string): { name: string } | undefined
  hasLeft(id: string): boolean
  /** Looks at once whether there is something new. */
  refresh(): Promise<void>
  stop(): void
}

const pollMs = 2_000

export async function openStaffNames(log: Log): Promise<StaffNames> {
  let seen = -1
  let names = new Map<string, { name: string }>()
  let gone = new Set<string>()
  const refresh = async (): Promise<void> => {
    const now = await staffChanges()
    if (now === seen) return
    const people = await staffBesideTheCity()
    names = new Map(people.map(({ _id, name }) => [_id, { name }]))
    gone = new Set(people.flatMap(({ _id, left }) => (left ? [_id] : [])))
    seen = now
  }
  await refresh()
  let silent = false
  const timer = setInterval(() => {
    refresh().then(
      () => (silent = false),
      (error: unknown) => {
        if (!silent) log.warn({ err: error }, 'the staff could not be looked up; those known stay')
        silent = true
      }
    )
  }, pollMs)
  timer.unref()
  return {
    called: (id) => names.get(id),
    hasLeft: (id) => gone.has(id),
    refresh,
    stop: () => clearInterval(timer)
  }
}
