/**
 * What becomes of a notice on its way to a person or a group: by which channel, in which state, and why it did not arrive.
 * Codes only; the words are in locales/deliveries.ts.
 */
import { endpoint } from './endpoint.ts'
import { noticeKinds, type NoticeChannel } from './notices.ts'
import {
  bool,
  cursor,
  day,
  input,
  int,
  line,
  list,
  maybe,
  moment,
  oneOf,
  pageOf,
  rowId,
  said,
  view,
  type Infer
} from './schema.ts'

/** Why a message was not taken, as far as whoever sends can tell. */
export const sendFailures = [
  // Nobody answers, or not in time, or not now.
  'unreachable',
  'timeout',
  'busy',
  // Our own settings: account, sender, template, balance.
  'sign_in',
  'sender',
  'template',
  'balance',
  'not_set_up',
  // The other side's rules.
  'too_many',
  'refused',
  'blocked',
  'no_such_address',
  'mailbox_full',
  // WeChat: he has agreed to no further message.
  'no_quota',
  // Where it was to go.
  'private_network',
  'redirected',
  'bad_answer'
] as const
export type SendFailure = (typeof sendFailures)[number]

/** Why it went no further without having failed. */
export const dropReasons = [
  // Too late to be news; with others in one message; whom it was about is gone; no address; switched off.
  'stale',
  'summed',
  'gone',
  'no_address',
  'address_stopped',
  'robot_off',
  'interrupted'
] as const
export const deliveryReasons = [...sendFailures, ...dropReasons] as const
export type DeliveryReason = (typeof deliveryReasons)[number]

export const deliveryStates = ['waiting', 'sent', 'failed', 'dropped'] as const
export type DeliveryState = (typeof deliveryStates)[number]

// ——— the log on the desk, and how the channels fare

export const outlets = ['email', 'sms', 'wechat', 'robot'] as const satisfies readonly NoticeChannel[]
export type Outlet = (typeof outlets)[number]
/** A test from the desk is logged like everything else that leaves. */
export const deliveryKinds = [...noticeKinds, 'test'] as const

const delivery = view({
  id: rowId(),
  channel: oneOf(outlets),
  kind: oneOf(deliveryKinds),
  /** Whom it was for, covered: an address or the name of a robot. */
  to: maybe(said()),
  /** To staff or to somebody else. */
  reader: oneOf(['staff', 'resident', 'group']),
  state: oneOf(deliveryStates),
  reason: maybe(oneOf(deliveryReasons)),
  attempts: int(0, 1_000_000),
  at: moment(),
  /** While it waits: when it is tried next. */
  nextAt: maybe(moment()),
  doneAt: maybe(moment()),
  /** What the other side said last, without addresses. */
  answer: maybe(said()),
  tries: list(view({ at: moment(), answer: said(), reason: maybe(oneOf(deliveryReasons)) }), { max: 20 }),
  mayResend: bool()
})
export type DeliveryView = Infer<typeof delivery>

/** What WeChat is asked for, as far as our settings for it can be wrong. */
export const wechatCalls = ['token', 'sign_in', 'message', 'check'] as const
export type WechatCall = (typeof wechatCalls)[number]

const channel = view({
  channel: oneOf(outlets),
  /** It is set up. */
  ready: bool(),
  waiting: int(0, 1_000_000_000),
  /** Since when the oldest waits. */
  oldest: maybe(moment()),
  /** Failed within a day. */
  failed: int(0, 1_000_000_000),
  downSince: maybe(moment()),
  reason: maybe(oneOf(deliveryReasons)),
  answer: maybe(said()),
  sentAt: maybe(moment()),
  /** What the other side says is wrong with our account there, and nobody has put right yet. */
  wrong: maybe(
    list(view({ call: oneOf(wechatCalls), code: int(-1, 1_000_000_000), answer: said(), since: moment() }), {
      max: wechatCalls.length
    })
  )
})
export type ChannelView = Infer<typeof channel>

export const deliveryEndpoints = {
  listDeliveries: endpoint({
    method: 'GET',
    path: '/api/deliveries',
    says: 'The log of what left the app, newest first; for administrators. Addresses are covered.',
    who: ['staff'],
    query: input({
      channel: maybe(oneOf(outlets)),
      state: maybe(oneOf(deliveryStates)),
      kind: maybe(oneOf(deliveryKinds)),
      day: maybe(day()),
      after: maybe(cursor())
    }),
    answer: pageOf(delivery),
    refuses: ['forbidden']
  }),
  listChannels: endpoint({
    method: 'GET',
    path: '/api/channels',
    says: 'How each channel fares: what waits, since when, what failed, whether it is down; for administrators.',
    who: ['staff'],
    answer: view({ items: list(channel, { max: outlets.length }) }),
    refuses: ['forbidden']
  }),
  resendDelivery: endpoint({
    method: 'POST',
    path: '/api/deliveries/:id/resend',
    says: 'Sends one anew that failed or was dropped.',
    who: ['staff'],
    params: input({ id: rowId() }),
    body: input({}),
    answer: view({}),
    refuses: ['forbidden', 'not_found', 'not_sent_before']
  }),
  resendFailed: endpoint({
    method: 'POST',
    path: '/api/deliveries/resend',
    says: 'Sends everything anew that failed of what was told on a day, up to a thousand at a time.',
    who: ['staff'],
    body: input({ day: day(), channel: maybe(oneOf(outlets)) }),
    answer: view({ count: int(0, 1000) }),
    refuses: ['forbidden']
  }),
  testChannel: endpoint({
    method: 'POST',
    path: '/api/channels/test',
    says: 'Sends a test by e-mail or text message to an address of one’s own.',
    who: ['staff'],
    body: input({ channel: oneOf(['email', 'sms']), to: line(254, 3) }),
    answer: view({ ok: bool(), reason: maybe(oneOf(deliveryReasons)), answer: said() }),
    refuses: ['forbidden']
  })
}
