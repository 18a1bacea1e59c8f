/** Publication consent: whether each reporter who is in a case now said yes, and what of an approval that leaves. */
import { verbTable, verbs, type Verb } from '#shared/verbs.ts'
import type { Entry, Words } from './ledger.ts'
import type { Publication } from './state.ts'

/** Report to the entry its reporter's yes holds from, 0 where he never said otherwise; `false` where he says no. */
export type Consents = Map<string, number | false>

/** Verbs whose words a moderator may approve. */
export const publishable: ReadonlySet<Verb> = new Set(verbs.filter((verb) => verbTable[verb].words === 'public'))

const comesIn: ReadonlySet<Verb> = new Set(['receive', 'join', 'consent'])

export function noteConsent(consents: Consents, { n, verb, facts }: Entry): void {
  const { report, into, consent } = facts
  if (verb === 'join' && into) consents.clear()
  else if (report === undefined) return
  else if (comesIn.has(verb) || (verb === 'unjoin' && into))
    consents.set(report, consent === false ? false : consent ? n : 0)
  else if (verb === 'withdraw' || verb === 'unjoin') consents.delete(report)
}

/** Where photos stand among what was said: how an approval names them in the chain. */
export const whereStand = (words: Readonly<Record<string, Words>>, ids: readonly string[]): string[] =>
  Object.entries(words).flatMap(([n, said]) =>
    (said.photos ?? []).flatMap((id, i) => (ids.includes(id) ? [`${n}.${i}`] : []))
  )

/** Whether a moderator has ruled since he said yes: a yes publishes nothing by itself. */
export const ruledSince = (from: number | undefined, { ruledTo }: Pick<Publication, 'ruledTo'>): boolean =>
  (from ?? 0) <= ruledTo

/**
 * What the public sees of what was approved: nothing of who said no, left or was forgotten, and no word of anybody where
 * nobody is left who said yes before it was approved.
 */
export function withConsent(
  { title, ...approved }: Publication,
  ledger: readonly Entry[],
  words: Readonly<Record<string, Words>>,
  consents: Consents
): Publication {
  const heard = (from: number | false | undefined): boolean =>
    from !== undefined && from !== false && ruledSince(from, approved)
  if (![...consents.values()].some(heard)) return { ...approved, words: [], photos: [] }
  const isOpen = (n: number): boolean => {
    const entry = ledger[n - 1]
    if (!entry || !words[n] || !publishable.has(entry.verb)) return false
    return entry.facts.report === undefined || heard(consents.get(entry.facts.report))
  }
  // From where they stand to what they are.
  const photos = approved.photos.flatMap((where) => {
    const [n = 0, i = 0] = where.split('.').map(Number)
    const id = isOpen(n) ? words[n]?.photos?.[i] : undefined
    return id === undefined ? [] : [id]
  })
  return { ...approved, ...(title && { title }), words: approved.words.filter(isOpen), photos: [...new Set(photos)] }
}
