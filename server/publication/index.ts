export { isPublicPhoto } from './model.ts'
