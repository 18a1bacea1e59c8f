import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { addPhoto } from './index.ts'

export const photoRoutes = (context: AppContext): Pick<Handlers, 'addPhoto'> => ({
  addPhoto: (_input, _viewer, { file }) => addPhoto((file ?? refuse('not_a_photo')).bytes, context.now())
})
