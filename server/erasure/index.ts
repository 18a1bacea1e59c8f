/** A person is forgotten: every module's part of it on one list, and what every collection holds of people. */
export { collections, type CollectionData } from './collections.ts'
export { erasePerson, erasers } from './erase-person.ts'
