/** The newest build, ready to be asked. Other processes make builds too, so now and then it looks for a newer one. */
import type { AppContext } from '#server/context.ts'
import { compile, suggest, type Model, type Ranked } from './learn.ts'
import { newestBuild, newestModel, type Build } from './model.ts'
import { unpack } from './packed.ts'

const lookEveryMs = 10_000
/** What is common in a street area at most doubles a share, or halves it. */
const tiltAtMost = Math.LN2
/** Cases an area must have before its own habits outweigh the city's. */
const habit = 50

interface Serving {
  n: number
  model: Model
  tilts: Map<string, number[]>
}
interface Known {
  serving?: Serving
  lookedAt: number
}
/** What each server has ready. */
const ready = new WeakMap<AppContext, Known>()

/** Looks again at the next question; called when a build was made here. */
export const lookAgain = (context: AppContext): void => void ready.delete(context)

/** For each area how much more or less common than elsewhere each category is there, in natural logarithms. */
export function tiltsOf(near: Build['near'], categories: readonly string[]): Map<string, number[]> {
  const column = new Map(categories.map((code, c) => [code, c]))
  const city = new Float64Array(categories.length).fill(1)
  const areas = new Map<string, Float64Array>()
  for (const { area, category, n } of near) {
    const c = column.get(category)
    if (c === undefined) continue
    const counts = areas.get(area) ?? new Float64Array(categories.length)
    counts[c]! += n
    city[c]! += n
    areas.set(area, counts)
  }
  const all = city.reduce((a, b) => a + b, 0)
  return new Map(
    [...areas].map(([area, counts]) => {
      const here = counts.reduce((a, b) => a + b, 0)
      return [
        area,
        [...counts].map((n, c) => {
          const share = city[c]! / all
          const ratio = Math.log((n + habit * share) / (here + habit) / share)
          return Math.max(-tiltAtMost, Math.min(tiltAtMost, ratio))
        })
      ]
    })
  )
}

async function newest(context: AppContext): Promise<Serving | undefined> {
  const now = context.now().getTime()
  const known = ready.get(context) ?? { lookedAt: Number.NEGATIVE_INFINITY }
  ready.set(context, known)
  if (Math.abs(now - known.lookedAt) < lookEveryMs) return known.serving
  known.lookedAt = now
  const newestKnown = await newestBuild()
  if (!newestKnown || newestKnown._id === known.serving?.n) return newestKnown ? known.serving : undefined
  const build = await newestModel()
  if (!build?.model) return known.serving
  // The driver gives bytes back in a wrapping of its own.
  const { buffer } = build.model.grams as unknown as { buffer: Uint8Array }
  const { tally, lexicon } = unpack({ ...build.model, grams: Buffer.from(buffer) })
  known.serving = {
    n: build._id,
    model: compile(tally, lexicon, build.temperature),
    tilts: tiltsOf(build.near, tally.categories)
  }
  return known.serving
}

/** Up to three categories for a text, or none. A place tells only between what the text leaves open. */
export async function suggestFor(
  context: AppContext,
  text: string,
  place?: { lng: number; lat: number }
): Promise<Ranked[]> {
  const serving = await newest(context)
  if (!serving) return []
  const area = place && context.city().areas.locate(place.lng, place.lat)?.street.id
  const tilt = area === undefined ? undefined : serving.tilts.get(area)
  return suggest(serving.model, text, tilt).filter(({ category }) => context.city().category(category))
}
