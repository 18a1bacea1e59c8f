export { addWorking, makeCalendar, workingBetween, type Calendar } from './calendar.ts'
export {
  amberAt,
  amberShare,
  daysBetween,
  elapsedClock,
  lightAt,
  lightOf,
  deadlineClock,
  deadlineState,
  ranBeyond,
  runsIn,
  type ClockStep,
  type DeadlineState,
  type LightState
} from './clocks.ts'
export { nextEscalation, escalationStepOf } from './escalation.ts'
export { sameLimit } from './tally.ts'
export { stageTimes } from './stages.ts'
export { holidayOf } from './names.ts'
export { faultsOfTable, isLimit, lengthOn, longerStages, ownStages, valuesOf, type OwnStage } from './table.ts'
