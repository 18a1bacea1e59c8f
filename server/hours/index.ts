export { erase } from './erase.ts'
export {
  append,
  balancesOf,
  chainOf,
  changesSince,
  insertHours,
  minutesOf,
  nextTransaction,
  officesOf,
  standing,
  sumOfAll,
  verifyHours,
  within,
  type Draft,
  type Transaction
} from './model.ts'
export { settle } from './settle.ts'
