export {
  eraseResident,
  findStaff,
  followCity,
  keepStaff,
  residentOf,
  staffPasswords,
  StaffMembers,
  staffNow,
  staffOfOffice,
  type StaffNow
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
