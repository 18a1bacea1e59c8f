import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { World } from '#server/kernel/world.ts'
import { addPhoto } from './index.ts'

export const photoRoutes = (world: World): Pick<Handlers, 'addPhoto'> => ({
  addPhoto: (_input, _viewer, { file }) => addPhoto((file ?? refuse('not_a_photo')).bytes, world.now())
})
