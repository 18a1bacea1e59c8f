/** 通报曝光 as the public reads it: the dates of the ledger, and the office's own words where they have been approved. */
import type { ExposedCase } from '#shared/exposure.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { CaseDoc } from './model.ts'
import { presentCase, presentRow } from './present.ts'
import type { PresentContext } from './present-parts.ts'

/** What weighs against an office; that it was reminded before the deadline does not. */
const weighs = new Set(['overdue', 'supervise', 'escalate', 'expose'])

export function presentExposed(caseDoc: CaseDoc, context: PresentContext): ExposedCase | undefined {
  const view = presentCase(caseDoc, guest, context)
  if (!view || caseDoc.exposedAt === undefined) return undefined
  const steps = view.timeline.filter(({ verb }) => weighs.has(verb)).reverse()
  const reply = view.timeline.find(({ verb }) => verb === 'reply')
  return {
    row: presentRow(caseDoc, 'public', context),
    office: steps.findLast(({ verb }) => verb === 'expose')?.office ?? view.office,
    exposedAt: caseDoc.exposedAt,
    steps,
    ...(reply && { reply })
  }
}
