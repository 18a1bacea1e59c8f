export { calendarText, type CalendarEvent } from './ics.ts'
export {
  comingOf,
  dropShiftOutbox,
  dropShifts,
  findEntry,
  findShift,
  findShiftFor,
  findShiftRow,
  insertShifts,
  listOwn,
  ownIn,
  putShift,
  shifts,
  shiftsOf,
  wholeShiftsOf,
  withShiftOutbox
} from './model.ts'
export { isOwner, organises, oversees } from './policy.ts'
export { calendarEvent, cancelBy, isAtRisk, presentShift, stateOf, totals } from './present.ts'
export type { Entry, OutboxItem, OwnShift, ShiftDoc, ShiftFacts, ShiftRow } from './shift.ts'
