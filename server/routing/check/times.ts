/**
 * The city's time, asked the same way as its map: does every year that a promise may reach have its holidays, do the hours
 * of duty hang together, has every category a limit in every stage, does the ladder go up? Nothing is guessed: a year
 * without data is said aloud, and what reaches into it is marked provisional until somebody has entered it.
 */
import type { CalendarData, Category, Hours, Slots, TimeRules } from '#config/city/types.ts'
import type { Finding } from '#shared/releases.ts'
import { areaClasses, type Limit } from '#shared/limits.ts'
import { addDays, dayOf, limitWords, local, weekdayOf } from '#shared/time-format.ts'
import { fill, words } from '#shared/locales/index.ts'
import { checkWords as w } from '#shared/locales/check.ts'
import {
  addWorking,
  faultsOfTable,
  isLimit,
  lengthOn,
  longerStages,
  makeCalendar,
  ownStages,
  valuesOf
} from '#server/deadlines/index.ts'
import { few, found } from './findings.ts'
import type { CheckedCity } from './names.ts'

const ofCalendar = { part: 'calendar' } as const
const ofTable = { part: 'time' } as const

// ——— hours

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const lengthOf = (slots: Slots): number => slots.reduce((sum, [a, b]) => sum + Math.max(0, minutes(b) - minutes(a)), 0)

function* slotsOf(what: string, slots: Slots, about: object): Generator<Finding> {
  if (slots.length === 0) yield found('hours_empty', { what }, about)
  for (const [from, to] of slots)
    if (!(minutes(from) < minutes(to))) yield found('hours_backwards', { what, from, to }, about)
  const sorted = slots.filter(([a, b]) => minutes(a) < minutes(b)).sort(([a], [b]) => minutes(a) - minutes(b))
  for (const [i, [from, to]] of sorted.entries()) {
    const last = sorted[i - 1]
    if (last && minutes(from) < minutes(last[1]))
      yield found('hours_overlap', { what, first: last.join(w.to), second: [from, to].join(w.to) }, about)
  }
}

function* hoursOf(what: string, { slots, changes = [] }: Hours, about: object): Generator<Finding> {
  yield* slotsOf(what, slots, about)
  const seen = new Set<string>()
  for (const { from, slots: later } of changes) {
    if (seen.has(from)) yield found('hours_twice', { what, day: from }, about)
    seen.add(from)
    yield* slotsOf(fill(w.hoursFrom, { what, day: from }), later, about)
  }
}

function* duty(city: CheckedCity): Generator<Finding> {
  yield* hoursOf(w.cityHours, city.calendar, ofCalendar)
  const offices = new Map(city.offices.map((o) => [o.id, o.name]))
  for (const [id, own] of Object.entries(city.calendar.offices ?? {})) {
    const name = offices.get(id)
    const about = { ...ofCalendar, offices: [id] }
    if (name === undefined) yield found('unknown_office', { what: w.parts.calendar, name: id }, ofCalendar)
    const what = fill(w.officeHours, { name: name ?? id })
    yield* hoursOf(what, own, about)
    // Days it works in an ordinary week, times what it works on one of them; from every day on which that changes.
    const days = own.days === 'every' ? 7 : 5
    for (const { from, slots } of [{ from: '', slots: own.slots }, ...(own.changes ?? [])])
      if (lengthOf(slots) * days === 0)
        yield found('no_duty_time', { what: from ? fill(w.hoursFrom, { what, day: from }) : what }, about)
  }
}

// ——— days

const isWeekend = (day: string): boolean => [0, 6].includes(weekdayOf(day))
const weekday = (day: string): string => words.when.weekday[weekdayOf(day)] ?? ''
/** The longest holiday there is has nine days; a fortnight without a working day is a slip in the dates. */
const breakAtMost = 14
const daysAhead = 400
/** Next year's holidays are announced between the end of October and the end of November. */
const announcedIn = 11

