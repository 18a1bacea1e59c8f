/** A person, or the reporter of one report, is forgotten: what he was told, what he chose, and where he could be reached. */
import { findCase } from '#server/cases/index.ts'
import { eraseAddresses } from './addresses-model.ts'
import { eraseChoices } from './choices-model.ts'
import { eraseDigests } from './digests-model.ts'
import { eraseDeliveries } from './deliveries-model.ts'
import { eraseNotices } from './model.ts'
import { eraseQuota } from './wechat-quota-model.ts'
import { ofReport } from './recipients.ts'

export async function forgetReader(member: string): Promise<void> {
  // The address first: whoever dies halfway has at least stopped writing to it.
  await eraseAddresses(member)
  await eraseQuota(member)
  await eraseDeliveries(member)
  await eraseChoices(member)
  await eraseDigests(member)
  await eraseNotices(member)
}

/** Reports that the centre erased on request take with them what was kept for telling of them. */
export async function forgetErased({ no, verb }: Record<string, unknown>): Promise<void> {
  if (verb !== 'erase') return
  const caseDoc = await findCase(String(no))
  for (const report of caseDoc?.reports ?? []) if (report.erased) await forgetReader(ofReport(report.id))
}
