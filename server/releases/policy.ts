/** May you change the city? One table, read aloud on /docs/permissions, as that of the cases is. */
import { refuse } from '#shared/errors.ts'
import { hasRole, type Staff, type Viewer } from '#server/kernel/viewer.ts'

export const cityActs = ['read', 'edit', 'publish', 'rehearse'] as const
export type CityAct = (typeof cityActs)[number]

/** The role an act needs. Rule-maker, doer and checker are different people: none of these is an officer's. */
export const cityPolicy = {
  read: 'admin',
  edit: 'admin',
  publish: 'admin',
  rehearse: 'admin'
} as const satisfies Record<CityAct, 'admin' | 'dispatcher'>

/** Lets in who may; everybody else is refused `forbidden`. */
export function permit(viewer: Viewer, act: CityAct): Staff {
  if (viewer.kind !== 'staff' || !hasRole(viewer, cityPolicy[act])) refuse('forbidden')
  return viewer
}
