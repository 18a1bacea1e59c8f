/** One public address, and the visitor behind so many proxies. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { request, type IncomingHttpHeaders } from 'node:http'
import fc from 'fast-check'
import { networkOf, visitorOf } from '#server/kernel/host.ts'
import { client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

/** With any Host header, which `fetch` would not send. */
const ask = (url: string, path: string, headers: Record<string, string>, body?: object) =>
  new Promise<{ status: number; text: string; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const method = body ? 'POST' : 'GET'
    const all = { accept: 'text/html', ...(body && { 'content-type': 'application/json' }), ...headers }
    request({ hostname, port, path, method, headers: all, setHost: false }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }))
    })
      .on('error', reject)
      .end(body && JSON.stringify(body))
  })

describe('a server that was told its address', () => {
  let server: TestServer
  beforeAll(async () => {
    const env = { ROLE: 'web', DEMO: '0', PUBLIC_URL: 'https://city.example', TRUST_PROXY: '1', RATE_LIMIT: '1' }
    server = await startTestServer({ env })
  })
  afterAll(() => server.stop())
  const at = (path: string, headers: Record<string, string> = {}) =>
    ask(server.url, path, { host: 'city.example', ...headers })

  test.each(['city.example', 'CITY.example', 'city.example:443'])('answers to %s', async (host) => {
    expect((await at('/about', { host, 'x-forwarded-for': '198.51.100.1' })).status).not.toBe(421)
  })

  test.each([
    'evil.example',
    'city.example.evil.example',
    'city.example:8443',
    '127.0.0.1',
    '',
    'city.example@evil.example'
  ])('refuses %j', async (host) => {
    const page = await at('/', { host })
    expect(page.status).toBe(421)
    expect(page.text).not.toContain('evil.example')
    const api = await at('/api/categories', { host, accept: 'application/json' })
    expect([api.status, (JSON.parse(api.text) as { code: string }).code]).toEqual([421, 'wrong_host'])
  })

  test('is watched from its own machine under any name, and not through a proxy', async () => {
    const host = '127.0.0.1'
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect([path, (await at(path, { host })).status]).toEqual([path, 200])
    const through = { host, 'x-forwarded-for': '198.51.100.7' }
    expect((await at('/metrics', through)).status).toBe(421)
    expect((await at('/metrics', { 'x-forwarded-for': '198.51.100.7' })).status).toBe(404)
  })

  test('writes that address on everything that leaves the screen, whatever the proxy headers say', async () => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '198.51.100.2'
    }
    const texts = await Promise.all(
      ['/robots.txt', '/sitemap.xml', '/.well-known/security.txt', '/openapi.json', '/cases'].map((path, i) =>
        at(path, { ...headers, 'x-forwarded-for': `198.51.100.${20 + i}` })
      )
    )
    for (const { status, text } of texts) {
      expect(status).toBe(200)
      expect(text).toContain('https://city.example')
      expect(text).not.toMatch(/evil|127\.0\.0\.1/)
    }
    expect(texts[4]?.text).toContain('<link rel="canonical" href="https://city.example/cases"/>')
    expect(server.context.publicUrl).toBe('https://city.example')
  })

  test('counts the visitor from the right: what he writes there himself makes him nobody else', async () => {
    const left = (i: number) => at(`/api/cases?limit=${i + 1}`, { 'x-forwarded-for': `203.0.113.${i}, 198.51.100.77` })
    const statuses: number[] = []
    for (let i = 0; i < 15; i++) statuses.push((await left(i)).status)
    expect(statuses.filter((status) => status === 429).length).toBe(5)
    const six = (i: number) =>
      at(`/api/cases?limit=${i + 16}`, { 'x-forwarded-for': `2001:db8:1:2:${i.toString(16)}::1` })
    const ofOneHouse: number[] = []
    for (let i = 0; i < 15; i++) ofOneHouse.push((await six(i)).status)
    expect(ofOneHouse.filter((status) => status === 429).length).toBe(5)
  })

  test('closes WeChat sign-in without an appid instead of letting anybody in', async () => {
    const headers = { host: 'city.example', 'x-forwarded-for': '198.51.100.90' }
    const asked = await ask(server.url, '/api/sessions/wechat', headers, { code: 'anybody' })
    expect(asked.status).toBe(503)
  })
})

test('a server for this machine is reached by every name that it has for itself', async () => {
  const server = await startTestServer({ env: { ROLE: 'web' } })
  try {
    const { port } = new URL(server.url)
    expect(server.context.publicUrl).toBe(server.url)
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, '[::1]:10086'])
      expect([host, (await ask(server.url, '/cases', { host })).status]).toEqual([host, 200])
    expect((await ask(server.url, '/cases', { host: 'rebound.example' })).status).toBe(421)
    expect((await client(server).post('/api/sessions/wechat', { code: 'someone' })).status).toBe(201)
  } finally {
    await server.stop()
  }
})

describe('networks', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['0:0:0:0:0:ffff:203.0.113.9', '203.0.113.9'],
    ['::1', '::1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0001:0002:3:4:5:6', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['nonsense', 'nonsense']
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  test('the visitor is the address that our outermost proxy wrote, whatever stood there before', () => {
    const v4 = fc.ipV4()
    fc.assert(
      fc.property(
        fc.array(fc.oneof(v4, fc.string({ maxLength: 12 }))),
        v4,
        fc.array(v4, { maxLength: 3 }),
        (forged, visitor, ours) => {
          const written = [...forged, visitor, ...ours].join(', ')
          const req = { socket: { remoteAddress: '10.0.0.9' }, headers: { 'x-forwarded-for': written } }
          expect(visitorOf(req as never, ours.length + 1)).toBe(visitor)
          expect(visitorOf(req as never, 0)).toBe('10.0.0.9')
        }
      )
    )
  })
})
