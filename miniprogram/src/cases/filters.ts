import type { listStates, sinceChoices } from '#shared/cases.ts'
import type { CallInput } from '../api'

/** What a reader looks for; the empty word is no condition. */
export interface Filters {
  q: string
  area: string
  tile: string
  days: '' | (typeof sinceChoices)[number]
  state: '' | (typeof listStates)[number]
}
export const noFilters: Filters = { q: '', area: '', tile: '', days: '', state: '' }
export const anyFilter = (filters: Filters): boolean => Object.values(filters).some((value) => value !== '')

export const stateChoices = [
  '',
  'overdue',
  'today',
  'open',
  'closed',
  'dissatisfied',
  'reopened'
] as const satisfies readonly Filters['state'][]

type Query = Pick<NonNullable<CallInput<'listCases'>['query']>, keyof Filters>
/** Only the conditions that are set, as the contract wants them. */
export function queryOf({ q, area, tile, days, state }: Filters): Query {
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(area && { area }),
    ...(tile && { tile }),
    ...(days && { days }),
    ...(state && { state })
  }
}
