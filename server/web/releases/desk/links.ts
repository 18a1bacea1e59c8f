/** Addresses of the administrator's desk. */
import type { ListPart, PartName } from '#shared/parts.ts'
import type { SetUpStep } from '#shared/set-up.ts'

export const adminHome = '/office/admin/'
export const pages = [
  'home',
  'set-up',
  'areas',
  'offices',
  'people',
  'categories',
  'tiles',
  'rules',
  'try',
  'rehearsals',
  'calendar',
  'times'
] as const
export type AdminPageName = (typeof pages)[number]

export const pageHref = (page: AdminPageName): string => (page === 'home' ? adminHome : `${adminHome}${page}`)

/** A step of a city's first day. */
export const stepHref = (step: SetUpStep): string => `${pageHref('set-up')}/${step}`

export const query = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const said = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]): [string, string] => [name, String(value)])
  return said.length > 0 ? `?${new URLSearchParams(said).toString()}` : ''
}

/** The page where the entries of a part are listed. */
export const listHref = (part: ListPart): string => (part === 'assets' ? pageHref('areas') : pageHref(part))
export const entryHref = (part: ListPart, id: string): string => `${adminHome}${part}/at/${encodeURIComponent(id)}`
export const newHref = (part: ListPart): string => `${adminHome}${part}/new`

/** Where one goes to change what a finding or a change speaks of. */
export const partHref = (part: PartName, entry?: string): string => {
  if (part === 'calendar') return pageHref('calendar')
  if (part === 'time') return pageHref('times')
  if (part === 'info') return `${pageHref('areas')}#border`
  return entry === undefined ? listHref(part) : entryHref(part, entry)
}

/** The page an entry of the history or of the draft bar belongs to, for marking it in the navigation. */
export const pageOf: Record<PartName, AdminPageName> = {
  info: 'areas',
  calendar: 'calendar',
  time: 'times',
  areas: 'areas',
  assets: 'areas',
  offices: 'offices',
  people: 'people',
  categories: 'categories',
  tiles: 'tiles',
  rules: 'rules'
}
