/** How a limit is said: a number and one of the four units of 数字城管. */
import { int, oneOf, view, type Infer } from './schema.ts'

/**
 * 紧急工作时 counts every hour, nights and holidays too; 工作时 the duty hours of the office that answers; 工作日 the
 * city's working days; 自然日 days of 24 hours as they pass.
 */
export const limitUnits = ['rush_hour', 'work_hour', 'work_day', 'day'] as const
export type LimitUnit = (typeof limitUnits)[number]
export const unitsAtMost = 1000
export const limit = view({ n: int(1, unitsAtMost), unit: oneOf(limitUnits) })
export type Limit = Infer<typeof limit>

/** Areas scale a limit: the busier the street, the shorter; 一类, 二类, 三类. */
export const areaClasses = ['first', 'second', 'third'] as const
export type AreaClass = (typeof areaClasses)[number]
