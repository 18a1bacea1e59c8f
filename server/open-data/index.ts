export { openFields } from './columns.ts'
export { figuresFile } from './figures.ts'
export { casesFiles } from './files.ts'
export { openDataRoutes } from './routes.ts'
