/** Sums of days that can be added up: by street area, by office, by day, and how many days the closed ones took. */
import { statuses, type Status } from '#shared/cases.ts'

/** Public cases are counted by status, for who asks for one. */
export const shownIn = (status: Status): `shown_${Status}` => `shown_${status}`
export const figures = [
  // By the day of the first report.
  'received',
  'open',
  'returns',
  ...statuses.map(shownIn),
  // By the day of the close.
  'closed',
  'onTime',
  'reopened',
  // By the day of the close that was rated.
  'rated',
  'solved',
  'satisfied',
  'dissatisfied',
  // Open cases by the day they are due.
  'due',
  'dueShown'
] as const
export type FigureName = (typeof figures)[number]
export type Cell = Partial<Record<FigureName, number>>

export interface Sums {
  areas: Map<string, Cell>
  /** Returns count for who returned, whoever has the case now. */
  offices: Map<string, Cell>
  days: Map<string, Pick<Cell, 'received' | 'closed'>>
  /** Closed cases by the days from the first report to the close. */
  spans: Map<number, number>
}
export const noSums = (): Sums => ({ areas: new Map(), offices: new Map(), days: new Map(), spans: new Map() })

export function addTo<K>(cells: Map<K, Cell>, key: K, name: FigureName, n: number): void {
  if (n === 0) return
  const cell = cells.get(key) ?? {}
  cells.set(key, cell)
  cell[name] = (cell[name] ?? 0) + n
}
const entries = (cell: Cell): [FigureName, number][] => Object.entries(cell) as [FigureName, number][]

export function addUp(all: Iterable<Sums>): Sums {
  const total = noSums()
  for (const sums of all) {
    for (const which of ['areas', 'offices', 'days'] as const)
      for (const [key, cell] of sums[which]) for (const [name, n] of entries(cell)) addTo(total[which], key, name, n)
    for (const [days, n] of sums.spans) total.spans.set(days, (total.spans.get(days) ?? 0) + n)
  }
  return total
}

/** Of the whole city. */
export const inAll = (cells: ReadonlyMap<string, Cell>, name: FigureName): number =>
  [...cells.values()].reduce((sum, cell) => sum + (cell[name] ?? 0), 0)

/** As it is stored: pairs, in an order of their own, so that equal sums are equal text. */
export interface StoredSums {
  areas: [string, Cell][]
  offices: [string, Cell][]
  days: [string, Cell][]
  spans: [number, number][]
}
const sortedCells = (cells: ReadonlyMap<string, Cell>): [string, Cell][] =>
  [...cells]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, cell]) => [key, Object.fromEntries(entries(cell).sort(([a], [b]) => (a < b ? -1 : 1)))])
export const toStore = ({ areas, offices, days, spans }: Sums): StoredSums => ({
  areas: sortedCells(areas),
  offices: sortedCells(offices),
  days: sortedCells(days),
  spans: [...spans].sort(([a], [b]) => a - b)
})
export const fromStore = ({ areas, offices, days, spans }: StoredSums): Sums => ({
  areas: new Map(areas),
  offices: new Map(offices),
  days: new Map(days),
  spans: new Map(spans)
})
export const isSame = (one: Sums, other: Sums): boolean =>
  JSON.stringify(toStore(one)) === JSON.stringify(toStore(other))
