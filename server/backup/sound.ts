/** Whether everything that is chained hangs together: every case, every person's hours, every daily root. */
import { everyChain as everyCase, verifyChain } from '#server/cases/index.ts'
import { everyChain as everyPersonsHours, verifyHours } from '#server/hours/index.ts'
import type { Storage } from '#server/integrations/storage.ts'
import { checkRoots } from '#server/roots/index.ts'

export interface Soundness {
  cases: number
  hours: number
  roots: number
  /** What does not hang together: numbers of cases, of people with hours, days. */
  faults: readonly string[]
}

export async function soundness(records: Storage): Promise<Soundness> {
  const faults: string[] = []
  let cases = 0
  for await (const { no, ledger, words } of everyCase()) {
    cases++
    if (verifyChain(ledger, words)) faults.push(no)
  }
  let hours = 0
  for await (const chain of everyPersonsHours()) {
    hours++
    if (verifyHours(chain)) faults.push(chain[0]?.person ?? '')
  }
  const { roots, faults: days } = await checkRoots(records)
  return { cases, hours, roots, faults: [...faults, ...days] }
}
