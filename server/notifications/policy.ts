/** Who looks after the channels: administrators. That there are any is no secret among staff. */
import { policyOf, rule, staffWith } from '#server/kernel/policy.ts'
import type { Viewer } from '#server/kernel/viewer.ts'

export const channelPolicy = policyOf(
  { tend: rule('admin', staffWith<undefined>('admin')) },
  rule('staff', (viewer: Viewer) => viewer.kind === 'staff')
)
