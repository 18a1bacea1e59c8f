import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { addPhoto, type PhotoSender } from './index.ts'

const senderOf = (viewer: Viewer, ip: string, key: string | undefined): PhotoSender => {
  const share = personOf(viewer) ?? (viewer.kind === 'code' ? `report:${viewer.report}` : undefined)
  return { share: share ?? `address:${ip}`, known: share !== undefined, ...(key !== undefined && { key }) }
}

export const photoRoutes = (context: AppContext): Pick<Handlers, 'addPhoto'> => ({
  addPhoto: (_input, viewer, { file, ip, key }) =>
    addPhoto(context.photos, (file ?? refuse('not_a_photo')).bytes, context.now(), senderOf(viewer, ip, key))
})
