export { addWorking, makeCalendar, workingBetween, type Calendar, type CalendarData } from './calendar.ts'
export {
  daysBetween,
  elapsedClock,
  lightOf,
  promiseClock,
  promiseState,
  type ClockStep,
  type PromiseState
} from './clocks.ts'
export { nameOfDay } from './names.ts'
