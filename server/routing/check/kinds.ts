/**
 * The kinds of moment, of answer and of place that rules tell apart: one of each is enough to ask about all of them.
 */
import type { Category, RoutingRule } from '#config/city/types.ts'
import { addDays } from '#shared/time-format.ts'
import { askedBy, type Facts, type Moment } from '../rules.ts'
import type { Cell } from './ground.ts'

/** Ways to answer a category's questions that are worth telling apart; more than this nobody could check by hand either. */
export const answersAtMost = 2_000

/** Days on which anything may change: the first, and every day a rule begins or has just ended. */
const daysOf = (rules: readonly RoutingRule[], first: string): string[] =>
  [
    ...new Set([
      first,
      ...rules
        .flatMap((r) => [...(r.from ? [r.from] : []), ...(r.to ? [addDays(r.to, 1)] : [])])
        .filter((d) => d > first)
    ])
  ].sort()

const minutesOf = (clock: string): number => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) % 1440

/** One moment of each kind that the rules tell apart. */
export function momentsOf(rules: readonly RoutingRule[], first: string): Moment[] {
  const asked = rules.flatMap(askedBy).flatMap(({ time }) => (time ? [time] : []))
  const starts = asked.flatMap((time) => (time.hours ?? []).flatMap((h) => [minutesOf(h.from), minutesOf(h.to)]))
  const minutes = [...new Set([0, ...starts])].sort((a, b) => a - b)
  return daysOf(rules, first).flatMap((day) =>
    kindsOfDay(asked).flatMap((kind) => minutes.map((minute) => ({ day, ...kind, minute })))
  )
}

type KindOfDay = Pick<Moment, 'working' | 'holiday' | 'weekday'>
const tuesday = 2
const saturday = 6
/** Days that the rules tell apart: a working day may be any day of the week, make-up days are; a weekend is one. */
function kindsOfDay(asked: readonly NonNullable<RoutingRule['time']>[]): KindOfDay[] {
  const named = new Set(asked.flatMap(({ days }) => days ?? []))
  const week = [0, 1, 2, 3, 4, 5, 6]
  const byWeek = asked.some(({ weekdays }) => weekdays)
  const apart = named.has('weekend') || named.has('holiday')
  const each = (working: boolean, holiday: boolean, usual: number, of = week): KindOfDay[] =>
    (byWeek ? of : [usual]).map((weekday) => ({ working, holiday, weekday }))
  return [
    ...each(true, false, tuesday),
    ...(named.size > 0 ? each(false, false, saturday, [0, saturday]) : []),
    ...(apart || (named.size > 0 && byWeek) ? each(false, true, tuesday) : [])
  ]
}

/** Every way to answer what the rules ask about, unanswered among them; nothing where there are too many. */
export function answersOf(category: Category, rules: readonly RoutingRule[], offices: ReadonlySet<string>) {
  const asked = new Set(
    rules.flatMap(askedBy).flatMap((r) => [...(r.answers ?? []), ...(r.numbers ?? [])].map((a) => a.question))
  )
  const questions = (category.questions ?? []).filter(
    (q) => asked.has(q.id) || (category.aboutOfficers && q.choices.some((c) => offices.has(c.id)))
  )
  let all: Record<string, string>[] = [{}]
  for (const q of questions) {
    all = all.flatMap((record) => [record, ...q.choices.map((c) => ({ ...record, [q.id]: c.id }))])
    if (all.length > answersAtMost) return undefined
  }
  return all
}

export const keyOf = (areas: readonly { id: string }[]): string => areas.map((a) => a.id).join('+')

/** Cells that these rules cannot tell apart are one. */
export function cellsThatDiffer(cells: readonly Cell[], rules: readonly RoutingRule[]): Cell[] {
  const named = new Set(rules.flatMap((r) => [...(r.areas === '*' ? [] : r.areas), ...(r.except?.areas ?? [])]))
  const byStreet = rules.some((r) => [r.lead, ...(r.assisting ?? [])].some((who) => 'duty' in who))
  const byAsset = rules.some(
    (r) =>
      askedBy(r).some((field) => field.assets ?? field.owners) ||
      [r.lead, ...(r.assisting ?? [])].some((who) => 'owner' in who)
  )
  const kept = new Map<string, Cell>()
  for (const cell of cells) {
    const key = [
      byStreet || cell.streets.length > 1
        ? keyOf(cell.streets)
        : cell.streets.map((s) => [s.id, s.parent ?? ''].filter((id) => named.has(id)).join('/')).join('+'),
      keyOf(cell.grids.filter((g) => named.has(g.id))),
      byAsset ? cell.assets.map((a) => `${a.kind}/${a.owner}`).join('+') : ''
    ].join('|')
    if (!kept.has(key)) kept.set(key, cell)
  }
  return [...kept.values()]
}

/** A place in two street areas is read as one and as the other. */
export const readingsOf = (cell: Cell, city: string): Pick<Facts, 'areas' | 'street' | 'assets'>[] =>
  cell.streets.map((street) => ({
    street: street.id,
    areas: [street.id, ...cell.grids.map((g) => g.id), ...(street.parent ? [street.parent] : []), city],
    assets: cell.assets
  }))
