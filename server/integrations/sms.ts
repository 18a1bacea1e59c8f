/**
 * Text messages by Alibaba Cloud's SMS service (Dysmsapi 2017-05-25, `SendSms`), signed by its method V3 (ACS3-HMAC-SHA256).
 * Operators of the network let nobody write freely: a message is an approved template with its values filled in. Which
 * template says what is a setting; a kind without one is not sent.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { SendFailure } from '#shared/deliveries.ts'
import type { Outgoing } from '#server/kernel/outgoing.ts'
import { requestIdHeaders } from '#server/kernel/request-id.ts'
import { callFailed } from './http-failure.ts'
import { notSent, sent, type NotSent, type Sent } from './sent.ts'

export interface SmsMessage {
  id: string
  /** A mobile number of mainland China, eleven figures. */
  to: string
  /** What is said; its template is the operator's setting. */
  kind: string
  values: Readonly<Record<string, string>>
  /** Name of the request that it comes from; it goes along as a header. */
  request?: string | undefined
}

export interface Sms {
  send(message: SmsMessage): Promise<Sent>
  readonly ready: boolean
  /** Whether there is an approved template for it. */
  says(kind: string): boolean
}

export interface SmsSettings {
  keyId: string
  keySecret: string
  /** Name in brackets before every message, as approved. */
  signature: string
  templates: Readonly<Record<string, string>>
  endpoint?: string
}

const mobile = /^1[3-9]\d{9}$/
export const isMobile = (text: string): boolean => mobile.test(text)

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** RFC 3986, as the signature wants it. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export interface ToSign {
  host: string
  action: string
  version: string
  query: Readonly<Record<string, string>>
  date: string
  nonce: string
}

/** The headers of a signed request without a body, and its query as it was signed. */
export function signed(
  { keyId, keySecret }: Pick<SmsSettings, 'keyId' | 'keySecret'>,
  { host, action, version, query, date, nonce }: ToSign
): { query: string; headers: Record<string, string> } {
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': date,
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version
  }
  const names = Object.keys(headers).sort()
  const asked = Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&')
  const lines = names.map((name) => `${name}:${headers[name]?.trim()}\n`).join('')
  const canonical = ['POST', '/', asked, lines, names.join(';'), sha256('')].join('\n')
  const signature = createHmac('sha256', keySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return {
    query: asked,
    headers: {
      ...headers,
      authorization: `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${names.join(';')},Signature=${signature}`
    }
  }
}

type Verdict = [outcome: NotSent['outcome'], reason: SendFailure, more?: Pick<NotSent, 'channelDown' | 'addressGone'>]
const down = { channelDown: true } as const
/** The provider's codes, by what they mean for a message. */
const verdicts: Readonly<Record<string, Verdict>> = {
  'isv.BUSINESS_LIMIT_CONTROL': ['later', 'too_many'],
  'isv.DAY_LIMIT_CONTROL': ['later', 'too_many', down],
  'isv.MONTH_LIMIT_CONTROL': ['later', 'too_many', down],
  'isv.MOBILE_NUMBER_ILLEGAL': ['never', 'no_such_address', { addressGone: true }],
  'isv.BLACK_KEY_CONTROL_LIMIT': ['never', 'blocked'],
  'isv.SMS_TEMPLATE_ILLEGAL': ['never', 'template'],
  'isv.SMS_SIGNATURE_ILLEGAL': ['never', 'template'],
  'isv.TEMPLATE_MISSING_PARAMETERS': ['never', 'template'],
  'isv.TEMPLATE_PARAMS_ILLEGAL': ['never', 'template'],
  'isv.PARAM_LENGTH_LIMIT': ['never', 'template'],
  'isv.AMOUNT_NOT_ENOUGH': ['later', 'balance', down],
  'isv.OUT_OF_SERVICE': ['later', 'balance', down],
  'isv.PRODUCT_UN_SUBSCRIPT': ['later', 'not_set_up', down],
  'isv.ACCOUNT_ABNORMAL': ['later', 'sign_in', down],
  'isp.RAM_PERMISSION_DENY': ['later', 'sign_in', down],
  SignatureDoesNotMatch: ['later', 'sign_in', down],
  'InvalidAccessKeyId.NotFound': ['later', 'sign_in', down],
  'isp.SYSTEM_ERROR': ['later', 'busy'],
  'Throttling.User': ['later', 'busy', down],
  ServiceUnavailable: ['later', 'busy', down]
}

