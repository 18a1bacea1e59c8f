export { default } from '../activities/index.config'
