/** What whoever runs this sees: a name on every request and on what it led to, a log without anybody in it, figures, readiness. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { database as opened, mongoose } from '#server/kernel/mongo.ts'
import { networkPrefix } from '#server/kernel/metrics.ts'
import { inHebin } from '#tests/support/city.ts'
import { emptyDatabase, type TestDatabase } from '#tests/support/database.ts'
import { client, freshKey } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { startProgram, type Program } from '#tests/support/process.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { root } from '#tests/support/source.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
/** Samples by name and labels, as they are written. */
const samplesIn = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))] as const)
  )

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web', METRICS_TOKEN: 'let-me-read', TRUST_PROXY: '1' } })
})
afterAll(() => server.stop())
const figures = async (): Promise<Map<string, number>> => samplesIn(await (await fetch(`${server.url}/metrics`)).text())
const ask = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })

describe('the name of a request', () => {
  test('is on every answer, another each time, from the cache too', async () => {
    const names = new Set<string>()
    for (let i = 0; i < 4; i++) names.add((await ask('/api/categories')).headers.get('x-request-id') ?? '')
    names.add((await ask('/nowhere')).headers.get('x-request-id') ?? '')
    expect(names.size).toBe(5)
    for (const name of names) expect(name).toMatch(/^[\w-]{8}\.\w+$/)
  })

  test('is the proxy’s where it gave one that looks like one', async () => {
    const given = async (name: string) => (await ask('/cases', { 'x-request-id': name })).headers.get('x-request-id')
    expect(await given('a1b2c3d4e5f6')).toBe('a1b2c3d4e5f6')
    expect(await given('a b; DROP')).not.toContain('DROP')
    expect(await given('x'.repeat(500))).not.toContain('xxx')
  })

  test('goes on to the jobs that the request asked for', async () => {
    const walk = journey(server)
    const body = { category: 'shopfront', photos: [await walk.photo()], place: inHebin, consentPublic: true }
    const sent = await walk.guest.post<{ no: string }>('/api/reports', body, { 'idempotency-key': freshKey() })
    const filed = sent.headers.get('x-request-id')
    const stored = await mongoose.connection.collection('cases').findOne({ no: sent.body.no })
    const items = stored?.['outbox'] as { request?: string }[]
    expect(items.length).toBeGreaterThan(0)
    expect(new Set(items.map(({ request }) => request))).toEqual(new Set([filed]))
    const officer = await walk.staff('zhou')
    const moved = await officer.post(`/api/cases/${sent.body.no}/moves`, { verb: 'accept', version: 1 })
    expect(moved.status).toBe(200)
    const after = await mongoose.connection.collection('cases').findOne({ no: sent.body.no })
    const last = (after?.['outbox'] as { request?: string }[] | undefined)?.at(-1)?.request
    expect([last === filed, last]).toEqual([false, moved.headers.get('x-request-id')])

    // Also where two cases move at once, and where another carries out what one has asked for.
    const into = await walk.submit()
    const joined = await walk.move('li', into.no, { verb: 'join', into: sent.body.no })
    expect(joined.status).toBe(200)
    const named = async (no: string) => {
      const doc = await mongoose.connection.collection('cases').findOne({ no })
      return (doc?.['outbox'] as { request?: string }[] | undefined)?.at(-1)?.request
    }
    const join = joined.headers.get('x-request-id')
    expect([await named(into.no), await named(sent.body.no)]).toEqual([join, join])
    const ask = { act: 'erase', no: sent.body.no, entry: 1, note: '本人要求' }
    const asked = await (await walk.staff('shen')).post<{ id: string }>('/api/approvals', { ask })
    const guan = await walk.staff('guan')
    const erased = await guan.post(`/api/approvals/${asked.body.id}/approve`, { sure: true })
    expect(erased.status).toBe(200)
    expect(await named(sent.body.no)).toBe(erased.headers.get('x-request-id'))
  })
})

