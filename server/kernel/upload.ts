/** Exactly one file out of a multipart body; anything else about the body is an error, and nothing is written to disk. */
import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { Refused } from '#shared/errors.ts'
import { photoBytesAtMost } from '#shared/photos.ts'

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

/** How much of what is left out is read over, beside what is kept, before the whole is refused. */
const readOverAtMost = 4

/**
 * Reads a multipart body into memory within bounds. Of a form that has other fields a file beyond the bounds is left out and
 * named, so that what was written beside it is not lost; a body that is one file is refused after it. Refuses too_large, unparseable,
 * unsupported_media.
 */
export function readMultipart(
  req: IncomingMessage,
  limits: { files: number; fields?: number; totalBytes?: number; fieldBytes?: number }
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    let parser: busboy.Busboy
    const upload: Upload = { fields: {}, files: [] }
    const isForm = limits.fields !== undefined
    const most = limits.totalBytes ?? photoBytesAtMost
    let kept = 0
    let read = 0
    let settled = false
    const fail = (refused: Refused) => {
      if (settled) return
      settled = true
      req.unpipe(parser)
      req.resume()
      reject(refused)
    }
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: {
          files: limits.files + (isForm && limits.files > 0 ? 1 : 0),
          // busboy speaks up on reaching this number, not on passing it.
          fileSize: photoBytesAtMost + 1,
          fields: limits.fields ?? 0,
          fieldSize: limits.fieldBytes ?? 8_000,
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
        kept -= chunks.reduce((sum, chunk) => sum + chunk.length, 0)
        chunks = []
        left ??= 'too_large'
      }
      stream.on('data', (chunk: Buffer) => {
        if (left) return
        kept += chunk.length
        chunks.push(chunk)
        if (kept > most) leave()
      })
      stream.on('limit', leave)
      // A body that breaks off in the middle of a file is this stream's error; unheard, it would end the process.
      stream.on('error', () => fail(new Refused('unparseable')))
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks)
        // A browser sends an empty part for a file input nobody used.
        if (bytes.length > 0 || left)
          upload.files.push({ field, name: info.filename ?? '', type: info.mimeType, bytes, ...(left && { left }) })
      })
    })
    parser.on('field', (name, value) => {
      if (Object.hasOwn(Object.prototype, name)) return
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
      // It is refused once it has been read over: who is cut off while he sends, or the proxy before us, hears no reason.
      if (!isForm && upload.files.some(({ left }) => left)) return fail(new Refused('too_large'))
      settled = true
      resolve(upload)
    })
    // What is left out is read over, and not for ever.
    req.on('data', (chunk: Buffer) => {
      read += chunk.length
      if (read > most * readOverAtMost) fail(new Refused('too_large'))
    })
    req.on('aborted', () => fail(new Refused('unparseable')))
    req.pipe(parser)
  })
}
