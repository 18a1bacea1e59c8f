/** Who hears of an act that takes two: those who may agree, when it is asked for; who asked, when it was answered or nobody came. */
import type { OutboxItem } from '#server/kernel/outbox.ts'
import { toldLater, type Notice } from '#server/notifications/index.ts'
import type { ApprovalDoc } from './model.ts'

type News = 'waits' | 'given' | 'turned_down' | 'ran_out'

/** Once to each person, whoever writes it and however often. */
const newsOf = ({ _id, ask: { act } }: ApprovalDoc, code: News, to: string, at: Date): Notice => ({
  _id: `approval:${_id}:${code}:staff:${to}`,
  member: `staff:${to}`,
  no: _id,
  about: 'approval',
  verb: code,
  said: { code, facts: { act } },
  at
})

/** Those who may agree hear that it waits; when its time is over, who asked hears that nobody did. */
export const whenAsked = (approval: ApprovalDoc, seconds: readonly string[]): OutboxItem[] => [
  ...seconds.map((id) => toldLater(newsOf(approval, 'waits', id, approval.at))),
  {
    id: `approval:${approval._id}:over`,
    topic: 'approval_over',
    at: approval.at,
    dueAt: approval.until,
    facts: { approval: approval._id }
  }
]

/** Nobody is told what he did himself. */
export const whenSettled = (approval: ApprovalDoc, state: 'done' | 'withdrawn', by: string, at: Date): OutboxItem[] =>
  by === approval.askedBy.id
    ? []
    : [toldLater(newsOf(approval, state === 'done' ? 'given' : 'turned_down', approval.askedBy.id, at))]

export const ranOut = (approval: ApprovalDoc): Notice =>
  newsOf(approval, 'ran_out', approval.askedBy.id, approval.until)
