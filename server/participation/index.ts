/** Taking part: shifts, who signed up to them, who stands in for whom, and how a shift turned out. */
export { calendarEvent, calendarText, signupCalendar } from './calendar.ts'
export { cancelComing } from './commands.ts'
export { remind } from './jobs.ts'
export {
  dropShifts,
  findEntries,
  findEntry,
  findShift,
  listOwn,
  ownIn,
  shiftsOf,
  wholeShiftsOf,
  withSeats
} from './model.ts'
export { isOwner, shiftPolicy } from './policy.ts'
export { isAtRisk, presentShift, seatsIn, totals } from './present.ts'
export { correctSettled, eraseSignups, markSettled, reliabilityOf } from './settlement-model.ts'
export type { Entry, OwnShift, ShiftDoc, ShiftFacts, ShiftRow } from './shift.ts'
export { signUp } from './sign-up.ts'
export { verdictsOf, verdictsOn } from './verdicts-model.ts'
export { keepShift, telling } from './waitlist.ts'
