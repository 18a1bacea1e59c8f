import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { personOf, shareOf, type Viewer } from '#server/kernel/viewer.ts'
import { addPhoto, type PhotoSender } from './index.ts'

const senderOf = (viewer: Viewer, ip: string, key: string | undefined): PhotoSender => ({
  share: shareOf(viewer, ip),
  known: personOf(viewer) !== undefined,
  ...(key !== undefined && { key })
})

export const photoRoutes = (context: AppContext): Pick<Handlers, 'addPhoto'> => ({
  addPhoto: (_input, viewer, { file, ip, key }) =>
    addPhoto(context.photos, (file ?? refuse('not_a_photo')).bytes, context.now(), senderOf(viewer, ip, key))
})
