export { eraseNotices, noticesOf } from './model.ts'
export { tell } from './tell.ts'