describe('figures', () => {
  test('are for this machine, and elsewhere for who brings the token', async () => {
    expect((await ask('/metrics')).status).toBe(200)
    const elsewhere = { 'x-forwarded-for': '198.51.100.7' }
    expect((await ask('/metrics', elsewhere)).status).toBe(404)
    expect((await ask('/metrics', { ...elsewhere, authorization: 'Bearer wrong' })).status).toBe(404)
    expect((await ask('/metrics', { ...elsewhere, authorization: 'Bearer let-me-read' })).status).toBe(200)
  })

  test('count refusals by code and answers by how they were come by', async () => {
    const before = await figures()
    await ask('/nowhere')
    for (let i = 0; i < 3; i++) await ask('/api/offices')
    const after = await figures()
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    expect(grown('http_refusals_total{code="no_such_address"}')).toBe(1)
    expect(grown('cache_answers_total{how="made"}')).toBeGreaterThanOrEqual(1)
    expect(grown('cache_answers_total{how="again"}')).toBeGreaterThanOrEqual(1)
  })

  test('say what waits: jobs by topic, outboxes, steps of the escalation that are late', async () => {
    const now = server.context.now()
    const minutesAgo = (n: number) => new Date(now.getTime() - n * 60_000)
    await mongoose.connection.collection<{ _id: string }>('jobs').insertMany([
      { _id: 'a', topic: 'moved', dueAt: minutesAgo(5), freeAt: minutesAgo(5), facts: {}, attempts: 0 } as never,
      { _id: 'b', topic: 'moved', dueAt: minutesAgo(2), freeAt: minutesAgo(2), facts: {}, attempts: 0 } as never,
      {
        _id: 'c',
        topic: 'escalation',
        dueAt: minutesAgo(-5),
        freeAt: minutesAgo(-5),
        facts: {},
        attempts: 0
      } as never,
      { _id: 'd', topic: 'suggest', dueAt: minutesAgo(9), deadAt: minutesAgo(1), facts: {}, attempts: 8 } as never
    ])
    const all = await figures()
    expect(all.get('jobs_due{topic="moved"}')).toBe(2)
    expect(all.get('jobs_oldest_seconds{topic="moved"}')).toBe(300)
    expect(all.has('jobs_due{topic="escalation"}')).toBe(false)
    expect(all.get('jobs_dead')).toBe(1)
    expect(all.get('outbox_oldest_seconds{of="cases"}')).toBeGreaterThanOrEqual(0)
    expect(all.get('escalation_steps_late')).toBe(0)
    expect(all.get('kept_sums_oldest_seconds')).toBe(0)
    expect(all.get('kept_sums_wrong')).toBe(0)
    server.setNow(new Date(now.getTime() + 90 * 86_400_000))
    expect((await figures()).get('escalation_steps_late')).toBeGreaterThan(0)
    server.setNow(now)
    expect(all.get('database_up')).toBe(1)
    expect(all.get('disk_free_bytes')).toBeGreaterThan(0)
    expect(all.get('database_connections{state="used"}')).toBeGreaterThanOrEqual(0)
  })

  test('that are drawn or alarm are figures that there are', async () => {
    const page = await (await fetch(`${server.url}/metrics`)).text()
    const there = new Set(
      [...page.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name]
      )
    )
    const dashboard = JSON.parse(readFileSync(join(root, 'deploy/grafana-dashboard.json'), 'utf8')) as {
      panels: { title: string; targets: { expr: string }[] }[]
    }
    const rules = readFileSync(join(root, 'deploy/prometheus-alerts.yml'), 'utf8')
    const drawn = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    const alarmed = [...rules.matchAll(/^\s+expr: (.+)$/gm)].map(([, expr = '']) => expr)
    expect([drawn.length > 8, alarmed.length > 8]).toEqual([true, true])
    const ofChannels = [...there].filter((name) => /^(deliveries|channel)_/.test(name))
    expect(ofChannels.length).toBeGreaterThan(3)
    expect(ofChannels.filter((name) => !drawn.some((expr) => expr.includes(name)))).toEqual([])
    const words = new Set([
      'rate',
      'sum',
      'by',
      'le',
      'histogram_quantile',
      'max',
      'min',
      'and',
      'or',
      'unless',
      'on',
      'increase',
      'time'
    ])
    for (const expr of [...drawn, ...alarmed]) {
      const bare = expr
        .replace(/\{[^}]*\}/g, '')
        .replace(/"[^"]*"/g, '')
        .replace(/\[[^\]]*\]/g, '')
        .replace(/\bby \([^)]*\)/g, '')
      const names = [...bare.matchAll(/[a-z_][a-z0-9_]*/gi)].map(([name]) => name).filter((name) => !words.has(name))
      expect({ expr, unknown: names.filter((name) => name !== 'up' && !there.has(name)) }).toEqual({
        expr,
        unknown: []
      })
      expect(names.length).toBeGreaterThan(0)
    }
  })
})

