import qrcode from 'qrcode'

/** A QR code as an SVG of one path, ink on white whatever the theme, with the quiet zone its readers need. */
export function qrSvg(text: string): string {
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules
  const rows = Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => data[y * size + x] === 1))
  const d = rows.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('')
  const whole = size + 6
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 ${whole} ${whole}" shape-rendering="crispEdges"><path fill="#fff" d="M-3-3h${whole}v${whole}h-${whole}z"/><path fill="#17211F" d="${d}"/></svg>`
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
