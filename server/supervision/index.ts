export { keepJudgement } from './model.ts'
export { supervisionRoutes } from './routes.ts'
