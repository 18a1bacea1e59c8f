export { ask, rule } from './corrections.ts'
export { correctionsBy, eraseCorrections } from './corrections-model.ts'
export {
  append,
  chainOf,
  changesSince,
  everyChain,
  grantedTo,
  minutesOf,
  officesOf,
  standing,
  sumOfAll,
  verifyHours,
  within,
  type Draft,
  type Transaction
} from './model.ts'
export { settle } from './settle.ts'
