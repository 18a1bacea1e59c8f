/** A table from a file that somebody chose: a workbook of a spreadsheet program, or text as such programs save it. */
import { Worker } from 'node:worker_threads'
import type { FileFault } from '#shared/set-up.ts'
import { decoded, isPacked } from './read-table.ts'

export const tableFileBytes = 10 * 1024 * 1024
export const tableFiles =
  '.xlsx,.csv,.tsv,.txt,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv,text/plain'

/** A table of a few thousand people unpacks to two or three megabytes. */
const limits = { unpackedAtMost: 24 * 1024 * 1024, rowsAtMost: 20_000, columnsAtMost: 40 }
const patienceMs = 30_000

const startsWith = (bytes: Buffer, ...first: readonly number[]): boolean =>
  first.every((value, i) => bytes[i] === value)
const isZip = (bytes: Buffer): boolean => startsWith(bytes, 0x50, 0x4b, 3, 4)
const isOldBook = (bytes: Buffer): boolean => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)

type Read = { rows: string[][] } | { wrong: 'too_big' | 'unreadable' }

/** One at a time: a book may take all the room that a thread is given. */
let before: Promise<unknown> = Promise.resolve()
const readBook = (bytes: Buffer): Promise<Read> => {
  const read = before.then(
    () =>
      new Promise<Read>((resolve) => {
        const worker = new Worker(new URL('./workbook.mjs', import.meta.url), {
          workerData: { bytes, ...limits },
          resourceLimits: { maxOldGenerationSizeMb: 192 }
        })
        const timer = setTimeout(() => void worker.terminate(), patienceMs)
        const end = (sheet: Read): void => {
          clearTimeout(timer)
          resolve(sheet)
          void worker.terminate()
        }
        worker.once('message', end)
        // Out of room: it named a cell too far away.
        worker.once('error', () => end({ wrong: 'too_big' }))
        worker.once('exit', () => end({ wrong: 'too_big' }))
      })
  )
  before = read
  return read
}

const quoted = (cell: string): string => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
/** As if it had been copied out of the spreadsheet. */
const pasted = (rows: readonly (readonly string[])[]): string =>
  rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => row.map((cell) => quoted(cell.trim())).join('\t'))
    .join('\n')

/** The file as the text that somebody would have pasted, or what is wrong with it. */
export async function tableTextOf(bytes: Buffer): Promise<{ text: string } | { fault: FileFault }> {
  if (bytes.length > tableFileBytes) return { fault: 'file_too_big' }
  if (isOldBook(bytes)) return { fault: 'old_book' }
  if (isZip(bytes)) {
    const book = await readBook(bytes)
    if ('rows' in book) return { text: pasted(book.rows) }
    return { fault: book.wrong === 'too_big' ? 'file_too_big' : 'unreadable_book' }
  }
  return isPacked(bytes) ? { fault: 'not_a_table' } : { text: decoded(bytes) }
}
