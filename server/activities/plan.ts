/** A plan as it was sent, checked against the calendar, the city and what is there already. Pure. */
import type { ActivityInput } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { locateIn } from '#server/routing/index.ts'
import { newId } from '#server/kernel/mongo.ts'
import type { ShiftFacts } from '#server/participation/index.ts'
import type { ActivityDoc, Plan } from './model.ts'

const hour = 3_600_000
const shiftAtMost = 24 * hour
const yearAtMost = 366 * 24 * hour

const bad = (at: string): never => refuse('invalid', { errors: [{ at, code: 'invalid_value' }] })
export const spanOf = (plan: Pick<Plan, 'shifts'>): { from: Date; to: Date } => ({
  from: new Date(Math.min(...plan.shifts.map((s) => Date.parse(s.from)))),
  to: new Date(Math.max(...plan.shifts.map((s) => Date.parse(s.to))))
})

/** The plan to keep. New shifts lie in the future, old ones stay where they are; an activity spans at most a year. */
export function checkPlan(sent: ActivityInput, now: Date, before?: Plan): Plan {
  const known = new Map(before?.shifts.map((s) => [s.id, s]))
  const shifts = sent.shifts.map((shift, i) => {
    const old = shift.id === undefined ? undefined : (known.get(shift.id) ?? bad(`/body/shifts/${i}/id`))
    const [from, to] = [Date.parse(shift.from), Date.parse(shift.to)]
    if (!(to > from) || to - from > shiftAtMost) refuse('wrong_times')
    if (from <= now.getTime() && (old?.from !== shift.from || old.to !== shift.to)) refuse('wrong_times')
    const ids = new Set(shift.roles.map((r) => r.id))
    if (ids.size < shift.roles.length) bad(`/body/shifts/${i}/roles`)
    return { ...shift, id: shift.id ?? newId().toHexString() }
  })
  if (new Set(shifts.map((s) => s.id)).size < shifts.length) bad('/body/shifts')
  if ((sent.minAge ?? 0) > (sent.maxAge ?? 999)) bad('/body/maxAge')
  shifts.sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
  const { from, to } = spanOf({ shifts })
  if (to.getTime() - from.getTime() > yearAtMost) refuse('wrong_times')
  return { ...sent, shifts }
}

/** The street area of the meeting point. Refuses `outside_city`, `not_open`. */
export const areaOf = (plan: Pick<Plan, 'place'>, city: CitySnapshot): string =>
  locateIn(city, plan.place.lng, plan.place.lat).street.id

/** The same plan on another day, every shift moved by as many days and under new numbers. */
export function movedTo(plan: Plan, day: string): ActivityInput {
  const first = dayOf(spanOf(plan).from)
  const shift = (at: string): string => {
    const days = Math.round((Date.parse(`${dayOf(at)}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / (24 * hour))
    const moved = Date.parse(`${addDays(day, days)}T00:00:00Z`) - Date.parse(`${dayOf(at)}T00:00:00Z`)
    return new Date(Date.parse(at) + moved).toISOString()
  }
  return {
    ...plan,
    cases: [],
    shifts: plan.shifts.map(({ id: _, ...s }) => ({ ...s, from: shift(s.from), to: shift(s.to) }))
  }
}

/** What the shifts must know of their activity. */
export const factsOf = (activity: ActivityDoc): { facts: ShiftFacts; capacity: Record<string, number> }[] =>
  activity.plan.shifts.map((s) => ({
    facts: {
      _id: s.id,
      activity: activity.no,
      title: activity.plan.title,
      kind: activity.plan.kind,
      office: activity.office,
      by: activity.hands[0] ?? '',
      place: activity.plan.place,
      address: activity.plan.address,
      contact: activity.plan.contact,
      from: new Date(s.from),
      to: new Date(s.to),
      roles: s.roles.map((r) => ({ id: r.id, name: r.name, skills: r.skills ?? [] })),
      ...(activity.plan.minAge !== undefined && { minAge: activity.plan.minAge }),
      ...(activity.plan.maxAge !== undefined && { maxAge: activity.plan.maxAge }),
      trainings: activity.plan.trainings ?? [],
      cancelHours: activity.plan.cancelHours,
      confirmMinutes: activity.plan.confirmMinutes,
      waitAtMost: activity.plan.waitAtMost,
      radiusM: activity.plan.radiusM,
      open: activity.status === 'open' || activity.status === 'running',
      cancelled: activity.status === 'cancelled'
    },
    capacity: Object.fromEntries(s.roles.map((r) => [r.id, r.capacity]))
  }))
