/** The files of cases: read and written piece by piece, some at a time and none for ever. */
import { AsyncResource } from 'node:async_hooks'
import { Readable } from 'node:stream'
import { refuse } from '#shared/errors.ts'
import type { OpenFormat } from '#shared/open-data.ts'
import { check, moment } from '#shared/schema.ts'
import { dayOf } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import { openRow, type OpenCase, type OpenRow } from './columns.ts'
import { formats, written } from './formats.ts'
import { changedSince, publicCases } from './model.ts'

/** Of this process; and nobody has two of them, so that it takes many to keep everybody else waiting. */
const filesAtOnce = 4
/** Who takes longer reads slower than any line of today; he asks again, for what has changed or for all. */
const longestMs = 15 * 60_000
/** Who has taken nothing for so long has gone. */
const silentMs = 60_000

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
  /** `sender`: whose file it is. Of its bytes, the end included, `onEnd` is told SHA-256 (hex) before the last are read. */
  read(sender: string, onEnd: (sha256: string) => void): Readable
}

/** Refuses what it does not understand, and more files at once than this process can spare. */
export function casesFiles(context: AppContext) {
  const going = new Set<string>()
  return (format: OpenFormat, query: NodeJS.Dict<string | string[]>): CasesFile => {
    const since = sinceOf(query)
    const as = formats[format]
    const rows = { city: context.city(), site: context.publicUrl }
    // In the language of whoever asked, whoever happens to read on.
    const present = AsyncResource.bind((openCase: OpenCase) => openRow(openCase, rows))
    async function* read(onPiece: () => void): AsyncGenerator<OpenRow[]> {
      for await (const found of since ? changedSince(since) : publicCases()) {
        onPiece()
        yield found.map((openCase) => present(openCase))
      }
    }
    return {
      name: `cases-${dayOf(context.now())}.${format}`,
      type: as.type,
      read(sender, onEnd) {
        if (going.has(sender)) refuse('too_many', { retryAfterS: 10 })
        if (going.size >= filesAtOnce) refuse('unavailable', { retryAfterS: 30 })
        const end = (): void => void file.destroy(new Error('read too slowly'))
        const [whole, silence] = [setTimeout(end, longestMs), setTimeout(end, silentMs)]
        const file = Readable.from(
          written(
            as,
            read(() => silence.refresh()),
            onEnd
          ),
          { objectMode: false }
        )
        going.add(sender)
        file.once('close', () => {
          going.delete(sender)
          clearTimeout(whole)
          clearTimeout(silence)
        })
        return file
      }
    }
  }
}
