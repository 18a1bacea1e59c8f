/** The list's filters: the address bar is their state, so that every view can be sent to someone else. */
import { listQuery, listStates, sinceChoices, statuses } from '#shared/cases.ts'
import { check, cursor, valueOf } from '#shared/schema.ts'
import { isSearchable } from '#shared/typed.ts'
import type { Misread } from '../../parts/NotUnderstood.tsx'
import { caseWords, fill, say } from '../../frame/words.ts'

export const filterNames = ['q', 'area', 'tile', 'category', 'office', 'status', 'state', 'days', 'on'] as const
export type FilterName = (typeof filterNames)[number]
export type Filters = Partial<Record<FilterName, string>>
export const cursorNames = ['after', 'before'] as const
type Query = Readonly<Record<string, string | string[] | undefined>>

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

export interface Asked {
  filters: Filters
  /** What no filter understands; then nothing is listed, or a wrong link would show everything. */
  unread: Filters
}
/** What the address asks for, as the contract reads it. */
export function readFilters(query: Query): Asked {
  const filters: Filters = {}
  const unread: Filters = {}
  for (const name of filterNames) {
    const value = one(query[name])?.trim()
    if (!value) continue
    const read = valueOf(listQuery[name], value)
    if (read === '') continue
    if (read === undefined || (name === 'q' && !isSearchable(read))) unread[name] = value
    else filters[name] = read
  }
  return { filters, unread }
}
/** And what the city does not have: a street, a category, an office. */
export function knownOf({ filters, unread }: Asked, { areas, tiles, categories, offices }: Choices): Asked {
  const known: Partial<Record<FilterName, readonly string[]>> = {
    area: areas.map((area) => area.id),
    tile: tiles.map((tile) => tile.id),
    category: categories.map((category) => category.code),
    office: offices.map((office) => office.id)
  }
  const strange = filterNames.filter((name) => filters[name] && known[name]?.includes(filters[name]) === false)
  const part = (those: boolean): Filters =>
    Object.fromEntries(Object.entries(filters).filter(([name]) => strange.includes(name as FilterName) === those))
  return { filters: part(false), unread: { ...unread, ...part(true) } }
}
/** What was not understood, in words, each with the address that drops it. */
export function misread({ filters, unread }: Asked): Misread[] {
  return filterNames.flatMap((name) => {
    const value = unread[name]
    if (value === undefined) return []
    const { [name]: _dropped, ...rest } = { ...filters, ...unread }
    return [{ filter: say.list.names[name], value: value.slice(0, 60), without: casesHref(rest) }]
  })
}

export function readCursor(query: Query): { after?: string; before?: string } {
  for (const name of cursorNames) {
    const value = one(query[name])
    if (value && check(cursor(), value).ok) return { [name]: value }
  }
  return {}
}

/** An address of the list. Empty values fall out, so that the shortest form of a view is its only form. */
export function casesHref(filters: Filters & { after?: string | undefined; before?: string | undefined } = {}): string {
  const said = [...filterNames, 'after' as const, 'before' as const].flatMap((name) => {
    const value = filters[name]
    return value ? [[name, value] satisfies [string, string]] : []
  })
  return said.length > 0 ? `/cases?${new URLSearchParams(said).toString()}` : '/cases'
}

export interface Choices {
  areas: readonly { id: string; name: string }[]
  tiles: readonly { id: string; name: string; icon: string }[]
  categories: readonly { code: string; name: string }[]
  offices: readonly { id: string; short: string }[]
}

/** What is filtered, in words, each with the address that drops it. */
export function described(filters: Filters, choices: Choices): { words: string; without: string }[] {
  const names: Record<FilterName, string | undefined> = {
    q: filters.q && fill(say.list.saysQ, { q: filters.q }),
    area: choices.areas.find((area) => area.id === filters.area)?.name,
    tile: choices.tiles.find((tile) => tile.id === filters.tile)?.name,
    category: choices.categories.find((category) => category.code === filters.category)?.name,
    office: choices.offices.find((office) => office.id === filters.office)?.short,
    status: statuses.filter((status) => status === filters.status).map((status) => caseWords.status[status])[0],
    state: listStates.filter((state) => state === filters.state).map((state) => say.list.states[state])[0],
    days: sinceChoices.filter((days) => days === filters.days).map((days) => say.list.days[days])[0],
    on: filters.on && fill(say.list.saysOn, { day: filters.on })
  }
  return filterNames.flatMap((name) => {
    if (!filters[name]) return []
    const { [name]: _dropped, ...rest } = filters
    return [{ words: names[name] ?? filters[name] ?? '', without: casesHref(rest) }]
  })
}
