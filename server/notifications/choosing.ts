/** How a person says by which ways he wants to hear: kinds and channels, his mailbox, and the links that stop it. */
import {
  noticeKinds,
  residentKinds,
  staffKinds,
  volunteerKinds,
  type NoticeChoices,
  type NoticeKind,
  type NoticeWishes,
  type PersonalChannel
} from '#shared/notices.ts'
import type { ApiAnswer } from '#shared/api.ts'
import { refuse } from '#shared/errors.ts'
import { wechatEvents } from '#shared/wechat-messages.ts'
import { fill } from '#shared/locales/index.ts'
import { notices as words } from '#shared/locales/notices.ts'
import type { AppContext } from '#server/context.ts'
import { findResident } from '#server/members/index.ts'
import type { Once } from '#server/kernel/idempotency.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import { hmac, ring, sameText, type Keys } from '#server/kernel/keys.ts'
import { addressesOf, dropAddress, keepAddress } from './addresses-model.ts'
import {
  choicesUnder,
  countRequests,
  findChoices,
  findRequest,
  keepChoices,
  keepRequest,
  linkKeyOf,
  takeRequest
} from './choices-model.ts'
import { wantedOn } from './reach.ts'
import { addQuota, findQuota } from './wechat-quota-model.ts'

type Kinds = readonly NoticeKind[]

/** What concerns whom, and how he can be told. */
const concerns = (member: string): { kinds: Kinds; channels: readonly PersonalChannel[] } => {
  if (member.startsWith('staff:')) return { kinds: [...staffKinds, ...volunteerKinds], channels: ['email', 'sms'] }
  if (member.startsWith('report:')) return { kinds: residentKinds, channels: ['email'] }
  return { kinds: [...residentKinds, ...volunteerKinds], channels: ['wechat', 'email'] }
}

const dayMs = 86_400_000
/** So long the link in the confirmation is good. */
const confirmMs = 2 * dayMs
/** Links a person may ask for in a day, and people who may ask for one to the same mailbox. */
const asksAtMost = 5
const askersAtMost = 3

const proofOf = (member: string, email: string, keys: Keys): string =>
  hmac(keys.notices, `is ${email} of ${member}`).toString('hex').slice(0, 32)

async function mailOf(member: string): Promise<NoticeChoices['email']> {
  const [addresses, request] = await Promise.all([addressesOf(member), findRequest(member)])
  if (request) return { state: 'asked', address: request.email }
  const known = addresses.find(({ channel, stopped }) => channel === 'email' && !stopped)
  if (!known) return { state: 'none' }
  return { state: member.startsWith('staff:') ? 'account' : 'confirmed', address: known.value }
}

export async function choicesOf(member: string, context: AppContext): Promise<NoticeChoices> {
  const [choices, email] = await Promise.all([findChoices(member), mailOf(member)])
  const { kinds, channels } = concerns(member)
  const on = (channel: PersonalChannel) =>
    channels.includes(channel) ? wantedOn(choices, channel).filter((kind) => kinds.includes(kind)) : []
  return {
    on: { wechat: on('wechat'), email: on('email'), sms: on('sms') },
    urgent: (choices?.urgent ?? []).filter((kind) => kinds.includes(kind)),
    kinds: [...kinds],
    channels: [...channels],
    email,
    ...(context.quietHours && { quiet: context.quietHours })
  }
}

export async function choose(member: string, { on, urgent }: NoticeWishes): Promise<void> {
  const { kinds, channels } = concerns(member)
  const known = (chosen: Kinds): NoticeKind[] =>
    noticeKinds.filter((kind) => kinds.includes(kind) && chosen.includes(kind))
  await keepChoices(member, {
    on: Object.fromEntries(channels.map((channel) => [channel, known(on[channel])])),
    urgent: known(urgent)
  })
}

/** What his phone can ask him about, and how much of it is left. */
export async function templatesOf(
  member: string,
  { wechatMessages: { templates } }: Pick<AppContext, 'wechatMessages'>
): Promise<ApiAnswer<'messageTemplates'>> {
  const { left = {} } = (await findQuota(member)) ?? {}
  return {
    items: wechatEvents.flatMap((event) => {
      const id = templates[event]?.id
      return id === undefined ? [] : [{ event, id, left: Math.max(0, left[id] ?? 0) }]
    })
  }
}

