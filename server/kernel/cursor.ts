/** Cursors of keyset pages: the last row's sort value and id, opaque to whoever carries them. */
import { mongoose } from './mongo.ts'

export const cursorOf = (at: string | number | Date | null, id: mongoose.Types.ObjectId): string =>
  Buffer.from(`${at instanceof Date ? at.toISOString() : (at ?? '')}|${id.toHexString()}`).toString('base64url')

export function readCursor(cursor: string | undefined): { at: string; id: mongoose.Types.ObjectId } | undefined {
  const [at = '', id = ''] = Buffer.from(cursor ?? '', 'base64url')
    .toString()
    .split('|')
  return mongoose.isObjectIdOrHexString(id) ? { at, id: new mongoose.Types.ObjectId(id) } : undefined
}
