/** Who grants hours, asks for other ones, rules on that, takes them back, and thanks whoever gave them. */
import type { RulingBar } from '#shared/hours.ts'
import { policyOf } from '#server/kernel/policy.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { isOrganiserOf, isReviewer, organiserOrReviewer, reviewer } from '#server/members/index.ts'
import { isOwner, type Entry, type ShiftRow } from '#server/participation/index.ts'
import type { CorrectionDoc } from './corrections-model.ts'

/** Days after the end of a shift in which hours can be put right. */
const askDays = 180
type Settled = Pick<ShiftRow, 'office' | 'settled' | 'to'>
type Person = Pick<Entry, 'member'>

/** What is done with a line of the ledger. */
export const hoursPolicy = policyOf({ revoke: reviewer }, organiserOrReviewer)

export const inTime = (shift: Settled, now: Date): boolean =>
  shift.settled !== undefined && now.getTime() <= shift.to.getTime() + askDays * 86_400_000
/** The person himself, or his organiser for him. */
export const speaksFor = (viewer: Viewer, shift: Settled, person: Person): boolean =>
  isOwner(viewer, person) || isOrganiserOf(viewer, shift)
export const mayAsk = (viewer: Viewer, shift: Settled, person: Person, now: Date): boolean =>
  speaksFor(viewer, shift, person) && inTime(shift, now)
/** Only the centre takes back, and nobody from himself. */
export const mayRevoke = (viewer: Viewer, person: string): boolean => isReviewer(viewer) && personOf(viewer) !== person

/** Never who asked, never whose hours they are; what an organiser asks for, or goes beyond the shift, the centre rules on. */
export function barOf(
  viewer: Viewer,
  correction: Pick<CorrectionDoc, 'by' | 'person' | 'office' | 'minutes'>,
  limit: number
): RulingBar | undefined {
  const own = personOf(viewer)
  if (own === correction.person) return 'own'
  if (own === correction.by) return 'asker'
  if (isReviewer(viewer)) return undefined
  if (!isOrganiserOf(viewer, correction) || correction.by !== correction.person) return 'centre'
  return correction.minutes > limit ? 'beyond' : undefined
}
export const maySee = (viewer: Viewer, correction: Pick<CorrectionDoc, 'office'>): boolean =>
  organiserOrReviewer.holds(viewer, correction)
/** Who may not grant what goes beyond the shift may still refuse it. */
export const mayRule = (viewer: Viewer, correction: CorrectionDoc, limit: number, approve = false): boolean => {
  const bar = barOf(viewer, correction, limit)
  return correction.state === 'asked' && maySee(viewer, correction) && (!bar || (bar === 'beyond' && !approve))
}

/** Thanks and trainings are for those who came, and never from a person to himself. */
export const mayThank = (viewer: Viewer, shift: { office: string }, person: Person): boolean =>
  isOrganiserOf(viewer, shift) && !isOwner(viewer, person)
