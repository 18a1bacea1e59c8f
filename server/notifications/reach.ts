/** By which channels a notice leaves the app: what the person wants, where he can be reached, and when. */
import { personalChannels, usuallyOn, type NoticeKind, type PersonalChannel } from '#shared/notices.ts'
import type { AppContext } from '#server/context.ts'
import { findStaff } from '#server/members/index.ts'
import { addressesOf, dropAddress, keepAddress } from './addresses-model.ts'
import { findChoices, type ChoicesDoc } from './choices-model.ts'
import type { Notice, Reach } from './model.ts'
import { kindOf } from './present.ts'
import { afterQuiet } from './quiet.ts'
import { wechatFrom } from './wechat-plan.ts'

/** What he chose, or what is usual. */
export const wantedOn = (choices: Pick<ChoicesDoc, 'on'> | null, channel: PersonalChannel): readonly NoticeKind[] =>
  choices?.on?.[channel] ?? usuallyOn[channel]

/** Staff are reached where their accounts say, and nowhere once they have left. */
async function followAccount(member: string, now: Date): Promise<void> {
  const person = await findStaff(member.replace(/^staff:/, ''))
  const known = await addressesOf(member)
  for (const [channel, field] of [
    ['email', 'email'],
    ['sms', 'mobile']
  ] as const) {
    const value = person && !person.left ? person[field] : undefined
    const kept = known.find((address) => address.channel === channel)?.value
    if (value === kept) continue
    await (value === undefined ? dropAddress(member, channel) : keepAddress(member, channel, value, now))
  }
}

type Reaching = Pick<AppContext, 'now' | 'quietHours' | 'wechatMessages'>
export async function reachesOf(notice: Notice, context: Reaching): Promise<Reach[]> {
  const { member, at } = notice
  const kind = kindOf(notice)
  const later = { notBefore: afterQuiet(at, context.quietHours) }
  if (member.startsWith('group:')) return [{ channel: 'robot', ...later }]
  if (member.startsWith('staff:')) await followAccount(member, context.now())
  const [choices, addresses] = await Promise.all([findChoices(member), addressesOf(member)])
  const { notBefore } = choices?.urgent?.includes(kind) ? { notBefore: at } : later
  const channels = personalChannels
    .filter((channel) => wantedOn(choices, channel).includes(kind))
    .filter((channel) => addresses.some((address) => address.channel === channel && !address.stopped))
  const from = channels.includes('wechat')
    ? await wechatFrom(notice, notBefore, context.wechatMessages.templates)
    : undefined
  return channels.flatMap((channel): Reach[] => {
    if (channel !== 'wechat') return [{ channel, notBefore }]
    return from ? [{ channel, notBefore: from }] : []
  })
}
