/**
 * The numbers of the home page, each with its denominator. Read by anyone, so computed at most every few seconds, once
 * however many ask at the same time.
 */
import type { StatsView } from '#shared/cases.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { daysBetween } from '#server/deadlines/index.ts'
import { withDeadline } from '#server/kernel/mongo.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { summary, type Row } from './model.ts'

const freshMs = 5_000

const sum = (rows: readonly Row[], value: (r: Row) => number): number => rows.reduce((total, r) => total + value(r), 0)

function median(spans: readonly { days: number; n: number }[]): number | null {
  const all = [...spans].sort((a, b) => a.days - b.days)
  const half = sum2(all) / 2
  let seen = 0
  for (const { days, n } of all) {
    seen += n
    if (seen >= half) return days
  }
  return null
}
const sum2 = (spans: readonly { n: number }[]): number => spans.reduce((t, s) => t + s.n, 0)

/** All cases are counted for all who ask within a few seconds: so long may that take. */
const evaluationMs = 10_000

export function statisticsRoutes(context: AppContext): Pick<Handlers, 'stats'> {
  const kept = new Map<string, { at: number; value: Promise<StatsView> }>()

  async function compute(days: number): Promise<StatsView> {
    const now = context.now()
    const city = context.city()
    const to = dayOf(now)
    const from = addDays(to, 1 - days)
    const { rows, daily, spans } = await withDeadline(evaluationMs, () =>
      summary({
        from: new Date(startOfDay(from)).toISOString(),
        now,
        endOfToday: new Date(startOfDay(addDays(to, 1))),
        dayMs: city.calendar.dayMs
      })
    )
    const group = (key: (r: Row) => string) => {
      const groups = new Map<string, Row[]>()
      for (const r of rows) groups.set(key(r), [...(groups.get(key(r)) ?? []), r])
      return groups
    }
    const areas = group((r) => r.area)
    const offices = group((r) => r.office)
    return {
      at: now.toISOString(),
      from,
      to,
      received: sum(rows, (r) => r.received),
      closed: sum(rows, (r) => r.closed),
      handling: sum(rows, (r) => r.open),
      overdue: sum(rows, (r) => r.overdue),
      dueToday: sum(rows, (r) => r.dueToday),
      onTime: { n: sum(rows, (r) => r.onTime), of: sum(rows, (r) => r.closed) },
      solved: { n: sum(rows, (r) => r.solved), of: sum(rows, (r) => r.rated) },
      satisfied: { n: sum(rows, (r) => r.satisfied), of: sum(rows, (r) => r.rated) },
      dissatisfied: sum(rows, (r) => r.dissatisfied),
      reopened: { n: sum(rows, (r) => r.reopened), of: sum(rows, (r) => r.closed) },
      medianDays: median(spans.map((s) => ({ days: daysBetween(Date.parse(s.from), Date.parse(s.to)), n: s.n }))),
      daily: Array.from({ length: days }, (_, i) => {
        const day = addDays(from, i)
        const found = daily.get(day)
        return {
          day,
          received: found?.received ?? 0,
          closed: found?.closed ?? 0,
          working: city.calendar.isWorking(day)
        }
      }),
      byArea: city.areas.streets.map((f) => {
        const mine = areas.get(f.properties.id) ?? []
        return {
          area: { id: f.properties.id, name: f.properties.name },
          place: city.areas.labelPoint(f.properties.id) ?? city.info.centre,
          received: sum(mine, (r) => r.received),
          closed: sum(mine, (r) => r.closed),
          overdue: sum(mine, (r) => r.overdue),
          satisfied: sum(mine, (r) => r.satisfied),
          rated: sum(mine, (r) => r.rated)
        }
      }),
      byOffice: city.offices.flatMap((o) => {
        const mine = offices.get(o.id)
        return mine
          ? [
              {
                office: { id: o.id, name: o.name, short: o.short },
                received: sum(mine, (r) => r.received),
                closed: sum(mine, (r) => r.closed),
                overdue: sum(mine, (r) => r.overdue),
                onTime: sum(mine, (r) => r.onTime),
                satisfied: sum(mine, (r) => r.satisfied),
                rated: sum(mine, (r) => r.rated),
                returns: sum(mine, (r) => r.returns)
              }
            ]
          : []
      })
    }
  }

  return {
    stats({ query }) {
      const days = Number(query.days ?? '30')
      const key = String(days)
      const now = context.now().getTime()
      const known = kept.get(key)
      if (known && now - known.at < freshMs) return known.value
      const value = compute(days)
      kept.set(key, { at: now, value })
      value.catch(() => kept.delete(key))
      return value
    }
  }
}
