/**
 * Tables as people bring them: pasted out of a spreadsheet (tabs), or saved by one (commas; semicolons where its language uses
 * the comma for decimals), in whatever encoding that program writes.
 */
import { parse } from 'csv-parse/sync'

/** UTF-16 and UTF-8 say so, or are nothing else; what is neither is what Chinese Windows writes. */
export function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** A workbook, or another file of parts: not a table of text. */
export const isPacked = (bytes: Buffer): boolean =>
  bytes.subarray(0, 2).toString('latin1') === 'PK' || (bytes.includes(0, 0) && !isWide(bytes))
const isWide = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)

export interface Row {
  /** Of the text, counted from 1, where the row begins. */
  line: number
  cells: readonly string[]
}

/** The last two as keyboards of Chinese write comma and semicolon. */
const delimiters = ['\t', ',', ';', ...[0xff0c, 0xff1b].map((code) => String.fromCharCode(code))]

/** What stands most often in the head; a head of one column has none. */
const delimiterOf = (head: string): string =>
  [...delimiters].sort((a, b) => head.split(b).length - head.split(a).length)[0] ?? ','

/** Rows of cells, empty ones left out. Nothing where quotes are opened and never closed. */
export function readTable(text: string): Row[] | undefined {
  const [head = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)
  // What some programs write first, for others of their kind.
  const told = /^sep=(.)$/i.exec(head)?.[1]
  const body = told === undefined ? text : text.slice(text.indexOf('\n') + 1)
  try {
    const rows = parse(body, {
      bom: true,
      delimiter: told ?? delimiterOf(head),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true
    }) as unknown as { info: { lines: number }; record: string[] }[]
    return rows
      .map(({ info, record }) => ({
        // A cell may hold line breaks; the parser counts the line on which the row ended.
        line: info.lines - record.join('').split('\n').length + 1 + (told === undefined ? 0 : 1),
        cells: record.map((cell) => cell.replace(/^'(?=[=+\-@0-9])/, ''))
      }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
  } catch {
    return undefined
  }
}
