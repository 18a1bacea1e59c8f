export { applyLeft } from './corrections.ts'
