/** A person is forgotten: every module's part of it on one list, and what every collection holds of people. */
export { bases, collections, type CollectionData } from './collections.ts'
export { endings, sweepRetention } from './retention.ts'
export { erasers } from './erase-person.ts'
