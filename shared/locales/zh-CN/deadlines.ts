/** Words for limits, clocks and the ladder. */
import type { Holiday, EscalationVerb, Stage } from '../../deadlines.ts'
import type { LimitUnit } from '../../limits.ts'

export const deadlines = {
  limit: {
    rush_hour: '{n} 个紧急工作时',
    work_hour: '{n} 个工作时',
    work_day: '{n} 个工作日',
    day: '{n} 个自然日'
  },
  limits: {
    rush_hour: '{from} 到 {to} 个紧急工作时',
    work_hour: '{from} 到 {to} 个工作时',
    work_day: '{from} 到 {to} 个工作日',
    day: '{from} 到 {to} 个自然日'
  },
  unit: {
    rush_hour: '紧急工作时',
    work_hour: '工作时',
    work_day: '工作日',
    day: '自然日'
  } satisfies Record<LimitUnit, string>,
  /** What a unit counts, for whoever reads a promise. */
  counts: {
    rush_hour: '夜间和节假日也算',
    work_hour: '只算承办单位的值班时间',
    work_day: '周末和节假日不计，调休上班日计入',
    day: '一天 24 小时，节假日也算'
  } satisfies Record<LimitUnit, string>,
  holiday: {
    new_year: '元旦',
    spring_festival: '春节',
    tomb_sweeping: '清明',
    labour_day: '劳动节',
    dragon_boat: '端午',
    mid_autumn: '中秋',
    national_day: '国庆节',
    victory_day: '抗战胜利纪念日',
    other: '节假日'
  } satisfies Record<Holiday, string>,
  stage: { dispatch: '派遣', accept: '受理', handle: '处置', verify: '核查' } satisfies Record<Stage, string>,
  step: {
    urge: '催办',
    overdue: '超期记账',
    supervise: '督办',
    escalate: '报上级',
    expose: '通报曝光'
  } satisfies Record<EscalationVerb, string>,
  /** Beside a clock whose limit has changed. */
  withExtension: '含延期 {more}',
  before: '改类别前按 {limit}算，用了 {percent}%',
  orderNumber: '督办〔{year}〕{rest}-{count} 号',
  holdAtMost: '挂账一次最多 {n} 天。',
  extendAtMost: '延期最多 {limit}。'
} as const
