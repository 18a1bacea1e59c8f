/** The list's filters: the address bar is their state, so that every view can be sent to someone else. */
import { listQuery, listStates, sinceChoices, statuses } from '#shared/cases.ts'
import { check, cursor } from '#shared/schema.ts'
import { caseWords, fill, say } from '../../frame/words.ts'

export const filterNames = ['q', 'area', 'tile', 'category', 'office', 'status', 'state', 'days', 'on'] as const
export type FilterName = (typeof filterNames)[number]
export type Filters = Partial<Record<FilterName, string>>
export const cursorNames = ['after', 'before'] as const
type Query = Readonly<Record<string, string | string[] | undefined>>

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** What the address asks for. A value that is none of ours is left out: half a link is better than an error. */
export function readFilters(query: Query): Filters {
  const filters: Filters = {}
  for (const name of filterNames) {
    const value = one(query[name])?.trim()
    if (value && check(listQuery[name], value).ok) filters[name] = value
  }
  return filters
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
    area: choices.areas.find((it) => it.id === filters.area)?.name,
    tile: choices.tiles.find((it) => it.id === filters.tile)?.name,
    category: choices.categories.find((it) => it.code === filters.category)?.name,
    office: choices.offices.find((it) => it.id === filters.office)?.short,
    status: statuses.filter((it) => it === filters.status).map((it) => caseWords.status[it])[0],
    state: listStates.filter((it) => it === filters.state).map((it) => say.list.states[it])[0],
    days: sinceChoices.filter((it) => it === filters.days).map((it) => say.list.days[it])[0],
    on: filters.on && fill(say.list.saysOn, { day: filters.on })
  }
  return filterNames.flatMap((name) => {
    if (!filters[name]) return []
    const { [name]: _dropped, ...rest } = filters
    return [{ words: names[name] ?? filters[name] ?? '', without: casesHref(rest) }]
  })
}
