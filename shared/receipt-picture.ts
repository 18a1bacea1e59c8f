/** A receipt as one picture for the album, drawn alike on the canvas of a browser and of a phone. */
import { faces, lightColour, type Colour } from './design-tokens.ts'

/** What both canvases have of CanvasRenderingContext2D. */
interface Canvas {
  fillStyle: string | object
  font: string
  textBaseline: string
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { width: number }
}

export interface ReceiptPicture {
  /** Which program and which city. */
  head: string
  title: string
  rows: readonly { label: string; words: string; large?: boolean }[]
  /** Below the code: where it leads. */
  note: string
  /** The modules of the code, row by row, its white edge among them. */
  code: readonly (readonly boolean[])[]
}

/** A canvas that is brought to the size of what is drawn. */
interface Surface {
  width: number
  height: number
  getContext(kind: '2d'): Canvas | null
}

interface Line {
  words: string
  x: number
  y: number
  size: number
  bold: boolean
  colour: Colour
}

const width = 750
const margin = 60
const inside = width - 2 * margin
const codeSize = 240
export const receiptPictureWidth = width

const fontOf = ({ size, bold }: Pick<Line, 'size' | 'bold'>): string => `${bold ? 'bold ' : ''}${size}px ${faces.font}`

/** As many lines as the words need; Chinese breaks anywhere. */
function broken(on: Canvas, words: string, atMost: number): string[] {
  const lines: string[] = ['']
  for (const character of words) {
    const line = (lines.at(-1) ?? '') + character
    if (on.measureText(line).width > atMost && lines.at(-1) !== '') lines.push(character)
    else lines[lines.length - 1] = line
  }
  return lines
}

/** Every line of words from a height on, and where they end. */
function set(on: Canvas, words: string, at: Omit<Line, 'words'>, atMost = inside): { lines: Line[]; y: number } {
  on.font = fontOf(at)
  const high = Math.round(at.size * 1.4)
  const lines = broken(on, words, atMost).map((line, i) => ({ ...at, words: line, y: at.y + i * high }))
  return { lines, y: at.y + lines.length * high }
}

/** Where everything stands: the words, and the height at which the code begins. */
function laidOut(on: Canvas, { head, title, rows, note }: ReceiptPicture): { lines: Line[]; codeAt: number } {
  const lines: Line[] = []
  let y = 100
  const put = (words: string, size: number, bold: boolean, colour: Colour, after: number) => {
    const done = set(on, words, { x: margin, y, size, bold, colour })
    lines.push(...done.lines)
    y = done.y + after
  }
  put(title, 48, true, 'ink', 4)
  put(head, 28, false, 'ink-2', 28)
  for (const { label, words, large } of rows) {
    put(label, 26, false, 'ink-2', 0)
    put(words, large ? 48 : 34, true, 'ink', 18)
  }
  const beside = { x: margin + codeSize + 32, y: y + 24, size: 28, bold: false, colour: 'ink-2' as const }
  lines.push(...set(on, note, beside, inside - codeSize - 32).lines)
  return { lines, codeAt: y }
}

function drawCode(on: Canvas, rows: ReceiptPicture['code'], x: number, y: number): void {
  const module = Math.floor(codeSize / rows.length)
  on.fillStyle = lightColour('ink')
  rows.forEach((row, j) =>
    row.forEach((dark, i) => {
      if (dark) on.fillRect(x + i * module, y + j * module, module, module)
    })
  )
}

export function drawReceipt(surface: Surface, picture: ReceiptPicture): void {
  const on = surface.getContext('2d')
  if (!on) return
  const { lines, codeAt } = laidOut(on, picture)
  // A new size forgets everything that was set before.
  Object.assign(surface, { width, height: codeAt + codeSize + margin })
  on.textBaseline = 'top'
  on.fillStyle = lightColour('surface')
  on.fillRect(0, 0, surface.width, surface.height)
  // The thick and the thin rule of a printed notice.
  on.fillStyle = lightColour('ink')
  on.fillRect(margin, 56, inside, 6)
  on.fillRect(margin, 68, inside, 2)
  for (const line of lines) {
    on.font = fontOf(line)
    on.fillStyle = lightColour(line.colour)
    on.fillText(line.words, line.x, line.y)
  }
  drawCode(on, picture.code, margin, codeAt)
}