describe('whether this server should be sent anybody', () => {
  test('follows database, disk and key', async () => {
    const ready = async () => {
      const answer = await ask('/readyz')
      return [answer.status, (await answer.json()) as unknown]
    }
    const well = { ok: true, database: true, disk: true, storage: true, key: true, clockSkewMs: expect.any(Number) }
    expect(await ready()).toEqual([200, well])
    const keys = opened().collection('serverkeys')
    const current: unknown = (await keys.findOne({}))?.['current']
    await keys.updateOne({}, { $set: { current: 'another' } })
    expect(await ready()).toEqual([503, { ...well, ok: false, key: false }])
    await keys.updateOne({}, { $set: { current } })
    expect(await ready()).toEqual([200, well])
  })
})

describe('programs of their own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watching-'))
  let database: TestDatabase
  const programs: Program[] = []
  afterAll(async () => {
    for (const program of programs) await program.end('SIGKILL')
    database.release()
    rmSync(folder, { recursive: true, force: true })
  })
  const run = async (env: Record<string, string>): Promise<Program> => {
    const program = await startProgram({ MONGODB_URI: database.uri, DATA_DIR: folder, ...env })
    programs.push(program)
    return program
  }

  test('say every request by its route and its network, and nobody by name, code or address', async () => {
    database = await emptyDatabase()
    const program = await run({ ROLE: 'web', LOG_LEVEL: 'info', ACCESS_LOG: '1', TRUST_PROXY: '1' })
    let said = ''
    program.child.stdout?.on('data', (text: Buffer) => (said += text.toString()))
    const headers = { 'x-forwarded-for': '198.51.100.77', 'user-agent': 'the-phone-of-somebody' }
    const get = (path: string, more = {}) => fetch(program.url + path, { headers: { ...headers, ...more } })
    await get('/track?no=2026-1122-00371&code=7K3M9PQ2XD')
    await get('/api/cases/2026-1122-00371', { authorization: 'Bearer secret.secret.secret-secret-secret' })
    for (let i = 0; i < 3; i++) await get('/api/offices')
    await client(program).post('/api/sessions/staff', { name: 'zhoumingyuan', password: 'not-the-password' })
    await program.end('SIGTERM')
    const lines = said
      .split('\n')
      .filter((line) => line.includes('"answered"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/track', 200],
      ['GET', '/api/cases/:no', 401],
      ...Array.from({ length: 3 }, () => ['GET', '/api/offices', 200]),
      ['POST', '/api/sessions/staff', 401]
    ])
    expect(new Set(lines.map(({ request }) => request)).size).toBe(lines.length)
    expect(lines[0]?.['from']).toBe('198.51.100.0/24')
    expect(said).not.toMatch(/00371|7K3M9PQ2XD|secret|zhoumingyuan|somebody|198\.51\.100\.77/)
  })

  test('a worker answers who watches it, at a port of its own, and nobody else', async () => {
    const port = await freePort()
    await run({ ROLE: 'worker', HEALTH_PORT: String(port), DISK_FREE_MB: '999999999' })
    const at = (path: string, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers })
    expect((await at('/healthz')).status).toBe(200)
    const ready = await at('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ok: false, database: true, disk: false, storage: true, key: true, clockSkewMs: expect.any(Number) }
    ])
    // Its first turn comes by itself.
    const relayed = 'worker_schedule_seconds_count{schedule="relay",outcome="good"}'
    const turns = async (): Promise<number> => samplesIn(await (await at('/metrics')).text()).get(relayed) ?? 0
    let seen = await turns()
    while (seen === 0) seen = await turns()
    expect(seen).toBeGreaterThan(0)
    expect((await at('/metrics', { 'x-forwarded-for': '198.51.100.7' })).status).toBe(404)
    expect((await at('/cases')).status).toBe(404)
  })
})

test.each([
  ['203.0.113.9', '203.0.113.0/24'],
  ['2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['::1', '::1']
])('of %s the log says %s', (network, prefix) => {
  expect(networkPrefix(network)).toBe(prefix)
})
