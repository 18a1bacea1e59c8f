export { advance, canMove, limitOn, open, openingFor, settle, titleOf, type Now, type Step } from './advance.ts'
export { recordVolunteerHelp, type VolunteerHelp } from './volunteer-help.ts'
export {
  answer,
  consent,
  eraseAgreed,
  escalateDue,
  move,
  objectTo,
  rate,
  requestReopen,
  resumeByDate,
  withdraw
} from './commands.ts'
export {
  append,
  handlerAt,
  jcs,
  sha256,
  verifyChain,
  type Actor,
  type Entry,
  type Facts,
  type Said,
  type Words
} from './ledger.ts'
export { eraseEntry, eraseReport, photosOfReport } from './erasure.ts'
export { ownEntries, type OwnEntry } from './own-entries.ts'
export { readsOf } from './contact-read-model.ts'
export { handOver } from './hand-over.ts'
export { lifecycle, isOver, openStatuses, isWithOffice, next, stays } from './lifecycle.ts'
export {
  Cases,
  countCases,
  daysWaiting,
  dropDemo,
  caseOutboxes,
  casesOfMember,
  everyChain,
  findByFiled,
  findByKey,
  findByReport,
  findCase,
  headsBefore,
  heldByAnyOf,
  heldUntil,
  insertCase,
  insertMany,
  isEmpty,
  keepAffectedCount,
  lateEscalations,
  listMine,
  listNearby,
  nextNo,
  pinFields,
  placeIndex,
  replaceIfUnmoved,
  rowFields,
  rowsOf,
  visibleTo,
  type CaseDoc,
  type CasePinDoc,
  type CaseRowDoc,
  type Filter,
  type Head,
  type Report,
  type StoredPlace
} from './model.ts'
export { shownBefore } from './shown-before.ts'
export { asFound, publicText, ruleOn } from './masks.ts'
export { presentLedger } from './open-ledger.ts'
export { isReporter, policy, readsContact, readsDesk, ruleNames, type Rule, type RuleName } from './policy.ts'
export { presentExposed } from './present-exposed.ts'
export { ownReports, presentCase, presentPin, presentReport, presentRow, waitingFor } from './present.ts'
export { audienceOf, lngLat, masked, officeRef, type Audience } from './present-parts.ts'
export { unhappyOf } from './present-desk.ts'
export { presentEscalation } from './present-time.ts'
export { whereStand } from './consent.ts'
export { rateBy } from './verbs.ts'
export { deskOf } from './who.ts'
export { clockSteps, project, timeRulesOf } from './projection.ts'
export type { Projection } from './state.ts'
export { isExact, pairsIn, searchFor, searchTextOf } from './search.ts'
export { mayMatch, mustMatch, readRows } from './rows-model.ts'
export { dueEscalation } from './escalation.ts'
export { recomputeDeadlines, recomputedChanges } from './recompute-deadlines.ts'
