/** What a reporter said and did in the case where his report stands; what others said to him or of him is not among it. */
import type { Entry, Words } from './ledger.ts'
import type { CaseDoc } from './model.ts'

export interface OwnEntry {
  entry: Entry
  /** Absent where nothing was said, or it is erased. */
  said?: Words
}

export const ownEntries = ({ ledger, words, reports }: CaseDoc, report: string): OwnEntry[] =>
  ledger
    .filter(
      ({ n, actor, facts }) =>
        facts.report === report &&
        // Where it was joined, the entry is the centre's and the words are his.
        ((actor.kind === 'reporter' && actor.id === report) || reports.some((r) => r.id === report && r.n === n))
    )
    .map((entry) => ({ entry, ...(words[entry.n] && { said: words[entry.n] }) }))
