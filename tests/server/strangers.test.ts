/** What a stranger may send who has read the code: each attack that once went through, and the others of its kind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { api } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { tileHosts } from '#server/app.ts'
import { endpointRoutes } from '#server/kernel/http.ts'
import { makeLog } from '#server/kernel/log.ts'
import { client } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { exampleOf, pageRoutes } from '#tests/support/pages.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
const webDir = mkdtempSync(join(tmpdir(), 'suishoupai-web-'))
beforeAll(async () => {
  writeFileSync(join(webDir, 'index.html'), '<title>随手拍</title><style>a{}</style><script src="app.js"></script>')
  server = await startTestServer({ env: { ROLE: 'web' }, webDir })
  walk = journey(server)
})
afterAll(async () => {
  await server.stop()
  rmSync(webDir, { recursive: true, force: true })
})

const asked = async (path: string, accept = 'text/html'): Promise<Response> => {
  const response = await fetch(server.url + path, { headers: { accept }, redirect: 'manual' })
  return response
}
/** What a guest may read. */
const open = [
  ...endpointRoutes().filter(
    ({ method, path }) =>
      method === 'GET' &&
      (Object.values(api) as Endpoint[]).some(
        (endpoint) => endpoint.path === path && endpoint.method === 'GET' && endpoint.who.includes('guest')
      )
  ),
  ...pageRoutes().filter(({ method, path }) => method === 'GET' && !/^\/office(\/|$)/.test(path))
]

describe('the names that every object has', () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']

  test('are no files', async () => {
    for (const name of names) expect([name, (await asked(`/assets/${name}`)).status]).toEqual([name, 404])
  })

  test('are no numbers, filters or choices: nothing fails on them', async () => {
    const failed: string[] = []
    for (const { path, query } of open)
      for (const name of names.slice(0, 2)) {
        const way = `${exampleOf(path, name)}?${query.map((text) => `${text}=${name}`).join('&')}`
        const { status } = await asked(way, path.startsWith('/api/') ? 'application/json' : 'text/html')
        if (status >= 500) failed.push(`${status} ${way}`)
      }
    expect(failed).toEqual([])
  })
})

