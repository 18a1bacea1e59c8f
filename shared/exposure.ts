/** 通报曝光: published cases whose promise was broken again and again, with the dates and what the office says. */
import { caseRow, timelineEntry } from './cases.ts'
import { officeRef } from './city.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { count, cursor, input, list, maybe, moment, pageOf, view, type Infer } from './schema.ts'

export const exposedCase = view({
  row: caseRow,
  /** Who held it when it was exposed; another office may have it now. */
  office: officeRef,
  exposedAt: moment(),
  /** 超期记账, 督办 and the rest as the ledger has them, oldest first. */
  steps: list(timelineEntry, { max: 100 }),
  /** What the office answered last, as far as a moderator has approved the words. */
  reply: maybe(timelineEntry)
})
export type ExposedCase = Infer<typeof exposedCase>

export const exposureEndpoints = {
  exposed: endpoint({
    method: 'GET',
    path: '/api/exposed',
    says: 'Cases exposed to the public (tongbao) because three overdue entries stand in their ledger; off the list once they are over.',
    who: anyone,
    query: input({ after: maybe(cursor()), before: maybe(cursor()), limit: maybe(count(1, 20)) }),
    answer: pageOf(exposedCase),
    refuses: ['invalid'],
    cache: publicFor(5)
  })
}
