/**
 * The checker: does a city hang together, and does every category at every point of it have exactly one lead office?
 * Pure: a city and a moment in, findings out.
 */
import type { Verdict } from '#shared/releases.ts'
import { dayOf } from '#shared/when.ts'
import { bySeverity } from './findings.ts'
import { checkNames, type CheckedCity } from './names.ts'

export type { CheckedCity } from './names.ts'

const findingsAtMost = 500

/** Everything that stands in the way, worst first. `at` is the moment from which the city is to hold. */
export function checkCity(city: CheckedCity, at: number): Verdict {
  const findings = bySeverity(checkNames(city, dayOf(at)))
  const count = (severity: string) => findings.filter((f) => f.severity === severity).length
  const counts = { error: count('error'), warning: count('warning'), note: count('note') }
  return {
    passes: counts.error === 0,
    at: new Date(at).toISOString(),
    counts,
    findings: findings.slice(0, findingsAtMost),
    proved: { cells: 0, categories: city.categories.length, moments: 0, decisions: 0 }
  }
}
