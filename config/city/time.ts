/**
 * The rules of time a city starts with; `time.json` may say others. Stage limits: 派单 in 1 hour where life or property is
 * at risk, 2 hours where it presses, 24 hours otherwise (DB11/T 2021-2022 as reported); the others are sensible, not
 * official. Three overdue entries, then exposure: 「同一问题挂账3次以上不能解决的，给予通报、曝光」.
 */
import type { EscalationVerb } from '#shared/deadlines.ts'
import type { Limit, LimitUnit } from '#shared/limits.ts'
import type { EscalationStep, TimeRules } from './types.ts'

const limit = (n: number, unit: LimitUnit): Limit => ({ n, unit })
const step = (id: string, verb: EscalationVerb, share: number, days?: number): EscalationStep => ({
  id,
  verb,
  share,
  ...(days !== undefined && { days })
})

export const usualTime: TimeRules = {
  stages: {
    immediate: { dispatch: limit(2, 'rush_hour'), accept: limit(2, 'work_hour'), verify: limit(1, 'work_day') },
    limited: { dispatch: limit(24, 'rush_hour'), accept: limit(1, 'work_day'), verify: limit(2, 'work_day') },
    urgent: { dispatch: limit(1, 'rush_hour'), accept: limit(1, 'rush_hour'), verify: limit(4, 'work_hour') }
  },
  hold: { times: 2, days: 30 },
  extension: { times: 1, share: 1 },
  ladder: [
    step('urge', 'urge', 0.8),
    step('overdue-1', 'overdue', 1),
    step('supervise', 'supervise', 1),
    step('overdue-2', 'overdue', 1.5, 1),
    step('escalate', 'escalate', 1.5, 1),
    step('overdue-3', 'overdue', 2, 2),
    step('expose', 'expose', 2, 2)
  ]
}
