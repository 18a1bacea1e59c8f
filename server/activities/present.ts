/** What may this viewer see of an activity? The public what a reviewer approved, organisers and reviewers the plan too. */
import {
  activityVerbs,
  adultAge,
  type ActivityDesk,
  type ActivityRow,
  type ActivityView,
  type ResultsView
} from '#shared/activities.ts'
import { words as w } from '#shared/locales/index.ts'
import type { CaseRowDoc } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { photoView, type PhotoStore } from '#server/photos/index.ts'
import { isAtRisk, presentShift, seatsIn, totals, type Entry, type ShiftRow } from '#server/participation/index.ts'
import { next } from './lifecycle.ts'
import type { ActivityDoc } from './model.ts'
import { activityPolicy, readsDesk } from './policy.ts'

export interface Light {
  now: Date
  city: CitySnapshot
  photos: PhotoStore
}
const iso = (at: Date): string => at.toISOString()

const officeRef = (id: string, city: CitySnapshot) => {
  const office = city.office(id)
  return { id, name: office?.name ?? id, short: office?.short ?? id }
}

const photosOf = (activity: ActivityDoc, ids: readonly string[], { now, photos }: Light) =>
  ids.map((id) =>
    photoView(
      photos,
      id,
      activity.photoSizes[id] ?? [4, 3],
      activity.shown.includes(id) ? 'public' : 'signed',
      now.getTime()
    )
  )

export function resultsOf(activity: ActivityDoc, shifts: readonly ShiftRow[], light: Light): ResultsView | undefined {
  if (!activity.results) return undefined
  const add = (of: (s: NonNullable<ShiftRow['settled']>) => number): number =>
    shifts.reduce((n, s) => n + (s.settled ? of(s.settled) : 0), 0)
  return {
    came: add((s) => s.came),
    signedUp: add((s) => s.came + s.absent),
    minutes: add((s) => s.minutes),
    words: activity.results.words,
    figures: activity.results.figures,
    before: photosOf(activity, activity.results.before, light),
    after: photosOf(activity, activity.results.after, light)
  }
}

export const isVisible = (activity: ActivityDoc, viewer: Viewer): boolean =>
  activity.openAt !== null || readsDesk.holds(viewer, activity)

/** Before a plan is open its shifts are nowhere but in it. */
const planned = (activity: ActivityDoc): { capacity: number; free: number; waiting: number } => {
  const capacity = activity.plan.shifts.reduce((n, s) => n + s.roles.reduce((m, r) => m + r.capacity, 0), 0)
  return { capacity, free: capacity, waiting: 0 }
}

const nextIn = (activity: ActivityDoc, shifts: readonly ShiftRow[], now: Date) => {
  const spans = activity.openAt ? shifts.filter((s) => !s.cancelled) : activity.plan.shifts
  const next = spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })).find(({ to }) => to > now)
  return next && { next: { from: iso(next.from), to: iso(next.to) } }
}

function common(activity: ActivityDoc, shifts: readonly ShiftRow[], light: Light) {
  const { now, city } = light
  const results = activity.resultsPublic ? resultsOf(activity, shifts, light) : undefined
  const [cover] = activity.plan.cover ? photosOf(activity, [activity.plan.cover], light) : []
  return {
    no: activity.no,
    title: activity.plan.title,
    kind: activity.plan.kind,
    status: activity.status,
    office: officeRef(activity.office, city),
    area: { id: activity.area, name: city.areas.get(activity.area)?.properties.name ?? activity.area },
    place: activity.plan.place,
    address: activity.plan.address,
    from: iso(activity.from),
    to: iso(activity.to),
    ...nextIn(activity, shifts, now),
    ...(activity.openAt ? totals(shifts) : planned(activity)),
    seats: activity.openAt ? seatsIn(shifts, now) : planned(activity).capacity,
    ...(cover && { cover }),
    ...(activity.demo && { demo: true as const }),
    ...(results && { results })
  }
}

export function presentRow(
  activity: ActivityDoc,
  shifts: readonly ShiftRow[],
  viewer: Viewer,
  light: Light,
  mine = false
): ActivityRow {
  return {
    ...common(activity, shifts, light),
    ...(mine && { mine: true as const }),
    ...(readsDesk.holds(viewer, activity) && { atRisk: shifts.filter((s) => isAtRisk(s, light.now)).length })
  }
}

