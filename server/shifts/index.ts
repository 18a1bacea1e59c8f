export { cancelComing } from './moves.ts'
export { isActive, moveUp, telling, type Held } from './queue.ts'
export { setUpStandIns } from './stand-in.ts'
export { calendarText, type CalendarEvent } from './ics.ts'
export { remind } from './jobs.ts'
export {
  correctSettled,
  dropShifts,
  eraseMember,
  findEntry,
  findShift,
  findShiftRow,
  insertShifts,
  markSettled,
  ownIn,
  putShift,
  reliabilityOf,
  shiftsOf,
  verdictsOf,
  wholeShiftsOf,
  type Entry,
  type OutboxItem,
  type Reliability,
  type ShiftDoc,
  type ShiftFacts,
  type ShiftRow
} from './model.ts'
export { isOwner, organises, oversees } from './policy.ts'
export { calendarEvent, isAtRisk, presentShift, setUpCalendars, stateOf, totals } from './present.ts'
export { signupCalendar } from './routes.ts'
