/** From a complaint to people who help: a case, and what else was reported there, become the draft of an activity. */
import type { ActivityInput, ActivityKind } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/time-format.ts'
import { fill, words as w } from '#shared/locales/index.ts'
import { audienceOf, findCase, listNearby, type CaseDoc } from '#server/cases/index.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { isOrganiser } from '#server/members/index.ts'
import type { Now } from './change.ts'
import { keyAmong, store } from './drafting.ts'
import { findDraftFor, type ActivityDoc } from './model.ts'

const kindOfScene: Record<string, ActivityKind> = { leaflets: 'posters', bulky: 'bulky' }
const kindOfTile: Record<string, ActivityKind> = { river: 'river' }
const hour = 3_600_000

/** The first Saturday that leaves a week for signing up, half past eight to half past ten. */
function nextSaturday(now: Date): { from: string; to: string } {
  const week = addDays(dayOf(now), 7)
  const day = addDays(week, (6 - weekdayOf(week) + 7) % 7)
  const from = startOfDay(day) + 8.5 * hour
  return { from: new Date(from).toISOString(), to: new Date(from + 2 * hour).toISOString() }
}

const short = (text: string, max: number): string => [...text].slice(0, max).join('')

function proposal(
  caseDoc: CaseDoc,
  nearby: readonly string[],
  contact: ActivityInput['contact'],
  now: Now
): ActivityInput {
  const category = now.city.category(caseDoc.category)
  const area = now.city.areas.get(caseDoc.area)?.properties.name ?? ''
  const kind = kindOfScene[category?.scene ?? ''] ?? kindOfTile[category?.tile ?? ''] ?? 'cleanup'
  // Only what the public may know of the place: a meeting point must not lead to a reporter's door.
  const [lng, lat] = caseDoc.publicPlace.coordinates
  const address = caseDoc.publicPlace.address ?? area
  const say = w.activities.fromCase
  return {
    kind,
    title: short(fill(say.title, { place: short(address, 12), kind: w.activities.kind[kind] }), 30),
    about: fill(say.about, { category: category?.name ?? '' }),
    coOrganisers: [],
    place: { lng, lat },
    address: short(address, 120),
    shifts: [{ ...nextSaturday(now.at), roles: [{ id: 'volunteer', name: say.role, capacity: 20 }] }],
    insurance: say.insurance,
    bring: [...say.bring],
    contact,
    weather: say.weather,
    cancelHours: 14,
    confirmMinutes: 720,
    waitAtMost: 20,
    radiusM: 200,
    cases: [caseDoc.no, ...nearby].slice(0, 20)
  }
}

const drafted =
  (no: string) =>
  ({ status, plan }: ActivityDoc): boolean =>
    (status === 'draft' || status === 'review') && plan.cases.includes(no)

/** One click, and clicked twice still one draft. Refuses not_found for a case he may not see. */
export async function draftFromCase(no: string, viewer: Staff, now: Now): Promise<ActivityDoc> {
  if (!isOrganiser(viewer)) refuse('forbidden')
  const caseDoc = (await findCase(no)) ?? refuse('not_found')
  // His own office's, a public one, or one he works on in another role.
  const reads = caseDoc.office === viewer.office || audienceOf(viewer, caseDoc) !== undefined
  if (!reads) refuse('not_found')
  const known = await findDraftFor(no, viewer.office)
  if (known) return known
  const nearby = await listNearby(caseDoc.place, 50, caseDoc.no)
  const person = now.city.person(viewer.id)
  const phone = person?.phone ?? now.city.office(viewer.office)?.phone ?? now.city.info.hotline
  // An extension is no part of a number that can be dialled.
  const contact = { name: viewer.name || (person?.name ?? ''), phone: phone.replace(/[^0-9+ -].*$/, '').trim() }
  return store(
    {
      sent: proposal(
        caseDoc,
        nearby.map((n) => n.no),
        contact,
        now
      ),
      key: await keyAmong(`case:${no}:${viewer.office}`, drafted(no)),
      requestHash: ''
    },
    viewer,
    now
  )
}
