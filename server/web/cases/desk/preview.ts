/**
 * What the public will see of a case if a moderator approves these words and these photos: the staff's view with
 * everything else taken away, in the shape the public page is drawn from. A test holds it against the real presenter.
 */
import type { CaseView, TimelineEntry, Verb } from '#shared/cases.ts'
import type { PhotoView } from '#shared/photos.ts'
import { caseWords, fill } from '../../frame/desk-words.ts'

export interface Ticked {
  title: string
  /** Ledger numbers whose words are shown. */
  shown: readonly number[]
  photos: readonly string[]
}

/** Verbs whose words speak to the reporter and may speak to the public. */
export const openVerbs: readonly Verb[] = [
  'receive',
  'refuse',
  'return',
  'reply',
  'hold',
  'extend',
  'verify',
  'fail',
  'rate',
  'request_reopen',
  'reopen',
  'help'
]
/** Steps that never stand on a public page. */
const unseen: readonly Verb[] = [
  'note',
  'publish',
  'withhold',
  'request_hold',
  'refuse_hold',
  'request_extend',
  'refuse_extend',
  'erase',
  'join',
  'unjoin',
  'ask',
  'answer'
]

/** One thing a moderator rules on: an entry with words or photos. */
export interface Candidate {
  entry: TimelineEntry
  /** Nobody has ruled on it yet. */
  fresh: boolean
}

/** Everyone who reported it said no: then only category, area, times and outcome are public, and the title says no more. */
export const consents = (it: CaseView): boolean => it.desk?.publication.agreed !== false

export function candidates(it: CaseView): Candidate[] {
  if (!consents(it)) return []
  const publication = it.desk?.publication
  return it.timeline
    .filter((entry) => publication?.open.includes(entry.n) && (entry.text !== undefined || entry.photos.length > 0))
    .sort((a, b) => a.n - b.n)
    .map((entry) => ({ entry, fresh: publication?.pending.includes(entry.n) ?? false }))
}

/** What is ticked before anyone touches it: what was approved before, and what nobody has seen. */
export function suggested(it: CaseView): Ticked {
  const publication = it.desk?.publication
  const open = candidates(it)
  return {
    title: publication?.suggestedTitle ?? it.title,
    shown: open
      .filter((c) => c.entry.text && (c.fresh || publication?.shownWords.includes(c.entry.n)))
      .map((c) => c.entry.n),
    photos: open
      .flatMap((c) => c.entry.photos.map((photo) => ({ photo, fresh: c.fresh })))
      .filter(({ photo, fresh }) => fresh || publication?.shownPhotos.includes(photo.id))
      .map(({ photo }) => photo.id)
  }
}

/** Only what may be ticked at all: what came from an address bar is not trusted. */
export function allowed(it: CaseView, { title, shown, photos }: Ticked): Ticked {
  const open = candidates(it)
  const numbers = open.filter((c) => c.entry.text).map((c) => c.entry.n)
  const ids = open.flatMap((c) => c.entry.photos.map((photo) => photo.id))
  return {
    title: consents(it) ? title : it.title,
    shown: shown.filter((n) => numbers.includes(n)),
    photos: photos.filter((id) => ids.includes(id))
  }
}

export interface PublicPlace {
  address?: string
  place?: { lng: number; lat: number }
}

/** A title nobody wrote names the place as the public may know it, and so tells whether it may. */
export function publicPlaceOf(it: CaseView, area: { lng: number; lat: number } | undefined): PublicPlace {
  const named =
    it.address &&
    it.desk?.publication.suggestedTitle === fill(caseWords.titleAt, { place: it.address, category: it.category.name })
  if (named) return { address: it.address ?? '', ...(it.place && { place: it.place }) }
  return area ? { place: area } : {}
}

/** To whom a matter was handed is told where the words of the refusal are. */
const handedOver = ({ to, ...rest }: NonNullable<CaseView['transfer']>, open: boolean) => ({
  ...rest,
  ...(open && to !== undefined && { to })
})

const masked = (name: string): string => `${[...name][0] ?? ''}**`

export function asPublic(it: CaseView, choice: Ticked, where: PublicPlace): CaseView {
  const { title, shown, photos } = allowed(it, choice)
  const seen = (list: readonly PhotoView[]): PhotoView[] => list.filter((photo) => photos.includes(photo.id))
  const { desk: _desk, address: _address, place: _place, text: _text, answers: _answers, transfer, ...rest } = it
  const refusal = it.timeline.findLast((e) => e.verb === 'refuse')
  const opening = it.desk?.reports.find((r) => r.text !== undefined && shown.includes(r.n))?.text
  const ratedAt = new Map(it.timeline.filter((e) => e.verb === 'rate').map((e) => [e.at, e.n]))
  return {
    ...rest,
    ...where,
    title: title.trim() || it.title,
    public: true,
    ...(transfer && { transfer: handedOver(transfer, refusal !== undefined && shown.includes(refusal.n)) }),
    ...(opening !== undefined && { text: opening }),
    routing: { ...it.routing, because: it.desk?.publication.because ?? [] },
    before: seen(it.before),
    after: seen(it.after),
    timeline: it.timeline
      .filter((entry) => !unseen.includes(entry.verb))
      .map((entry) => {
        const { text, ask, contact, paper: _paper, who, ...facts } = entry
        const open = shown.includes(entry.n)
        const { name, ...office } = who
        return {
          ...facts,
          who: { ...office, ...(name && { name: masked(name) }) },
          ...(open && text !== undefined && { text }),
          ...(open && ask !== undefined && { ask }),
          ...(open && contact !== undefined && { contact }),
          photos: seen(entry.photos)
        }
      }),
    ratings: it.ratings.map(({ text, ...rating }) => ({
      ...rating,
      ...(text !== undefined && shown.includes(ratedAt.get(rating.at) ?? -1) && { text })
    }))
  }
}
