export { keepCard, keepJudgement, noCards, noJudgements } from './model.ts'
export { oversightRoutes } from './routes.ts'
