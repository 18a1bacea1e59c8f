export { advance, canMove, open, publicPlace, settle, type Step } from './advance.ts'
export { answer, move, rate, requestReopen, resumeByDate, withdraw, type Now } from './commands.ts'
export {
  append,
  jcs,
  sha256,
  verifyChain,
  type Actor,
  type Entry,
  type Facts,
  type Said,
  type Words
} from './ledger.ts'
export { lifecycle, isOver, isWithOffice, next, stays } from './lifecycle.ts'
export {
  Cases,
  dropOutbox,
  findByFiled,
  findByKey,
  findByReport,
  findCase,
  heldUntil,
  insertCase,
  insertMany,
  isEmpty,
  listMine,
  listNearby,
  nextNo,
  replaceIfUnmoved,
  rowFields,
  visibleTo,
  withOutbox,
  type CaseDoc,
  type CaseRowDoc,
  type Filter,
  type Report,
  type StoredPlace
} from './model.ts'
export { policy, readsContact, readsDesk, ruleNames, type Rule, type RuleName } from './policy.ts'
export {
  audienceOf,
  masked,
  ownReports,
  presentCase,
  presentReport,
  presentRow,
  waitingFor,
  type Audience
} from './present.ts'
export { project, publicVerbs, whereStand, type Projection } from './projection.ts'
export { isCaseNo, queryGrams } from './search.ts'
