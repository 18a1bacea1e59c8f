/**
 * Tables as text, RFC 4180: a cell that needs it stands in quotes, lines end as Windows ends them. A byte order mark tells
 * spreadsheets that it is UTF-8.
 */
export type Cell = string | number | boolean | undefined

/** A cell that a spreadsheet would take for a formula is told to be text: what people write runs in nobody's program. */
export const plainCell = <C extends Cell>(value: C): C | string =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value

function cellOf(value: Cell): string {
  const text = String(plainCell(value) ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
