export {
  endSessionsOf,
  eraseResident,
  findStaff,
  followCity,
  keepStaff,
  residentOf,
  StaffMembers,
  staffOfOffice
} from './model.ts'
export { setPassword } from './staff-model.ts'
export {
  isOrganiser,
  isOrganiserOf,
  isReviewer,
  officesInReach,
  organiserOfOffice,
  organiserOrReviewer,
  reviewer
} from './policy.ts'
export { hashPassword, verifyPassword } from './passwords.ts'
export { begin, viewerOf } from './sessions.ts'