export interface Around {
  shifts: readonly ShiftRow[]
  /** The viewer's own sign-ups, by shift. */
  mine: ReadonlyMap<string, string>
  cases: readonly CaseRowDoc[]
  last?: { activity: ActivityDoc; shifts: readonly ShiftRow[] }
  /** Everybody, for the desk. */
  entries?: ReadonlyMap<string, readonly Entry[]>
}

export function presentActivity(activity: ActivityDoc, viewer: Viewer, light: Light, around: Around): ActivityView {
  const { now } = light
  const { plan } = activity
  const cancelled = activity.log.findLast((e) => e.verb === 'cancel')
  const last = around.last && resultsOf(around.last.activity, around.last.shifts, light)
  return {
    ...common(activity, around.shifts, light),
    about: plan.about,
    coOrganisers: plan.coOrganisers,
    shifts: activity.openAt
      ? around.shifts.map((s) => presentShift(s, now, around.mine.get(s._id)))
      : plan.shifts.map((s) => ({
          id: s.id,
          from: s.from,
          to: s.to,
          state: activity.status === 'cancelled' ? ('cancelled' as const) : ('planned' as const),
          cancelBy: iso(new Date(Date.parse(s.from) - plan.cancelHours * 3_600_000)),
          roles: s.roles.map((r) => ({ ...r, free: r.capacity, waiting: 0, skills: r.skills ?? [] }))
        })),
    ...(plan.minAge !== undefined && { minAge: plan.minAge }),
    ...(plan.maxAge !== undefined && { maxAge: plan.maxAge }),
    guardianUnder: adultAge,
    trainings: plan.trainings ?? [],
    ...(plan.insurance && { insurance: plan.insurance }),
    bring: plan.bring,
    contact: plan.contact,
    ...(plan.weather && { weather: plan.weather }),
    cancelHours: plan.cancelHours,
    confirmMinutes: plan.confirmMinutes,
    cases: around.cases.filter((c) => c.publishedAt).map((c) => ({ no: c.no, title: c.title })),
    ...(activity.status === 'cancelled' &&
      cancelled && { cancelled: { at: iso(cancelled.at), words: cancelled.words ?? '' } }),
    ...(around.last &&
      last && { last: { no: around.last.activity.no, from: iso(around.last.activity.from), results: last } }),
    calendar: `/activities/${activity.no}.ics`,
    ...(readsDesk.holds(viewer, activity) && { desk: presentDesk(activity, viewer, light, around) })
  }
}

function presentDesk(activity: ActivityDoc, viewer: Viewer, light: Light, around: Around): ActivityDesk {
  const { now, city } = light
  const entries = around.entries ?? new Map<string, readonly Entry[]>()
  const feedback = [...entries.values()].flat().flatMap((e) => e.feedback ?? [])
  const results = resultsOf(activity, around.shifts, light)
  return {
    version: activity.version,
    may: activityVerbs.filter((verb) => {
      if (
        verb === 'draft' ||
        next(activity.status, verb) === undefined ||
        !activityPolicy.permits(viewer, verb, activity)
      )
        return false
      if (verb === 'publish') return !activity.resultsPublic
      if (verb === 'withhold') return activity.resultsPublic
      if (verb === 'start') return activity.from <= now
      return verb === 'submit' || verb === 'approve' ? activity.from > now : true
    }),
    plan: activity.plan,
    log: activity.log.map((e) => ({
      n: e.n,
      at: iso(e.at),
      verb: e.verb,
      to: e.to,
      who: e.by ? (city.person(e.by)?.name ?? e.by) : w.activities.who.clock,
      ...(e.words && { words: e.words })
    })),
    shifts: around.shifts.map((s) => {
      const { capacity, free, waiting } = totals([s])
      return {
        id: s._id,
        capacity,
        taken: capacity - free,
        waiting,
        offered: (entries.get(s._id) ?? []).reduce((n, e) => n + (e.state === 'offered' ? e.n : 0), 0),
        atRisk: isAtRisk(s, now),
        ...(s.settled && { came: s.settled.came, absent: s.settled.absent, minutes: s.settled.minutes }),
        settled: s.settled !== undefined
      }
    }),
    feedback: {
      n: feedback.length,
      good: feedback.filter((f) => f.good).length,
      words: feedback
        .flatMap(({ good, words }) => (words ? [{ good, words }] : []))
        // Not in the order of the roster, which would say who wrote it.
        .sort((a, b) => Number(a.good) - Number(b.good) || a.words.localeCompare(b.words))
        .slice(0, 50)
    },
    ...(results && { results }),
    resultsPublic: activity.resultsPublic
  }
}
