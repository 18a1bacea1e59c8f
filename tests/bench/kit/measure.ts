/** Numbers out of noise: two things measured in turn, many times, and the middle of what their ratios say. */

export const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** Nearest rank; NaN of nothing. */
export const quantile = (values: readonly number[], share: number): number => {
  const all = sorted(values)
  return all[Math.min(all.length - 1, Math.max(0, Math.ceil(share * all.length) - 1))] ?? NaN
}
export const median = (values: readonly number[]): number => {
  const all = sorted(values)
  const half = Math.floor(all.length / 2)
  return all.length % 2 === 1 ? (all[half] ?? NaN) : ((all[half - 1] ?? NaN) + (all[half] ?? NaN)) / 2
}

export interface Ratio {
  /** Median of the rounds' ratios, ours over bare. */
  x: number
  /** Quarter and three quarters of the rounds. */
  low: number
  high: number
  ours: number
  bare: number
  rounds: number
}

export function ratioOf(pairs: readonly { ours: number; bare: number }[]): Ratio {
  const ratios = pairs.map((p) => p.ours / p.bare)
  return {
    x: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    ours: median(pairs.map((p) => p.ours)),
    bare: median(pairs.map((p) => p.bare)),
    rounds: pairs.length
  }
}

export interface RoundOptions {
  rounds?: number
  /** Rounds are added while the ratios lie further apart than `calm`, up to this many. */
  atMost?: number
  /** Spread of the middle half, as a share of the median. */
  calm?: number
  /** No round begins after this many seconds, once there are three. */
  withinS?: number
  onRound?(done: number): void
}

/**
 * Runs bare and ours in turn, one warm-up round first, each round in the other order than the one before. Neighbours on
 * the machine disturb both alike, and rounds are added until the middle half of the ratios lies close together.
 */
export async function interleave<T>(
  bare: () => Promise<T>,
  ours: () => Promise<T>,
  number: (of: T) => number,
  { rounds = 7, atMost = 15, calm = 0.08, withinS = 30, onRound }: RoundOptions = {}
): Promise<{ ratio: Ratio; pairs: { ours: T; bare: T }[] }> {
  await bare()
  await ours()
  const pairs: { ours: T; bare: T }[] = []
  const end = performance.now() + withinS * 1000
  const ratio = (): Ratio => ratioOf(pairs.map((p) => ({ ours: number(p.ours), bare: number(p.bare) })))
  for (let done = 0; done < atMost; done++) {
    const [first, second] = done % 2 === 0 ? [bare, ours] : [ours, bare]
    const a = await first()
    const b = await second()
    pairs.push(done % 2 === 0 ? { bare: a, ours: b } : { ours: a, bare: b })
    onRound?.(done + 1)
    const { x, low, high } = ratio()
    if (done + 1 >= rounds && (high - low) / x <= calm) break
    if (done + 1 >= 3 && performance.now() > end) break
  }
  return { ratio: ratio(), pairs }
}
