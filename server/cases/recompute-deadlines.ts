/**
 * Clocks counted anew where the calendar has changed: a notice of the State Council, other duty hours, new rules. What
 * lies behind keeps its count, for a change holds from a day on; what lies ahead moves. Nothing is written into the
 * ledger, because nothing happened to the case: the deadline is a function of the ledger and the calendar.
 */
import type { CitySnapshot } from '#server/city/index.ts'
import { settle, withNextEscalation } from './advance.ts'
import { changesBetween, countedOtherwise, replaceIfUnmoved, type CaseDoc } from './model.ts'

const batch = 100
const roundsAtMost = 1000

/** Counts every running clock by the calendar as it is now; how many were counted. */
export async function recomputeDeadlines(city: CitySnapshot): Promise<number> {
  let sum = 0
  for (let round = 0; round < roundsAtMost; round++) {
    const found = await countedOtherwise(city.calendar.mark, batch)
    let moved = 0
    // Who moves a case meanwhile is faster, and has counted by the new calendar himself or is found the next time.
    for (const doc of found) if (await replaceIfUnmoved(doc, recomputed(doc, city))) moved++
    sum += moved
    if (found.length < batch || moved === 0) break
  }
  return sum
}

const recomputed = (doc: CaseDoc, city: CitySnapshot): CaseDoc => withNextEscalation(doc, settle(doc, city))

/** What has to change in a stored case for its projection to be what its ledger and today's rules say; for migrations. */
export const recomputedChanges = (doc: CaseDoc, city: CitySnapshot) => changesBetween(doc, recomputed(doc, city))
