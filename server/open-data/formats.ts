/** Rows as text, piece by piece: CSV, JSON Lines or GeoJSON. Who has the end has all of it: rows and checksum stand there. */
import { createHash } from 'node:crypto'
import { caseColumnNames, type OpenFormat } from '#shared/open-data.ts'
import { csvHead, csvLines } from '#server/kernel/csv.ts'
import type { OpenRow } from './columns.ts'

/** What stands at the end: how many rows, and SHA-256 over all bytes before (hex). */
interface End {
  rows: number
  sha256: string
}
interface Format {
  type: string
  head: string
  /** `first`: nothing stands before these. */
  rows(rows: readonly OpenRow[], first: boolean): string
  end(end: End): string
}

function feature({ lat, long, ...properties }: OpenRow): unknown {
  const geometry = lat === undefined || long === undefined ? null : { type: 'Point', coordinates: [long, lat] }
  return { type: 'Feature', id: properties.service_request_id, geometry, properties }
}

export const formats: Record<OpenFormat, Format> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    head: csvHead(caseColumnNames),
    rows: (rows) => csvLines(rows.map((row) => caseColumnNames.map((name) => row[name]))),
    // Every line of a table is a row; its end is said beside it, in a trailer of HTTP.
    end: () => ''
  },
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    head: '',
    rows: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    end: (end) => `${JSON.stringify({ end })}\n`
  },
  geojson: {
    type: 'application/geo+json; charset=utf-8',
    head: '{"type":"FeatureCollection","features":[',
    rows: (rows, first) => `${first ? '' : ','}\n${rows.map((row) => JSON.stringify(feature(row))).join(',\n')}`,
    end: (end) => `\n],"end":${JSON.stringify(end)}}\n`
  }
}

/** The file in pieces; `onEnd` is told the checksum of everything that went out, the end included. */
export async function* written(
  { head, rows, end }: Format,
  pieces: AsyncIterable<readonly OpenRow[]>,
  onEnd: (sha256: string) => void
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let count = 0
  const out = (text: string): string => {
    hash.update(text)
    return text
  }
  if (head !== '') yield out(head)
  for await (const piece of pieces) {
    yield out(rows(piece, count === 0))
    count += piece.length
  }
  const last = end({ rows: count, sha256: hash.copy().digest('hex') })
  if (last !== '') yield out(last)
  onEnd(hash.digest('hex'))
}
