/** Sessions as their owner and an administrator see them. */
import type { OpenSession } from '#shared/sign-in.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { SessionDoc } from './model.ts'

export const listed = (open: readonly SessionDoc[], viewer: Viewer): OpenSession[] =>
  open.map(({ family, at, seenAt, device, network }) => ({
    id: family,
    here: viewer.kind === 'staff' && viewer.family === family,
    at: at.toISOString(),
    seen: seenAt.toISOString(),
    device,
    network
  }))
