/** How each channel finds whom it writes to, writes, and stops where nobody is. */
import type { DeliveryReason } from '#shared/deliveries.ts'
import { deliveries as say } from '#shared/locales/deliveries.ts'
import { marks } from '#shared/locales/marks.ts'
import type { AppContext } from '#server/context.ts'
import { asMarkdown } from '#server/integrations/robots.ts'
import { notSent, type NotSent, type Sent } from '#server/integrations/sent.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import type { SendFailure } from '#shared/deliveries.ts'
import { findAddress, stopAddress, type AddressDoc } from './addresses-model.ts'
import type { DeliveryDoc, Outlet } from './deliveries-model.ts'
import { mailFace } from './mail-face.ts'
import type { Message } from './message.ts'
import { keepNotices, type KeptNotice, type Notice } from './model.ts'
import { findRobot, stopRobot, targetOf, type RobotDoc } from './robots-model.ts'
import { eventOf, isOutranked } from './wechat-plan.ts'
import { emptyQuota, giveQuotaBack, spendQuota, takeQuota } from './wechat-quota-model.ts'

export interface Target {
  value: string
  /** As the log may show it. */
  covered: string
  address?: AddressDoc
  robot?: RobotDoc
}
interface Sending {
  id: string
  kind: string
  message: Message
  notices: readonly KeptNotice[]
  target: Target
  /** Name of the request that it comes from. */
  request: string | undefined
}
interface OutletWay {
  /** Why one of his does not go this way after all, before anything is tried. */
  objection?(doc: DeliveryDoc, context: AppContext): Promise<DeliveryReason | undefined>
  /** One will not be tried any more; `interrupted` where nobody knows whether it arrived. */
  dropped?(doc: DeliveryDoc, reason: DeliveryReason): Promise<void>
  find(member: string, context: AppContext): Promise<Target | { missing: DeliveryReason }>
  send(sending: Sending, context: AppContext): Promise<Sent>
  stop(member: string, target: Target, answer: NotSent, context: AppContext): Promise<void>
}

/** `z…@example.com`, `138…8000`: enough to know one's own again. */
export function covered(channel: Outlet, value: string): string {
  if (channel === 'email') {
    const [name = '', domain = ''] = value.split('@')
    return `${name.slice(0, 1)}…@${domain}`
  }
  return value.length > 7 ? `${value.slice(0, 3)}…${value.slice(-4)}` : '…'
}

const toPerson = (channel: 'email' | 'sms' | 'wechat', send: OutletWay['send']): OutletWay => ({
  async find(member) {
    const address = await findAddress(member, channel)
    if (!address) return { missing: 'no_address' }
    if (address.stopped) return { missing: 'address_stopped' }
    return { value: address.value, covered: covered(channel, address.value), address }
  },
  send,
  async stop(member, { address }, { reason }, context) {
    const now = context.now()
    if (!address || !(await stopAddress(address, reason, now))) return
    // In the app he hears of it once, whatever else was on its way to him.
    await keepNotices([
      {
        _id: `address:${address._id}:${now.getTime()}`,
        member,
        no: channel,
        about: 'address',
        verb: 'stopped',
        said: { code: channel, facts: {} },
        at: now
      }
    ])
  }
})

const robotOf = async (member: string): Promise<RobotDoc | null> => findRobot(member.replace(/^group:/, ''))

/** Where one sees in the mini-program what a notice is about. */
function pageOf({ about, no, report }: Pick<Notice, 'about' | 'no' | 'report'>): string {
  const query = (values: Record<string, string>) => new URLSearchParams(values).toString()
  if (about === 'certificate') return `activities/certificate?${query({ id: no })}`
  if (about === 'activity') return `activities/activity?${query({ no })}`
  return report === undefined ? 'notices/index' : `own/report?${query({ id: report, no })}`
}

/** One authorisation is taken for it, and given back unless it was used up. */
const sendByWechat: OutletWay['send'] = async (sending, { wechatMessages }) => {
  const { id, message, notices, target, request } = sending
  const [notice] = notices
  const event = notice && eventOf(notice)
  const template = event && wechatMessages.templates[event]
  if (!template) return notSent('never', 'template', `no template for ${event ?? sending.kind}`)
  const { member, no, at } = notice
  if (!(await takeQuota(member, template.id, id))) return notSent('never', 'no_quota', 'nothing left')
  failPoint('authorisation taken')
  const [item] = message.items
  const values = { title: message.title, text: item?.text ?? '', no, status: say.wechatStatus[event], at }
  const answer = await wechatMessages.send({
    id,
    openid: target.value,
    template,
    page: pageOf(notice),
    values,
    request
  })
  if (answer.outcome === 'sent') await spendQuota(member, id)
  else if (answer.refused) await emptyQuota(member, template.id)
  else await giveQuotaBack(member, id)
  return answer
}

export const outlets: Readonly<Record<Outlet, OutletWay>> = {
  email: toPerson('email', ({ id, message, target, request }, { mail }) =>
    mail.send({
      id,
      request,
      to: target.value,
      ...mailFace(message),
      ...(message.stop !== undefined && { unsubscribe: message.stop })
    })
  ),
  sms: toPerson('sms', ({ id, kind, notices, target, request }, { sms }) =>
    sms.send({ id, request, to: target.value, kind, values: { no: notices[0]?.no ?? '' } })
  ),
  wechat: {
    ...toPerson('wechat', sendByWechat),
    objection: async (doc, { wechatMessages }) =>
      (await isOutranked(doc, wechatMessages.templates)) ? 'no_quota' : undefined,
    dropped: ({ _id, member }, reason) =>
      reason === 'interrupted' ? spendQuota(member, _id) : giveQuotaBack(member, _id)
  },
  robot: {
    async find(member) {
      const robot = await robotOf(member)
      if (!robot) return { missing: 'gone' }
      return robot.on ? { value: '', covered: robot.name, robot } : { missing: 'robot_off' }
    },
    async send({ message, target: { robot }, request }, { robots, keys }) {
      if (!robot) throw new Error('a robot was found before')
      return robots.send(targetOf(robot, keys), { title: message.title, text: groupText(message), request })
    },
    async stop(_member, { robot }, { reason }: { reason: SendFailure }, context) {
      if (robot) await stopRobot(robot._id, reason, context.now())
    }
  }
}

/** What a group reads: a line each, that opens on the desk and nowhere else. */
export const groupText = ({ items, more }: Message): string =>
  [
    ...items.map(
      ({ title, text, href }) => `- ${asMarkdown(title)}${marks.colon}${asMarkdown(text)} [${say.mail.open}](${href})`
    ),
    ...(more > 0 ? [`- +${more}`] : [])
  ].join('\n')
