/** Round numbers for the grid lines of an axis that starts at nought: at most `lines` of them, the last near the top. */
export function niceSteps(most: number, lines: number): number[] {
  const rough = Math.max(1, most) / lines
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough)
  return Array.from({ length: Math.floor(most / step) || 1 }, (_, i) => step * (i + 1))
}
