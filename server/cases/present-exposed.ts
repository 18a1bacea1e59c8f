/** 通报曝光 as the public reads it: the dates of the ledger, and the office's own words where they have been approved. */
import type { ExposedCase } from '#shared/exposure.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { CaseDoc } from './model.ts'
import { presentCase, presentRow, type Light } from './present.ts'

/** What weighs against an office; that it was reminded before the deadline does not. */
const weighs = new Set(['overdue', 'supervise', 'escalate', 'expose'])

export function presentExposed(it: CaseDoc, light: Light): ExposedCase | undefined {
  const view = presentCase(it, guest, light)
  if (!view || it.exposedAt === undefined) return undefined
  const steps = view.timeline.filter(({ verb }) => weighs.has(verb)).reverse()
  const reply = view.timeline.find(({ verb }) => verb === 'reply')
  return {
    row: presentRow(it, 'public', light),
    office: steps.findLast(({ verb }) => verb === 'expose')?.office ?? view.office,
    exposedAt: it.exposedAt,
    steps,
    ...(reply && { reply })
  }
}
