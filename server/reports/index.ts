export { codeHash } from './receipt.ts'
