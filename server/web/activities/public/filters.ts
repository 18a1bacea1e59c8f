/** What a visitor looks for; the address bar is the state, so that every view can be sent to someone else. */
import { activityKinds } from '#shared/activities.ts'
import { day, just, oneOf, slug, valueOf } from '#shared/schema.ts'
import { addDays, dayOf, weekdayOf } from '#shared/time-format.ts'
import type { Misread } from '../../parts/NotUnderstood.tsx'
import { say } from './words.ts'

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

export interface Asked {
  filters: Filters
  /** What no filter understands; then nothing is listed, or a wrong link would show everything. */
  unread: Partial<Record<(typeof filterNames)[number], string>>
}
const schemas = { kind: oneOf(activityKinds), area: slug(), when: oneOf(whens), day: day(), free: just('1') } as const

export function readFilters(query: Query): Asked {
  const said = filterNames.flatMap((name) => {
    const typed = one(query[name])
    return typed === '' ? [] : [{ name, typed, read: valueOf(schemas[name], typed) }]
  })
  const unread = Object.fromEntries(
    said.flatMap(({ name, typed, read }) => (read === undefined ? [[name, typed]] : []))
  )
  const { when, ...rest } = Object.fromEntries(said.map(({ name, read }) => [name, read])) as Filters
  const filters = { ...rest, ...(rest.day === undefined && when !== 'coming' && { when }) }
  return { filters: Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)), unread }
}
/** And a street that the city does not have. */
export function knownOf({ filters, unread }: Asked, areas: readonly { id: string }[]): Asked {
  const { area, ...rest } = filters
  const strange = area !== undefined && !areas.some((one) => one.id === area)
  return strange ? { filters: rest, unread: { ...unread, area } } : { filters, unread }
}
/** What was not understood, in words, each with the address that drops it. */
export function misread({ filters, unread }: Asked): Misread[] {
  return filterNames.flatMap((name) => {
    const value = unread[name]
    if (value === undefined) return []
    const { [name]: _dropped, ...rest } = { ...filters, ...unread }
    return [{ filter: say.names[name], value: value.slice(0, 60), without: activitiesHref(rest) }]
  })
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
