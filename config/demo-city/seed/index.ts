/** Fills an empty database with the demo city's accounts, some five hundred cases in all states, its activities and who looks on. */
import { sceneHour, type Hour, type SceneKind } from '#config/demo-city/scenes/index.ts'
import type { Category, City } from '#config/city/types.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { noActivities } from '#server/activities/index.ts'
import { dropDemo, insertMany, isEmpty, nextNo, type CaseDoc } from '#server/cases/index.ts'
import { workingBetween } from '#server/deadlines/index.ts'
import type { AppContext } from '#server/context.ts'
import { markUsed } from '#server/photos/index.ts'
import { route } from '#server/routing/index.ts'
import { noCertificates } from '#server/certificates/index.ts'
import { noCards, noJudgements } from '#server/oversight/index.ts'
import { noPremises } from '#server/premises/index.ts'
import { demoPassword, deskOfficer } from './accounts.ts'
import { seedActivities } from './activities.ts'
import { seedCertificates } from './certificates.ts'
import { live, type Fate, type Plan } from './life.ts'
import { fillOnce } from './model.ts'
import { drawPhotos } from './photos.ts'
import { seeded, type Random } from './random.ts'
import { addStaff } from './staff.ts'
import { seedSupervision } from './supervision.ts'
import { seedPremises } from './premises.ts'
import { habitatOf } from './where.ts'

export { refuseDemoAccounts } from './guard.ts'
export { demoAccounts, demoMatter, demoPassword } from './accounts.ts'

/** What is drawn just now; whoever shows it has the words. */
export type Progress = (what: 'drawing' | 'writing' | 'gathering', done: number, of: number) => void

const cases = 480
const days = 45
/** Streets a kind of matter is drawn in. */
const variants = 3
/** The officer one tries the desk with finds a day's work there: this much, newest first. */
const deskLoad: readonly Fate[] = [
  'dispatched',
  'dispatched',
  'handling',
  'dispatched',
  'handling',
  'replied',
  'handling',
  'handling',
  'rework',
  'handling',
  'replied',
  'handling',
  'handling',
  'on_hold',
  'handling',
  'handling',
  'overdue',
  'handling',
  'overdue',
  'handling'
]

/** A case on every step and one with everything that can be asked for; `used` is the share of the limit by now, from and to. */
const onSteps: readonly { fate: Fate; used: readonly [number, number]; desk?: true }[] = [
  { fate: 'handling', used: [0.82, 0.97], desk: true },
  { fate: 'overdue', used: [1.1, 1.4] },
  { fate: 'overdue', used: [1.6, 1.9], desk: true },
  { fate: 'overdue', used: [2.2, 3] },
  { fate: 'exposed_answered', used: [2.5, 3.4] },
  { fate: 'exposed_closed', used: [3, 5] },
  { fate: 'asks_more', used: [0.4, 0.7], desk: true },
  { fate: 'asks_hold', used: [0.4, 0.7], desk: true },
  { fate: 'longer', used: [0.6, 0.9], desk: true },
  { fate: 'no_longer', used: [0.6, 0.9] }
]
const triesAtMost = 2000

const shares: readonly [Fate, number][] = [
  ['closed', 0.69],
  ['replied', 0.06],
  ['handling', 0.09],
  ['dispatched', 0.035],
  ['on_hold', 0.02],
  ['rework', 0.015],
  ['returned', 0.012],
  ['received', 0.012],
  ['refused', 0.02],
  ['withdrawn', 0.012],
  ['reopened', 0.022],
  ['overdue', 0.012]
]