function* days(data: CalendarData, today: string): Generator<Finding> {
  const said = new Map<string, boolean>()
  const byHand = new Set(data.years)
  const statutory = makeCalendar({ slots: data.slots, overrides: [], ...(data.years && { years: data.years }) })
  for (const { day, working } of data.overrides) {
    const before = said.get(day)
    if (before !== undefined) yield found(before === working ? 'day_twice' : 'day_contradicts', { day }, ofCalendar)
    said.set(day, working)
    // Working on a statutory holiday is a decision of the city; on a day that is worked anyway it is a slip of the pen.
    if (working && !isWeekend(day) && statutory.isWorking(day))
      yield found('makeup_weekday', { day, weekday: weekday(day) }, ofCalendar)
  }
  for (const year of byHand)
    if (!data.overrides.some((o) => !o.working && o.day.startsWith(`${year}-`)))
      yield found('year_empty', { year }, ofCalendar)
  const calendar = makeCalendar(data)
  for (let [day, from, n] = [today, today, 0]; day <= addDays(today, daysAhead); day = addDays(day, 1)) {
    if (!calendar.isWorking(day)) {
      if (n++ === 0) from = day
      continue
    }
    if (n > breakAtMost) yield found('long_break', { from, to: addDays(day, -1), n }, ofCalendar)
    n = 0
  }
}

/** The last moment that a promise given now may name, of those for which it matters which days are worked. */
function horizon({ calendar: data, categories, time }: CheckedCity, at: number): number {
  const calendar = makeCalendar(data, time)
  const limits = categories.flatMap(({ limit: { n, unit } }): Limit[] =>
    unit === 'work_day' || unit === 'work_hour' ? [{ n: Math.max(...n), unit }] : []
  )
  return Math.max(
    at,
    ...limits.filter(isLimit).map((limit) => addWorking(calendar.of(limit.unit), at, calendar.msOf(limit)).at)
  )
}

function* years(city: CheckedCity, at: number): Generator<Finding> {
  const calendar = makeCalendar(city.calendar, city.time)
  const now = local(at)
  const until = horizon(city, at)
  const reached = local(until).year
  for (let year = now.year; year <= reached; year++)
    if (!calendar.knows(year)) yield found('year_unknown', { year, day: dayOf(until) }, ofCalendar)
  const next = now.year + 1
  if (now.month >= announcedIn && reached < next && !calendar.knows(next))
    yield found('year_soon', { year: next }, ofCalendar)
}

// ——— limits

function* limits(categories: readonly Category[], { stages }: TimeRules): Generator<Finding> {
  for (const { code, name, urgency, limit } of categories) {
    const about = { categories: [code] }
    for (const stage of ownStages)
      if (!isLimit((stages as Partial<TimeRules['stages']>)[urgency]?.[stage]))
        yield found(
          'no_stage_limit',
          { category: name, urgency: words.city.urgency[urgency], stage: words.deadlines.stage[stage] },
          { ...ofTable, ...about }
        )
    // The first version said so many days, the same everywhere.
    if ('days' in limit) continue
    const missing = areaClasses.filter((_, i) => !isLimit({ n: limit.n[i] ?? 0, unit: limit.unit }))
    if (missing.length > 0)
      yield found(
        'no_limit',
        { category: name, areas: few(missing.map((areaClass) => words.city.areaClass[areaClass])) },
        about
      )
    else if (limit.n.some((n, i) => n < (limit.n[i - 1] ?? 0))) yield found('limit_order', { category: name }, about)
  }
}

function* table(city: CheckedCity, hoursHold: boolean): Generator<Finding> {
  for (const fault of faultsOfTable(city.time)) yield found(fault.code, valuesOf(fault), ofTable)
  if (!hoursHold) return
  for (const { urgency, stage, limit, categories } of longerStages(
    city.time.stages,
    city.categories,
    lengthOn(city.calendar)
  ))
    yield found(
      'stage_longer',
      {
        urgency: words.city.urgency[urgency],
        stage: words.deadlines.stage[stage],
        limit: limitWords(limit),
        categories: few(categories.map((c) => c.name))
      },
      ofTable
    )
}

/** Everything that can be told of the city's time; `at` is the moment from which the city is to hold. */
export function checkTimes(city: CheckedCity, at: number): Finding[] {
  const hours = [...duty(city)]
  // Clocks that cannot run are not asked how far they run.
  const hoursHold = lengthOf(city.calendar.slots) > 0 && hours.every((f) => f.severity !== 'error')
  return [
    ...hours,
    ...days(city.calendar, dayOf(at)),
    ...(hoursHold ? years(city, at) : []),
    ...limits(city.categories, city.time),
    ...table(city, hoursHold)
  ]
}
