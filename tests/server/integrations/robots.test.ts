/** Robots of work groups: the two formats, the signature, and everything that a 200 may mean. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { asMarkdown, cutToBytes, robots } from '#server/integrations/robots.ts'
import { outgoing } from '#server/kernel/outgoing.ts'

let group: Server
let base = ''
let asked: { url: URL; body: Record<string, unknown>; request?: unknown }[] = []
let answer: { status: number; body: string; headers?: Record<string, string> } = { status: 200, body: '' }
beforeAll(async () => {
  group = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      asked.push({
        url: new URL(request.url ?? '', base),
        body: JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>,
        request: request.headers['x-request-id']
      })
      response.writeHead(answer.status, answer.headers ?? {}).end(answer.body)
    })
  })
  await new Promise<void>((listening) => group.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(group.address() as AddressInfo).port}`
})
afterAll(() => {
  group.close()
})
beforeEach(() => {
  asked = []
  answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
})

const at = new Date('2026-11-24T02:00:00.000Z')
const ours = () => robots(outgoing({ allow: [new URL(base).host] }), () => at)
const message = { title: '环卫：超期 1 件', text: '- 2026-1124-00001 学院路 垃圾堆放' }

test('企业微信 gets markdown under 4096 bytes', async () => {
  const sent = await ours().send(
    { kind: 'wecom', url: `${base}/cgi-bin/webhook/send?key=k` },
    { ...message, text: '垃'.repeat(3000), request: 'abc.12345' }
  )
  expect(sent).toEqual({ outcome: 'sent', answer: '0 ok' })
  const [{ url, body } = { url: new URL(base), body: {} }] = asked
  expect(url.searchParams.get('key')).toBe('k')
  expect(asked.map(({ request }) => request)).toEqual(['abc.12345'])
  const { content } = body['markdown'] as { content: string }
  expect(body['msgtype']).toBe('markdown')
  expect(content.startsWith('**环卫：超期 1 件**\n')).toBe(true)
  expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096)
  expect(content.endsWith('垃…')).toBe(true)
})

test('钉钉 gets title and text, signed with the secret of the robot', async () => {
  await ours().send({ kind: 'dingtalk', url: `${base}/robot/send?access_token=t`, secret: 'SEC0' }, message)
  const [{ url, body } = { url: new URL(base), body: {} }] = asked
  expect(url.searchParams.get('access_token')).toBe('t')
  expect(url.searchParams.get('timestamp')).toBe(String(at.getTime()))
  expect(url.searchParams.get('sign')).toBe(
    createHmac('sha256', 'SEC0').update(`${at.getTime()}\nSEC0`).digest('base64')
  )
  expect(body).toEqual({
    msgtype: 'markdown',
    markdown: { title: message.title, text: `**${message.title}**\n\n${message.text}` }
  })
})

describe('a 200 that is none', () => {
  test.each([
    ['wecom', 45009, 'later', 'too_many'],
    ['wecom', -1, 'later', 'busy'],
    ['wecom', 93000, 'never', 'no_such_address'],
    ['wecom', 99999, 'never', 'refused'],
    ['dingtalk', 130101, 'later', 'too_many'],
    ['dingtalk', 300001, 'never', 'no_such_address'],
    ['dingtalk', 310000, 'never', 'sign_in'],
    ['dingtalk', 400102, 'never', 'blocked']
  ] as const)('%s %i: %s, %s', async (kind, errcode, outcome, reason) => {
    answer.body = JSON.stringify({ errcode, errmsg: 'because' })
    expect(await ours().send({ kind, url: `${base}/` }, message)).toMatchObject({
      outcome,
      reason,
      answer: `${errcode} because`
    })
  })
  test.each(['', '<html>', '[]', 'null', '{"errcode":"0"}'])('%s is no answer', async (body) => {
    answer.body = body
    expect(await ours().send({ kind: 'wecom', url: `${base}/` }, message)).toMatchObject({
      outcome: 'never',
      reason: 'bad_answer'
    })
  })
})

describe('a group that', () => {
  test('answers 500 is tried later', async () => {
    answer = { status: 500, body: 'oops' }
    expect(await ours().send({ kind: 'wecom', url: `${base}/` }, message)).toMatchObject({
      outcome: 'later',
      reason: 'busy'
    })
  })
  test('sends us elsewhere is not followed', async () => {
    answer = { status: 307, body: '', headers: { location: `${base}/inside` } }
    expect(await ours().send({ kind: 'wecom', url: `${base}/` }, message)).toMatchObject({
      outcome: 'never',
      reason: 'redirected'
    })
    expect(asked).toHaveLength(1)
  })
  test('is in our own network is refused', async () => {
    const strict = robots(outgoing(), () => at)
    for (const url of [base, base.replace('http:', 'https:'), base.replace('http://127.0.0.1', 'https://localhost')])
      expect(await strict.send({ kind: 'dingtalk', url, secret: 's' }, message)).toMatchObject({
        outcome: 'never',
        reason: 'private_network'
      })
    expect(asked).toHaveLength(0)
  })
})

test('what people wrote means nothing in markdown, and calls nobody', () => {
  expect(asMarkdown('路灯 **坏** [x](http://e) <@all>\n# 急')).toBe(
    '路灯 \\*\\*坏\\*\\* \\[x\\](http://e) ‹@all\\> \\# 急'
  )
  expect(cutToBytes('😀😀', 7)).toBe('😀…')
})
