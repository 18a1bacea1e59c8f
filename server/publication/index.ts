export { isPublicPhoto, listPublished, type ListFilter } from './model.ts'
export { publicationRoutes } from './routes.ts'
