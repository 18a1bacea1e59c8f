export { keepCard, keepJudgement, noCards, noJudgements } from './model.ts'
