/** Who may take which seat: the shift's conditions, each named whether it held or failed, and the person's other shifts. */
import { adultAge, overlapGraceMinutes, type SignupInput } from '#shared/activities.ts'
import { Refused } from '#shared/errors.ts'
import { local } from '#shared/time-format.ts'
import { passed, type VolunteerDoc } from '#server/volunteers/index.ts'
import type { Entry, ShiftFacts, ShiftRow } from './shift.ts'
import { keepVerdict } from './verdicts-model.ts'

export interface Verdict {
  /** Rules asked and held. */
  passed: string[]
  /** Rules asked and failed, as complaints about the profile. */
  failed: { at: string; code: string }[]
  /** He is a minor, or nobody knows, and no guardian has agreed. */
  guardianNeeded: boolean
}

/** Whole years at a moment, in the city's time zone. */
export function ageAt(born: string, at: Date): number {
  const [year = 0, month = 0, day = 0] = born.split('-').map(Number)
  const now = local(at)
  return now.year - year - (now.month < month || (now.month === month && now.day < day) ? 1 : 0)
}

export function judge(
  shift: Pick<ShiftFacts, 'from' | 'minAge' | 'maxAge' | 'trainings' | 'roles'>,
  role: string,
  who: Pick<VolunteerDoc, 'born' | 'skills' | 'learned'> | null,
  said: { guardian: boolean; adult: boolean }
): Verdict {
  const verdict: Verdict = { passed: [], failed: [], guardianNeeded: false }
  const ask = (holds: boolean, code: string, at: string): void => {
    if (holds) verdict.passed.push(code)
    else verdict.failed.push({ at, code })
  }
  const age = who?.born ? ageAt(who.born, shift.from) : undefined
  if (shift.minAge !== undefined)
    // Who says that he is of age is believed where that is all that is asked; the organiser sees it on the list.
    ask((age ?? (said.adult ? adultAge : 0)) >= shift.minAge, `min_age:${shift.minAge}`, '/profile/born')
  if (shift.maxAge !== undefined)
    ask(age !== undefined && age <= shift.maxAge, `max_age:${shift.maxAge}`, '/profile/born')
  const skills = shift.roles.find((r) => r.id === role)?.skills ?? []
  if (skills.length > 0)
    ask(
      skills.some((s) => who?.skills.includes(s)),
      'skill',
      '/profile/skills'
    )
  for (const training of shift.trainings)
    ask(who?.learned.some((l) => l.id === training && passed(l)) ?? false, 'training', `/profile/learned/${training}`)
  const adult = age === undefined ? said.adult : age >= adultAge
  if (adult) verdict.passed.push('adult')
  else if (said.guardian) verdict.passed.push('guardian')
  else verdict.guardianNeeded = true
  return verdict
}

// ——— letting somebody in

export type Said = Pick<SignupInput, 'name' | 'phone' | 'guardian' | 'adult'>

/** More than a little: two shifts of one person may touch, and overlap by the grace. */
export const conflicts = (a: { from: Date; to: Date }, b: { from: Date; to: Date }): boolean =>
  Math.min(a.to.getTime(), b.to.getTime()) - Math.max(a.from.getTime(), b.from.getTime()) > overlapGraceMinutes * 60_000

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
