/** The files of cases: read and written piece by piece, some at a time and none for ever. */
import { Readable } from 'node:stream'
import { refuse } from '#shared/errors.ts'
import type { OpenFormat } from '#shared/open-data.ts'
import { check, moment } from '#shared/schema.ts'
import { dayOf } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import { openRow, type OpenRow } from './columns.ts'
import { formats, written } from './formats.ts'
import { changedSince, publicCases } from './model.ts'

const filesAtOnce = 4
/** Who takes longer reads slower than any line of today; he asks again, for what has changed or for all. */
const longestMs = 15 * 60_000

/** What is asked for in the address: `updated_after`, a moment with its zone, in any way that ISO 8601 knows. */
function sinceOf({ updated_after: said, ...others }: NodeJS.Dict<string | string[]>): Date | undefined {
  // A plus that nobody escaped has become a space.
  const at = typeof said === 'string' && withZone.test(said) ? new Date(said.replace(' ', '+')) : undefined
  const isMoment = at !== undefined && !Number.isNaN(at.getTime()) && check(moment(), at.toISOString()).ok
  const errors = [
    ...(said !== undefined && !isMoment ? [{ at: '/query/updated_after', code: 'invalid_format' as const }] : []),
    ...Object.keys(others).map((name) => ({ at: `/query/${name}`, code: 'unrecognized_keys' as const }))
  ]
  if (errors.length > 0) refuse('invalid', { errors })
  return at
}
/** A day without a zone would be read by the zone of the machine. */
const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+\- ]\d\d:?\d\d)$/

interface CasesFile {
  name: string
  type: string
  /** Of its bytes, the end included, `onEnd` is told SHA-256 (hex) before the last are read. */
  read(onEnd: (sha256: string) => void): Readable
}

/** Refuses what it does not understand, and more files at once than this process can spare. */
export function casesFiles(context: AppContext) {
  let going = 0
  return (format: OpenFormat, query: NodeJS.Dict<string | string[]>): CasesFile => {
    const since = sinceOf(query)
    const as = formats[format]
    const rows = { city: context.city(), site: context.publicUrl }
    async function* read(): AsyncGenerator<OpenRow[]> {
      for await (const found of since ? changedSince(since) : publicCases()) yield found.map((it) => openRow(it, rows))
    }
    return {
      name: `cases-${dayOf(context.now())}.${format}`,
      type: as.type,
      read(onEnd) {
        if (going >= filesAtOnce) refuse('unavailable', { retryAfterS: 30 })
        const file = Readable.from(written(as, read(), onEnd), { objectMode: false })
        const timer = setTimeout(() => file.destroy(new Error('read too slowly')), longestMs)
        going++
        file.once('close', () => {
          going--
          clearTimeout(timer)
        })
        return file
      }
    }
  }
}
