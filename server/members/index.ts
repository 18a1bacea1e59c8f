export { eraseResident, followCity, keepStaff, residentOf, StaffMembers } from './model.ts'
export { eraseNotices, noticesOf, tell } from './notices.ts'
export {
  isOrganiser,
  isOrganiserOf,
  isReviewer,
  officesInReach,
  organiserOfOffice,
  organiserOrReviewer,
  reviewer
} from './policy.ts'
export { hashPassword } from './passwords.ts'
export { begin, viewerOf } from './sessions.ts'
