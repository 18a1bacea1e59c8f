/**
 * The demo city's activities: they are drafted, approved, joined, attended and settled by the rooms' own commands, each
 * told the moment it would have happened, so that nothing stands here that could not have come about. Everything has a
 * key of its own and every verb is said once: seeding that was cut off goes on where it was, by the clock it began with.
 */
import {
  activities,
  common,
  volunteers,
  type DemoActivity,
  type DemoAfter,
  type DemoWho,
  type Stage
} from '#config/demo-city/stories/activities.ts'
import type { City, NamedPlace, Person } from '#config/city/types.ts'
import type { ActivityInput, ActivityMove } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import { minutesAtMost } from '#shared/hours.ts'
import type { Unversioned } from '#shared/schema.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/time-format.ts'
import { findActivity, move, moveByClock, store, sync } from '#server/activities/index.ts'
import { listNearby, sha256 } from '#server/cases/index.ts'
import { ask, correctionsBy, grantedTo, rule, settle } from '#server/hours/index.ts'
import { onceOf } from '#server/kernel/idempotency.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { residentOf } from '#server/members/index.ts'
import { passOf, report } from '#server/presence/index.ts'
import { findShift, signUp } from '#server/participation/index.ts'
import { addHonour, addLearned, findVolunteers, insertVolunteers, type VolunteerDoc } from '#server/volunteers/index.ts'
import { drawPhotos, type Moment } from './photos.ts'
import { staffOf } from './staff.ts'
import { seeded, type Random } from './random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** An activity is drafted so long before it begins, and at least so long ago. */
const draftedBefore = 9 * day
const draftedAgo = 4 * day
const casesNear = 50
const comes = 0.88

const order: readonly Stage[] = ['draft', 'review', 'open', 'running', 'settled', 'archived']
const reached = (demoActivity: DemoActivity, stage: Stage): boolean =>
  order.indexOf(demoActivity.stage) >= order.indexOf(stage)

type Said = Unversioned<ActivityMove>

interface Stand {
  context: AppContext
  random: Random
  now: number
  /** Member ids. */
  people: readonly string[]
  reviewer: Staff
  /** What activities are pictured by, and apart from it what their organisers send in at the end, which is used once. */
  covers: Awaited<ReturnType<typeof drawPhotos>>
  results: Awaited<ReturnType<typeof drawPhotos>>
}

/** Does nothing for a city that has nobody to organise or to review. */
export async function seedActivities(
  context: AppContext,
  files: City,
  progress: (done: number, of: number) => void
): Promise<void> {
  const { people } = context.city()
  const reviewer = people.find((p) => p.roles.includes('moderator'))
  const ready = activities.flatMap((activity) => {
    const organiser = people.find((p) => p.office === activity.office && p.roles.includes('organiser'))
    return organiser ? [{ activity, organiser }] : []
  })
  if (!reviewer || ready.length === 0) return
  const random = seeded(20_261_124)
  const now = context.now().getTime()
  const drawn = (momentsOf: (demoActivity: DemoActivity, cover: Moment) => readonly Moment[]) =>
    drawPhotos(
      context.photos,
      activities.flatMap((activity) =>
        activity.scene
          ? [
              {
                kind: activity.scene.kind,
                variant: activity.scene.variant,
                moments: momentsOf(activity, activity.scene.cover)
              }
            ]
          : []
      ),
      context.now(),
      () => undefined
    )
  const covers = await drawn((_it, cover) => [cover])
  const results = await drawn((demoActivity) => (demoActivity.results ? ['before', 'after'] : []))
  const stand = {
    context,
    random,
    now,
    people: await settleIn(context.keys, now, random),
    reviewer: staffOf(reviewer),
    covers,
    results
  }
  for (const [i, { activity: demoActivity, organiser }] of ready.entries()) {
    progress(i, ready.length)
    await live(demoActivity, i, organiser, files, stand)
  }
  progress(ready.length, ready.length)
}

