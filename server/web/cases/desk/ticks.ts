/** What a moderator may tick, and what is ticked before he does. What the public then sees is the server's to say. */
import type { CaseView, TimelineEntry } from '#shared/cases.ts'

export interface Ticked {
  title: string
  /** Ledger numbers whose words are shown. */
  shown: readonly number[]
  photos: readonly string[]
}

/** One thing a moderator rules on: an entry with words or photos. */
export interface Candidate {
  entry: TimelineEntry
  /** Nobody has ruled on it yet. */
  fresh: boolean
}

/** Everyone who reported it said no: then only category, area, times and outcome are public, and the title says no more. */
export const consents = (caseView: CaseView): boolean => caseView.desk?.publication.agreed !== false

export function candidates(caseView: CaseView): Candidate[] {
  if (!consents(caseView)) return []
  const publication = caseView.desk?.publication
  return caseView.timeline
    .filter((entry) => publication?.open.includes(entry.n) && (entry.text !== undefined || entry.photos.length > 0))
    .sort((a, b) => a.n - b.n)
    .map((entry) => ({ entry, fresh: publication?.pending.includes(entry.n) ?? false }))
}

/** What is ticked before anyone touches it: what was approved before. What nobody has looked at is ticked by whoever looks. */
export function suggested(caseView: CaseView): Ticked {
  const publication = caseView.desk?.publication
  const open = candidates(caseView)
  return {
    title: publication?.suggestedTitle ?? caseView.title,
    shown: open.filter((c) => c.entry.text && publication?.shownWords.includes(c.entry.n)).map((c) => c.entry.n),
    photos: open
      .flatMap((c) => c.entry.photos.map((photo) => photo.id))
      .filter((id) => publication?.shownPhotos.includes(id))
  }
}

/** Photos that somebody has to open before anything is approved, in the order of the form. */
export const toLookAt = (caseView: CaseView): string[] =>
  candidates(caseView).flatMap(({ entry, fresh }) => (fresh ? entry.photos.map((photo) => photo.id) : []))
/** Those of them that were not opened yet. */
export const notLookedAt = (caseView: CaseView, looked: readonly string[]): string[] =>
  toLookAt(caseView).filter((id) => !looked.includes(id))

/** Only what may be ticked at all: what came from an address bar is not trusted. */
export function allowed(caseView: CaseView, { title, shown, photos }: Ticked): Ticked {
  const open = candidates(caseView)
  const numbers = open.filter((c) => c.entry.text).map((c) => c.entry.n)
  const ids = open.flatMap((c) => c.entry.photos.map((photo) => photo.id))
  return {
    title: consents(caseView) ? title : caseView.title,
    shown: shown.filter((n) => numbers.includes(n)),
    photos: photos.filter((id) => ids.includes(id))
  }
}
