/** 每日一通报、每周一简评、每月一汇总: one page instead of many messages. */
import { queueTabs } from './cases.ts'
import { officeRef } from './city.ts'
import { endpoint } from './endpoint.ts'
import type { Role } from './members.ts'
import { bool, day, input, int, list, matching, maybe, moment, nothing, oneOf, view, type Infer } from './schema.ts'

/** Whose work is cases. */
export const digestRoles: readonly Role[] = ['officer', 'verifier', 'dispatcher', 'moderator', 'admin']
export const digestKinds = ['day', 'week', 'month'] as const
export type DigestKind = (typeof digestKinds)[number]

const n = () => int(0, 1e9)
export const digestSums = {
  received: n(),
  closed: n(),
  onTime: n(),
  rated: n(),
  satisfied: n(),
  open: n(),
  overdue: n(),
  supervised: n()
}
const head = { kind: oneOf(digestKinds), day: day(), from: day(), to: day() }
const tabs = queueTabs.filter((tab) => tab !== 'all')
const digest = view({
  ...head,
  at: moment(),
  /** Every office, and not the reader's own alone. */
  all: bool(),
  offices: list(view({ office: officeRef, ...digestSums }), { max: 1000 }),
  /** What waits for the reader himself, by tab of his queue. */
  waiting: maybe(view(Object.fromEntries(tabs.map((tab) => [tab, maybe(n())])))),
  /** Of the cases that were given to him by name. */
  mine: maybe(view({ open: n(), overdue: n() }))
})
export type DigestView = Infer<typeof digest>

export const digestEndpoints = {
  listDigests: endpoint({
    method: 'GET',
    path: '/api/digests',
    says: 'The digests that were issued, newest first: each working day, week and month.',
    who: ['staff'],
    answer: view({ items: list(view(head), { max: 60 }) }),
    refuses: ['forbidden']
  }),
  readDigest: endpoint({
    method: 'GET',
    path: '/api/digests/:which',
    says: 'One digest (`day-2026-11-24`): the reader’s own lines and his office’s sums, for the centre those of every office, as they were counted when it was issued.',
    who: ['staff'],
    params: input({ which: matching(/^(day|week|month)-\d{4}-\d{2}-\d{2}$/, 20) }),
    query: nothing,
    answer: digest,
    refuses: ['forbidden', 'not_found']
  })
}