/** Residents who came to the city long before. */
async function settleIn(keys: Keys, now: number, random: Random): Promise<string[]> {
  const ids: string[] = []
  for (const i of volunteers.keys())
    ids.push(await residentOf(`demo-volunteer-${i + 1}`, keys, new Date(now - 150 * day)))
  const known = await findVolunteers(ids)
  const profiles = volunteers.map(([name, display], i): VolunteerDoc => ({
    _id: ids[i] ?? '',
    rev: 1,
    name,
    display,
    phone: `138000020${String(i + 1).padStart(2, '0')}`,
    born: `${random.int(1956, 2002)}-0${random.int(1, 9)}-${random.int(10, 28)}`,
    skills: random.chance(0.3) ? [random.pick(['first_aid', 'photo', 'driving', 'dialect', 'repair'] as const)] : [],
    areas: [],
    languages: ['mandarin'],
    free: [random.pick(['saturday', 'sunday', 'weekday_evening'] as const)],
    ranked: random.chance(0.8),
    learned: [],
    honours: []
  }))
  await insertVolunteers(profiles.filter((profile) => !known.has(profile._id)))
  return ids
}

const short = (text: string, max: number): string => [...text].slice(0, max).join('')

/** A place of its kind in the office's street; for what is reported again and again, the one with most cases around. */
async function meetingPoint(
  demoActivity: DemoActivity,
  files: City,
  { context, random }: Stand
): Promise<{ place: NamedPlace; cases: string[] }> {
  const street = context.city().office(demoActivity.office)?.area
  const fitting = files.places.filter(
    (p) => p.kind === demoActivity.at && (street === undefined || p.street === street)
  )
  const places = fitting.length > 0 ? fitting : files.places
  if (!demoActivity.fromCases) return { place: random.pick(places), cases: [] }
  const around: { place: NamedPlace; cases: string[] }[] = []
  for (const place of places.slice(0, 40)) {
    const near = await listNearby({ type: 'Point', coordinates: [place.place.lng, place.place.lat] }, casesNear, '')
    around.push({ place, cases: near.map((n) => n.no).slice(0, 20) })
  }
  return around.reduce((most, one) => (one.cases.length > most.cases.length ? one : most))
}

/** The days of the shifts, each the first that suits on or after the one it is meant for, and none twice. */
function daysFor(demoActivity: DemoActivity, today: string, isWorking: (day: string) => boolean): string[] {
  const suits = (day: string): boolean =>
    demoActivity.on === undefined || (demoActivity.on === 'weekend' ? weekdayOf(day) % 6 === 0 : isWorking(day))
  const days: string[] = []
  for (const shift of demoActivity.shifts) {
    let day = addDays(today, shift.day)
    // No holiday is longer than a month.
    for (let step = 0; step < 31 && (!suits(day) || days.includes(day)); step++) day = addDays(day, 1)
    days.push(day)
  }
  return days
}

const roleId = (i: number): string => `role-${i + 1}`

async function planOf(
  demoActivity: DemoActivity,
  organiser: Person,
  files: City,
  stand: Stand
): Promise<ActivityInput> {
  const { place, cases } = await meetingPoint(demoActivity, files, stand)
  const city = stand.context.city()
  const days = daysFor(demoActivity, dayOf(stand.now), (day) => city.calendar.isWorking(day))
  return {
    ...common,
    kind: demoActivity.kind,
    title: demoActivity.title,
    about: demoActivity.about,
    coOrganisers: demoActivity.coOrganisers,
    place: { lng: place.place.lng, lat: place.place.lat },
    address: demoActivity.address.replace('{at}', place.name),
    shifts: demoActivity.shifts.map((s, i) => {
      const from = startOfDay(days[i] ?? '') + s.from * hour
      return {
        from: new Date(from).toISOString(),
        to: new Date(from + s.hours * hour).toISOString(),
        roles: s.roles.map(({ name, capacity }, r) => ({ id: roleId(r), name, capacity }))
      }
    }),
    bring: demoActivity.bring,
    ...(demoActivity.scene && {
      cover: stand.covers(demoActivity.scene.kind, demoActivity.scene.cover, demoActivity.scene.variant).id
    }),
    // An extension is no part of a number that can be dialled.
    contact: { name: short(organiser.name, 20), phone: organiser.phone.replace(/[^0-9+ -].*$/, '').trim() },
    radiusM: 200,
    cases
  }
}

