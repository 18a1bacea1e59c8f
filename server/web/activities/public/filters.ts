/** What a visitor looks for; the address bar is the state, so that every view can be sent to someone else. */
import { activityKinds } from '#shared/activities.ts'
import { check, day, slug } from '#shared/schema.ts'
import { addDays, dayOf, weekdayOf } from '#shared/time-format.ts'

export const whens = ['coming', 'week', 'weekend', 'running', 'past'] as const
export type When = (typeof whens)[number]
export interface Filters {
  kind?: (typeof activityKinds)[number]
  area?: string
  when?: When
  day?: string
  free?: '1'
}
export const filterNames = ['kind', 'area', 'when', 'day', 'free'] as const satisfies readonly (keyof Filters)[]
type Query = Readonly<Record<string, string | string[] | undefined>>
const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value)?.trim() ?? ''

/** A value that is none of ours is left out: half a link is better than an error. */
export function readFilters(query: Query): Filters {
  const kind = activityKinds.find((it) => it === one(query['kind']))
  const when = whens.find((it) => it === one(query['when']) && it !== 'coming')
  const area = one(query['area'])
  const on = one(query['day'])
  const isDay = check(day(), on).ok && !Number.isNaN(Date.parse(`${on}T00:00:00Z`))
  return {
    ...(kind && { kind }),
    ...(area && check(slug(), area).ok && { area }),
    ...(isDay ? { day: on } : when && { when }),
    ...(one(query['free']) === '1' && { free: '1' as const })
  }
}

export function readAfter(query: Query): string | undefined {
  const after = one(query['after'])
  return /^[A-Za-z0-9_-]{1,200}$/.test(after) ? after : undefined
}

export function activitiesHref({ kind, area, when, day: on, free }: Filters, after?: string): string {
  const said = Object.entries({ kind, area, when, day: on, free, after }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''
  )
  return said.length > 0 ? `/activities?${new URLSearchParams(said).toString()}` : '/activities'
}

/** As the contract asks for it. */
export function queryOf({ kind, area, when, day: on, free }: Filters, now: Date) {
  const today = dayOf(now)
  const saturday = addDays(today, weekdayOf(today) === 0 ? -1 : 6 - weekdayOf(today))
  const span = on
    ? { from: on, to: on }
    : when === 'week'
      ? { from: today, to: addDays(today, 6) }
      : when === 'weekend'
        ? { from: saturday < today ? today : saturday, to: addDays(saturday, 1) }
        : {}
  const past = on !== undefined && on < today
  return {
    ...(kind && { kind }),
    ...(area && { area }),
    ...(free && { free }),
    ...(past ? { when: 'past' as const } : when === 'running' || when === 'past' ? { when } : {}),
    ...span
  }
}
