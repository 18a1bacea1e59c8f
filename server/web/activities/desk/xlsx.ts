/** A roster as a workbook: opens with its Chinese whole, prints across one sheet, with a column to sign in. */
import writeXlsxFile, { type Row } from 'write-excel-file/node'
import { marks } from '#shared/locales/marks.ts'
import type { RosterView } from '#shared/hours.ts'
import type { Cell } from '#server/kernel/csv.ts'
import { rosterCells } from './csv.ts'
import { fill, say, timeWords } from './words.ts'

/** Characters wide: number, name, phone, role, seats, sign-up, presence, minutes, outcome, words; and the signature. */
const widths = [5, 14, 16, 12, 6, 12, 10, 8, 8, 36, 16]
const line = { borderStyle: 'thin', borderColor: '#8a938f', alignVertical: 'center' } as const

/** What XML cannot say would make the whole workbook unreadable. */
// oxlint-disable-next-line no-control-regex
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu
const sayable = (text: string): string => text.replace(unsayable, '')

/** A number stays one; all else is text and says so: a phone keeps its first zero, and no sign makes a formula of it. */
const cellOf = (value: Cell, wrap: boolean) =>
  typeof value === 'number'
    ? { ...line, value, type: Number }
    : { ...line, value: sayable(String(value)), type: String, wrap }

export function rosterXlsx(roster: RosterView): Promise<Buffer> {
  const [head = [], ...rows] = rosterCells(roster)
  const last = widths.length - 1
  const above = (words: string, size: number, bold: boolean): Row => [
    {
      value: sayable(words),
      type: String,
      fontSize: size,
      columnSpan: widths.length,
      ...(bold && { fontWeight: 'bold' })
    }
  ]
  const where = [timeWords(roster.shift), roster.activity.address].join(marks.comma)
  return writeXlsxFile(
    [
      above(fill(say.roster.sheet, { title: roster.activity.title }), 16, true),
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
