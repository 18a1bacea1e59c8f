export { advance, canMove, limitOn, open, publicPlace, settle, titleOf, type Now, type Step } from './advance.ts'
export { recordVolunteerHelp, type VolunteerHelp } from './volunteer-help.ts'
export { answer, climb, move, rate, requestReopen, resumeByDate, withdraw } from './commands.ts'
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
  dropDemo,
  dropOutboxes,
  findByFiled,
  findByKey,
  findByReport,
  findCase,
  heldUntil,
  insertCase,
  insertMany,
  isEmpty,
  lateRungs,
  listMine,
  listNearby,
  nextNo,
  replaceIfUnmoved,
  rowFields,
  rowsOf,
  visibleTo,
  withOutbox,
  type CaseDoc,
  type CaseRowDoc,
  type Filter,
  type Report,
  type StoredPlace
} from './model.ts'
export { policy, readsContact, readsDesk, ruleNames, type Rule, type RuleName } from './policy.ts'
export { presentExposed } from './present-exposed.ts'
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
export { whereStand } from './consent.ts'
export { rateBy } from './verbs.ts'
export { clockSteps, project, timeRulesOf } from './projection.ts'
export type { Projection } from './state.ts'
export { isCaseNo, queryGrams } from './search.ts'
export { rungStep } from './escalation.ts'
export { recomputeDeadlines, recomputedChanges } from './recompute-deadlines.ts'
