export { erase } from './erase.ts'
export { ask, rule } from './corrections.ts'
export {
  append,
  balancesOf,
  chainOf,
  changesSince,
  correctionsBy,
  grantedTo,
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
