/** Two hundred people who open the same page at once cost one reading of the database, and nobody reads yesterday's news. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import type { CaseView } from '#shared/cases.ts'
import { publicFor } from '#shared/endpoint.ts'
import { endpointRoutes } from '#server/kernel/http.ts'
import { microcache } from '#server/kernel/microcache.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { turn } from '#server/worker.ts'
import { exampleOf, pageRoutes } from '#tests/support/pages.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
let submitted: Submitted
let reads: string[] = []
let now = Date.parse('2026-11-16T02:00:00Z')

beforeAll(async () => {
  server = await startTestServer({ now: new Date(now).toISOString(), env: { ROLE: 'web' } })
  walk = journey(server)
  submitted = await walk.accepted({ text: '货架摆到盲道上', address: '文庙巷 7 号' })
  await walk.publish(submitted.no)
  // As a worker leaves it.
  await turn(server.context, {}, ['relay', 'checkCounts'])
  // The house looks by itself, now and then, for a newer city, a newer build and pages that changed elsewhere; that is no visitor's doing.
  const byItself = new Set(['releases', 'suggest_builds', 'jobs', 'staff_changes', 'page_changes'])
  mongoose.set('debug', (collection: string, method: string) => {
    if (!byItself.has(collection)) reads.push(`${collection}.${method}`)
  })
})
afterAll(async () => {
  mongoose.set('debug', false)
  await server.stop()
})

/** Everything that was kept has run out. */
const later = (): void => {
  now += 60_000
  server.setNow(new Date(now))
  reads = []
}
const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + path, { headers })
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    text: await response.text(),
    headers: response.headers
  }
}

/** How many answers were made anew so far. */
const made = async (): Promise<number> =>
  Number(/cache_answers_total\{how="made"\} (\d+)/.exec((await read('/metrics')).text)?.[1] ?? 0)

const box = 'west=119.9&south=31.9&east=120.2&north=32.2'
const pages = (): string[] => [
  '/api/cases',
  '/api/cases?area=hebin',
  `/api/cases/${submitted.no}`,
  `/api/map?${box}&zoom=10`,
  `/api/map?${box}&zoom=16`,
  '/api/stats',
  '/',
  '/cases',
  `/cases/${submitted.no}`,
  '/offices/hebin-squad',
  '/standards',
  '/exposed',
  '/units',
  '/contacts',
  '/certificates'
]

describe('two hundred visitors at once', () => {
  test.each([
    ['gzip, deflate, br', 200],
    ['identity', 50]
  ])('cost no more than one, whether they take %s', async (encoding, visitors) => {
    const headers = { 'accept-encoding': encoding }
    for (const path of pages()) {
      later()
      expect({ path, status: (await read(path, headers)).status }).toEqual({ path, status: 200 })
      const alone = reads.length
      later()
      const all = await Promise.all(Array.from({ length: visitors }, () => read(path, headers)))
      expect({ path, more: reads.length <= alone ? [] : reads }).toEqual({ path, more: [] })
      expect(new Set(all.map((page) => `${page.status} ${page.etag}`)).size).toBe(1)
      const [first] = all
      expect(all.every((page) => page.text === first?.text)).toBe(true)
      // And for five seconds whoever comes next costs nothing at all.
      reads = []
      await read(path, headers)
      expect({ path, reads }).toEqual({ path, reads: [] })
    }
  })

  test('cost one query where one query answers', async () => {
    for (const path of ['/api/cases', `/api/cases/${submitted.no}`]) {
      later()
      await Promise.all(Array.from({ length: 200 }, () => read(path)))
      expect({ path, reads }).toEqual({ path, reads: [expect.stringMatching(/^cases\.find/)] })
    }
  })

  test('read the same whether it comes compressed or not', async () => {
    for (const path of pages()) {
      const [plain, packed] = [
        await read(path, { 'accept-encoding': 'identity' }),
        await read(path, { 'accept-encoding': 'gzip' })
      ]
      expect(packed.text).toBe(plain.text)
      expect(plain.headers.get('content-encoding')).toBeNull()
      if (plain.text.length > 2048) expect(packed.headers.get('content-encoding')).toBe('gzip')
    }
  })
})

