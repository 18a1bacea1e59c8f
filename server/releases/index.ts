export { hashesOf, openDraft } from './draft.ts'
export { permit } from './policy.ts'
export { publish, revoke } from './publish.ts'
