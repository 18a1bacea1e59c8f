/**
 * Who may judge an office, who reads what was written of it, who holds a contact card. Roles decide: that somebody belongs to
 * an office opens nothing by itself, and no role of this table opens a case.
 */
import { hasRole, type Staff, type Viewer } from '#server/kernel/viewer.ts'
import { oversees } from '#server/participation/index.ts'

/** Those whose work is judged: who answers, checks and calls together there. */
const judged = ['officer', 'verifier', 'dispatcher', 'organiser'] as const satisfies readonly Staff['roles'][number][]

export const supervises = (viewer: Viewer): viewer is Staff => viewer.kind === 'staff' && hasRole(viewer, 'supervisor')

/** Nobody judges the house he belongs to. */
export const judges = (viewer: Viewer, office: string): viewer is Staff =>
  supervises(viewer) && viewer.office !== office

/** The house it was said of, and the centre; never by whom. */
export const hears = (viewer: Viewer, office: string): boolean =>
  oversees(viewer) ||
  (viewer.kind === 'staff' && viewer.office === office && judged.some((role) => hasRole(viewer, role)))

export const holdsCard = (viewer: Viewer): viewer is Staff => viewer.kind === 'staff' && hasRole(viewer, 'liaison')
