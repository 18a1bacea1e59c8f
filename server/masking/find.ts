/** Finds in a text what must not be public. Pure: the same text gives the same hits. */
import { maskKinds, spansAtMost, type MaskHit } from '#shared/masking.ts'
import { findDoors } from './doors.ts'
import { fold } from './fold.ts'
import { findNames } from './names.ts'
import { findNumbers, type Found } from './numbers.ts'
import { findAddresses, findPlates } from './plates.ts'

/** An address of one's own is unmistakable; figures in it are no number. */
const order = (found: Found): number => (found.kind === 'email' ? -1 : maskKinds.indexOf(found.kind))

/** Where there are more, the last one covers all the rest: nothing that was found is left out. */
function atMost(found: readonly Found[], most: number): readonly Found[] {
  const [last, end] = [found[most - 1], found.at(-1)?.end]
  return found.length > most && last && end !== undefined ? [...found.slice(0, most - 1), { ...last, end }] : found
}

/** In the order of the text, none over another; where two meet, the narrower kind and the longer hit stays. */
export function findHits(text: string): MaskHit[] {
  const folded = fold(text)
  const all = [
    ...findNumbers(folded),
    ...findPlates(folded),
    ...findAddresses(folded),
    ...findDoors(folded),
    ...findNames(folded)
  ].sort((a, b) => order(a) - order(b) || b.end - b.start - (a.end - a.start))
  const kept: Found[] = []
  for (const found of all)
    if (found.end > found.start && kept.every((other) => found.end <= other.start || found.start >= other.end))
      kept.push(found)
  return atMost(
    kept.sort((a, b) => a.start - b.start),
    spansAtMost
  ).map(({ start, end, kind, sure }) => ({
    start: folded.starts[start] ?? 0,
    end: folded.ends[end - 1] ?? text.length,
    kind,
    ...(sure && { sure: true as const })
  }))
}
