export { keepCard, keepJudgement, noCards, noJudgements } from './model.ts'
export { supervisionRoutes } from './routes.ts'
