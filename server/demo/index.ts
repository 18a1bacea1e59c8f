/** Fills an empty database with the demo city's accounts and some five hundred cases in all states. */
import type { SceneKind } from '#config/city/scenes/index.ts'
import type { City, NamedPlace } from '#config/city/types.ts'
import { addDays, dayOf, startOfDay } from '#shared/when.ts'
import { route } from '#server/routing/index.ts'
import { insertMany, isEmpty, nextNo, type CaseDoc } from '#server/cases/index.ts'
import { workingBetween } from '#server/deadlines/index.ts'
import type { World } from '#server/kernel/world.ts'
import { markUsed } from '#server/photos/index.ts'
import { words as w } from '#shared/words/zh-CN.ts'
import { live, type Fate, type Plan } from './life.ts'
import { drawPhotos } from './photos.ts'
import { seeded, type Random } from './random.ts'
import { addStaff } from './staff.ts'

/** Said aloud at the start and in the README: this is a demo. */
export const demoPassword = 'yunting-2026'
const cases = 500
const days = 45
const variants = 2

/** One of each kind of work, to try the desk with. */
export function demoAccounts(city: City): { name: string; password: string; who: string }[] {
  const offices = new Map(city.offices.map((o) => [o.id, o.name]))
  const chosen = (['officer', 'verifier', 'dispatcher', 'moderator', 'admin'] as const).flatMap((role) => {
    const people = city.people.filter((p) => p.roles.includes(role))
    const it = people.find((p) => p.id === 'zhoumingyuan') ?? people[0]
    return it ? [it] : []
  })
  return [...new Set(chosen)].map((p) => ({
    name: p.id,
    password: demoPassword,
    who: `${p.name}，${offices.get(p.office) ?? p.office}${p.title}`
  }))
}

/** Which kinds of place a tile's matters happen at. */
const habitat: Record<string, readonly NamedPlace['kind'][]> = {
  stall: ['shop', 'market', 'school', 'hospital', 'road'],
  garbage: ['residential', 'market', 'shop', 'road', 'park'],
  parking: ['road', 'shop', 'residential', 'school', 'hospital'],
  river: ['river'],
  construction: ['site', 'road'],
  noise: ['residential', 'shop', 'site'],
  roads: ['road', 'school', 'park', 'hospital'],
  other: ['residential', 'park', 'road', 'market']
}

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

/** Reports come in the day, most at noon and after work; on weekends fewer. */
function momentOf(day: string, random: Random): number {
  const hour = random.pick([7, 8, 8, 9, 10, 11, 12, 12, 14, 15, 16, 17, 17, 18, 18, 19, 19, 20, 21])
  return startOfDay(day) + hour * 3_600_000 + random.int(0, 3599) * 1000
}

export async function seedDemo(
  world: World,
  files: City,
  progress: (what: string, done: number, of: number) => void
): Promise<void> {
  await addStaff(files, demoPassword)
  if (!(await isEmpty())) return
  const city = world.city()
  const random = seeded(20_261_122)
  const now = world.now()
  const today = dayOf(now)
  const weight = (day: string) => (city.calendar.isWorking(day) ? 10 : 6)
  const calendar = Array.from({ length: days }, (_, i) => addDays(today, i - days + 1))
  const basket = calendar.flatMap((day) => Array.from({ length: weight(day) }, () => day))

  const drafts = Array.from({ length: cases }, () => {
    const day = random.pick(basket)
    const at = Math.min(momentOf(day, random), now.getTime() - random.int(10, 200) * 60_000)
    const category = random.pick(city.categories)
    const kinds = habitat[category.tile] ?? []
    const near = files.places.filter((p) => kinds.includes(p.kind))
    const place = random.pick(near.length > 0 ? near : files.places)
    const way = route(city, category.code, place.place.lng, place.place.lat)
    const limit = city.limit(category, way.area.id, way.grid?.id)
    const schedule = city.calendar.of(limit.unit, way.office)
    const used = workingBetween(schedule, at, now.getTime()) / city.calendar.msOf(limit)
    const fate = fateOf(used, (now.getTime() - at) / 86_400_000, random)
    return { at, category, place, fate, variant: random.int(0, variants - 1) }
  }).sort((a, b) => a.at - b.at)

  const photo = await drawPhotos(
    drafts.map((d) => ({
      kind: d.category.scene as SceneKind,
      variant: d.variant,
      moments: ['before', 'after'] as const
    })),
    now,
    (done, of) => progress(w.demo.drawing, done, of)
  )
  const docs: CaseDoc[] = []
  for (const [i, draft] of drafts.entries()) {
    const consent = random.chance(0.93)
    const old = now.getTime() - draft.at > 6 * 3_600_000
    const plan: Plan = {
      no: await nextNo(dayOf(draft.at)),
      at: draft.at,
      fate: draft.fate,
      place: draft.place,
      category: draft.category.code,
      consent,
      published: !['withdrawn', 'received'].includes(draft.fate) && (old ? random.chance(0.96) : random.chance(0.45)),
      before: [photo(draft.category.scene, 'before', draft.variant)],
      after: photo(draft.category.scene, 'after', draft.variant)
    }
    docs.push(live(plan, city, random, now.getTime()))
    if (i % 25 === 0) progress(w.demo.writing, i, drafts.length)
  }
  await insertMany(docs)
  await markUsed(
    docs.flatMap((doc) =>
      Object.values(doc.words).flatMap((said) => (said.photos ?? []).map((id) => ({ id, no: doc.no })))
    )
  )
  progress(w.demo.writing, docs.length, docs.length)
}
