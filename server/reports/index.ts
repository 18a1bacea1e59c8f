export { codeHash, codeOf } from './receipt.ts'
export { submit } from './submit.ts'
