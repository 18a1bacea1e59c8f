/**
 * Wilson's score interval for a share, at 95 %: with few answers it is wide, and it never leaves 0 to 100 %, so that one
 * happy resident does not make a street the best of the city.
 */
const z = 1.959964

export interface Range {
  share: number
  low: number
  high: number
}

export function wilson(n: number, of: number): Range | undefined {
  if (of <= 0) return undefined
  const share = n / of
  const middle = share + (z * z) / (2 * of)
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const whole = 1 + (z * z) / of
  return { share, low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) }
}

/** The left end of a common axis: a whole ten below the lowest range, so that the dots can be told apart. */
export const axisFrom = (ranges: readonly Range[]): number =>
  Math.max(0, Math.min(0.9, Math.floor(Math.min(1, ...ranges.map((range) => range.low)) * 10) / 10))

/** Where a share stands on an axis from `from` to 100 %, in per cent of its length. */
export const onAxis = (share: number, from: number): number => Math.round(((share - from) / (1 - from)) * 1000) / 10
