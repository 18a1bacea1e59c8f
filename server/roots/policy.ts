/** Who sees where the daily roots go: administrators. */
import { policyOf, rule, staffWith } from '#server/kernel/policy.ts'
import type { Viewer } from '#server/kernel/viewer.ts'

export const rootPolicy = policyOf(
  { tend: rule('admin', staffWith<undefined>('admin')) },
  rule('staff', (viewer: Viewer) => viewer.kind === 'staff')
)
