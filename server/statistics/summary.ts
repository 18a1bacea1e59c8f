/** What figures are made of: sums of a period, and how all cases stand now. */
import { dayOf, startOfDay, addDays } from '#shared/time-format.ts'
import { readKept, type Reading } from './kept.ts'
import { dueBetween, lateShownSince } from './model.ts'
import { inAll, shownIn, type Sums } from './sums.ts'
import { statuses, type Status } from '#shared/cases.ts'

/** Open cases that are late, and those that still are due today. */
interface Due {
  overdue: number
  today: number
  areas: Map<string, { overdue: number; overdueShown: number }>
  offices: Map<string, { overdue: number; overdueShown: number }>
}

/** Days that are over are kept; of today it depends on the minute. */
async function dueNow(before: Sums, now: Date): Promise<Due> {
  const today = dayOf(now)
  const found = await dueBetween(new Date(startOfDay(today)), now, new Date(startOfDay(addDays(today, 1))))
  const due: Due = { overdue: inAll(before.areas, 'due'), today: 0, areas: new Map(), offices: new Map() }
  const add = (which: 'areas' | 'offices', id: string, overdue: number, overdueShown: number): void => {
    const known = due[which].get(id) ?? { overdue: 0, overdueShown: 0 }
    due[which].set(id, { overdue: known.overdue + overdue, overdueShown: known.overdueShown + overdueShown })
  }
  for (const which of ['areas', 'offices'] as const)
    for (const [id, cell] of before[which]) if (cell.due) add(which, id, cell.due, cell.dueShown ?? 0)
  for (const { area, office, overdue, overdueShown, later } of found) {
    due.overdue += overdue
    due.today += later
    add('areas', area, overdue, overdueShown)
    add('offices', office, overdue, overdueShown)
  }
  return due
}

/** How all cases stand now, and what the figures of a period are read from: the same for every period. */
export interface Standing {
  kept: Reading
  now: Date
  open: number
  due: Due
}
export async function readStanding(now: Date, read = readKept): Promise<Standing> {
  const kept = await read(now)
  const [all, late] = await Promise.all([kept.sums({}, ['received']), kept.sums({ to: dayOf(now) }, ['due'])])
  return { kept, now, open: inAll(all.areas, 'open'), due: await dueNow(late, now) }
}
/** The sums of the days from one to today. */
export const sumsSince = ({ kept, now }: Standing, from: string): Promise<Sums> =>
  kept.sums({ from, to: addDays(dayOf(now), 1) }, ['received', 'closed', 'rated'])

export interface ShownInArea {
  area: string
  count: number
  closed: number
  overdue: number
}
/**
 * How many cases of each street area are public, how many of them are closed and how many late; of those reported since a
 * day, where one is named.
 */
export async function shownByArea(now: Date, from?: string): Promise<ShownInArea[]> {
  const kept = await readKept(now)
  const [all, late] = await Promise.all([
    kept.sums(from === undefined ? {} : { from }, ['received']),
    from === undefined ? lateByArea(kept, now) : lateShownSince(new Date(startOfDay(from)), now)
  ])
  return [...all.areas].flatMap(([area, cell]) => {
    const of = (status: Status): number => cell[shownIn(status)] ?? 0
    const count = statuses.reduce((sum, status) => sum + of(status), 0)
    return count === 0 ? [] : [{ area, count, closed: of('closed'), overdue: late.get(area) ?? 0 }]
  })
}

async function lateByArea(kept: Reading, now: Date): Promise<Map<string, number>> {
  const { areas } = await dueNow(await kept.sums({ to: dayOf(now) }, ['due']), now)
  return new Map([...areas].map(([area, { overdueShown }]) => [area, overdueShown]))
}