/** What the provider answered; a code that nobody knows is not tried for ever. */
export function smsAnswer(status: number, text: string): Sent {
  let answer: { Code?: unknown; Message?: unknown }
  try {
    answer = JSON.parse(text) as typeof answer
  } catch {
    return status >= 500
      ? notSent('later', 'busy', `HTTP ${status}`, down)
      : notSent('never', 'bad_answer', `HTTP ${status}`)
  }
  const code = typeof answer.Code === 'string' ? answer.Code : ''
  if (code === 'OK') return sent(code)
  const [outcome, reason, more] = verdicts[code] ?? (status >= 500 ? ['later', 'busy', down] : ['never', 'refused'])
  return notSent(outcome, reason, `${code} ${typeof answer.Message === 'string' ? answer.Message : ''}`, more)
}

const usualEndpoint = 'https://dysmsapi.aliyuncs.com'

export function aliyunSms(settings: SmsSettings, outgoing: Outgoing, now: () => Date): Sms {
  const { endpoint = usualEndpoint, signature, templates } = settings
  const { host } = new URL(endpoint)
  return {
    ready: true,
    says: (kind) => Object.hasOwn(templates, kind),
    async send({ id, to, kind, values, request }) {
      const template = templates[kind]
      if (template === undefined) return notSent('never', 'template', `no template for ${kind}`)
      if (!isMobile(to)) return notSent('never', 'no_such_address', 'not a mobile number', { addressGone: true })
      const { query, headers } = signed(settings, {
        host,
        action: 'SendSms',
        version: '2017-05-25',
        query: {
          PhoneNumbers: to,
          SignName: signature,
          TemplateCode: template,
          TemplateParam: JSON.stringify(values),
          OutId: id.slice(0, 255)
        },
        date: now()
          .toISOString()
          .replace(/\.\d{3}Z$/, 'Z'),
        nonce: randomUUID()
      })
      try {
        const { status, text } = await outgoing.post(`${endpoint}/?${query}`, '', {
          ...headers,
          ...requestIdHeaders(request)
        })
        return smsAnswer(status, text)
      } catch (error) {
        return callFailed(error)
      }
    }
  }
}

export const noSms: Sms = {
  ready: false,
  says: () => false,
  send: () => Promise.resolve(notSent('later', 'not_set_up', 'SMS_KEY_ID is not set', down))
}

const perMinute = 1
const perHour = 5
const perDay = 10
/**
 * The stub of the demo, with the provider's own limits: one a minute, five an hour and ten a day to a number. Numbers that
 * end in 0000 do not exist, those that end in 0001 want nothing; the kind `unapproved` has no approved template.
 */
export function smsStub(now: () => Date): Sms & { readonly taken: readonly SmsMessage[] } {
  const taken: (SmsMessage & { at: number })[] = []
  const refused = (code: string, words: string) => smsAnswer(200, JSON.stringify({ Code: code, Message: words }))
  return {
    ready: true,
    taken,
    says: () => true,
    send(message) {
      const { to, kind } = message
      const at = now().getTime()
      const within = (ms: number) => taken.filter((other) => other.to === to && other.at > at - ms).length
      const answer = (): Sent => {
        if (kind === 'unapproved') return refused('isv.SMS_TEMPLATE_ILLEGAL', 'template is not approved')
        if (!isMobile(to) || to.endsWith('0000')) return refused('isv.MOBILE_NUMBER_ILLEGAL', 'illegal number')
        if (to.endsWith('0001')) return refused('isv.BLACK_KEY_CONTROL_LIMIT', 'blocked by its owner')
        if (within(60_000) >= perMinute) return refused('isv.BUSINESS_LIMIT_CONTROL', 'minute limit')
        if (within(3_600_000) >= perHour) return refused('isv.BUSINESS_LIMIT_CONTROL', 'hour limit')
        if (within(86_400_000) >= perDay) return refused('isv.BUSINESS_LIMIT_CONTROL', 'day limit')
        taken.splice(0, Math.max(0, taken.length - 999))
        taken.push({ ...message, at })
        return sent('OK')
      }
      return Promise.resolve(answer())
    }
  }
}
