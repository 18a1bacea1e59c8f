/**
 * What one authorisation is spent on. A resident agrees to single messages, each good for one; so the most important of what waits for him
 * takes what is left, and the rest stays in the app and with his other channels. Lesser news waits a while, for what may follow it.
 */
import { wechatEvents, type WechatEvent } from '#shared/wechat-messages.ts'
import type { WechatTemplates } from '#server/integrations/wechat-messages.ts'
import { waitingFor, type DeliveryDoc } from './deliveries-model.ts'
import { findNotices, type Notice } from './model.ts'
import { kindOf } from './present.ts'
import { findQuota } from './wechat-quota-model.ts'

const closing: ReadonlySet<string> = new Set(['verify', 'refuse', 'uphold', 'refuse_reopen'])

/** What a notice is to a template; nothing where no template tells it. */
export function eventOf(notice: Pick<Notice, 'about' | 'verb' | 'n' | 'member'>): WechatEvent | undefined {
  switch (kindOf(notice)) {
    case 'question':
      return 'question'
    case 'outcome':
      return closing.has(notice.verb) ? 'closed' : 'replied'
    case 'progress':
      return 'accepted'
    case 'volunteering':
      return 'volunteering'
    case 'certificate':
      return 'certificate'
    default:
      return undefined
  }
}
const rankOf = (event: WechatEvent): number => wechatEvents.indexOf(event)

const minute = 60_000
const gatheredMs: Partial<Record<WechatEvent, number>> = { replied: 15 * minute, accepted: 15 * minute }

/** Not before when it goes by WeChat; nothing where it does not, for nobody agreed to it. */
export async function wechatFrom(
  notice: Notice,
  notBefore: Date,
  templates: WechatTemplates
): Promise<Date | undefined> {
  const event = eventOf(notice)
  const template = event && templates[event]
  if (!template) return undefined
  const { left = {} } = (await findQuota(notice.member)) ?? {}
  if ((left[template.id] ?? 0) <= 0) return undefined
  return new Date(Math.max(notBefore.getTime(), notice.at.getTime() + (gatheredMs[event] ?? 0)))
}

/** Whether what is left by a template goes to more important news that waits for the same person. */
export async function isOutranked(doc: DeliveryDoc, templates: WechatTemplates): Promise<boolean> {
  const [[own], others, quota] = await Promise.all([findNotices([doc.notice]), waitingFor(doc), findQuota(doc.member)])
  const event = own && eventOf(own)
  const template = event && templates[event]
  if (!template || !quota || quota.taken.some(({ delivery }) => delivery === doc._id)) return false
  const before = (await findNotices(others.map(({ notice }) => notice))).filter((other) => {
    const their = eventOf(other)
    if (!their || templates[their]?.id !== template.id) return false
    return rankOf(their) < rankOf(event)
  })
  return before.length >= (quota.left[template.id] ?? 0)
}
