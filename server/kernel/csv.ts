/**
 * Tables as text, RFC 4180: a cell that needs it stands in quotes, lines end as Windows ends them. A byte order mark tells
 * spreadsheets that it is UTF-8.
 */
export type Cell = string | number | boolean | undefined

/**
 * What a spreadsheet would make something else of, however it is written: full-width signs and digits are the same to it, and
 * white space before them does not count. A formula runs; `0513` loses its zero, twelve digits their end, `1-2` becomes a day.
 */
const changed = [
  /^[=+\-@\u2212]/,
  /^0[\d,]*\d/,
  /^\d{12,}$/,
  /^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,2})?$/,
  /^\d+(\.\d+)?e[+-]?\d+$/i
]
/** A whole date or a decimal fraction reads the same afterwards. */
const asWritten = /^(\d{4}[-/]\d{1,2}[-/]\d{1,2}|0?\.\d+|0\.\d*|[1-9]\d*\.\d+)$/

/** A cell that a spreadsheet would change is told to be text: what people write runs in nobody's program, and stays whole. */
export function plainCell<C extends Cell>(value: C): C | string {
  if (typeof value !== 'string') return value
  const read = value
    .normalize('NFKC')
    .replace(/^[\s\p{Cc}\p{Cf}]+/u, '')
    .trimEnd()
  const cut = /^[\t\r\n]/.test(value)
  return cut || (!asWritten.test(read) && changed.some((pattern) => pattern.test(read))) ? `'${value}` : value
}

function cellOf(value: Cell): string {
  const text = String(plainCell(value) ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
/** How a table begins that is written piece by piece. */
export const csvHead = (columns: readonly string[]): string => `\uFEFF${csvLines([columns])}`
export const csv = (rows: readonly (readonly Cell[])[]): string => `\uFEFF${csvLines(rows)}`
