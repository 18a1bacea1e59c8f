/** Who assesses: whoever leads people, organisers of an office its own, the centre all; an administrator sets the rules. */
import { refuse } from '#shared/errors.ts'
import { policyOf, rule, staffOf, staffWith } from '#server/kernel/policy.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import { officesInReach, organiserOrReviewer } from '#server/members/index.ts'

/** That somebody is assessed is no secret among staff. */
const staff = rule('staff', (viewer: Viewer) => viewer.kind === 'staff')

export const assessmentPolicy = policyOf({ mark: organiserOrReviewer }, staff)
export const rulesPolicy = policyOf({ set: rule('admin', staffWith<unknown>('admin')) }, staff)

/** Whoever assesses anybody at all, and whom. */
export const assessor = (viewer: Viewer): { staff: Staff; office?: string } => ({
  staff: staffOf(viewer),
  ...(officesInReach(viewer) ?? refuse('forbidden'))
})
