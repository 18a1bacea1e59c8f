/** Work groups hear what their offices' staff hear, of the matters of their theme; what one group is told it is told once. */
import { kindOfNotice } from '#shared/notices.ts'
import { rowOf } from '#shared/verbs.ts'
import { findCase } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { groupsFor } from './robots-model.ts'
import { tell } from './tell.ts'

export async function notifyGroups(facts: Record<string, unknown>, city: CitySnapshot): Promise<void> {
  const { no, n, verb, at, request } = facts as { no: string; n: number; verb: string; at: string; request?: string }
  if ((rowOf(verb)?.alerts ?? []).length === 0) return
  const caseDoc = await findCase(no)
  if (!caseDoc) return
  const { office, count } = caseDoc.ledger[n - 1]?.facts ?? {}
  const groups = await groupsFor({
    kind: kindOfNotice('case', verb, true),
    tile: city.category(caseDoc.category)?.tile,
    offices: [caseDoc.office, caseDoc.supervising, caseDoc.raisedTo].filter((one) => one !== undefined)
  })
  await tell(
    groups.map((member) => ({
      _id: `${no}:${n}:${member}`,
      member,
      no,
      about: 'case' as const,
      n,
      verb,
      said: { code: verb, facts: { office: office ?? caseDoc.office, ...(count !== undefined && { count }) } },
      at: new Date(at)
    })),
    request
  )
}