async function live(
  demoActivity: DemoActivity,
  i: number,
  organiser: Person,
  files: City,
  stand: Stand
): Promise<void> {
  const { context, random, now, reviewer } = stand
  const by = staffOf(organiser)
  const city = context.city()
  const plan = await planOf(demoActivity, organiser, files, stand)
  const starts = plan.shifts.map((s) => Date.parse(s.from))
  const ends = plan.shifts.map((s) => Date.parse(s.to))
  const drafted = dayOf(Math.min(now - draftedAgo, Math.min(...starts) - draftedBefore))
  const begin = startOfDay(drafted) + 9 * hour + random.int(0, 180) * minute
  const { no } = await store({ sent: plan, isShared: true, key: `demo:${i + 1}`, requestHash: '', demo: true }, by, {
    at: new Date(begin),
    city
  })
  const read = async () => (await findActivity(no)) ?? refuse('not_found')
  const go = async (said: Said, who: Staff, at: number): Promise<void> => {
    const { version, log } = await read()
    if (log.some((e) => e.verb === said.verb)) return
    await move(no, { ...said, version }, who, { at: new Date(at), city })
  }
  if (!reached(demoActivity, 'review')) return
  await go({ verb: 'submit' }, by, begin + hour)
  if (!reached(demoActivity, 'open')) return
  const opened = begin + 23 * hour
  await go({ verb: 'approve' }, reviewer, opened)
  const { plan: kept, ...open } = await read()
  await sync({ ...open, plan: kept }, new Date(opened))
  for (const [n, shift] of kept.shifts.entries())
    await join(shift.id, demoActivity.shifts[n]?.roles ?? [], opened, stand)
  if (!reached(demoActivity, 'running')) return
  await moveByClock(no, 'start', { at: new Date(Math.min(...starts)), city })
  for (const shift of kept.shifts) if (Date.parse(shift.to) + 3 * hour < now) await attend(shift.id, by, stand)
  const [shift] = kept.shifts
  if (demoActivity.after && shift) await afterwards(shift.id, demoActivity.after, by, stand)
  if (!demoActivity.results || !reached(demoActivity, 'settled')) return
  const over = Math.max(...ends)
  const shots = (moment: 'before' | 'after') =>
    demoActivity.scene ? [stand.results(demoActivity.scene.kind, moment, demoActivity.scene.variant).secret] : []
  await go(
    { verb: 'settle', ...demoActivity.results, before: shots('before'), after: shots('after') },
    by,
    over + 5 * hour
  )
  await go({ verb: 'publish' }, reviewer, over + 23 * hour)
  if (reached(demoActivity, 'archived')) await moveByClock(no, 'archive', { at: new Date(over + 91 * day), city })
}

/** Everything at once; should some of it fail, nothing of it is under way any more when that is said. */
async function together(work: readonly Promise<unknown>[]): Promise<void> {
  for (const done of await Promise.allSettled(work)) if (done.status === 'rejected') throw done.reason
}

/** Nobody looks at it. */
const unseen = (): Promise<void> => Promise.resolve()

