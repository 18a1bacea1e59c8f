export {
  eraseResident,
  findResident,
  findStaff,
  headsOf,
  keepStaff,
  leavers,
  movers,
  namesOfStaff,
  residentOf,
  staffPasswords,
  StaffMembers,
  staffInRoles,
  staffNow,
  staffOfOffice,
  type StaffNow
} from './model.ts'
export {
  addStaff,
  changeStaff,
  countAdministrators,
  countStaff,
  followCity,
  leaveStaff,
  listStaff,
  missesAdministrator,
  rolesAfter,
  setPassword
} from './staff-model.ts'
export { keepMails, settleMails } from './mail-model.ts'
export type { StaffDoc } from './model.ts'
export { openStaffNames } from './staff-names.ts'
export {
  accountsInReach,
  isOrganiser,
  isOrganiserOf,
  isReviewer,
  needsTwo,
  officesInReach,
  organiserOfOffice,
  organiserOrReviewer,
  reviewer,
  rolesToGive,
  runsAccount
} from './policy.ts'
export { hashPassword, verifyPassword } from './passwords.ts'