describe('what a browser is told', () => {
  const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''

  test('lets in no script and no style that is written into a page, and pictures of this house alone', async () => {
    const { no } = await walk.closed()
    await walk.publish(no)
    for (const path of [
      '/',
      '/cases',
      `/cases/${no}`,
      '/report',
      '/track',
      '/docs/api',
      '/office',
      '/nowhere',
      '/standards'
    ]) {
      const response = await asked(path)
      const policy = policyOf(response)
      expect([path, policy]).toEqual([path, expect.stringContaining("style-src 'self';")])
      expect([path, policy]).toEqual([path, expect.stringContaining("img-src 'self' data: blob:;")])
      expect([path, policy.includes('unsafe')]).toEqual([path, false])
      // Nor is there any that it would keep out.
      const html = await response.text()
      expect([
        path,
        /<style|<[a-z][^>]* style=|<[a-z][^>]* on[a-z]+=|<script(?![^>]* src=)(?![^>]*json)/.exec(html)?.[0]
      ]).toEqual([path, undefined])
    }
  })

  test('lets in the styles that the web build makes while it runs, by a nonce of each answer', async () => {
    const nonces = new Set<string>()
    for (const path of ['/m/', '/m/index.html', '/m/']) {
      const response = await asked(path)
      const html = await response.text()
      const nonce = /<style nonce="([\w-]{22})">/.exec(html)?.[1] ?? ''
      expect(html).toContain(`<meta name="csp-nonce" content="${nonce}">`)
      // What gives it to them runs before everything else of the page.
      const [first = ''] = /(?<=<script[^>]* src=")[^"]+/.exec(html) ?? []
      expect([first, (await asked(first)).status]).toEqual([expect.stringContaining('phone-styles'), 200])
      expect(policyOf(response)).toContain(`style-src 'self' 'nonce-${nonce}'`)
      // Style attributes alone, by which Taro places things.
      expect(policyOf(response).replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe')
      expect(response.headers.get('cache-control')).toBe('no-store')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  test.each([
    [null, []],
    ['https://tiles.example/{z}/{x}/{y}.png', ['https://tiles.example']],
    ['https://{s}.tiles.example:8443/{z}/{x}/{y}.png', ['https://*.tiles.example:8443']],
    ['not an address', []]
  ])('and, where a city has map tiles, their hosts: %s', (template, hosts) => {
    expect(tileHosts(template)).toEqual(hosts)
  })
})

/** Everything that comes back for bytes as they are, until the connection is closed. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(server.url)
    let said = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.on('data', (part) => (said += part.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(said))
  })

describe('a request that is not as it should be', () => {
  test('is closed after 413, so that nobody waits for the rest', async () => {
    const { host } = new URL(server.url)
    const head = `POST /api/reports HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`
    const said = await raw(`${head}Content-Length: 900000\r\n\r\n{`)
    expect(said).toMatch(/^HTTP\/1\.1 413 /)
    expect(said).toMatch(/\r\nConnection: close\r\n/)
  })

  test('is answered 400 where its length makes no sense', async () => {
    const { host } = new URL(server.url)
    const head = `POST /api/sessions/staff HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`
    for (const [length, body] of [
      ['Transfer-Encoding: chunked, foo', ''],
      ['Transfer-Encoding: chunked', 'ZZ\r\n{"password":"hunter2"}\r\n'],
      ['Content-Length: 5\r\nTransfer-Encoding: chunked', '']
    ] as const)
      expect(await raw(`${head}${length}\r\n\r\n${body}`)).toMatch(/^(HTTP\/1\.1 400 [^]*)?$/)
  })

  test('leaves nothing of itself in the log but what went wrong', () => {
    const lines: string[] = []
    const log = makeLog('info', { write: (line) => void lines.push(line) })
    const packet = 'POST / HTTP/1.1\r\nAuthorization: Bearer secret-token\r\n\r\n{"password":"hunter2"}'
    const error = Object.assign(
      new Error('Parse Error: Invalid character in chunk size', { cause: new TypeError('why') }),
      {
        code: 'HPE_INVALID_CHUNK_SIZE',
        rawPacket: Buffer.from(packet),
        password: 'hunter2'
      }
    )
    log.error({ err: error, body: { password: 'hunter2', code: '7K3M9PQ2XD' } }, 'failed')
    const [line = ''] = lines
    expect(JSON.parse(line)).toMatchObject({
      err: { type: 'Error', code: 'HPE_INVALID_CHUNK_SIZE', message: error.message, cause: { message: 'why' } },
      body: { password: '***', code: '***' }
    })
    for (const secret of ['secret-token', 'hunter2', '7K3M9PQ2XD', Buffer.from(packet).toJSON().data.join(',')])
      expect([secret, line.includes(secret)]).toEqual([secret, false])
  })
})

test('nobody learns by what is refused whether a report is there, or how far it has come', async () => {
  const [mine, gone, closed] = [await walk.submit(), await walk.submit(), await walk.closed()]
  expect((await gone.reporter.post(`/api/reports/${gone.report}/withdraw`, {})).status).toBe(200)
  const bodies = {
    withdraw: {},
    consent: { consentPublic: false },
    rate: { solved: 'solved', satisfied: 'satisfied' },
    answer: { text: '是早上', photos: [] },
    reopen: { text: '还在那里，没有人来过' },
    objection: { text: '这件事应当受理' }
  }
  for (const [verb, body] of Object.entries(bodies)) {
    const refused = async (id: string) => {
      const { status, body: problem } = await mine.reporter.post(`/api/reports/${id}/${verb}`, body)
      return [verb, status, problem.code, problem.detail]
    }
    const unknown = await refused('0'.repeat(24))
    expect(unknown.slice(0, 3)).toEqual([verb, 404, 'not_found'])
    for (const id of [gone.report, closed.report]) expect(await refused(id)).toEqual(unknown)
  }
})

test('and whoever asks rightly is answered as before', async () => {
  expect((await client(server).get('/healthz')).status).toBe(200)
})
