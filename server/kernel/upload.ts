/** Exactly one file out of a multipart body; anything else about the body is an error, and nothing is written to disk. */
import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { Refused } from '#shared/errors.ts'
import { photoBytesAtMost } from '#shared/photos.ts'

export interface Upload {
  fields: Record<string, string[]>
  files: { field: string; name: string; type: string; bytes: Buffer }[]
}

/** Reads a multipart body into memory within bounds. Refuses too_large, unparseable, unsupported_media. */
export function readMultipart(
  req: IncomingMessage,
  limits: { files: number; fields?: number; totalBytes?: number; fieldBytes?: number }
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    let parser: busboy.Busboy
    const upload: Upload = { fields: {}, files: [] }
    let total = 0
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
          files: limits.files,
          // busboy speaks up on reaching this number, not on passing it.
          fileSize: photoBytesAtMost + 1,
          fields: limits.fields ?? 0,
          fieldSize: limits.fieldBytes ?? 8_000,
          fieldNameSize: 60,
          parts: limits.files + (limits.fields ?? 0) + 1,
          headerPairs: 20
        }
      })
    } catch {
      reject(new Refused('unsupported_media'))
      return
    }
    parser.on('file', (field, stream, info) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        total += chunk.length
        if (total > (limits.totalBytes ?? photoBytesAtMost)) fail(new Refused('too_large'))
        else chunks.push(chunk)
      })
      stream.on('limit', () => fail(new Refused('too_large')))
      // A body that breaks off in the middle of a file is this stream's error; unheard, it would end the process.
      stream.on('error', () => fail(new Refused('unparseable')))
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks)
        // A browser sends an empty part for a file input nobody used.
        if (bytes.length > 0) upload.files.push({ field, name: info.filename ?? '', type: info.mimeType, bytes })
      })
    })
    parser.on('field', (name, value) => {
      if (Object.hasOwn(Object.prototype, name)) return
      ;(upload.fields[name] ??= []).push(value)
    })
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.on(limit, () => fail(new Refused(limits.fields === undefined ? 'unparseable' : 'too_large')))
    }
    parser.on('error', () => fail(new Refused('unparseable')))
    parser.on('close', () => {
      if (settled) return
      settled = true
      resolve(upload)
    })
    req.on('aborted', () => fail(new Refused('unparseable')))
    req.pipe(parser)
  })
}
