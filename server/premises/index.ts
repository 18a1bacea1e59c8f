export { insertUnit, nextUnit, noUnits, type UnitDoc } from './model.ts'
