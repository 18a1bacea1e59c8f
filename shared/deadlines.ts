/** The clocks of a case as people see them, and the ladder that a broken promise climbs. */
import { bool, int, maybe, moment, oneOf, view, list, type Infer } from './schema.ts'
import { officeRef } from './city.ts'
import { limit, unitsAtMost } from './limits.ts'

/** Statutory days off, and the make-up days that belong to them. */
export const holidays = [
  'new_year',
  'spring_festival',
  'tomb_sweeping',
  'labour_day',
  'dragon_boat',
  'mid_autumn',
  'national_day',
  'victory_day',
  'other'
] as const
export type Holiday = (typeof holidays)[number]

/** 派遣, 受理 (the office signs for it), 处置, 核查. */
export const stages = ['dispatch', 'accept', 'handle', 'verify'] as const
export type Stage = (typeof stages)[number]

export const lights = ['green', 'yellow', 'red'] as const
export type Light = (typeof lights)[number]

/** The steps by which a late case is escalated: 催办, 超期记账, 督办, 报上级, 通报曝光. */
export const escalationVerbs = ['urge', 'overdue', 'supervise', 'escalate', 'expose'] as const
export type EscalationVerb = (typeof escalationVerbs)[number]

/** The promise of a case, in the time of its own unit; all in milliseconds. */
export const deadlineClock = view({
  /** As it stands now, extensions included. */
  limit,
  /** How many of its units were added by an approved extension. */
  extended: maybe(int(1, unitsAtMost)),
  /** One day of this clock: a working day's duty hours, or 24 hours. */
  dayMs: int(1, 86_400_000),
  dueAt: moment(),
  /** The calendar has no data for a year this crosses. */
  provisional: bool(),
  usedMs: int(0, 1e12),
  totalMs: int(1, 1e12),
  /** Running while an office holds the case; stopped once replied, held or over. */
  state: oneOf(['running', 'stopped', 'held', 'over']),
  light: oneOf(lights),
  /** Since when it stands still. */
  stoppedAt: maybe(moment()),
  /** Limits it had before it was classified anew, and how much of each was used under it, in hundredths. */
  earlier: maybe(list(view({ limit, percent: int(0, 100_000) }), { max: 50 }))
})
export type DeadlineClock = Infer<typeof deadlineClock>

/** One stage in one office's hands: it goes on when the case comes back to the same office, it never starts again. */
export const stageClock = view({
  stage: oneOf(stages),
  /** Whose time it is; none where the centre dispatches. */
  office: maybe(officeRef),
  limit,
  dayMs: int(1, 86_400_000),
  usedMs: int(0, 1e12),
  totalMs: int(1, 1e12),
  light: oneOf(lights),
  running: bool(),
  from: moment(),
  /** Left, where it does not run. */
  to: maybe(moment()),
  /** When it would be used up, where it runs. */
  dueAt: maybe(moment())
})
export type StageClock = Infer<typeof stageClock>
