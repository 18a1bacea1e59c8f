/**
 * When a case is due, worked out a second time from its ledger, the slow way: every stretch of duty is written down in a
 * list and spent one after the other. Knows nothing of the code it checks, chinese-days aside.
 */
import chineseDays from 'chinese-days'
import type { City } from '#config/city/types.ts'
import type { Entry } from '#server/cases/index.ts'
import { addDays, startOfDay } from '#shared/time-format.ts'

type Stretch = [from: number, to: number]
const hour = 3_600_000
const working = (day: string): boolean => chineseDays.isWorkday(day)

/** What counts for a unit in an office's hands, from a day on, for so many days. */
function stretches(city: City, unit: string, office: string, from: string, days: number): Stretch[] {
  const own = unit === 'work_hour' ? city.calendar.offices?.[office] : undefined
  const round = unit === 'rush_hour' || unit === 'day'
  const slots = round ? ([['00:00', '24:00']] as const) : (own?.slots ?? city.calendar.slots)
  const every = round || own?.days === 'every'
  const clock = (text: string): number => Number(text.slice(0, 2)) * hour + Number(text.slice(3)) * 60_000
  return Array.from({ length: days }, (_, i) => addDays(from, i))
    .filter((day) => every || working(day))
    .flatMap((day) => slots.map(([a, b]): Stretch => [startOfDay(day) + clock(a), startOfDay(day) + clock(b)]))
}

export const unitMs = { rush_hour: hour, work_hour: hour, work_day: 8 * hour, day: 24 * hour } as const
const stopped = new Set(['replied', 'on_hold', 'closed', 'refused', 'withdrawn'])

const kept = new WeakMap<City, Map<string, Stretch[]>>()

export interface ByHand {
  dueAt: number
  usedMs: number
  totalMs: number
  /** Share of the limit used after each entry's stretch, in order. */
  shares: number[]
}

/** `share` asks for another moment than the deadline: when that much of the limit is used. */
export function byHand(city: City, ledger: readonly Entry[], share = 1): ByHand {
  const [first] = ledger
  if (!first) throw new Error('nothing was written')
  const day = first.at.slice(0, 10)
  const list = (unit: string, office: string): Stretch[] => {
    const key = `${day} ${unit} ${office}`
    const lists = kept.get(city) ?? new Map<string, Stretch[]>()
    kept.set(city, lists)
    const known = lists.get(key) ?? stretches(city, unit, office, addDays(day, -1), 600)
    lists.set(key, known)
    return known
  }
  /** The first stretch that ends after a moment. */
  const upTo = (on: Stretch[], from: number): number => {
    let [low, high] = [0, on.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((on[middle]?.[1] ?? 0) <= from) low = middle + 1
      else high = middle
    }
    return low
  }
  const spent = (on: Stretch[], from: number, to: number): number => {
    let sum = 0
    for (const [a, b] of on.slice(upTo(on, from))) {
      if (a >= to) break
      sum += Math.min(b, to) - Math.max(a, from)
    }
    return sum
  }
  const after = (on: Stretch[], from: number, left: number): number => {
    if (left <= 0) return from
    for (const [a, b] of on.slice(upTo(on, from))) {
      const begin = Math.max(a, from)
      if (b - begin >= left) return begin + left
      left -= b - begin
    }
    throw new Error('the list of duty is too short')
  }

  let given = first.facts.limit ?? { n: 1, unit: 'work_day' as const }
  let unit = given.unit
  let total = given.n * unitMs[unit]
  let used = 0
  let office = first.facts.office ?? ''
  let stood = Date.parse(first.at)
  let broken: number | undefined
  const shares: number[] = []
  for (const [i, e] of ledger.entries()) {
    const at = Date.parse(e.at)
    const { limit, more } = e.facts
    if (i > 0 && limit && (limit.n !== given.n || limit.unit !== given.unit)) {
      used = Math.round((used / total) * limit.n * unitMs[limit.unit])
      given = limit
      unit = limit.unit
      total = limit.n * unitMs[unit]
    }
    if (e.verb === 'extend' && more) total += more * unitMs[unit]
    if (broken !== undefined && used < Math.ceil(total * share)) broken = undefined
    if (['receive', 'dispatch', 'reclassify'].includes(e.verb) && e.facts.office) office = e.facts.office
    if (stopped.has(e.to)) {
      if (!stopped.has(ledger[i - 1]?.to ?? 'closed')) stood = at
    } else {
      const next = ledger[i + 1]
      const until = next ? Date.parse(next.at) : Infinity
      const on = list(unit, office)
      const left = Math.ceil(total * share) - used
      const now = next ? spent(on, at, until) : 0
      if (broken === undefined && (!next || now >= left)) broken = after(on, at, left)
      used += now
    }
    shares.push(used / total)
  }
  const dueAt = broken ?? after(list(unit, office), stood, Math.ceil(total * share) - used)
  return { dueAt, usedMs: used, totalMs: total, shares }
}
