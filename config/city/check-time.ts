/** What has to hold for the city's time: slots that are slots, days that are days, limits, and a ladder that goes up. */
import { limitUnits, unitsAtMost, type Limit } from '#shared/limits.ts'
import { fail } from './fail.ts'
import type { CalendarData, Category, Hours, TimeRules } from './types.ts'

const clock = /^([01]\d|2[0-4]):[0-5]\d$/
const day = /^\d{4}-\d\d-\d\d$/

function checkHours(entry: string, { slots, changes = [] }: Hours): void {
  const file = 'calendar.json'
  for (const list of [slots, ...changes.map((change) => change.slots)]) {
    if (list.length === 0) fail(file, entry, 'has no slot')
    let before = ''
    for (const [from, to] of list) {
      if (!clock.test(from) || !clock.test(to) || from >= to || from < before || to > '24:00')
        fail(file, `${entry} ${from} to ${to}`, 'is no slot of the day')
      before = to
    }
  }
  for (const { from } of changes) if (!day.test(from)) fail(file, `${entry} ${from}`, 'is no day')
}

export function checkCalendar(calendar: CalendarData, offices: ReadonlyMap<string, unknown>): void {
  const file = 'calendar.json'
  try {
    new Intl.DateTimeFormat('zh-CN', { timeZone: calendar.timezone })
  } catch {
    fail(file, 'timezone', `unknown time zone ${calendar.timezone}`)
  }
  checkHours('slots', calendar)
  for (const { day: on } of calendar.overrides) if (!day.test(on)) fail(file, on, 'is no day')
  for (const year of calendar.years ?? []) if (!Number.isInteger(year)) fail(file, String(year), 'is no year')
  for (const [office, own] of Object.entries(calendar.offices ?? {})) {
    if (!offices.has(office)) fail(file, office, 'is no office')
    checkHours(office, own)
  }
}

const isLimit = ({ n, unit }: Limit): boolean =>
  Number.isInteger(n) && n >= 1 && n <= unitsAtMost && limitUnits.includes(unit)

export function checkLimit({ code, limit }: Category): void {
  const file = 'categories.json'
  if (!Array.isArray(limit.n) || limit.n.length !== 3) fail(file, code, 'limit.n must name three area classes')
  if (!limit.n.every((n) => isLimit({ n, unit: limit.unit })))
    fail(file, code, 'limit must be whole numbers, at least 1, of a known unit')
  if (limit.n.some((n, i) => n < (limit.n[i - 1] ?? 0)))
    fail(file, code, 'a busier street never has a longer limit than a quieter one')
}

export function checkTime({ stages, hold, extension, ladder }: TimeRules): void {
  const file = 'time.json'
  for (const [urgency, limits] of Object.entries(stages))
    for (const [stage, limit] of Object.entries(limits))
      if (!isLimit(limit)) fail(file, `${urgency} ${stage}`, 'is no limit')
  for (const [entry, given] of Object.entries({ hold, extension }))
    if (Object.values(given).some((n) => !(n >= 0))) fail(file, entry, 'must not be negative')
  const ids = new Set(ladder.map((step) => step.id))
  if (ids.size !== ladder.length) fail(file, 'ladder', 'names a step twice')
  for (const [i, { id, share, verb }] of ladder.entries()) {
    if (share < (ladder[i - 1]?.share ?? 0)) fail(file, id, 'stands above a step that comes later')
    const overdue = ladder.slice(0, i).filter((step) => step.verb === 'overdue').length
    if (verb === 'expose' && overdue < 3) fail(file, id, 'exposes before three overdue entries')
    if (verb !== 'urge' && share < 1) fail(file, id, 'comes before the deadline')
  }
}
