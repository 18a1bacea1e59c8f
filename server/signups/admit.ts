/** Whether a person may sit there at that time: the rules of the shift, and his other shifts. */
import { overlapGraceMinutes, type SignupInput } from '#shared/activities.ts'
import { Refused } from '#shared/errors.ts'
import type { VolunteerDoc } from '#server/volunteers/index.ts'
import type { Entry, ShiftRow } from '#server/shifts/index.ts'
import { keepVerdict } from './model.ts'
import { minute } from './queue.ts'
import { judge } from './rules.ts'

export type Said = Pick<SignupInput, 'name' | 'phone' | 'guardian' | 'adult'>

/** More than a little: two shifts of one person may touch, and overlap by the grace. */
export const conflicts = (a: { from: Date; to: Date }, b: { from: Date; to: Date }): boolean =>
  Math.min(a.to.getTime(), b.to.getTime()) - Math.max(a.from.getTime(), b.from.getTime()) > overlapGraceMinutes * minute

/** What goes into the entry, or why not; a refusal is kept for the organiser, with what was asked. */
export async function admit(
  shift: ShiftRow,
  role: string,
  person: string,
  who: VolunteerDoc | null,
  said: Said,
  now: Date
): Promise<Partial<Entry> | Refused> {
  const verdict = judge(shift, role, who, { guardian: said.guardian !== undefined, adult: said.adult === true })
  if (verdict.failed.length > 0 || verdict.guardianNeeded) {
    const failed = [...verdict.failed.map((f) => f.code), ...(verdict.guardianNeeded ? ['guardian'] : [])]
    await keepVerdict({ shift: shift._id, person, role, at: now, passed: verdict.passed, failed })
    return verdict.failed.length > 0
      ? new Refused('not_eligible', { errors: verdict.failed })
      : new Refused('guardian_needed')
  }
  const name = said.name ?? who?.name
  const phone = said.phone ?? who?.phone
  return {
    passed: verdict.passed,
    ...(name && { name }),
    ...(phone && { phone }),
    ...(said.guardian && { guardian: { name: said.guardian.name, phone: said.guardian.phone, at: now } })
  }
}
