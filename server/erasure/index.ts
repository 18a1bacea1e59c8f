/** A person is forgotten: every module's part of it on one list, and what every collection holds of people. */
export { collections } from './collections.ts'
export { endings, sweepRetention } from './retention-model.ts'
export { erasers } from './erase-person.ts'
export { isBeingErased, noteEntryErased, resumeErasures } from './erase.ts'
export { followRegister } from './register.ts'
