/**
 * Which characters a paper can carry. The house's font has the usual ones; a second font has thirty thousand more Han
 * characters, Extensions B to H among them, and letters of names from elsewhere (BabelStone Han without what the first font
 * has; its licence stands beside it). What neither has is said before it is printed, never printed as a box.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

const require = createRequire(import.meta.url)
const usual = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Regular.otf')
export const rareFont = new URL('./rare.ttf.br', import.meta.url)

type Covers = (codePoint: number) => boolean

/** From the font's own map of characters (OpenType `cmap`, format 12: ranges of code points, in order). */
export function coverageOf(font: Buffer): Covers {
  const table = (tag: string): number => {
    const tables = font.readUInt16BE(4)
    for (let i = 0, at = 12; i < tables; i++, at += 16)
      if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8)
    throw new Error(`a font without ${tag}`)
  }
  const cmap = table('cmap')
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, i) => cmap + font.readUInt32BE(cmap + 8 + i * 8)
  )
  const whole = subtables.find((at) => font.readUInt16BE(at) === 12)
  if (whole === undefined) throw new Error('a font without a map of all characters')
  const ranges = Array.from({ length: font.readUInt32BE(whole + 12) }, (_, i) => {
    const at = whole + 16 + i * 12
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const
  })
  return within(ranges)
}

/** By itself, so that what is asked again and again does not hold on to the font. */
const within =
  (ranges: readonly (readonly [number, number])[]): Covers =>
  (codePoint) => {
    let [low, high] = [0, ranges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranges[middle]?.[1] ?? 0) < codePoint) low = middle + 1
      else high = middle
    }
    const found = ranges[low]
    return found !== undefined && found[0] <= codePoint
  }

const unpack = promisify(brotliDecompress)
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
const usualCovers = once(async () => coverageOf(await readFile(usual)))
const rareCovers = once(async () => coverageOf(await unpack(await readFile(rareFont))))

// What is set by no glyph: line breaks, and marks that only say how its neighbour looks.
const unseen = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u

export interface Need {
  /** Characters that only the second font has. */
  rare: boolean
  /** Characters that no font has, each once, in the order in which they come. */
  missing: string[]
}

export async function needOf(text: string): Promise<Need> {
  const inUsual = await usualCovers()
  const others = [...new Set(text)].filter((char) => !unseen.test(char) && !inUsual(char.codePointAt(0) ?? 0))
  if (others.length === 0) return { rare: false, missing: [] }
  const inRare = await rareCovers()
  const missing = others.filter((char) => !inRare(char.codePointAt(0) ?? 0))
  return { rare: missing.length < others.length, missing }
}

const codeOf = (char: string): string => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
/** A character that cannot be drawn, by its number. */
export const spelled = (char: string): string => `[${codeOf(char)}]`
/** A character and its number, for who has to find out what it is. */
export const named = (char: string): string => `${char} ${codeOf(char)}`