/** What is late is over or plainly late, and what came this morning is not over; `used` is the share of the limit. */
function fateOf(used: number, age: number, random: Random): Fate {
  let dice = random.next()
  let fate: Fate = 'closed'
  for (const [name, share] of shares) {
    fate = name
    dice -= share
    if (dice < 0) break
  }
  const waits: Fate[] = ['handling', 'dispatched', 'returned', 'received', 'rework']
  if (fate === 'overdue') return used > 1.05 && used < lateAtMost ? 'overdue' : used <= 1.05 ? 'handling' : 'closed'
  if (waits.includes(fate) && used > 0.9)
    return random.chance(0.12) && used > 1.05 && used < lateAtMost ? 'overdue' : 'closed'
  if (fate === 'replied' && age > 4) return 'closed'
  if (fate === 'closed' && used < 0.15) return random.pick(['handling', 'dispatched', 'handling'])
  return fate
}
/** Nothing stays longer than this many times its limit. */
const lateAtMost = 3.5

/** Most report at noon and after work; whoever photographs by a street lamp does it in the evening. */
const hoursOf: Record<Hour, readonly number[]> = {
  morning: [7, 8, 8, 9, 9, 10],
  noon: [11, 12, 12, 12, 13, 14],
  cloudy: [9, 10, 11, 14, 15, 15, 16],
  dusk: [17, 17, 17, 18],
  night: [18, 19, 19, 20, 21]
}
const momentOf = (day: string, hour: Hour, random: Random): number =>
  startOfDay(day) + random.pick(hoursOf[hour]) * 3_600_000 + random.int(0, 3599) * 1000

/** The first streets of a kind by day; what is about lamps or late noise has only its evenings. */
function byDay(kind: SceneKind): number[] {
  const all = Array.from({ length: 9 }, (_, i) => i)
  const bright = all.filter((i) => sceneHour(kind, i) !== 'night')
  return (bright.length >= variants ? bright : all).slice(0, variants)
}

export async function seedDemo(context: AppContext, files: City, progress: Progress): Promise<void> {
  await addStaff(files, demoPassword)
  const at = (moment: Date): AppContext => ({ ...context, now: () => moment })
  await fillOnce('cases', isEmpty, context.now(), async (moment, again) => {
    if (again) await dropDemo()
    await seedCases(at(moment), files, progress)
  })
  await fillOnce('activities', noActivities, context.now(), (moment) =>
    seedActivities(at(moment), files, (done, of) => progress('gathering', done, of))
  )
  await fillOnce('certificates', noCertificates, context.now(), (moment) => seedCertificates(at(moment)))
  await fillOnce('premises', noPremises, context.now(), (moment) => seedPremises(at(moment), files))
  const nobodyLooked = async () => (await noJudgements()) && (await noCards())
  await fillOnce('supervision', nobodyLooked, context.now(), (moment) => seedSupervision(at(moment)))
}

