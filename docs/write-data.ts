/** `npm run docs:data` writes the tables of docs/DATA.md from server/erasure/collections.ts, between their two marks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { bases, collections, type CollectionData } from '#server/erasure/collections.ts'

const path = new URL('./DATA.md', import.meta.url)
const [begin, end] = ['<!-- data: npm run docs:data -->', '<!-- /data -->']

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const goneBy = ({ endsBy, erasedBy, whose }: CollectionData): string =>
  [
    ...(endsBy ? ['index' in endsBy ? `by \`${endsBy.index}\`` : `the worker's \`${endsBy.schedule}\``] : []),
    ...(erasedBy && whose !== 'staff' ? ['on request'] : [])
  ].join(', ') || '–'

const of = (rows: readonly [string, CollectionData][]): string =>
  table(
    ['collection', 'what', 'of whom', 'how long', 'taken away', 'what stays after a request'],
    rows.map(([name, row]) => [
      `\`${name}\``,
      row.holds,
      row.whose === 'nobody' ? '–' : row.whose,
      row.kept,
      goneBy(row),
      row.stays ?? (row.erasedBy ? 'nothing' : '–')
    ])
  )

const fields = (rows: readonly [string, CollectionData][]): string =>
  table(
    ['field', 'what it says', 'what for', 'basis (PIPL)'],
    rows.flatMap(([name, { personal, why = '', basis = 'duty', consent = [] }]) =>
      Object.entries(personal).map(([field, says]) => [
        `\`${name}.${field}\``,
        says,
        why,
        bases[consent.includes(field) ? 'consent' : basis]
      ])
    )
  )

/** The document with today's tables. */
function withData(document: string): string {
  const [before, after] = [document.split(begin)[0] ?? '', document.split(end)[1] ?? '']
  const rows = Object.entries(collections)
  return `${before}${begin}\n\n${of(rows)}\n\n### What is about a person\n\nAll other fields are about nobody; the table in the code names each of them.\n\n${fields(rows)}\n\n${end}${after}`
}

/** What stands there, and what should. */
export const dataInDocs = (): { written: string; current: string } => {
  const written = readFileSync(path, 'utf8')
  return { written, current: withData(written) }
}

if (process.argv[1]?.endsWith('write-data.ts')) writeFileSync(path, dataInDocs().current)
