/**
 * Clocks counted anew where the calendar has changed: a notice of the State Council, other duty hours, new rules. What
 * lies behind keeps its count, for a change holds from a day on; what lies ahead moves. Nothing is written into the
 * ledger, because nothing happened to the case: the deadline is a function of the ledger and the calendar.
 */
import type { CitySnapshot } from '#server/city/index.ts'
import { settle, withNextRung } from './advance.ts'
import { countedInDays, countedOtherwise, replaceIfUnmoved, type CaseDoc } from './model.ts'

const batch = 100
const roundsAtMost = 1000

async function again(find: (limit: number) => Promise<CaseDoc[]>, city: CitySnapshot): Promise<number> {
  let sum = 0
  for (let round = 0; round < roundsAtMost; round++) {
    const found = await find(batch)
    let moved = 0
    // Who moves a case meanwhile is faster, and has counted by the new calendar himself or is found the next time.
    for (const doc of found) if (await replaceIfUnmoved(doc, withNextRung(doc, settle(doc, city)))) moved++
    sum += moved
    if (found.length < batch || moved === 0) break
  }
  return sum
}

/** Counts every running clock by the calendar as it is now; how many were counted. */
export const recomputeDeadlines = (city: CitySnapshot): Promise<number> =>
  again((limit) => countedOtherwise(city.calendar.mark, limit), city)

/** Brings cases of the first version into the shape of this one; before anyone is let in. */
export const upgradeCases = (city: CitySnapshot): Promise<number> => again(countedInDays, city)
