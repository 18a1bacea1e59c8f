export { makeRoot } from './make.ts'
