/**
 * One delivery worked on: at least once, and after a worker was killed in the middle at most once more. A channel that is
 * down is tried by one delivery at a time while the others wait, so that a day without a mail server costs nothing and ends in
 * no flood: what has become stale is dropped with its reason, what waits for one reader goes in one message.
 */
import { createHash } from 'node:crypto'
import type { DeliveryReason } from '#shared/deliveries.ts'
import type { NoticeKind } from '#shared/notices.ts'
import type { AppContext } from '#server/context.ts'
import type { NotSent, Sent } from '#server/integrations/sent.ts'
import { failPoint, pausePoint } from '#server/kernel/failpoints.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import { stopLinkOf } from './choosing.ts'
import {
  channelFailed,
  channelSent,
  channelState,
  claim,
  claimOthers,
  countJoining,
  findDelivery,
  freeReader,
  postpone,
  settle,
  takeOne,
  takeProbe,
  takeReader,
  wake,
  type DeliveryDoc,
  type Outlet
} from './deliveries-model.ts'
import { findNotices, type KeptNotice } from './model.ts'
import { messageOf, type Message } from './message.ts'
import { outlets, type Target } from './outlets.ts'

const minute = 60_000
const hour = 60 * minute
const claimMs = 30_000
const lookAgainMs = 3_000

/** What one channel bears. */
interface Limits {
  /** Messages a minute, all processes together; of a robot, to its group. */
  perMinute: number
  /** Messages an hour to one reader. */
  perHour: number
  /** When so many wait for one reader, they go in one message. */
  sumFrom: number
}
const limits: Readonly<Record<Outlet, Limits>> = {
  email: { perMinute: 120, perHour: 6, sumFrom: 4 },
  sms: { perMinute: 60, perHour: 3, sumFrom: Infinity },
  wechat: { perMinute: 300, perHour: 10, sumFrom: Infinity },
  // The groups take twenty a minute; somebody else may write there too.
  robot: { perMinute: 18, perHour: Infinity, sumFrom: 2 }
}
const sumAtMost = 50

/** After so many failed tries of one message: a minute, then longer and longer, up to half a day. */
const waits = [1, 5, 15, 30, 60, 120, 240, 360, 720].map((minutes) => minutes * minute)
export const waitAfter = (attempts: number): number => waits[Math.min(attempts, waits.length) - 1] ?? minute
/** A channel that is down is looked at more often: it comes back for everybody. */
const probes = [1, 2, 5, 10, 15].map((minutes) => minutes * minute)
const probeAfter = (fails: number): number => probes[Math.min(fails, probes.length) - 1] ?? minute

/** Spreads what waits for the same moment over a while, always in the same order. */
const spread = (id: string, overMs: number): number => {
  let sum = 0
  for (const c of id) sum = (sum * 31 + (c.codePointAt(0) ?? 0)) % 1_000_003
  return Math.floor((sum / 1_000_003) * overMs)
}

/** What is down is a channel, or one group's robot. */
const channelOf = ({ channel, member }: DeliveryDoc): string => (channel === 'robot' ? member : channel)

interface Hold {
  until: Date
  /** Because nothing goes this way now. */
  down: boolean
}
/** The longer a channel has been down, the longer the others wait; when it goes again they are woken. */
const holdFor = (downMs: number): number => Math.min(Math.max(downMs / 2, minute), 2 * hour)

/** Until when it has to wait before it may try; nothing where it may. */
async function holdOf(doc: DeliveryDoc, now: Date): Promise<Hold | undefined> {
  const state = await channelState(channelOf(doc))
  if (state?.probeAt && !(await takeProbe(state._id, now, new Date(now.getTime() + claimMs)))) {
    const wait = holdFor(now.getTime() - (state.downSince ?? now).getTime())
    return { until: new Date(now.getTime() + wait + spread(doc._id, wait / 2)), down: true }
  }
  const { perMinute, perHour } = limits[doc.channel]
  const full =
    (Number.isFinite(perHour) ? await takeOne(readerOf(doc), hour, perHour, now) : undefined) ??
    (await takeOne(channelOf(doc), minute, perMinute, now))
  return full && { until: new Date(full.getTime() + spread(doc._id, minute / 2)), down: false }
}

/** Names a reader of a channel and says not who he is. */
const readerOf = ({ channel, member }: Pick<DeliveryDoc, 'channel' | 'member'>): string =>
  createHash('sha256').update(`${channel}:${member}`).digest('base64url').slice(0, 22)

/** The job of a delivery. */
export async function work(id: string, context: AppContext): Promise<void> {
  const now = context.now()
  const found = await findDelivery(id)
  if (found?.state !== 'waiting') return
  const objection = await outlets[found.channel].objection?.(found, context)
  if (objection !== undefined) return drop(found, objection, now)
  const reader = readerOf(found)
  const taken = await takeReader(reader, now, new Date(now.getTime() + claimMs))
  if (taken === undefined) return lookAgain(found, now)
  const doc = await claim(id, now, claimMs)
  if (doc) await workOn(doc, context)
  else await lookAgain((await findDelivery(id)) ?? found, now)
  await freeReader(reader, taken)
}

/** Nobody waits for his turn to be told that there is nothing for him. */
async function drop({ _id }: DeliveryDoc, reason: DeliveryReason, now: Date): Promise<void> {
  const doc = await claim(_id, now, claimMs)
  if (doc) await settle(doc.claim ?? '', [_id], { state: 'dropped', reason }, now)
}

