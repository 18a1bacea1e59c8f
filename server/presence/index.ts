export { setUpCodes } from './codes.ts'
export { daysOf, erasePresence, insertDays, type DayDoc, type StoredEvent } from './model.ts'
export { presentPresence } from './present.ts'
export { sumUp, wantsLook, type Sum } from './sum.ts'
