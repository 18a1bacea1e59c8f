import { labelOutlines, outlineBox, signOutlines } from './outlines.ts'
import { at, each, path, rect, rounded, type Drawing } from './svg.ts'
import type { View } from './view.ts'

const outline = (table: Readonly<Record<string, string>>, character: string): string => {
  const d = table[character]
  if (d === undefined) throw new Error(`No outline of ${character}: add it to outlines.ts.`)
  return d
}

/** Lays characters side by side from the left edge of the first one; `size` is the side of one character. */
const line = (table: Readonly<Record<string, string>>, words: string, size: number, fill: string): Drawing =>
  each([...words], (character, i) =>
    at(i * size, 0, path(outline(table, character), fill), { scale: size / outlineBox })
  )

/** Words of a shop board, centred on (x, y). They read forwards in a mirrored view as well. */
export const sign = (
  view: Pick<View, 'mirrored'>,
  words: string,
  x: number,
  y: number,
  size: number,
  fill: string
): Drawing => {
  const half = (words.length * size) / 2
  return at(x, y, at(-half, -size / 2, line(signOutlines, words, size, fill)), { flip: view.mirrored })
}

/**
 * The honest label in the middle of every scene's upper edge: 演示画面，非实拍. A pair is cut at its sides and a banner above
 * and below, so there it is whole or not at all.
 */
export const honestLabel = (): Drawing =>
  rect(163.5, 5, 73, 13.5, 'rgb(15,26,24)', `${rounded(2)} fill-opacity=".58"`) +
  at(168, 7.6, line(labelOutlines, '演示画面，非实拍', 8, 'rgb(255,255,255)'))
