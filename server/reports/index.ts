export { codeHash, codeOf } from './receipt.ts'
export { reportRoutes } from './routes.ts'
export { submit } from './submit.ts'
