/** A case as anybody can check it: nothing stands here that its hashes do not hold, and nothing that a page does not show. */
import type { OpenLedger } from '#shared/ledger.ts'
import { digestsOf, digestsOnly, isOpen, openPart, type Entry } from './ledger.ts'
import { isMasked } from './masks.ts'
import type { CaseDoc } from './model.ts'

type OpenEntry = OpenLedger['entries'][number]
type OpenWords = OpenLedger['said'][number]

/** An entry of the first form with something in it that only staff may read shows its place in the chain alone. */
const openEntry = (entry: Entry): OpenEntry => {
  const { n, at, prev, hash } = entry
  if (!isOpen(entry)) return { n, at, prev, hash }
  if (entry.form) return { ...(openPart(entry) as Omit<OpenEntry, 'hash'>), hash }
  return entry as OpenEntry
}

/** What a moderator approved whole of what was said. The rest, and what he masked in part, is there by its digest, and gives nothing away. */
function openWords(caseDoc: CaseDoc, { n, form, apart = [] }: Entry): OpenWords[] {
  const { words, publication } = caseDoc
  const said = words[n]
  if (!said || !form || apart.includes('words')) return []
  const all = digestsOf(said)
  const approved = publication.words.includes(n)
  const told = Object.entries(all).filter(([path, { value }]) =>
    path.startsWith('photos.')
      ? publication.photos.includes(value)
      : approved && spoken.has(path) && !isMasked(caseDoc, n, path)
  )
  if (told.length === 0) return []
  return [
    {
      n,
      digests: digestsOnly(all),
      told: Object.fromEntries(told.map(([path, { key, value }]) => [path, { key, value }]))
    }
  ]
}
/** Parts of what was said that the public reads once they are approved; `entryView` shows the same. */
const spoken: ReadonlySet<string> = new Set(['text', 'ask', 'contact'])

export const presentLedger = (caseDoc: CaseDoc): Omit<OpenLedger, 'root'> => ({
  no: caseDoc.no,
  entries: caseDoc.ledger.map(openEntry),
  said: caseDoc.ledger.flatMap((entry) => openWords(caseDoc, entry))
})
