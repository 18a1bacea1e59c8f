/** Parts as lists of named entries: how one is found, put, taken out, and compared. Pure. */
import type { City } from '#config/city/types.ts'
import { cityParts, idOf, type ListPart, type PartName, type PartValues } from '#shared/parts.ts'
import type { PartChange } from '#shared/releases.ts'
import { jcs } from '#server/kernel/canonical.ts'
import type { Parts } from '#server/city/index.ts'

/** The words the program uses for a city are words the contract lets through: a field missing there does not compile. */
type Loose<T> = T extends readonly (infer U)[]
  ? Loose<U>[]
  : T extends object
    ? { [K in keyof T]: Loose<T[K]> | (undefined extends T[K] ? undefined : never) }
    : T
type Fits = { [P in PartName]: Loose<City[P]> extends PartValues[P] ? true : P }
const contractCoversCity: { [P in PartName]: true } = {} as Fits
void contractCoversCity

export type Entry = { id?: string; code?: string; properties?: { id: string } } & Record<string, unknown>

/** Edited whole, not entry by entry. */
export const isWhole = (part: PartName): part is Exclude<PartName, ListPart> =>
  part === 'info' || part === 'calendar' || part === 'time'

/** The entries of a part; none where it is edited whole. */
export function entriesOf(part: PartName, value: unknown): readonly Entry[] {
  if (isWhole(part)) return []
  return (part === 'areas' || part === 'assets' ? (value as { features: Entry[] }).features : value) as Entry[]
}

export function withEntries(part: ListPart, entries: readonly Entry[]): unknown {
  return part === 'areas' || part === 'assets' ? { type: 'FeatureCollection', features: entries } : entries
}

export const countOf = (part: PartName, value: unknown): number => (isWhole(part) ? 1 : entriesOf(part, value).length)

/** Puts an entry in the place of the one of its name, before another, or at the end. Nothing where `before` is unknown. */
export function put(entries: readonly Entry[], entry: Entry, before?: string): Entry[] | undefined {
  const id = idOf(entry)
  const at = entries.findIndex((e) => idOf(e) === id)
  if (before === undefined || before === id)
    return at < 0 ? [...entries, entry] : entries.map((e, i) => (i === at ? entry : e))
  const rest = entries.filter((e) => idOf(e) !== id)
  const to = rest.findIndex((e) => idOf(e) === before)
  return to < 0 ? undefined : [...rest.slice(0, to), entry, ...rest.slice(to)]
}

/** What a person calls an entry; the title of somebody is his post. */
export const titleOf = (entry: Entry): string | undefined => {
  const named = (entry.properties ?? entry) as { title?: string; name?: string }
  return named.name ?? named.title
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Dotted names of the fields in which two entries differ, two levels deep. */
function fieldsThatDiffer(was: unknown, is: unknown, prefix = '', depth = 0): string[] {
  if (!isPlain(was) || !isPlain(is) || depth > 1) return [prefix || '*']
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => {
    if (jcs(was[key]) === jcs(is[key])) return []
    const name = prefix ? `${prefix}.${key}` : key
    return isPlain(was[key]) && isPlain(is[key]) ? fieldsThatDiffer(was[key], is[key], name, depth + 1) : [name]
  })
}

/** The longest run of names that kept their order; whoever is not in it has been moved. */
function keptInOrder(was: readonly string[], is: readonly string[]): Set<string> {
  const places = new Map(was.map((id, i) => [id, i]))
  const common = is.filter((id) => places.has(id))
  const tails: number[] = []
  const before = new Map<string, string | undefined>()
  const ends: string[] = []
  for (const id of common) {
    const place = places.get(id) ?? 0
    let [low, high] = [0, tails.length]
    while (low < high) {
      const mid = (low + high) >> 1
      if ((tails[mid] ?? 0) < place) low = mid + 1
      else high = mid
    }
    tails[low] = place
    ends[low] = id
    before.set(id, low > 0 ? ends[low - 1] : undefined)
  }
  const kept = new Set<string>()
  for (let id = ends.at(-1); id !== undefined; id = before.get(id)) kept.add(id)
  return kept
}

function changesOf(part: PartName, was: unknown, is: unknown): PartChange[] {
  if (isWhole(part)) return jcs(was) === jcs(is) ? [] : [{ part, kind: 'changed', fields: fieldsThatDiffer(was, is) }]
  const [old, now] = [entriesOf(part, was), entriesOf(part, is)]
  const oldById = new Map(old.map((e) => [idOf(e), e]))
  const nowById = new Map(now.map((e) => [idOf(e), e]))
  const change = (kind: PartChange['kind'], e: Entry, fields: string[] = []): PartChange => {
    const title = titleOf(e)
    return { part, kind, entry: idOf(e), ...(title !== undefined && { title }), fields: fields.slice(0, 60) }
  }
  const ordered = part === 'rules' ? keptInOrder([...oldById.keys()], [...nowById.keys()]) : undefined
  return [
    ...old.filter((e) => !nowById.has(idOf(e))).map((e) => change('removed', e)),
    ...now.flatMap((e) => {
      const before = oldById.get(idOf(e))
      if (!before) return [change('added', e)]
      if (jcs(before) !== jcs(e)) return [change('changed', e, fieldsThatDiffer(before, e))]
      return ordered && !ordered.has(idOf(e)) ? [change('moved', e)] : []
    })
  ]
}

/** What changes from one city to another, part by part; parts known to be equal may be left out of both. */
export const changesBetween = (was: Partial<Parts>, is: Partial<Parts>): PartChange[] =>
  cityParts.flatMap((part) => (was[part] && is[part] ? changesOf(part, was[part], is[part]) : []))