/** Different people for every role, in the order in which they thought of it. */
async function join(shift: string, roles: readonly { come: number }[], opened: number, stand: Stand): Promise<void> {
  const { context, random, now, people } = stand
  const starts = (await findShift(shift))?.from.getTime() ?? now
  const until = Math.min(now, starts - 20 * hour)
  const wanted = roles.flatMap(({ come }, i) => Array.from({ length: come }, () => roleId(i)))
  const first = random.int(0, people.length - 1)
  // All at once, so that they are seated by one command; in the order of the list, as they are asked in it.
  await together(
    wanted.map((role, i) => {
      const member = people[(first + i * 7) % people.length] ?? ''
      const at = new Date(opened + ((until - opened) * (i + 1)) / (wanted.length + 1))
      const viewer: Viewer = { kind: 'resident', member, family: 'demo' }
      return signUp(
        shift,
        { role, adult: true },
        onceOf(context.keys.idempotency, { scope: 'demo', key: `${shift}:${i}`, body: role }),
        viewer,
        at,
        unseen
      )
    })
  )
}

/** Most come, their passes scanned by the organiser, and stay about as long as planned; then the hours are granted. */
async function attend(id: string, by: Staff, { random, context: { keys } }: Stand): Promise<void> {
  const shift = await findShift(id)
  if (!shift) return
  const came = shift.people.flatMap(({ id: signup, state }) =>
    state === 'in' && random.chance(comes)
      ? [
          {
            signup,
            in: shift.from.getTime() + random.int(-15, 5) * minute,
            out: shift.to.getTime() + random.int(-10, 15) * minute
          }
        ]
      : []
  )
  if (shift.settled) return
  for (const kind of ['in', 'out'] as const)
    await together(
      came.map(({ signup, [kind]: moment }) => {
        const at = new Date(moment)
        const event = { id: sha256(`demo|${signup}|${kind}`).slice(0, 32), signup, kind, at: at.toISOString() }
        const code = passOf(keys.checkIns, id, signup)
        return report([{ ...event, code }], { device: 'demo', off: 0 }, by, at, [keys.checkIns], unseen)
      })
    )
  await settle(id, [], by, new Date(shift.to.getTime() + 2 * hour))
}

/** What people ask to be put right, what was ruled, and whom the organiser thanked or taught; each once. */
async function afterwards(id: string, after: DemoAfter, by: Staff, { now, reviewer }: Stand): Promise<void> {
  const shift = await findShift(id)
  if (!shift?.settled) return
  const find = ({ who, n }: DemoWho) => shift.people.filter((e) => e.outcome === who)[n]
  const learned = shift.to.getTime() + 3 * hour
  for (const given of after.honours) {
    const entry = find(given)
    const { honour, words } = given
    if (entry) await addHonour(entry.member, { honour, words, at: new Date(learned), by: by.id, signup: entry.id })
  }
  for (const given of after.trainings) {
    const entry = find(given)
    const { training, score } = given
    const at = new Date(learned)
    if (entry) await addLearned(entry.member, { id: training, at, by: by.id, ...(score !== undefined && { score }) })
  }
  for (const [i, asked] of after.corrections.entries()) {
    const entry = find(asked)
    const at = shift.to.getTime() + (9 + 13 * i) * hour
    if (!entry || at > now) continue
    const self: Viewer = { kind: 'resident', member: entry.member, family: 'demo' }
    const minutes = Math.min(Math.max(0, (await grantedTo(entry.id)) + asked.by), minutesAtMost)
    const known = (await correctionsBy(entry.member)).find((c) => c.signup === entry.id)
    const correction =
      known ?? (await ask(entry.id, { minutes, words: asked.words }, asked.organiser ? by : self, new Date(at)))
    if (!asked.ruling || correction.state !== 'asked') continue
    // What goes beyond the shift is the centre's.
    const beyond = correction.minutes * minute > shift.to.getTime() - shift.from.getTime()
    const ruler = asked.organiser || beyond ? reviewer : by
    await rule(correction._id.toHexString(), asked.ruling, ruler, new Date(at + 5 * hour))
  }
}
