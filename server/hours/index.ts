export {
  append,
  balancesOf,
  chainOf,
  insertHours,
  minutesOf,
  standing,
  sumOfAll,
  verifyHours,
  type Transaction
} from './model.ts'
