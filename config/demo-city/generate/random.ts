/** Chance that repeats: the same seed draws the same city on every machine. */

export interface Dice {
  /** Uniform in [0, 1). */
  next(): number
  between(low: number, high: number): number
  /** Whole number from low to high, both included. */
  whole(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
}

/** FNV-1a, so that a seed can be a word. */
function hash(word: string): number {
  let h = 0x811c9dc5
  for (const c of word) {
    h ^= c.codePointAt(0) ?? 0
    h = Math.imul(h, 0x01000193)
  }
  return h >>> 0
}

/** Mulberry32: 32 bits of state are plenty for a few thousand draws. */
export function dice(seed: string): Dice {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    between: (low, high) => low + next() * (high - low),
    pick: (list) => {
      const chosen = list[whole(0, list.length - 1)]
      if (chosen === undefined) throw new Error('nothing to pick from')
      return chosen
    },
    shuffle: (list) => {
      const order = list.map((item) => ({ item, key: next() }))
      order.sort((a, b) => a.key - b.key)
      return order.map((entry) => entry.item)
    }
  }
}

/** A smooth wiggle in [-1, 1] along a length, in the same unit as `wavelength`. */
export function wiggle(seed: string, wavelength: number): (along: number) => number {
  const d = dice(seed)
  const parts = [1, 0.63, 0.41].map((scale, i) => ({
    scale: wavelength * scale,
    weight: [0.55, 0.3, 0.15][i] ?? 0,
    phase: d.between(0, Math.PI * 2)
  }))
  return (along) => parts.reduce((sum, p) => sum + p.weight * Math.sin((along / p.scale) * Math.PI * 2 + p.phase), 0)
}