/** What he agreed to by one tap on his phone. From then on WeChat is a way to reach him, if it had been stopped before. */
export async function agree(
  member: string,
  accepted: readonly string[],
  once: Once,
  context: AppContext
): Promise<void> {
  const known = new Set(Object.values(context.wechatMessages.templates).map(({ id }) => id))
  const templates = [...new Set(accepted)].filter((id) => known.has(id))
  const before = (await findQuota(member))?.taps.find(({ key }) => once.isKeptUnder(key))
  if (before) return once.sameAs(before)
  const resident = await findResident(member)
  // Of who was forgotten nobody knows the openid any more.
  if (!resident || resident.openid.startsWith('erased:') || templates.length === 0) return
  const now = context.now()
  await keepAddress(member, 'wechat', resident.openid, now)
  await addQuota(member, { key: once.key, requestHash: once.requestHash }, templates, now)
}

/** Sends a link to a mailbox that somebody says is his; until it was opened nothing else goes there. */
export async function giveAddress(member: string, email: string, context: AppContext, request?: string): Promise<void> {
  const now = context.now()
  const known = await findRequest(member)
  if (email === '') {
    await Promise.all([dropAddress(member, 'email'), known && takeRequest(member, known.email)])
    return
  }
  if (!context.mail.ready) refuse('no_mail')
  const yesterday = new Date(now.getTime() - dayMs)
  const own = known?.asks.filter((at) => at > yesterday).length ?? 0
  if (own >= asksAtMost || (known?.email !== email && (await countRequests(email, yesterday)) >= askersAtMost))
    refuse('too_many', { retryAfterS: 3600 })
  await keepRequest(member, email, now, new Date(now.getTime() + confirmMs))
  await enqueue([confirmation(member, now, request)])
}

const confirmation = (member: string, at: Date, request: string | undefined) => ({
  _id: `confirm:${member}:${at.getTime()}`,
  topic: 'confirm_address',
  dueAt: at,
  facts: { member, ...(request !== undefined && { request }) }
})

const againMs = 15 * 60_000

/** The confirmation itself; while no mail goes out it is tried again, until its link would be too old. */
export async function sendConfirmation(member: string, context: AppContext, request?: string): Promise<void> {
  const asked = await findRequest(member)
  const now = context.now()
  if (!asked || asked.expiresAt <= now) return
  const { email } = asked
  const { short: city } = context.city().info
  const proof = proofOf(member, email, context.keys)
  const link = `${context.publicUrl}/notices/confirm?${new URLSearchParams({ key: await linkKeyOf(member), proof }).toString()}`
  const text = `${fill(words.confirm.text, { city })}\n\n${link}\n\n${words.confirm.ignore}\n`
  const html = `<p>${fill(words.confirm.text, { city })}</p><p><a href="${link.replace(/&/g, '&amp;')}">${words.confirm.link}</a></p><p>${words.confirm.ignore}</p>`
  const subject = fill(words.confirm.subject, { city })
  const answer = await context.mail.send({ id: `confirm:${proof}`, to: email, subject, text, html, request })
  if (answer.outcome === 'later') await enqueue([confirmation(member, new Date(now.getTime() + againMs), request)])
  // Nobody is there: the form says so by asking again.
  if (answer.outcome === 'never') await takeRequest(member, email)
}

/** The link in the mail. Opening it twice is opening it once; what it does not prove is not said to be there. */
export async function confirmAddress(key: string, proof: string, context: AppContext): Promise<void> {
  const { _id: member } = (await choicesUnder(key)) ?? refuse('not_found')
  const proves = (email: string | undefined): email is string =>
    email !== undefined && ring(context.keys).some((keys) => sameText(proofOf(member, email, keys), proof))
  const request = await findRequest(member)
  const email = request?.email
  if (proves(email) && request && request.expiresAt > context.now()) {
    await keepAddress(member, 'email', email, context.now())
    await takeRequest(member, email)
    return
  }
  const known = (await addressesOf(member)).find(({ channel }) => channel === 'email')
  if (!proves(known?.value)) refuse('not_found')
}

/** Where a reader stops mails, of one kind or altogether, without signing in. */
export async function stopLinkOf(
  member: string,
  kind: NoticeKind,
  context: Pick<AppContext, 'publicUrl'>
): Promise<string> {
  return `${context.publicUrl}/notices/stop/${await linkKeyOf(member)}?kind=${kind}`
}

export async function stopBy(key: string, kind: NoticeKind | undefined): Promise<void> {
  const choices = await choicesUnder(key)
  if (!choices) return
  const stays = kind === undefined ? [] : wantedOn(choices, 'email').filter((one) => one !== kind)
  await keepChoices(choices._id, { on: { ...choices.on, email: [...stays] } })
}
