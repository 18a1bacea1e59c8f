/** Publication consent: whether each reporter who is in a case now said yes, and what of an approval that leaves. */
import { verbTable, verbs, type Verb } from '#shared/verbs.ts'
import type { Entry, Words } from './ledger.ts'
import type { Publication } from './state.ts'

/** Report to whether its reporter said yes. */
export type Consents = Map<string, boolean>

/** Verbs whose words a moderator may approve. */
export const publishable: ReadonlySet<Verb> = new Set(verbs.filter((verb) => verbTable[verb].words === 'public'))

export function noteConsent(consents: Consents, { verb, facts }: Entry): void {
  const { report, into, consent } = facts
  if (verb === 'join' && into) consents.clear()
  else if (report === undefined) return
  else if (verb === 'receive' || verb === 'join' || (verb === 'unjoin' && into)) consents.set(report, consent !== false)
  else if (verb === 'withdraw' || verb === 'unjoin') consents.delete(report)
}

/** Where photos stand among what was said: how an approval names them in the chain. */
export const whereStand = (words: Readonly<Record<string, Words>>, ids: readonly string[]): string[] =>
  Object.entries(words).flatMap(([n, said]) =>
    (said.photos ?? []).flatMap((id, i) => (ids.includes(id) ? [`${n}.${i}`] : []))
  )

/**
 * What the public sees of what was approved: nothing of who said no, left or was forgotten, and no word of anybody where
 * nobody is left who said yes.
 */
export function withConsent(
  { title, ...approved }: Publication,
  ledger: readonly Entry[],
  words: Readonly<Record<string, Words>>,
  consents: Consents
): Publication {
  if (![...consents.values()].includes(true)) return { ...approved, words: [], photos: [] }
  const isOpen = (n: number): boolean => {
    const entry = ledger[n - 1]
    if (!entry || !words[n] || !publishable.has(entry.verb)) return false
    return entry.facts.report === undefined || consents.get(entry.facts.report) === true
  }
  // From where they stand to what they are.
  const photos = approved.photos.flatMap((where) => {
    const [n = 0, i = 0] = where.split('.').map(Number)
    const id = isOpen(n) ? words[n]?.photos?.[i] : undefined
    return id === undefined ? [] : [id]
  })
  return { ...approved, ...(title && { title }), words: approved.words.filter(isOpen), photos: [...new Set(photos)] }
}
