export { calendarText, type CalendarEvent } from './ics.ts'
export {
  comingOf,
  dropShiftOutbox,
  dropShifts,
  findEntries,
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
  withSeats,
  withShiftOutbox
} from './model.ts'
export { isOwner, organises, oversees } from './policy.ts'
export { calendarEvent, cancelBy, isAtRisk, presentShift, seatsIn, stateOf, totals } from './present.ts'
export type { Entry, OutboxItem, OwnShift, ShiftDoc, ShiftFacts, ShiftRow } from './shift.ts'
