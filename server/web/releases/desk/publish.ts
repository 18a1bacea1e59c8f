/** Publishing, from whichever page: what takes two is put before another administrator, and the page of that is shown. */
import type { Refused } from '#shared/errors.ts'
import type { ReleaseView } from '#shared/releases.ts'
import type { DeskRequest } from '../../frame/desk.tsx'
import { attempt } from '../../frame/fields.ts'
import { see, type See } from '../../frame/route.ts'

interface Draft {
  revision: number
  note: string
  from?: string
}

export async function publishOrAsk(
  { call, viewer }: DeskRequest,
  body: Draft
): Promise<See | { done: ReleaseView } | { refused: Refused }> {
  const tried = await attempt(() => call('publishDraft', { body }, viewer))
  if ('done' in tried || tried.refused.code !== 'second_person') return tried
  await call('askApproval', { body: { ask: { act: 'publish', ...body } } }, viewer)
  return see('/office/approvals?done=asked')
}
