export { insertPremises, nextPremisesNo, noPremises, type PremisesDoc } from './model.ts'
