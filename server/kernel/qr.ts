import { encodeQR } from 'qr'
import { lightColour } from '#shared/design-tokens.ts'

/** Modules around the code that stay white; the encoder brings the innermost one. */
const quiet = 3

/** The modules of a QR code, row by row, with the innermost line of the white around it. */
export const qrModules = (text: string): boolean[][] => encodeQR(text, 'raw', { ecc: 'medium', border: 1 })

/** A QR code as an SVG of one path, ink on white whatever the theme, with the quiet zone its readers need. */
export function qrSvg(text: string): string {
  const rows = qrModules(text)
  const d = rows.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('')
  const margin = quiet - 1
  const whole = rows.length + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-${margin} -${margin} ${whole} ${whole}" shape-rendering="crispEdges"><path fill="#fff" d="M-${margin}-${margin}h${whole}v${whole}h-${whole}z"/><path fill="${lightColour('ink')}" d="${d}"/></svg>`
}

/** Where dark modules begin, and how many follow each other. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = []
  row.forEach((dark, x) => {
    const last = found.at(-1)
    if (!dark) return
    if (last && last[0] + last[1] === x) last[1]++
    else found.push([x, 1])
  })
  return found
}
