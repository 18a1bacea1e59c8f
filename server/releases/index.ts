export { hashesOf, openDraft } from './draft.ts'
export { cityActs, cityPolicy, permit, type CityAct } from './policy.ts'
export { releaseRoutes } from './routes.ts'
