import { refuse } from '#shared/errors.ts'
import type { Handlers, RequestMeta } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { personOf, shareOf, type Viewer } from '#server/kernel/viewer.ts'
import { addPart, addPhoto, dayLimits, makeRoomFor, type PhotoSender } from './index.ts'

const senderOf = (viewer: Viewer, { ip, key, request }: RequestMeta): PhotoSender => ({
  share: shareOf(viewer, ip),
  known: personOf(viewer) !== undefined,
  ...(key !== undefined && { key }),
  request
})

export const photoRoutes = (
  { photos, counts, now }: AppContext,
  { dayMb }: { dayMb: number }
): Pick<Handlers, 'addPhoto' | 'addPhotoPart'> => {
  const limits = dayLimits(dayMb, counts)
  return {
    async addPhoto(_input, viewer, meta) {
      const { bytes } = meta.file ?? refuse('not_a_photo')
      const sender = senderOf(viewer, meta)
      const { share, known } = sender
      const added = await limits.taking(share, known, bytes.length, () => addPhoto(photos, bytes, now(), sender))
      await makeRoomFor(photos, limits, sender)
      return added
    },

    async addPhotoPart({ query }, viewer, meta) {
      const sender = { ...senderOf(viewer, meta), key: meta.key ?? refuse('key_missing') }
      const { hold = () => undefined, part = Buffer.alloc(0) } = meta
      const answer = await addPart(photos, query, part, now(), { sender, limits, hold })
      if (answer.photo) await makeRoomFor(photos, limits, sender)
      return answer
    }
  }
}
