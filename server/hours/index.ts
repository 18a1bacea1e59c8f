export {
  append,
  balancesOf,
  chainOf,
  insertHours,
  minutesOf,
  nextTransaction,
  standing,
  sumOfAll,
  verifyHours,
  type Transaction
} from './model.ts'
