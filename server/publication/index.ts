export { isPublicPhoto, listPublished, type ListFilter } from './model.ts'
