export { insertUnit, nextUnit, noUnits, type UnitDoc } from './model.ts'
export { keeps } from './policy.ts'
