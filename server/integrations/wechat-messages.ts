/**
 * WeChat's subscribe messages (`subscribeMessage.send`). A message is an approved template with its fields filled in, and goes only to
 * who agreed to that template on his phone, once for each time that he did.
 */
import type { SendFailure } from '#shared/deliveries.ts'
import type { WechatEvent } from '#shared/wechat-messages.ts'
import { clockTime, yearMonthDay } from '#shared/time-format.ts'
import { notSent, sent, type NotSent, type Sent } from './sent.ts'
import type { WechatAccount, WechatFailure } from './wechat-account.ts'
import { wechatError } from './wechat-errors.ts'

/** What can stand in a field of a template. */
export const wechatValues = ['title', 'text', 'no', 'status', 'at'] as const
export type WechatValue = (typeof wechatValues)[number]

export interface WechatTemplate {
  id: string
  /** By the name of the field, `thing1`, which says what kind of value it takes. */
  fields: Readonly<Record<string, WechatValue>>
}
export type WechatTemplates = Readonly<Partial<Record<WechatEvent, WechatTemplate>>>

export interface WechatMessage {
  id: string
  openid: string
  template: WechatTemplate
  /** Where it leads in the mini-program. */
  page: string
  values: Readonly<Record<Exclude<WechatValue, 'at'>, string> & { at: Date }>
  /** Name of the request that it comes from; it goes along as a header. */
  request?: string | undefined
}
export type WechatSent = Exclude<Sent, NotSent> | (NotSent & { refused?: true })
export interface WechatMessages {
  readonly ready: boolean
  readonly templates: WechatTemplates
  /** `refused`: he takes no message of this template any more, whatever he had agreed to. */
  send(message: WechatMessage): Promise<WechatSent>
}

const cut = (text: string, atMost: number): string => {
  const letters = [...text.replace(/[\p{C}\s]+/gu, ' ').trim()]
  return letters.length > atMost ? `${letters.slice(0, atMost - 1).join('')}…` : letters.join('')
}
/** WeChat refuses an empty value. */
const nothing = '-'
const han = /\p{Script=Han}/u
const time = (at: Date): string => `${yearMonthDay(at)} ${clockTime(at)}`

/** Kinds of fields, each with what it takes, by the documentation's table. A moment is a text to all but the two that are for it. */
const kinds: Readonly<Record<string, (text: string, at: Date) => string>> = {
  thing: (text) => cut(text, 20) || nothing,
  phrase: (text) =>
    [...text]
      .filter((c) => han.test(c))
      .slice(0, 5)
      .join(''),
  character_string: (text) => text.replace(/[^\x21-\x7e]/g, '').slice(0, 32) || nothing,
  number: (text) => text.replace(/\D/g, '').slice(0, 32) || '0',
  time: (_text, at) => time(at),
  date: (_text, at) => yearMonthDay(at)
}
const kindOf = (field: string): string => field.replace(/\d+$/, '')
export function fitted({ fields }: WechatTemplate, values: WechatMessage['values']): Record<string, { value: string }> {
  const { at } = values
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const text = value === 'at' ? time(at) : values[value]
      return [field, { value: kinds[kindOf(field)]?.(text, at) ?? text }]
    })
  )
}

const blocked = 43101
/** What WeChat's no means for a message. */
function refusal({ does, reason, code, answer }: WechatFailure): WechatSent {
  const later = (more: Pick<NotSent, 'channelDown'> = {}) => notSent('later', reason, answer, more)
  if (does === 'retry') return later(code === undefined ? { channelDown: true } : {})
  if (does === 'renew') return later({ channelDown: true })
  // What is used up for all is used up for the next one too; of one template nobody else is held up.
  if (does === 'quota') return later(code === 45009 ? { channelDown: true } : {})
  if (does === 'configuration' && reason !== 'template') return later({ channelDown: true })
  const gone = reason === 'no_such_address'
  return {
    ...notSent('never', reason, answer, gone ? { addressGone: true } : {}),
    ...(code === blocked && { refused: true })
  }
}

const path = '/cgi-bin/message/subscribe/send'
export const wechatMessages = (account: WechatAccount, templates: WechatTemplates): WechatMessages => ({
  ready: Object.keys(templates).length > 0,
  templates,
  async send({ openid, template, page, values, request }) {
    const body = { touser: openid, template_id: template.id, page, data: fitted(template, values) }
    const answer = await account.post('message', path, body, request)
    return 'failed' in answer ? refusal(answer.failed) : sent('0 ok')
  }
})

const notSetUp: SendFailure = 'not_set_up'
export const noWechatMessages: WechatMessages = {
  ready: false,
  templates: {},
  send: () =>
    Promise.resolve(notSent('later', notSetUp, 'WX_APPID and WX_TEMPLATES are not set', { channelDown: true }))
}

const stubTemplate = (event: WechatEvent): WechatTemplate => ({
  id: `demo-${event}`,
  fields: { thing1: 'title', character_string2: 'no', phrase3: 'status', time4: 'at' }
})
/** The demo's: whoever is called `error:` and a code of the documentation is refused with it. */
export function wechatMessagesStub(
  events: readonly WechatEvent[]
): WechatMessages & { readonly taken: readonly WechatMessage[] } {
  const taken: WechatMessage[] = []
  return {
    ready: true,
    templates: Object.fromEntries(events.map((event) => [event, stubTemplate(event)])),
    taken,
    send(message) {
      const scripted = /^error:(-?\d+)$/.exec(message.openid)?.[1]
      if (scripted !== undefined) {
        const code = Number(scripted)
        return Promise.resolve(refusal({ ...wechatError(code), code, answer: `${code} stub` }))
      }
      taken.splice(0, Math.max(0, taken.length - 99))
      taken.push(message)
      return Promise.resolve(sent('0 ok'))
    }
  }
}
