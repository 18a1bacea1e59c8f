/** Text messages: signed as the provider's documentation says, and refused as the provider refuses. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { aliyunSms, noSms, signed, smsAnswer, smsStub, type Sms } from '#server/integrations/sms.ts'
import { outgoing } from '#server/kernel/outgoing.ts'

// The provider's own example of a request and its signature, word for word (method V3, ACS3-HMAC-SHA256).
test('a request is signed as the documentation of the provider signs it', () => {
  const { query, headers } = signed(
    { keyId: 'YourAccessKeyId', keySecret: 'YourAccessKeySecret' },
    {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
      date: '2023-10-26T10:22:32Z',
      nonce: '3156853299f313e23d1673dc12e1703d'
    }
  )
  expect(query).toBe('ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai')
  expect(headers['authorization']).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
      'x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0'
  )
})

let provider: Server
let endpoint = ''
let asked: { url: URL; headers: Record<string, unknown> }[] = []
let answer = { status: 200, body: '{"Code":"OK","Message":"OK","BizId":"1"}' }
beforeAll(async () => {
  provider = createServer((request, response) => {
    asked.push({ url: new URL(request.url ?? '', endpoint), headers: request.headers })
    response.writeHead(answer.status).end(answer.body)
  })
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening))
  endpoint = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
})
afterAll(() => {
  provider.close()
})

const now = () => new Date('2026-11-24T02:00:00.123Z')
const service = (): Sms =>
  aliyunSms(
    {
      keyId: 'key',
      keySecret: 'secret',
      signature: '云亭城管',
      templates: { closed: 'SMS_1' },
      endpoint
    },
    outgoing({ allow: [new URL(endpoint).host] }),
    now
  )
const message = { id: 'n1:sms', to: '13800138000', kind: 'closed', values: { no: '2026-1124-00001' } }

test('the approved template of a kind is asked for, with its values and nothing free', async () => {
  asked = []
  expect(await service().send({ ...message, request: 'abc.12345' })).toEqual({ outcome: 'sent', answer: 'OK' })
  const [{ url, headers } = { url: new URL(endpoint), headers: {} }] = asked
  expect(Object.fromEntries(url.searchParams)).toEqual({
    PhoneNumbers: '13800138000',
    SignName: '云亭城管',
    TemplateCode: 'SMS_1',
    TemplateParam: '{"no":"2026-1124-00001"}',
    OutId: 'n1:sms'
  })
  expect(headers['x-acs-date']).toBe('2026-11-24T02:00:00Z')
  expect(headers['x-request-id']).toBe('abc.12345')
})

test('nobody is asked where there is no template, or no such number', async () => {
  asked = []
  expect(await service().send({ ...message, kind: 'other' })).toMatchObject({ outcome: 'never', reason: 'template' })
  expect(await service().send({ ...message, to: '010-12345' })).toMatchObject({ addressGone: true })
  expect(asked).toEqual([])
})

test.each([
  ['isv.BUSINESS_LIMIT_CONTROL', 'later', 'too_many'],
  ['isv.MOBILE_NUMBER_ILLEGAL', 'never', 'no_such_address'],
  ['isv.SMS_TEMPLATE_ILLEGAL', 'never', 'template'],
  ['isv.AMOUNT_NOT_ENOUGH', 'later', 'balance'],
  ['SignatureDoesNotMatch', 'later', 'sign_in'],
  ['isv.SOMETHING_NEW', 'never', 'refused']
] as const)('%s: %s, %s', (Code, outcome, reason) => {
  expect(smsAnswer(400, JSON.stringify({ Code, Message: 'because of 13800138000' }))).toMatchObject({ outcome, reason })
  expect(smsAnswer(400, JSON.stringify({ Code, Message: 'because of 13800138000' })).answer).not.toContain('138')
})

test('a provider in trouble is asked again; one that says nothing sensible is not', async () => {
  answer = { status: 502, body: '<html>' }
  expect(await service().send(message)).toMatchObject({ outcome: 'later', reason: 'busy', channelDown: true })
  answer = { status: 200, body: '<html>' }
  expect(await service().send(message)).toMatchObject({ outcome: 'never', reason: 'bad_answer' })
  expect(await noSms.send(message)).toMatchObject({ outcome: 'later', reason: 'not_set_up' })
})

test('the stub keeps the provider’s limits and refuses what he refuses', async () => {
  let at = now().getTime()
  const stub = smsStub(() => new Date(at))
  const reason = async (more: Partial<typeof message>) => {
    const sent = await stub.send({ ...message, ...more })
    return sent.outcome === 'sent' ? 'sent' : sent.reason
  }
  expect(await reason({})).toBe('sent')
  expect(await reason({})).toBe('too_many')
  for (let n = 2; n <= 5; n++) {
    at += 61_000
    expect(await reason({})).toBe('sent')
  }
  at += 61_000
  expect(await reason({})).toBe('too_many')
  at += 3_600_000
  expect(await reason({})).toBe('sent')
  expect(await reason({ to: '13800130000' })).toBe('no_such_address')
  expect(await reason({ to: '13800130001' })).toBe('blocked')
  expect(await reason({ to: '13900139000', kind: 'unapproved' })).toBe('template')
})