describe('a stranger who wants to be dear', () => {
  const fixed = [
    '/docs/api',
    '/docs/permissions',
    '/docs/lifecycle',
    '/openapi.json',
    '/assets/areas.geojson',
    '/qr.svg'
  ]

  test('has what explains made once a release, whatever he hangs onto it, and whatever moves meanwhile', async () => {
    for (const path of fixed) expect([path, (await read(path)).status]).toEqual([path, 200])
    const before = await made()
    for (const path of fixed) {
      later()
      server.context.moved({ no: submitted.no })
      const first = await read(path)
      for (const [way, init] of [
        [`${path}?zz=1`, {}],
        [`${path}?zz=${'x'.repeat(500)}`, {}],
        [path, { method: 'HEAD' }],
        [path, { headers: { authorization: 'Bearer nobody' } }],
        [path.replace('/docs', '/DOCS'), {}],
        [`${path}?`, { headers: { 'accept-encoding': 'identity' } }]
      ] as const) {
        const answer = await fetch(server.url + way, init)
        expect([way, answer.status, answer.headers.get('etag')]).toEqual([way, 200, first.etag])
      }
    }
    expect(await made()).toBe(before)
  })

  test('has a page of figures made once for all that he hangs onto its address', async () => {
    for (const path of ['/', '/cases', '/offices', '/standards', '/exposed', '/activities']) {
      later()
      await read(path)
      const before = await made()
      for (const way of [`${path}?zz=1`, `${path}?zz=2&yy=3`, `${path}?__proto__=1`])
        expect((await read(way)).status).toBe(200)
      expect((await fetch(server.url + path, { method: 'HEAD' })).status).toBe(200)
      expect([path, await made()]).toEqual([path, before])
    }
  })

  test('can ask nothing that is read in more than twenty queries: the dearest twenty', async () => {
    const { no } = submitted
    const examples: Readonly<Record<string, string>> = {
      '/cases/:no': `/cases/${no}`,
      '/api/cases/:no': `/api/cases/${no}`,
      '/api/cases/:no/ledger': `/api/cases/${no}/ledger`,
      '/offices/:id': '/offices/hebin-squad',
      '/api/map': `/api/map?${box}&zoom=16`
    }
    const open = [
      ...endpointRoutes().filter(({ method, cache }) => method === 'GET' && cache !== undefined),
      ...pageRoutes().filter(({ method, path }) => method === 'GET' && !/^\/office(\/|$)/.test(path))
    ]
    const dear: [queries: number, path: string][] = []
    for (const { path } of open) {
      later()
      const headers = { accept: path.startsWith('/api/') ? '*/*' : 'text/html' }
      await (await fetch(server.url + (examples[path] ?? exampleOf(path)), { headers, redirect: 'manual' })).text()
      dear.push([reads.length, path])
    }
    const dearest = dear.toSorted(([a], [b]) => b - a).slice(0, 20)
    expect(open.length).toBeGreaterThan(60)
    expect(dearest.filter(([queries]) => queries > 20)).toEqual([])
  })
})

