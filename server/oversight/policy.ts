/**
 * Who may judge an office, who reads what was written of it, who holds a contact card. Roles decide: that somebody belongs to
 * an office opens nothing by itself, and no role of this table opens a case.
 */
import { staffOf, staffWith } from '#server/kernel/policy.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import { isReviewer } from '#server/members/index.ts'

/** Those whose work is judged: who answers, checks and calls together there. */
const judged = staffWith<string>(
  ['officer', 'verifier', 'dispatcher', 'organiser'],
  (staff, office) => staff.office === office
)
const supervisor = staffWith<unknown>('supervisor')
const liaison = staffWith<unknown>('liaison')

export const supervises = (viewer: Viewer): viewer is Staff => supervisor(viewer, undefined)

/** Nobody judges the house he belongs to. */
export const judges = (viewer: Viewer, office: string): viewer is Staff =>
  supervises(viewer) && viewer.office !== office

/** The house it was said of, and the centre; never by whom. */
export const hears = (viewer: Viewer, office: string): boolean => isReviewer(viewer) || judged(viewer, office)
/** Whose words somebody reads who asks for no office: those of all (undefined) at the centre, else of his own. */
export const officeHeard = (viewer: Viewer): string | undefined =>
  isReviewer(viewer) ? undefined : staffOf(viewer).office

export const holdsCard = (viewer: Viewer): viewer is Staff => liaison(viewer, undefined)
