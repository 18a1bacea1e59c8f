export { checkRoots } from './check.ts'
export { makeRoot, rootFile } from './make.ts'