describe('somebody who comes back', () => {
  test('is told that nothing has changed, in no bytes', async () => {
    for (const path of pages()) {
      const first = await read(path)
      expect({ path, etag: first.etag }).toEqual({ path, etag: expect.stringMatching(/^(W\/)?"[\w-]{10,}"$/) })
      const again = await read(path, { 'if-none-match': first.etag })
      expect({ path, status: again.status, text: again.text, etag: again.etag }).toEqual({
        path,
        status: 304,
        text: '',
        etag: first.etag
      })
      expect((await read(path, { 'if-none-match': '"something-else"' })).status).toBe(200)
      // As a proxy on the way, or a browser with several, says it.
      expect((await read(path, { 'if-none-match': `"other", ${first.etag}` })).status).toBe(304)
    }
  })

  test('reads what has happened since, at once: a move forgets every page', async () => {
    const path = `/api/cases/${submitted.no}`
    const before = await read(path)
    expect(JSON.parse(before.text)).toMatchObject({ status: 'handling' })
    const after = await walk.photo()
    expect(
      (
        await walk.move('zhou', submitted.no, {
          verb: 'reply',
          outcome: 'solved',
          words: '货架已经全部搬走，盲道通了。',
          photos: [after]
        })
      ).status
    ).toBe(200)
    const since = await read(path, { 'if-none-match': before.etag })
    expect(since.status).toBe(200)
    expect(JSON.parse(since.text)).toMatchObject({ status: 'replied' })
    await walk.move('shen', submitted.no, { verb: 'withhold', words: '再看看' })
    expect((await read(path, { 'if-none-match': since.etag })).status).toBe(404)
    expect((await read(`/cases/${submitted.no}`)).status).toBe(404)
    await walk.publish(submitted.no)
    expect((await read(path)).status).toBe(200)
  })

  test('reads the same, headers and all, as who brings a cookie and goes the whole way', async () => {
    for (const path of pages()) {
      for (const headers of [{ 'accept-encoding': 'gzip' }, { 'accept-encoding': 'identity' }]) {
        const { etag } = await read(path, headers)
        for (const asked of [headers, { ...headers, 'if-none-match': etag }]) {
          const [whole, , again] = [
            await read(path, { ...asked, cookie: 'a=1' }),
            await read(path, asked),
            await read(path, asked)
          ]
          const said = ({ headers: all, ...rest }: typeof whole) => ({
            ...rest,
            headers: [...all].filter(([name]) => name !== 'date' && name !== 'x-request-id')
          })
          expect({ path, asked, ...said(again) }).toEqual({ path, asked, ...said(whole) })
        }
      }
    }
  })

  test('is counted, whichever way the answer went', async () => {
    const counted = async (): Promise<number> => {
      const { text } = await read('/metrics')
      const line = /^http_request_seconds_count\{method="GET",route="\/exposed",status="2xx"\} (\d+)$/m.exec(text)
      return Number(line?.[1] ?? 0)
    }
    const before = await counted()
    for (let i = 0; i < 4; i++) await read('/exposed')
    expect((await counted()) - before).toBe(4)
  })

  test('reads afresh after five seconds even when nothing moved', async () => {
    later()
    await read('/api/cases')
    now += 4_900
    server.setNow(new Date(now))
    reads = []
    await read('/api/cases')
    expect(reads).toEqual([])
    now += 200
    server.setNow(new Date(now))
    await read('/api/cases')
    expect(reads).toHaveLength(1)
  })
})

describe('a case that moves', () => {
  const others = (): string[] => [
    '/contacts',
    '/standards',
    '/certificates',
    '/api/areas',
    `/api/cases/${other.no}`,
    `/cases/${other.no}`
  ]
  const named = (): string[] => [
    `/api/cases/${submitted.no}`,
    `/cases/${submitted.no}`,
    '/api/cases',
    '/cases',
    '/',
    '/api/stats',
    '/exposed'
  ]
  let other: Submitted
  beforeAll(async () => {
    other = await walk.accepted({ text: '垃圾堆在路边', address: '柳巷 3 号' })
    await walk.publish(other.no)
  })
  /** Those that cost something now. */
  const madeAnew = async (paths: readonly string[]): Promise<string[]> => {
    const anew: string[] = []
    for (const path of paths) {
      const before = await made()
      await read(path)
      if ((await made()) > before) anew.push(path)
    }
    return anew
  }

  test('takes away every list and what names it, and leaves the others’ pages and what lists no case', async () => {
    later()
    for (const path of [...others(), ...named()]) expect([path, (await read(path)).status]).toEqual([path, 200])
    expect(await madeAnew([...others(), ...named()])).toEqual([])
    server.context.moved({ no: submitted.no })
    expect(await madeAnew([...others(), ...named()])).toEqual(named())
    server.context.moved('figures')
    expect(await madeAnew([...others(), ...named().slice(0, 2)])).toEqual([])
    server.context.moved('anything')
    expect(await madeAnew(['/contacts', `/cases/${other.no}`])).toEqual(['/contacts', `/cases/${other.no}`])
  })
})