async function workOn(doc: DeliveryDoc, context: AppContext): Promise<void> {
  const now = context.now()
  failPoint('delivery claimed')
  const outlet = outlets[doc.channel]
  const end = async (state: 'failed' | 'dropped', reason: DeliveryReason) => {
    await outlet.dropped?.(doc, reason)
    await settle(doc.claim ?? '', [doc._id], { state, reason }, now)
  }
  // Two that were begun and never ended: it may have arrived twice already.
  if (doc.begun > 2) return end('failed', 'interrupted')
  if (now > doc.until) return end('dropped', 'stale')
  const target = await outlet.find(doc.member, context)
  if ('missing' in target) return end('dropped', target.missing)
  const hold = await holdOf(doc, now)
  if (hold) return waitFor(doc, hold, now)

  const several = limits[doc.channel].sumFrom
  const others =
    Number.isFinite(several) && (await countJoining(doc.member, doc.channel, now)) + 1 >= several
      ? await claimOthers(doc, now, sumAtMost)
      : []
  const all = [...others, doc].sort((a, b) => a.at.getTime() - b.at.getTime())
  const notices = await findNotices(all.map(({ notice }) => notice))
  await dropGone(all, notices, now)
  const going = all.filter(({ notice }) => notices.some(({ _id }) => _id === notice))
  if (going.length === 0) return
  await send(going, notices, target, context)
}

/** The channel may have been found to go again between the look at it and the note that this one waits: then nobody would wake it. */
async function waitFor(doc: DeliveryDoc, { until, down }: Hold, now: Date): Promise<void> {
  await pausePoint('delivery waits')
  await postpone(doc, until, now, undefined, down)
  if (down && (await channelState(channelOf(doc)))?.downSince === undefined) await wakeAll(doc, now)
}

/** Somebody else has it, or its reader: a worker who dies with it must be followed by another. */
async function lookAgain({ _id, member, request, state, nextAt, claimedUntil }: DeliveryDoc, now: Date): Promise<void> {
  // What waits for later has a job of its own.
  if (state !== 'waiting' || !nextAt || nextAt > now) return
  const dueAt = new Date(Math.max(now.getTime() + lookAgainMs, (claimedUntil?.getTime() ?? 0) + 1))
  await enqueue([
    {
      _id: `deliver:${_id}:after:${dueAt.getTime()}`,
      topic: 'deliver',
      dueAt,
      facts: { delivery: _id, member, ...(request !== undefined && { request }) }
    }
  ])
}

async function dropGone(all: readonly DeliveryDoc[], notices: readonly KeptNotice[], now: Date): Promise<void> {
  const known = new Set(notices.map(({ _id }) => _id))
  for (const { _id, claim: token = '', notice } of all)
    if (!known.has(notice)) await settle(token, [_id], { state: 'dropped', reason: 'gone' }, now)
}

/** `going` goes out as one message; the last of them carries it. */
async function send(
  going: readonly DeliveryDoc[],
  notices: readonly KeptNotice[],
  target: Target,
  context: AppContext
): Promise<void> {
  const carrier = going.at(-1)
  if (!carrier) return
  const outlet = outlets[carrier.channel]
  const message = await messageTo(carrier, notices, context)
  await pausePoint('delivery goes')
  const answer = await outlet.send(
    { id: carrier._id, kind: carrier.kind, message, notices, target, request: carrier.request },
    context
  )
  failPoint('delivery sent')
  const now = context.now()
  if (answer.outcome === 'sent') {
    if (await channelSent(channelOf(carrier), answer.answer, now)) await wakeAll(carrier, now)
    const how = { state: 'sent', answer: answer.answer, address: target.covered } as const
    await settle(carrier.claim ?? '', [carrier._id], how, now)
    const others = going.filter((doc) => doc !== carrier).map(({ _id }) => _id)
    if (others.length > 0) await settle(carrier.claim ?? '', others, { ...how, reason: 'summed' }, now)
  } else await notTaken(going, answer, target, context, now)
  failPoint('delivery settled')
}

/** Half an hour is time enough for all who waited. */
const wakeAll = ({ channel, member }: DeliveryDoc, now: Date): Promise<void> =>
  wake(channel === 'robot' ? { channel, member } : { channel }, now, {
    soon: (reader) => new Date(now.getTime() + spread(reader, hour / 2)),
    latest: new Date(now.getTime() + hour / 2)
  })

/** A mail says where its reader stops this kind of it, without signing in. */
async function messageTo(
  { channel, member, kind }: DeliveryDoc,
  notices: readonly KeptNotice[],
  context: AppContext
): Promise<Message> {
  const message = messageOf(notices, context.city(), context.publicUrl)
  return channel === 'email' ? { ...message, stop: await stopLinkOf(member, kind as NoticeKind, context) } : message
}

async function notTaken(
  going: readonly DeliveryDoc[],
  answer: Exclude<Sent, { outcome: 'sent' }>,
  target: Target,
  context: AppContext,
  now: Date
): Promise<void> {
  const [first] = going
  if (!first) return
  const said = { reason: answer.reason, answer: answer.answer }
  const probeAt = answer.channelDown
    ? await channelFailed(channelOf(first), said, now, (fails) => new Date(now.getTime() + probeAfter(fails)))
    : undefined
  const failed = { ...said, address: target.covered }
  for (const doc of going) {
    const nextAt = probeAt
      ? new Date(probeAt.getTime() + spread(doc._id, minute / 2))
      : new Date(now.getTime() + waitAfter(doc.attempts + 1))
    if (answer.outcome === 'later' && nextAt <= doc.until)
      await postpone(doc, nextAt, now, failed, probeAt !== undefined)
    else await settle(doc.claim ?? '', [doc._id], { state: 'failed', ...failed }, now)
  }
  await stopWhereGone(first, answer, target, context)
}

const stopWhereGone = async (doc: DeliveryDoc, answer: NotSent, target: Target, context: AppContext): Promise<void> => {
  if (answer.addressGone) await outlets[doc.channel].stop(doc.member, target, answer, context)
}
