export { forgetReader } from './forget.ts'
export { noticesOf, type Notice } from './model.ts'
export { tell } from './tell.ts'
export { toldLater } from './told.ts'
