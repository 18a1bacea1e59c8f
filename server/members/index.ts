export { findStaff, keepStaff, StaffMembers, type StaffDoc } from './model.ts'
export { hashPassword, memberRoutes } from './routes.ts'
export { begin, beginCode, rotate, viewerOf } from './sessions.ts'
