/**
 * Tables as text, RFC 4180: a cell that needs it stands in quotes, lines end as Windows ends them. A byte order mark tells
 * spreadsheets that it is UTF-8, and a cell that one would take for a formula is told to be text.
 */
type Cell = string | number | boolean | undefined

const risky = /^[=+\-@\t\r]/

function cellOf(value: Cell): string {
  if (value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const text = risky.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
