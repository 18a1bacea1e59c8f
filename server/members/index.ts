export { findStaff, followCity, keepStaff, residentOf, StaffMembers, type StaffDoc } from './model.ts'
export { forgetNotices, noticesOf, tell, type Notice } from './notices.ts'
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
export { begin, beginCode, rotate, viewerOf } from './sessions.ts'
