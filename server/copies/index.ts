/** What is kept of a person, as he may take it with him. */
export { copies } from './copy.ts'
export { dropCopy } from './model.ts'