describe('somebody who is signed in', () => {
  test('leaves nothing of his desk for the next visitor, and is shown nothing of a visitor’s', async () => {
    later()
    const path = `/api/cases/${submitted.no}`
    const authorization = `Bearer ${await walk.token('zhou')}`
    const desk = await read(path, { authorization })
    expect(desk.headers.get('cache-control')).toBe('no-store')
    expect((JSON.parse(desk.text) as CaseView).desk?.version).toBeGreaterThan(1)
    const visitor = await read(path)
    expect(JSON.parse(visitor.text)).not.toHaveProperty('desk')
    expect((JSON.parse((await read(path, { authorization })).text) as CaseView).desk).toBeDefined()
  })

  test('is refused with a bad token, though the page lies ready for everybody', async () => {
    const path = `/api/cases/${submitted.no}`
    await read(path)
    expect((await read(path, { authorization: 'Bearer nonsense-nonsense-nonsense' })).status).toBe(401)
  })
})

describe('a page that is being read while a case moves', () => {
  let small: Server
  let url = ''
  const cache = microcache({
    now: () => 0,
    routeOf: ({ path }) => ({ method: 'GET', path, query: ['made-up'], cache: publicFor(5) }),
    variant: () => ''
  })
  let answers = 0
  let open: () => void = () => undefined
  let gate: Promise<void> | undefined

  beforeAll(async () => {
    const app = new Koa()
    app.use(cache.middleware)
    app.use(async (ctx) => {
      const mine = ++answers
      await gate
      if (ctx.path === '/missing') ctx.status = 404
      else if (ctx.path === '/broken') throw new Error('broken')
      else ctx.body = { mine }
    })
    app.silent = true
    const serve = app.callback()
    small = createServer((req, res) => void serve(req, res))
    await new Promise<void>((resolve) => small.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(small.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => small.close(resolve)))
  const get = async (path: string): Promise<string> => (await fetch(url + path)).text()

  test('is given to who asked for it, and kept for nobody', async () => {
    gate = new Promise((resolve) => (open = resolve))
    const early = get('/page')
    while (answers === 0) await new Promise((resolve) => setImmediate(resolve))
    cache.clear()
    const late = get('/page')
    while (answers === 1) await new Promise((resolve) => setImmediate(resolve))
    open()
    gate = undefined
    expect([await early, await late]).toEqual(['{"mine":1}', '{"mine":2}'])
    expect(await get('/page')).toBe('{"mine":2}')
  })

  test('is not kept when it failed or was not there', async () => {
    const before = answers
    await get('/missing')
    await get('/missing')
    await get('/broken')
    await get('/broken')
    expect(answers).toBe(before + 4)
  })

  test('is one of the five hundred that are kept, however many addresses somebody makes up', async () => {
    for (let i = 0; i < 520; i++) await get(`/page?made-up=${i}`)
    const before = answers
    await get('/page?made-up=519')
    expect(answers).toBe(before)
    await get('/page?made-up=0')
    expect(answers).toBe(before + 1)
  })

  test('is found under every address that asks for the same, whatever a stranger hangs onto it', async () => {
    cache.clear()
    const first = await get('/page?made-up=once')
    for (const more of ['?made-up=once&x=1', '?x=2&made-up=once', '?utm_source=a&made-up=once&utm_source=b'])
      expect(await get(`/page${more}`)).toBe(first)
    expect(await get('/page?made-up=twice')).not.toBe(first)
  })
})
