export { followCity, keepStaff, residentOf, StaffMembers } from './model.ts'
export { forgetNotices, noticesOf, tell } from './notices.ts'
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
