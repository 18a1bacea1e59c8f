export { eraseResident, followCity, keepStaff, residentOf, StaffMembers, staffOfOffice } from './model.ts'
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
