/**
 * Cursors of keyset pages: the moment the last row is sorted by, and its id. Opaque to whoever carries them; the contract
 * (`cursor` in shared/schema.ts) has refused everything of another shape.
 */
import { mongoose } from './mongo.ts'

type Moment = string | number | Date

export const cursorOf = (at: Moment, id: mongoose.Types.ObjectId): string =>
  `${new Date(at).getTime().toString(36)}-${id.toHexString()}`

export function readCursor(cursor: string | undefined): { at: Date; id: mongoose.Types.ObjectId } | undefined {
  if (cursor === undefined) return undefined
  const [at = '', id = ''] = cursor.split('-')
  return { at: new Date(Number.parseInt(at, 36)), id: new mongoose.Types.ObjectId(id) }
}
