/** A roster as a workbook: opens with its Chinese whole, prints across one sheet, with a column to sign in. */
import writeXlsxFile, { type Row } from 'write-excel-file/node'
import { marks } from '#shared/locales/marks.ts'
import type { RosterView } from '#shared/hours.ts'
import { plainCell, type Cell } from '#server/kernel/csv.ts'
import { rosterCells } from './csv.ts'
import { fill, say, timeWords } from './words.ts'

/** Characters wide: number, name, phone, role, seats, sign-up, presence, minutes, outcome, words; and the signature. */
const widths = [5, 14, 16, 12, 6, 12, 10, 8, 8, 36, 16]
const line = { borderStyle: 'thin', borderColor: '#8a938f', alignVertical: 'center' } as const

/** A number stays one; all else is text and says so, so that a phone keeps its first zero. */
const cellOf = (value: Cell, wrap: boolean) =>
  typeof value === 'number' ? { ...line, value, type: Number } : { ...line, value: String(value), type: String, wrap }

export function rosterXlsx(it: RosterView): Promise<Buffer> {
  const [head = [], ...rows] = rosterCells(it)
  const last = widths.length - 1
  const above = (words: string, size: number, bold: boolean): Row => [
    {
      value: String(plainCell(words)),
      type: String,
      fontSize: size,
      columnSpan: widths.length,
      ...(bold && { fontWeight: 'bold' })
    }
  ]
  const where = [timeWords(it.shift), it.activity.address].join(marks.comma)
  return writeXlsxFile(
    [
      above(fill(say.roster.sheet, { title: it.activity.title }), 16, true),
      above(where, 11, false),
      [...head, say.roster.head.sign].map((words) => ({
        ...line,
        value: String(words),
        type: String,
        fontWeight: 'bold',
        backgroundColor: '#e3efec'
      })),
      ...rows.map((row) => [...row, ''].map((value, i) => ({ ...cellOf(value, i >= last - 1), height: 24 })))
    ],
    {
      sheet: say.roster.title,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 3,
      orientation: 'landscape'
    }
  ).toBuffer()
}
