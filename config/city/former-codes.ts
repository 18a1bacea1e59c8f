/**
 * A city wrote its urgencies and area classes in Chinese before they were codes. Files exported then are still read, and
 * what stands in a chain (parts of old releases, entries of ledgers) stays as it was written.
 */
import type { Urgency } from '#shared/city.ts'
import type { AreaClass } from '#shared/limits.ts'

const formerUrgencies = { 即办: 'immediate', 限办: 'limited', 急办: 'urgent' } as const satisfies Record<
  string,
  Urgency
>
const formerClasses = { 一类: 'first', 二类: 'second', 三类: 'third' } as const satisfies Record<string, AreaClass>

const isBag = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const codeIn = (codes: Readonly<Record<string, string>>, written: unknown): unknown =>
  typeof written === 'string' && Object.hasOwn(codes, written) ? codes[written] : written

/** An urgency as a code, however it was written; what is neither stays. */
export const urgencyCode = <T>(written: T): T | Urgency => codeIn(formerUrgencies, written) as T | Urgency

const stagesInCodes = (stages: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(stages).map(([urgency, limits]) => [urgencyCode(urgency), limits]))

/** One field of an entry, or of a part that is one value, in codes. */
const fields: Readonly<Record<string, (value: unknown) => unknown>> = {
  urgency: urgencyCode,
  urgencies: (value) => (Array.isArray(value) ? value.map(urgencyCode) : value),
  areaClass: (value) => codeIn(formerClasses, value),
  stages: (value) => (isBag(value) ? stagesInCodes(value) : value),
  features: (value) => (Array.isArray(value) ? value.map(inCodes) : value),
  properties: (value) => inCodes(value)
}

/** Any part of a city, or one entry of it, in codes. */
export function inCodes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCodes)
  if (!isBag(value)) return value
  const coded = Object.entries(fields).flatMap(([name, code]) =>
    Object.hasOwn(value, name) ? [[name, code(value[name])] as const] : []
  )
  return coded.length === 0 ? value : { ...value, ...Object.fromEntries(coded) }
}
