export { staff as say } from '#shared/locales/staff.ts'
export { fill } from '#shared/locales/index.ts'
