/** May you change the city? Rule-maker, doer and checker are different people: none of these roles is an officer's. */
import { policyOf, rule, staffOf, staffWith } from '#server/kernel/policy.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'

const admin = rule('admin', staffWith<unknown>('admin'))
const table = { read: admin, edit: admin, publish: admin, rehearse: admin }
export type CityAct = keyof typeof table

/** That there are releases is no secret. */
const anyone = rule('anyone', () => true)
const cityPolicy = policyOf<CityAct, unknown>(table, anyone)

/** Lets in who may; everybody else is refused `forbidden`. */
export function permit(viewer: Viewer, act: CityAct): Staff {
  cityPolicy.permit(viewer, act, undefined)
  return staffOf(viewer)
}
