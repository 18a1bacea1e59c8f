export { rehearsedParts } from './model.ts'
export { rehearse, rehearsing } from './run.ts'
export { factWords } from './present.ts'
