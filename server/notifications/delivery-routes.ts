/** The log of what left the app, and how the channels fare. */
import { outlets as channels, type ChannelView, type DeliveryView, type deliveryKinds } from '#shared/deliveries.ts'
import { refuse } from '#shared/errors.ts'
import { addDays, startOfDay } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import type { Sent } from '#server/integrations/sent.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import {
  channelStates,
  countByChannel,
  findDeliveryByRow,
  keepDone,
  pageOfDeliveries,
  resend,
  resendFailed,
  takeOne,
  type DeliveryDoc,
  type Outlet
} from './deliveries-model.ts'
import { newsUntil } from './deliveries.ts'
import { mailFace } from './mail-face.ts'
import { testMessage } from './message.ts'
import { covered } from './outlets.ts'
import { channelPolicy } from './policy.ts'

type Names = 'listDeliveries' | 'listChannels' | 'resendDelivery' | 'resendFailed' | 'testChannel'

const pageLength = 50
const resentAtMost = 1000
const testsAnHour = 10
const hour = 3_600_000

const dayBounds = (day: string) => ({ from: new Date(startOfDay(day)), to: new Date(startOfDay(addDays(day, 1))) })

const readerOf = (member: string): DeliveryView['reader'] =>
  member.startsWith('staff:') ? 'staff' : member.startsWith('group:') ? 'group' : 'resident'

const mayResend = ({ state, kind }: Pick<DeliveryDoc, 'state' | 'kind'>): boolean =>
  kind !== 'test' && (state === 'failed' || state === 'dropped')

const present = (doc: DeliveryDoc): DeliveryView => ({
  id: doc.row.toHexString(),
  channel: doc.channel,
  kind: doc.kind as (typeof deliveryKinds)[number],
  reader: readerOf(doc.member),
  state: doc.state,
  attempts: doc.attempts,
  at: doc.at.toISOString(),
  tries: doc.tries.map(({ at, answer, reason }) => ({ at: at.toISOString(), answer, ...(reason && { reason }) })),
  mayResend: mayResend(doc),
  ...(doc.address !== undefined && { to: doc.address }),
  ...(doc.reason !== undefined && { reason: doc.reason }),
  ...(doc.nextAt && { nextAt: doc.nextAt.toISOString() }),
  ...(doc.doneAt && { doneAt: doc.doneAt.toISOString() }),
  ...(doc.answer !== undefined && { answer: doc.answer })
})

/** How often somebody may try it out, however many pages he has open. */
export async function permitTest(by: string, now: Date): Promise<void> {
  const next = await takeOne(`test:${by}`, hour, testsAnHour, now)
  if (next) refuse('too_many', { retryAfterS: Math.ceil((next.getTime() - now.getTime()) / 1000) })
}

interface Tested {
  channel: Outlet
  member: string
  address: string
}
/** A test stands in the log like everything else, and its answer goes back to who asked. */
export async function logTest(id: string, { channel, member, address }: Tested, answer: Sent, at: Date) {
  const failed = answer.outcome === 'sent' ? {} : { reason: answer.reason }
  await keepDone(
    { _id: id, notice: id, member, channel, kind: 'test', at, address },
    { state: answer.outcome === 'sent' ? 'sent' : 'failed', answer: answer.answer, ...failed }
  )
  return { ok: answer.outcome === 'sent', answer: answer.answer, ...failed }
}

/** Everything that says how the channels fare; also what the metrics print. */
export async function channelViews(context: AppContext): Promise<ChannelView[]> {
  const now = context.now()
  const [counts, states, problems = []] = await Promise.all([
    countByChannel(new Date(now.getTime() - 24 * hour)),
    channelStates(),
    context.wechatAccount?.problems()
  ])
  const wrong = problems.map(({ since, ...problem }) => ({ ...problem, since: since.toISOString() }))
  const ready: Record<Outlet, boolean> = {
    email: context.mail.ready,
    sms: context.sms.ready,
    wechat: context.wechatMessages.ready,
    robot: true
  }
  return channels.map((channel) => {
    const count = counts.find((count) => count.channel === channel)
    const state = states.find(({ _id }) => _id === channel)
    return {
      channel,
      ready: ready[channel],
      waiting: count?.waiting ?? 0,
      failed: count?.failed ?? 0,
      ...(count?.oldest && { oldest: count.oldest.toISOString() }),
      ...(state?.downSince && { downSince: state.downSince.toISOString() }),
      ...(state?.reason && { reason: state.reason }),
      ...(state?.answer && { answer: state.answer }),
      ...(state?.sentAt && { sentAt: state.sentAt.toISOString() }),
      ...(channel === 'wechat' && wrong.length > 0 && { wrong })
    }
  })
}

export const deliveryRoutes = (context: AppContext): Pick<Handlers, Names> => ({
  async listDeliveries({ query: { day, after, channel, state, kind } }, viewer) {
    channelPolicy.permit(viewer, 'tend', undefined)
    const filter = { ...(channel && { channel }), ...(state && { state }), ...(kind && { kind }) }
    const { items, older } = await pageOfDeliveries(
      { ...filter, ...(day !== undefined && dayBounds(day)) },
      after,
      pageLength
    )
    return { items: items.map(present), ...(older !== undefined && { older }) }
  },

  async listChannels(_input, viewer) {
    channelPolicy.permit(viewer, 'tend', undefined)
    return { items: await channelViews(context) }
  },

  async resendDelivery({ params }, viewer) {
    channelPolicy.permit(viewer, 'tend', undefined)
    const doc = (await findDeliveryByRow(params.id)) ?? refuse('not_found')
    const now = context.now()
    if (!mayResend(doc) || !(await resend(doc, now, newsUntil(doc.kind, now)))) refuse('not_sent_before')
    return {}
  },

  async resendFailed({ body: { day, channel } }, viewer) {
    channelPolicy.permit(viewer, 'tend', undefined)
    const now = context.now()
    // By hand it is news for as long as a day is.
    const until = new Date(now.getTime() + 24 * hour)
    const between = { ...dayBounds(day), ...(channel && { channel }) }
    return { count: await resendFailed(between, now, until, resentAtMost) }
  },

  async testChannel({ body: { channel, to } }, viewer, { request }) {
    channelPolicy.permit(viewer, 'tend', undefined)
    const { id: by } = staffOf(viewer)
    const now = context.now()
    await permitTest(by, now)
    const id = `test:${by}:${channel}:${now.getTime()}:${Math.random().toString(36).slice(2, 10)}`
    const message = testMessage(context.city(), context.publicUrl)
    const answer =
      channel === 'email'
        ? await context.mail.send({ id, to, ...mailFace(message), request })
        : await context.sms.send({ id, to, kind: 'test', values: { no: by }, request })
    return logTest(id, { channel, member: `staff:${by}`, address: covered(channel, to) }, answer, now)
  }
})
