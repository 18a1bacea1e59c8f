export { ask, rule } from './corrections.ts'
export {
  append,
  chainOf,
  changesSince,
  correctionsBy,
  eraseCorrections,
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
