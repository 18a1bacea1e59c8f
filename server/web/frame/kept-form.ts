/**
 * A form that cannot be taken now: its session ended, or it was drawn in another. Nothing is done, and nothing that was written
 * is lost: fields go with it as they are, photos are taken in and go on by their ids.
 */
import { Refused } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import { unprovenBytes } from '#server/kernel/upload.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { isSecret, type Posted } from './fields.ts'
import type { Limits, Sent } from './route.ts'

export interface KeptPhoto {
  id: string
  width: number
  height: number
}
/** Under which name, and as what value, the form knows a photo that was taken in; `field` is the one it was chosen in. */
export type KeptAs = (photo: KeptPhoto, field: string) => readonly [name: string, value: string]
export const byId: KeptAs = ({ id }) => ['photos', id]

/** One's own fields come on top of the form's. */
export const strangersLimits = (limits: Limits): Limits => ({
  ...limits,
  fields: limits.fields + 10,
  totalBytes: Math.min(limits.totalBytes ?? unprovenBytes, unprovenBytes)
})

/** The fields of a form, with the photos that came as files; what is no photo has to be chosen again. */
export async function keptFields(
  { call, viewer, ip }: { call: Call; viewer: Viewer; ip: string },
  { fields, files }: Sent,
  keptAs: KeptAs
): Promise<Posted> {
  const photos: [string, string][] = []
  const [key] = fields['key'] ?? []
  for (const { field, name, type, bytes } of files) {
    try {
      const [as, value] = keptAs(
        await call('addPhoto', {}, viewer, { ip, ...(key && { key }), file: { name, type, bytes } }),
        field
      )
      photos.push([as, value])
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
  const kept = new Map(Object.entries(fields).filter(([name]) => name !== '_token' && !isSecret(name)))
  for (const [name, value] of photos) kept.set(name, [value, ...(kept.get(name) ?? [])])
  return Object.fromEntries(kept)
}
