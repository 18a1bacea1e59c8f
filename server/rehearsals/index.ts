export { rehearsedParts } from './model.ts'
export { rehearse, rehearsing } from './run.ts'
