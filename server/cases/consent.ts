/** Publication consent: whether each reporter who is in a case now said yes, and what of an approval that leaves. */
import { verbTable, verbs, type Verb } from '#shared/verbs.ts'
import type { Entry, Words } from './ledger.ts'
import type { Publication } from './state.ts'

/** Report to the entry its reporter's yes holds from, which is the one it came in by or a later yes; `false` where he says no. */
export type Consents = Map<string, number | false>

/** Verbs whose words a moderator may approve. */
export const publishable: ReadonlySet<Verb> = new Set(verbs.filter((verb) => verbTable[verb].words === 'public'))

const comesIn: ReadonlySet<Verb> = new Set(['receive', 'join', 'consent'])

export function noteConsent(consents: Consents, { n, verb, facts }: Entry): void {
  const { report, into, consent } = facts
  if (verb === 'join' && into) consents.clear()
  else if (report === undefined) return
  else if (comesIn.has(verb) || (verb === 'unjoin' && into)) consents.set(report, consent === false ? false : n)
  else if (verb === 'withdraw' || verb === 'unjoin') consents.delete(report)
}

/** Whose report speaks for a case that is ruled on now: the first in it whose reporter says yes. */
export const speakerIn = (consents: Consents): string | undefined =>
  [...consents].find(([, from]) => from !== false)?.[0]

/** Whether by this entry somebody leaves whose words and place the title may have been made of. */
export function takesTitle({ verb, facts }: Entry, ledger: readonly Entry[], { ruledTo }: Publication): boolean {
  if (verb === 'join') return facts.into !== undefined
  const leaves =
    verb === 'withdraw' ||
    (verb === 'unjoin' && facts.into === undefined) ||
    (verb === 'consent' && facts.consent === false)
  return leaves && (ledger.find((e) => e.facts.report === facts.report)?.n ?? 0) <= ruledTo
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
  { title, speaker, ...approved }: Publication,
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
  return {
    ...approved,
    ...(title && { title }),
    ...(speaker !== undefined && heard(consents.get(speaker)) && { speaker }),
    words: approved.words.filter(isOpen),
    photos: [...new Set(photos)]
  }
}
