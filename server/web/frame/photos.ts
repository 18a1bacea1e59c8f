/** The photos that came with a form of the desk. */
import { Refused, refuse } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { errorWords, fill, say } from './desk-words.ts'

/** Stores the files of a form; those that are no photos are named, the others are kept. */
export async function keepPhotos(
  { call, viewer, ip }: { call: Call; viewer: Staff; ip: string },
  files: Upload['files'],
  /** The form's own; the same file under it is the same photo. */
  key?: string
): Promise<{ ids: string[]; wrong?: string }> {
  const ids: string[] = []
  const wrong: string[] = []
  for (const { bytes, name, type, left } of files) {
    if (left === 'too_many') {
      wrong.push(say.problem.photosMany)
      break
    }
    try {
      if (left) refuse(left)
      ids.push((await call('addPhoto', {}, viewer, { ip, ...(key && { key }), file: { bytes, name, type } })).id)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      wrong.push(fill(say.problem.photoOne, { name, why: errorWords.refusal[error.code] }))
    }
  }
  return { ids, ...(wrong.length > 0 && { wrong: wrong.join('') }) }
}
