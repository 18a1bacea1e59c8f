/** The demo city's look from outside: judgements of some months, a few too few to be shown, and cards of most streets. */
import { hours, remarks, turnout, withoutCard } from '#config/demo-city/stories/supervision.ts'
import { dayOf, startOfDay } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import { keepCard, keepJudgement } from '#server/oversight/index.ts'
import { seeded, type Random } from './random.ts'

const aspects = ['service', 'fairness', 'results'] as const
const monthBefore = (month: string): string => dayOf(startOfDay(`${month}-01`) - 1).slice(0, 7)

/** Somewhere in the month, and never after now. */
function within(month: string, now: number, random: Random): Date {
  const first = startOfDay(`${month}-01`)
  const last = Math.min(now, first + 25 * 86_400_000)
  return new Date(first + Math.round((last - first) * random.next()))
}

const remarkFor = (mean: number, random: Random): string =>
  random.pick(mean < 3 ? remarks.low : mean < 4.5 ? remarks.middle : remarks.high)

/** Says everything under names of its own, so that it may be said twice. */
export async function seedSupervision(context: AppContext): Promise<void> {
  const { offices, people, areas } = context.city()
  const now = context.now().getTime()
  const supervisors = people.filter((p) => p.roles.includes('supervisor'))
  const random = seeded(20_261_125)
  for (const [i, office] of offices.entries()) {
    const voices = supervisors.filter((p) => p.office !== office.id)
    // Every office has its way, and nobody sees it quite as the next one does.
    const way = aspects.map(() => 2.6 + random.next() * 2)
    let month = dayOf(now).slice(0, 7)
    for (const n of turnout[i % turnout.length] ?? []) {
      const first = random.int(0, 3)
      for (let k = 0; k < Math.min(n, voices.length); k++) {
        const by = voices[(first + k) % voices.length]
        if (!by) continue
        const [service = 3, fairness = 3, results = 3] = way.map((mean) =>
          Math.min(5, Math.max(1, Math.round(mean + random.next() * 2 - 1)))
        )
        const spoken = random.chance(0.4)
        await keepJudgement({
          _id: `${by.id}:${office.id}:${month}`,
          by: by.id,
          office: office.id,
          month,
          at: within(month, now, random),
          service,
          fairness,
          results,
          ...(spoken && { words: remarkFor((service + fairness + results) / 3, random) })
        })
      }
      month = monthBefore(month)
    }
  }
  const liaisons = people.filter((p) => p.roles.includes('liaison'))
  for (const [i, { id, name, title, office }] of liaisons.entries()) {
    const area = offices.find((o) => o.id === office)?.area
    if (area === undefined || withoutCard.includes(area) || !areas.get(area)) continue
    await keepCard({
      _id: id,
      name,
      title,
      area,
      phone: `138000030${String(i + 1).padStart(2, '0')}`,
      hours: random.pick(hours)
    })
  }
}
