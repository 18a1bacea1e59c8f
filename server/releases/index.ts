export { hashesOf, openDraft } from './draft.ts'
export { permit, type CityAct } from './policy.ts'
