export { correctSettled, eraseMember, markSettled, reliabilityOf, type Reliability } from './model.ts'
