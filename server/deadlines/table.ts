/**
 * What can be wrong with a table of times, told at the place where it is wrong: the checker says it of a draft, the form
 * beside its field. Pure; what is only unwise is told apart by who asks.
 */
import type { Category, CalendarData, EscalationStep, TimeRules } from '#config/city/types.ts'
import { stages, type Stage } from '#shared/deadlines.ts'
import { limitUnits, unitsAtMost, type Limit, type LimitUnit } from '#shared/limits.ts'
import { startOfDay } from '#shared/time-format.ts'
import { fill, words } from '#shared/locales/index.ts'
import { checkWords } from '#shared/locales/check.ts'
import { addWorking, makeCalendar } from './calendar.ts'

/** Three overdue entries, then exposure: 「同一问题挂账3次以上不能解决的，给予通报、曝光」. */
const overduesBeforeExposure = 3
/** A step later than this never comes: no case lies about for so long without a person. */
const shareAtMost = 10
const daysAtMost = 365
/** More than three times the limit is no extension but another limit. */
const extensionAtMost = 3

export type TableCode =
  | 'no_ladder'
  | 'step_twice'
  | 'step_order'
  | 'step_never'
  | 'step_early'
  | 'exposes_early'
  | 'never_exposes'
  | 'hold_nothing'
  | 'extension_nothing'
  | 'extension_share'

export interface TableFault {
  code: TableCode
  /** `ladder/2/share`, `hold/days`: where it is wrong. */
  at: string
  values: { n?: number; verb?: EscalationStep['verb']; before?: number }
}

/** What a sentence about it says; 第 3 级「督办」. */
export const valuesOf = ({ values: { n = 0, verb, before = 0 } }: TableFault): Record<string, string | number> => ({
  n,
  before,
  step: verb ? fill(checkWords.step, { n, verb: words.deadlines.step[verb] }) : ''
})

export type OwnStage = Exclude<Stage, 'handle'>
/** Stages with a limit of their own; what is handled has that of the category. */
export const ownStages = stages.filter((stage): stage is OwnStage => stage !== 'handle')

export const isLimit = (limit: Limit | undefined): boolean =>
  limit !== undefined &&
  Number.isInteger(limit.n) &&
  limit.n >= 1 &&
  limit.n <= unitsAtMost &&
  limitUnits.includes(limit.unit)

/** Later on the clock, whatever the limit is: neither of its two measures is less, and one is more. */
const comesBefore = (a: EscalationStep, b: EscalationStep): boolean =>
  a.share < b.share || (a.days ?? 0) < (b.days ?? 0)

function* faultsOfLadder(ladder: readonly EscalationStep[]): Generator<TableFault> {
  if (ladder.length === 0) yield { code: 'no_ladder', at: 'ladder', values: {} }
  for (const [i, escalationStep] of ladder.entries()) {
    const { id, verb, share, days = 0 } = escalationStep
    const fault = (code: TableCode, field: string, before?: number): TableFault => ({
      code,
      at: `ladder/${i}/${field}`,
      values: { n: i + 1, verb, ...(before !== undefined && { before }) }
    })
    const overdue = ladder.slice(0, i).filter((step) => step.verb === 'overdue').length
    const twin = ladder.findIndex((step) => step.id === id)
    const last = ladder[i - 1]
    if (twin < i) yield fault('step_twice', 'verb', twin + 1)
    if (!(share > 0 && share <= shareAtMost)) yield fault('step_never', 'share')
    else if (days > daysAtMost) yield fault('step_never', 'days')
    else if (verb !== 'urge' && share < 1) yield fault('step_early', 'share')
    else if (last && comesBefore(escalationStep, last))
      yield fault('step_order', share < last.share ? 'share' : 'days', i)
    if (verb === 'expose' && overdue < overduesBeforeExposure) yield fault('exposes_early', 'verb', overdue)
  }
  if (ladder.length > 0 && !ladder.some((step) => step.verb === 'expose'))
    yield { code: 'never_exposes', at: 'ladder', values: {} }
}

export function* faultsOfTable({ hold, extension, ladder }: Omit<TimeRules, 'stages'>): Generator<TableFault> {
  if (hold.times > 0 && hold.days < 1) yield { code: 'hold_nothing', at: 'hold/days', values: { n: hold.times } }
  if (!(extension.share >= 0 && extension.share <= extensionAtMost))
    yield { code: 'extension_share', at: 'extension/share', values: {} }
  else if (extension.times > 0 && extension.share === 0)
    yield { code: 'extension_nothing', at: 'extension/share', values: { n: extension.times } }
  yield* faultsOfLadder(ladder)
}

/** A Wednesday at ten of a year without holidays: how long a limit is on an ordinary day. */
const ordinary = startOfDay('2026-06-10') + 10 * 3_600_000
export function lengthOn(hours: Pick<CalendarData, 'slots'>): (limit: Limit) => number {
  const plain = makeCalendar({ slots: hours.slots, overrides: [], years: [2026, 2027, 2028, 2029, 2030] })
  return (limit) => addWorking(plain.of(limit.unit), ordinary, plain.msOf(limit)).at - ordinary
}

/** A category as far as its limit goes. */
type Limited = Pick<Category, 'name' | 'urgency'> & { limit: { n: readonly number[]; unit: LimitUnit } }

export interface LongerStage {
  urgency: Category['urgency']
  stage: OwnStage
  limit: Limit
  /** Those whose whole limit, in the strictest area, is shorter. */
  categories: Limited[]
}

/** Stages on the way to an answer that alone may take longer than the whole promise. Verification comes after it. */
export function longerStages(
  table: TimeRules['stages'],
  categories: readonly Limited[],
  lengthOf: (limit: Limit) => number
): LongerStage[] {
  return Object.entries(table).flatMap(([urgency, limits]) =>
    (['dispatch', 'accept'] as const).flatMap((stage): LongerStage[] => {
      const limit = limits[stage]
      if (!isLimit(limit)) return []
      const length = lengthOf(limit)
      const shorter = categories.filter((c) => {
        const whole = { n: c.limit.n[0] ?? 0, unit: c.limit.unit }
        return c.urgency === urgency && isLimit(whole) && lengthOf(whole) < length
      })
      return shorter.length === 0
        ? []
        : [{ urgency: urgency as Category['urgency'], stage, limit, categories: shorter }]
    })
  )
}