async function seedCases(context: AppContext, files: City, progress: Progress): Promise<void> {
  const city = context.city()
  const random = seeded(20_261_122)
  const now = context.now()
  const today = dayOf(now)
  const weight = (day: string) => (city.calendar.isWorking(day) ? 10 : 6)
  const calendar = Array.from({ length: days }, (_, i) => addDays(today, i - days + 1))
  const basket = calendar.flatMap((day) => Array.from({ length: weight(day) }, () => day))

  const draw = (of: readonly Category[], near: City['places'], day: string) => {
    const category = random.pick(of)
    const kinds = habitatOf(category)
    const fitting = near.filter((p) => kinds.includes(p.kind))
    const scene = category.scene as SceneKind
    const variant = random.pick(byDay(scene))
    const hour = sceneHour(scene, variant)
    const latest = now.getTime() - random.int(10, 200) * 60_000
    const at = Math.min(momentOf(day, hour, random), latest)
    const place = random.pick(fitting.length > 0 ? fitting : near)
    return { at, category, place, variant, hour, used: usedBy(category, place, at) }
  }
  /** The share of its limit that has passed by now. */
  const usedBy = (category: Category, { place }: City['places'][number], at: number): number => {
    const way = route(city, category.code, place.lng, place.lat)
    const limit = city.limit(category, way.area.id, way.grid?.id)
    return workingBetween(city.calendar.of(limit.unit, way.office), at, now.getTime()) / city.calendar.msOf(limit)
  }
  const drawn = Array.from({ length: cases }, () => {
    const draft = draw(city.categories, files.places, random.pick(basket))
    return { ...draft, fate: fateOf(draft.used, (now.getTime() - draft.at) / 86_400_000, random) }
  })
  const desk = city.people.find((p) => p.id === deskOfficer)?.office
  const streets = files.places.filter((p) => p.street === city.office(desk ?? '')?.area)
  const own = city.categories.filter((c) =>
    streets.some((p) => route(city, c.code, p.place.lng, p.place.lat).office === desk)
  )
  const taken = new Map<string, number>()
  const load =
    own.length === 0
      ? []
      : deskLoad.map((fate, i) => {
          const age = Math.floor(i / 4) + (fate === 'overdue' ? 4 : 0)
          // Who is overdue was promised less than has passed, everyone else more; no kind of matter comes again too soon.
          const [somewhere] = streets
          const passed = (c: Category): number =>
            somewhere ? usedBy(c, somewhere, now.getTime() - (age + 0.5) * 86_400_000) : 0
          const promised = own.filter((c) =>
            fate === 'overdue' ? passed(c) > 1.1 && passed(c) < lateAtMost : passed(c) < 0.8
          )
          const fitting = promised.length > 0 ? promised : own
          const least = Math.min(...fitting.map((c) => taken.get(c.code) ?? 0))
          const draft = draw(
            fitting.filter((c) => (taken.get(c.code) ?? 0) === least),
            streets,
            addDays(today, -age)
          )
          taken.set(draft.category.code, least + 1)
          return { ...draft, fate }
        })
  // Limits of some days, so that the steps stand apart, and a place that may be shown.
  const slow = (of: readonly Category[]) =>
    of.filter((c) => c.limit.unit === 'work_day' && !c.home && c.limit.n[0] >= 2)
  const climbing = onSteps.flatMap(({ fate, used: [least, most], desk: atDesk }) => {
    const [kinds, near] = atDesk && own.length > 0 ? [own, streets] : [city.categories, files.places]
    for (let i = 0; i < triesAtMost && slow(kinds).length > 0; i++) {
      const draft = draw(slow(kinds), near, random.pick(calendar))
      if (draft.used > least && draft.used < most) return [{ ...draft, fate, shown: true }]
    }
    return []
  })
  const drafts = [...drawn, ...load, ...climbing].sort((a, b) => a.at - b.at)

  const photo = await drawPhotos(
    context.photos,
    drafts.map((d) => ({
      kind: d.category.scene as SceneKind,
      variant: d.variant,
      moments: ['before', 'after'] as const
    })),
    now,
    (done, of) => progress('drawing', done, of)
  )
  const docs: CaseDoc[] = []
  for (const [i, draft] of drafts.entries()) {
    const shown = 'shown' in draft
    const consent = random.chance(0.93) || shown
    const old = now.getTime() - draft.at > 6 * 3_600_000
    const plan: Plan = {
      no: await nextNo(dayOf(draft.at)),
      at: draft.at,
      fate: draft.fate,
      hour: draft.hour,
      place: draft.place,
      category: draft.category.code,
      consent,
      published:
        shown || (!['withdrawn', 'received'].includes(draft.fate) && (old ? random.chance(0.96) : random.chance(0.45))),
      before: [photo(draft.category.scene, 'before', draft.variant)],
      after: photo(draft.category.scene, 'after', draft.variant)
    }
    docs.push(live(plan, city, random, now.getTime()))
    if (i % 25 === 0) progress('writing', i, drafts.length)
  }
  await insertMany(docs)
  await markUsed(
    docs.flatMap((doc) =>
      Object.values(doc.words).flatMap((said) => (said.photos ?? []).map((id) => ({ id, no: doc.no })))
    )
  )
  progress('writing', docs.length, docs.length)
}
