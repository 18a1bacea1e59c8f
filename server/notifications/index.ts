export { forgetReader } from './forget.ts'
export { noticesOf } from './model.ts'
export { tell } from './tell.ts'
export { toldLater } from './told.ts'
