/**
 * The same thing reported twice by one sender: of one category, at one place, with a photo that looks alike, within minutes. He is asked
 * whether he meant it; sent once more it is taken. What was taken three times is enough.
 */
import { metresBetween } from '#shared/distance.ts'
import { refuse } from '#shared/errors.ts'
import { fill } from '#shared/locales/index.ts'
import { reports as w } from '#shared/locales/reports.ts'
import type { ReportInput } from '#shared/reports.ts'
import { findCase, type CaseDoc } from '#server/cases/index.ts'
import { noteAsked, usesOfAlike, type PhotoDoc } from '#server/photos/index.ts'

const minuteMs = 60_000
/** As near as two positions of one phone that stands still. */
const sameWithinM = 50
const takenAtMost = 3
const lookedAt = 10

/** Refuses `too_often` with words of its own, and remembers that it has asked. Nobody is asked where `withinMinutes` is 0. */
export async function askWhetherMeant(
  { category, place }: Pick<ReportInput, 'category' | 'place'>,
  photos: readonly PhotoDoc[],
  { at, withinMinutes }: { at: Date; withinMinutes: number }
): Promise<void> {
  if (withinMinutes === 0) return
  const { numbers, asked } = await usesOfAlike(photos)
  const found = await Promise.all(numbers.slice(-lookedAt).map(findCase))
  const agoMs = (caseDoc: CaseDoc): number => at.getTime() - Date.parse(caseDoc.reports[0]?.at ?? '')
  const same = found
    .filter((caseDoc) => caseDoc !== null)
    .filter((caseDoc) => {
      const [lng, lat] = caseDoc.place.coordinates
      const isHere = metresBetween({ lng, lat }, place) <= sameWithinM
      return isHere && caseDoc.category === category && agoMs(caseDoc) <= withinMinutes * minuteMs
    })
    .sort((a, b) => agoMs(a) - agoMs(b))
  const [last] = same
  if (!last) return
  if (same.length >= takenAtMost) refuse('too_often', { words: fill(w.often, { n: same.length, no: last.no }) })
  if (asked) return
  await noteAsked(photos.map(({ _id }) => _id))
  const minutes = Math.floor(agoMs(last) / minuteMs)
  const ago = minutes < 1 ? w.ago.now : fill(w.ago.minutes, { n: minutes })
  refuse('too_often', { words: fill(w.sent, { ago, no: last.no }) })
}
