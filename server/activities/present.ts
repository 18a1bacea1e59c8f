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

const photosOf = (it: ActivityDoc, ids: readonly string[], { now, photos }: Light) =>
  ids.map((id) =>
    photoView(photos, id, it.photoSizes[id] ?? [4, 3], it.shown.includes(id) ? 'public' : 'signed', now.getTime())
  )

export function resultsOf(it: ActivityDoc, shifts: readonly ShiftRow[], light: Light): ResultsView | undefined {
  if (!it.results) return undefined
  const add = (of: (s: NonNullable<ShiftRow['settled']>) => number): number =>
    shifts.reduce((n, s) => n + (s.settled ? of(s.settled) : 0), 0)
  return {
    came: add((s) => s.came),
    signedUp: add((s) => s.came + s.absent),
    minutes: add((s) => s.minutes),
    words: it.results.words,
    figures: it.results.figures,
    before: photosOf(it, it.results.before, light),
    after: photosOf(it, it.results.after, light)
  }
}

export const isVisible = (it: ActivityDoc, viewer: Viewer): boolean => it.openAt !== null || readsDesk.holds(viewer, it)

/** Before a plan is open its shifts are nowhere but in it. */
const planned = (it: ActivityDoc): { capacity: number; free: number; waiting: number } => {
  const capacity = it.plan.shifts.reduce((n, s) => n + s.roles.reduce((m, r) => m + r.capacity, 0), 0)
  return { capacity, free: capacity, waiting: 0 }
}

const nextIn = (it: ActivityDoc, shifts: readonly ShiftRow[], now: Date) => {
  const spans = it.openAt ? shifts.filter((s) => !s.cancelled) : it.plan.shifts
  const next = spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })).find(({ to }) => to > now)
  return next && { next: { from: iso(next.from), to: iso(next.to) } }
}

function common(it: ActivityDoc, shifts: readonly ShiftRow[], light: Light) {
  const { now, city } = light
  const results = it.resultsPublic ? resultsOf(it, shifts, light) : undefined
  const [cover] = it.plan.cover ? photosOf(it, [it.plan.cover], light) : []
  return {
    no: it.no,
    title: it.plan.title,
    kind: it.plan.kind,
    status: it.status,
    office: officeRef(it.office, city),
    area: { id: it.area, name: city.areas.get(it.area)?.properties.name ?? it.area },
    place: it.plan.place,
    address: it.plan.address,
    from: iso(it.from),
    to: iso(it.to),
    ...nextIn(it, shifts, now),
    ...(it.openAt ? totals(shifts) : planned(it)),
    seats: it.openAt ? seatsIn(shifts, now) : planned(it).capacity,
    ...(cover && { cover }),
    ...(it.demo && { demo: true as const }),
    ...(results && { results })
  }
}

export function presentRow(
  it: ActivityDoc,
  shifts: readonly ShiftRow[],
  viewer: Viewer,
  light: Light,
  mine = false
): ActivityRow {
  return {
    ...common(it, shifts, light),
    ...(mine && { mine: true as const }),
    ...(readsDesk.holds(viewer, it) && { atRisk: shifts.filter((s) => isAtRisk(s, light.now)).length })
  }
}

export interface Around {
  shifts: readonly ShiftRow[]
  /** The viewer's own sign-ups, by shift. */
  mine: ReadonlyMap<string, string>
  cases: readonly CaseRowDoc[]
  last?: { it: ActivityDoc; shifts: readonly ShiftRow[] }
  /** Everybody, for the desk. */
  entries?: ReadonlyMap<string, readonly Entry[]>
}

export function presentActivity(it: ActivityDoc, viewer: Viewer, light: Light, around: Around): ActivityView {
  const { now } = light
  const { plan } = it
  const cancelled = it.log.findLast((e) => e.verb === 'cancel')
  const last = around.last && resultsOf(around.last.it, around.last.shifts, light)
  return {
    ...common(it, around.shifts, light),
    about: plan.about,
    coOrganisers: plan.coOrganisers,
    shifts: it.openAt
      ? around.shifts.map((s) => presentShift(s, now, around.mine.get(s._id)))
      : plan.shifts.map((s) => ({
          id: s.id,
          from: s.from,
          to: s.to,
          state: it.status === 'cancelled' ? ('cancelled' as const) : ('planned' as const),
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
    ...(it.status === 'cancelled' &&
      cancelled && { cancelled: { at: iso(cancelled.at), words: cancelled.words ?? '' } }),
    ...(around.last && last && { last: { no: around.last.it.no, from: iso(around.last.it.from), results: last } }),
    calendar: `/activities/${it.no}.ics`,
    ...(readsDesk.holds(viewer, it) && { desk: presentDesk(it, viewer, light, around) })
  }
}

function presentDesk(it: ActivityDoc, viewer: Viewer, light: Light, around: Around): ActivityDesk {
  const { now, city } = light
  const entries = around.entries ?? new Map<string, readonly Entry[]>()
  const feedback = [...entries.values()].flat().flatMap((e) => e.feedback ?? [])
  const results = resultsOf(it, around.shifts, light)
  return {
    version: it.version,
    may: activityVerbs.filter((verb) => {
      if (verb === 'draft' || next(it.status, verb) === undefined || !activityPolicy.permits(viewer, verb, it))
        return false
      if (verb === 'publish') return !it.resultsPublic
      if (verb === 'withhold') return it.resultsPublic
      if (verb === 'start') return it.from <= now
      return verb === 'submit' || verb === 'approve' ? it.from > now : true
    }),
    plan: it.plan,
    log: it.log.map((e) => ({
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
    resultsPublic: it.resultsPublic
  }
}
