/** Files out of a multipart body, or the bytes of one part of a file; anything else about the body is an error, and nothing is written to disk. */
import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { Refused } from '#shared/errors.ts'
import { photoBytesAtMost } from '#shared/photos.ts'
import { lengthOf, type Held } from './incoming.ts'

export interface UploadedFile {
  field: string
  name: string
  type: string
  /** Empty where it was left out. */
  bytes: Buffer
  /** It was too large, or one too many, and is not here; everything else is. */
  left?: 'too_large' | 'too_many'
}
export interface Upload {
  fields: Record<string, string[]>
  files: UploadedFile[]
}

export interface UploadLimits {
  files: number
  fields?: number
  totalBytes?: number
  fieldBytes?: number
  /** Whether a form's token is good. Until one has come, and where none comes, no more is kept than `unprovenBytes`. */
  proves?: (token: string) => boolean
}

/** How much of what is left out is read over, beside what is kept, before the whole is refused. */
const readOverAtMost = 4
/** What a form of which nobody knows yet whether it is ours may leave in memory. */
export const unprovenBytes = 20 * 1024 * 1024
/** What stands around one part: its boundary and its names. */
const aroundOnePart = 4 * 1024

/**
 * Reads a multipart body into memory within bounds, each of its bytes `held`. Of a form that has other fields a file beyond the
 * bounds is left out and named, so that what was written beside it is not lost; a body that is one file is refused at once, where
 * its length says so before it is read. Refuses too_large, unparseable, unsupported_media.
 */
export function readMultipart(req: IncomingMessage, limits: UploadLimits, held: Held): Promise<Upload> {
  return new Promise((resolve, reject) => {
    let parser: busboy.Busboy
    const upload: Upload = { fields: {}, files: [] }
    const isForm = limits.fields !== undefined
    const most = limits.totalBytes ?? (limits.files > 0 ? photoBytesAtMost : 0)
    const fieldBytes = limits.fieldBytes ?? 8_000
    const readAtMost =
      most * (isForm ? readOverAtMost : 1) +
      aroundOnePart * limits.files +
      (limits.fields ?? 0) * (fieldBytes + aroundOnePart)
    let isProven = limits.proves === undefined
    let kept = 0
    let read = 0
    let settled = false
    const fail = (refused: Refused) => {
      if (settled) return
      settled = true
      req.unpipe(parser)
      req.resume()
      upload.files.length = 0
      reject(refused)
    }
    /** What there is no room for is refused, and the rest of it thrown away. */
    const hold = (bytes: number): boolean => {
      try {
        held.add(bytes)
        return true
      } catch (error) {
        fail(error as Refused)
        return false
      }
    }
    held.onGivenUp(fail)
    if ((lengthOf(req) ?? 0) > readAtMost) return reject(new Refused('too_large'))
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: {
          files: limits.files + (isForm && limits.files > 0 ? 1 : 0),
          // busboy speaks up on reaching this number, not on passing it.
          fileSize: photoBytesAtMost + 1,
          fields: limits.fields ?? 0,
          fieldSize: fieldBytes,
          fieldNameSize: 60,
          parts: limits.files + (limits.fields ?? 0) + 2,
          headerPairs: 20
        }
      })
    } catch {
      reject(new Refused('unsupported_media'))
      return
    }
    parser.on('file', (field, stream, info) => {
      let chunks: Buffer[] = []
      let left: UploadedFile['left'] = isForm && upload.files.length >= limits.files ? 'too_many' : undefined
      const leave = () => {
        const dropped = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
        kept -= dropped
        held.drop(dropped)
        chunks = []
        left ??= 'too_large'
        if (!isForm) fail(new Refused('too_large'))
      }
      stream.on('data', (chunk: Buffer) => {
        if (left || settled || !hold(chunk.length)) return
        kept += chunk.length
        chunks.push(chunk)
        if (kept > (isProven ? most : Math.min(most, unprovenBytes))) leave()
      })
      stream.on('limit', leave)
      // A body that breaks off in the middle of a file is this stream's error; unheard, it would end the process.
      stream.on('error', () => fail(new Refused('unparseable')))
      stream.on('end', () => {
        if (settled) return
        const bytes = Buffer.concat(chunks)
        // A browser sends an empty part for a file input nobody used.
        if (bytes.length > 0 || left)
          upload.files.push({ field, name: info.filename ?? '', type: info.mimeType, bytes, ...(left && { left }) })
      })
    })
    parser.on('field', (name, value) => {
      if (Object.hasOwn(Object.prototype, name) || !hold(name.length + value.length)) return
      if (name === '_token' && limits.proves?.(value)) isProven = true
      ;(upload.fields[name] ??= []).push(value)
    })
    // One more file than may come says that there are too many; any further ones are not read.
    parser.on('filesLimit', () => (isForm ? undefined : fail(new Refused('unparseable'))))
    for (const limit of ['fieldsLimit', 'partsLimit'] as const) {
      parser.on(limit, () => fail(new Refused(limits.fields === undefined ? 'unparseable' : 'too_large')))
    }
    parser.on('error', () => fail(new Refused('unparseable')))
    parser.on('close', () => {
      if (settled) return
      settled = true
      resolve(upload)
    })
    // What is left out is read over, and not for ever.
    req.on('data', (chunk: Buffer) => {
      read += chunk.length
      if (read > readAtMost) fail(new Refused('too_large'))
    })
    req.on('aborted', () => fail(new Refused('unparseable')))
    req.pipe(parser)
  })
}

/** Reads the bytes of one part, each of them `held`. Refuses too_large, unparseable, unsupported_media. */
export async function readPart(req: IncomingMessage, atMost: number, held: Held): Promise<Buffer> {
  if (!/^application\/octet-stream\b/.test(req.headers['content-type'] ?? '')) throw new Refused('unsupported_media')
  if ((lengthOf(req) ?? 0) > atMost) throw new Refused('too_large')
  let givenUp: Refused | undefined
  held.onGivenUp((why) => (givenUp = why))
  const chunks: Buffer[] = []
  let read = 0
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      read += chunk.length
      if (givenUp ?? read > atMost) throw givenUp ?? new Refused('too_large')
      held.add(chunk.length)
      chunks.push(chunk)
    }
  } catch (error) {
    // What breaks off is no part.
    throw error instanceof Refused ? error : new Refused('unparseable')
  }
  return Buffer.concat(chunks)
}
