/**
 * A clock for each stage in each office's hands: 派遣 while the centre decides, 受理 until the office signs, 处置 until it
 * answers, 核查 until somebody has looked. It goes on when the case comes back to the same hands; another office starts
 * its own. What is handled has the limit of the promise; the other limits come by the urgency of the category.
 */
import type { TimeRules } from '#config/city/types.ts'
import type { Light, Status } from '#shared/cases.ts'
import type { Stage } from '#shared/deadlines.ts'
import type { Limit } from '#shared/limits.ts'
import { urgencyCode } from '#config/city/former-codes.ts'
import { urgencies, type Urgency } from '#shared/city.ts'
import type { Calendar } from './calendar.ts'
import { dayOfClock, lightOf, ranBeyond, tableOf, type ClockStep } from './clocks.ts'
import { crossing, tally, usedAt, wholeLimit, type Mark } from './tally.ts'

const stageOf: Partial<Record<Status, Stage>> = {
  received: 'dispatch',
  returned: 'dispatch',
  dispatched: 'accept',
  handling: 'handle',
  rework: 'handle',
  replied: 'verify'
}

export interface StageTime {
  stage: Stage
  /** Empty where the centre dispatches. */
  office: string
  limit: Limit
  dayMs: number
  usedMs: number
  totalMs: number
  light: Light
  running: boolean
  from: number
  to?: number
  dueAt?: number
}

/** A step with everything that earlier steps have set. */
interface Standing {
  at: number
  stage: Stage | undefined
  who: string
  limit: Limit
  more: number
  urgency: Urgency
}

/** Where a ledger names none that we know. */
const usualUrgency: Urgency = 'limited'
const urgencyOf = (written: string): Urgency =>
  urgencies.find((urgency) => urgency === urgencyCode(written)) ?? usualUrgency

function standing(steps: readonly ClockStep[]): Standing[] {
  let office = ''
  let supervising = ''
  let urgency: Urgency = usualUrgency
  let limit: Limit = { n: 1, unit: 'work_day' }
  return steps.map((step) => {
    office = step.office ?? office
    supervising = step.supervising ?? supervising
    urgency = step.urgency === undefined ? urgency : urgencyOf(step.urgency)
    limit = step.limit ?? limit
    const stage = stageOf[step.status]
    const who = stage === 'dispatch' ? '' : stage === 'verify' ? supervising : office
    return { at: step.at, stage, who, limit, more: step.more ?? 0, urgency }
  })
}

const stageLimit = (standing: Standing, stage: Stage, { stages }: TimeRules): Limit =>
  stage === 'handle' ? standing.limit : stages[standing.urgency][stage]

/** In the order they began. */
export function stageTimes(steps: readonly ClockStep[], calendar: Calendar, now: number): StageTime[] {
  const all = standing(steps)
  const table = tableOf(steps, calendar)
  const seen = new Map<string, { stage: Stage; who: string; from: number; to?: number }>()
  for (const [i, { stage, who, at }] of all.entries()) {
    if (stage) {
      const key = `${stage} ${who}`
      const { to: _, ...known } = seen.get(key) ?? { stage, who, from: at }
      const left = all[i + 1]
      const stays = !left || (left.stage === stage && left.who === who)
      seen.set(key, stays ? known : { ...known, to: left.at })
    }
  }
  return [...seen.values()].map(({ stage, who, from, to }) => {
    const marks: Mark[] = all
      .slice(all.findIndex((standing) => standing.stage === stage && standing.who === who))
      .map((standing) => ({
        at: standing.at,
        runs: standing.stage === stage && standing.who === who,
        limit: stageLimit(standing, stage, table),
        ...(stage === 'handle' && standing.more > 0 && { more: standing.more }),
        office: who
      }))
    const total = tally(marks, calendar)
    const usedMs = usedAt(total, calendar, now)
    const dueAt = crossing(marks, calendar, wholeLimit).at
    return {
      stage,
      office: who,
      limit: total.limit,
      dayMs: dayOfClock(total.limit, calendar),
      usedMs,
      totalMs: total.totalMs,
      light: lightOf(usedMs, total.totalMs, ranBeyond(total, dueAt, now)),
      running: total.running,
      from,
      ...(!total.running && to !== undefined && { to }),
      ...(total.running && { dueAt })
    }
  })
}
