/** What leaves the app: one delivery a notice and channel. */
import type { NoticeKind } from '#shared/notices.ts'
import type { AppContext } from '#server/context.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import { keepDeliveries, stranded } from './deliveries-model.ts'
import type { Notice, Reach } from './model.ts'
import { kindOf } from './present.ts'

/** For so many hours it is news; what could not be sent by then would only be in the way. */
const newsHours: Record<NoticeKind, number> = {
  progress: 72,
  question: 168,
  outcome: 168,
  volunteering: 24,
  certificate: 168,
  work: 48,
  deadline: 24,
  supervision: 72,
  ruling: 72,
  approval: 72,
  queue: 6,
  digest: 72
}
export const newsUntil = (kind: string, from: Date): Date =>
  new Date(from.getTime() + (newsHours[kind as NoticeKind] ?? 24) * 3_600_000)

/** Asks for the deliveries of one notice, each under the id of notice and channel: asking twice is asking once. */
export async function deliver(notice: Notice, reaches: readonly Reach[], request?: string): Promise<void> {
  const kind = kindOf(notice)
  await keepDeliveries(
    reaches.map(({ channel, notBefore }) => {
      const nextAt = notBefore > notice.at ? notBefore : notice.at
      return {
        _id: `${notice._id}:${channel}`,
        notice: notice._id,
        member: notice.member,
        channel,
        kind,
        at: notice.at,
        nextAt,
        until: newsUntil(kind, nextAt),
        ...(request !== undefined && { request })
      }
    })
  )
}

/** After so long without anybody coming, a delivery's job is taken to be lost. */
const lostAfterMs = 15 * 60_000

/** Asks again for what waits and has no job any more: a job that was given up loses nothing. */
export async function followStranded(context: AppContext): Promise<void> {
  const now = context.now()
  const lost = await stranded(new Date(now.getTime() - lostAfterMs))
  const hour = Math.floor(now.getTime() / 3_600_000)
  await enqueue(
    lost.map(({ _id, member, turn, request }) => ({
      _id: `deliver:${_id}:${turn}:lost:${hour}`,
      topic: 'deliver',
      dueAt: now,
      facts: { delivery: _id, member, ...(request !== undefined && { request }) }
    }))
  )
}
