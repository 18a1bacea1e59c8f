/**
 * The checker: does a city hang together, does its time run, and does every category at every point of it have exactly one
 * lead office?
 * Pure: a city and a moment in, findings out. It works in steps, so that a house that asks can go on serving meanwhile.
 */
import { setImmediate } from 'node:timers/promises'
import type { Verdict } from '#shared/releases.ts'
import { dayOf } from '#shared/time-format.ts'
import { bySeverity } from './findings.ts'
import { surveyGround } from './ground.ts'
import { checkNames, type CheckedCity } from './names.ts'
import { prove } from './proof.ts'
import { checkTimes } from './times.ts'

const findingsAtMost = 500

function* steps(city: CheckedCity, at: number): Generator<void, Verdict> {
  const day = dayOf(at)
  const names = checkNames(city, day)
  const times = checkTimes(city, at)
  const ground = yield* surveyGround(city)
  const proof = yield* prove(city, ground, day)
  const findings = bySeverity([...names, ...times, ...ground.findings, ...proof.findings])
  const count = (severity: string) => findings.filter((f) => f.severity === severity).length
  const counts = { error: count('error'), warning: count('warning'), note: count('note') }
  return {
    passes: counts.error === 0,
    at: new Date(at).toISOString(),
    counts,
    findings: findings.slice(0, findingsAtMost),
    proved: {
      cells: ground.proved ? ground.cells.length : 0,
      categories: city.categories.length,
      moments: proof.moments,
      decisions: proof.decisions
    }
  }
}

/** Everything that stands in the way, worst first. `at` is the moment from which the city is to hold. */
export function checkCity(city: CheckedCity, at: number): Verdict {
  const work = steps(city, at)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** How long it works before it lets others in, milliseconds. */
const breath = 8

/** The same, for a server that has other visitors. */
export async function checkCityCalmly(city: CheckedCity, at: number): Promise<Verdict> {
  const work = steps(city, at)
  let since = performance.now()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - since < breath) continue
    await setImmediate()
    since = performance.now()
  }
}
