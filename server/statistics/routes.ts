/**
 * The numbers of the home page, each with its denominator. Read by anyone, so computed at most twice a second, once
 * however many ask at the same time.
 */
import type { StatsView } from '#shared/cases.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { withDeadline } from '#server/kernel/mongo.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { readKept } from './kept.ts'
import { readStanding, sumsSince } from './summary.ts'
import { inAll, type FigureName } from './sums.ts'

const freshMs = 500

function median(spans: ReadonlyMap<number, number>): number | null {
  const all = [...spans].sort(([a], [b]) => a - b)
  const half = all.reduce((sum, [, n]) => sum + n, 0) / 2
  let seen = 0
  for (const [days, n] of all) {
    seen += n
    if (seen >= half) return days
  }
  return null
}

/** Where nothing is kept yet, all cases are counted for all who ask within a few seconds: so long may that take. */
const evaluationMs = 10_000

/** `read`: where the sums come from; `withinMs`: for how long they may take. */
export function statisticsRoutes(
  context: AppContext,
  { read = readKept, withinMs = evaluationMs } = {}
): Pick<Handlers, 'stats'> {
  const known = new Map<string, { at: number; value: Promise<unknown> }>()
  /** Made once for all who ask within half a second. */
  function shared<T>(key: string, make: () => Promise<T>): Promise<T> {
    const now = context.now().getTime()
    const made = known.get(key)
    if (made && now - made.at < freshMs) return made.value as Promise<T>
    const value = make()
    known.set(key, { at: now, value })
    value.catch(() => known.delete(key))
    return value
  }

  async function compute(days: number): Promise<StatsView> {
    const now = context.now()
    const city = context.city()
    const to = dayOf(now)
    const from = addDays(to, 1 - days)
    const [{ kept, open, due }, period] = await withDeadline(withinMs, async () => {
      const standing = await shared('standing', () => readStanding(now, read))
      return [standing, await sumsSince(standing, from)] as const
    })
    const all = (name: FigureName): number => inAll(period.areas, name)
    const dueIn = (which: 'areas' | 'offices', id: string): number => due[which].get(id)?.overdue ?? 0
    return {
      at: kept.upTo.toISOString(),
      from,
      to,
      received: all('received'),
      closed: all('closed'),
      handling: open,
      overdue: due.overdue,
      dueToday: due.today,
      onTime: { n: all('onTime'), of: all('closed') },
      solved: { n: all('solved'), of: all('rated') },
      satisfied: { n: all('satisfied'), of: all('rated') },
      dissatisfied: all('dissatisfied'),
      reopened: { n: all('reopened'), of: all('closed') },
      medianDays: median(period.spans),
      daily: Array.from({ length: days }, (_, i) => {
        const day = addDays(from, i)
        const { received = 0, closed = 0 } = period.days.get(day) ?? {}
        return { day, received, closed, working: city.calendar.isWorking(day) }
      }),
      byArea: city.areas.streets.map(({ properties: { id, name } }) => {
        const { received = 0, closed = 0, satisfied = 0, rated = 0 } = period.areas.get(id) ?? {}
        return {
          area: { id, name },
          place: city.areas.labelPoint(id) ?? city.info.centre,
          received,
          closed,
          overdue: dueIn('areas', id),
          satisfied,
          rated
        }
      }),
      byOffice: city.offices.flatMap(({ id, name, short }) => {
        const mine = period.offices.get(id)
        if (!mine && !due.offices.has(id)) return []
        const { received = 0, closed = 0, onTime = 0, satisfied = 0, rated = 0, returns = 0 } = mine ?? {}
        return [
          {
            office: { id, name, short },
            received,
            closed,
            overdue: dueIn('offices', id),
            onTime,
            satisfied,
            rated,
            returns
          }
        ]
      })
    }
  }

  return {
    stats({ query }) {
      const days = query.days ?? '30'
      return shared(days, () => compute(Number(days)))
    }
  }
}
