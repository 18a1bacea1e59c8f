export { isCodeOf } from './receipt.ts'
