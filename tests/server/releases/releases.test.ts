/** The city changes by publishing: one draft, releases that stay for ever, and nobody is surprised. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RoutingRule } from '#config/city/types.ts'
import { becauseWords } from '#shared/because.ts'
import type { CaseView } from '#shared/cases.ts'
import type { DraftView, EditView, PartChange, ReleaseView, Verdict } from '#shared/releases.ts'
import { openCity } from '#server/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { town } from '#tests/support/city.ts'
import type { Client } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const monday = '2026-11-16T02:00:00.000Z'
const later = '2026-11-18T02:00:00.000Z'
let server: TestServer
let walk: Journey
let guan: Client
beforeEach(async () => {
  server = await startTestServer({ now: monday })
  walk = journey(server)
  guan = await walk.staff('guan')
})
afterEach(() => server.stop())

const draft = async (): Promise<DraftView> => (await guan.get<DraftView>('/api/admin/draft')).body
const revisionOf = async (part: string): Promise<number> =>
  (await draft()).parts.find((p) => p.part === part)?.revision ?? 0
const putEntry = async (part: string, entry: unknown, before?: string) =>
  guan.post<DraftView & { code?: string }>('/api/admin/draft/entries', {
    part,
    revision: await revisionOf(part),
    entry,
    ...(before && { before })
  })
const remove = async (part: string, entry: string) =>
  guan.post<DraftView & { code?: string }>('/api/admin/draft/removals', {
    part,
    revision: await revisionOf(part),
    entry
  })
const publish = async (more: object = {}) =>
  guan.post<ReleaseView & { code?: string; errors?: { code: string; detail: string }[] }>('/api/admin/draft/publish', {
    revision: (await draft()).revision,
    note: '按分工调整',
    ...more
  })
const ruleOf = (id: string): RoutingRule => {
  const routingRule = town.rules.find((r) => r.id === id)
  if (!routingRule) throw new Error(id)
  return routingRule
}
/** The garbage goes to the mobile squad from now on. */
const toMobile: RoutingRule = {
  ...ruleOf('R-1'),
  version: 2,
  lead: { office: 'mobile' },
  because: '环卫改由机动中队办'
}
const garbage = () => walk.submit({ category: 'garbage' })
const readCase = async (no: string): Promise<CaseView> =>
  (await (await walk.staff('li')).get<CaseView>(`/api/cases/${no}`)).body

describe('an administrator', () => {
  test('finds the city of the files as the first release, in force since ever', async () => {
    const { items } = (await guan.get<{ items: ReleaseView[] }>('/api/admin/releases')).body
    expect(items).toMatchObject([{ version: 1, state: 'in_force', from: '1970-01-01T00:00:00.000Z' }])
    expect(await draft()).toMatchObject({ base: 1, revision: 1, changed: false })
  })

  test('changes a rule, and reports go another way only once it is published', async () => {
    const before = await garbage()
    expect(before.receipt.office.id).toBe('sanitation')
    expect((await putEntry('rules', toMobile)).status).toBe(200)
    expect((await garbage()).receipt.office.id).toBe('sanitation')
    const published = await publish()
    expect(published.body).toMatchObject({ version: 2, state: 'in_force', by: { id: 'guan' }, note: '按分工调整' })
    const after = await garbage()
    expect(after.receipt.office.id).toBe('mobile')
    expect(after.receipt.because.map(becauseWords).join()).toMatch(/环卫改由机动中队办/)
  })

  test('leaves to every case the rule and the release it was sent under, readable by anyone', async () => {
    const old = await garbage()
    await putEntry('rules', toMobile)
    await publish()
    const [was, is] = [await readCase(old.no), await readCase((await garbage()).no)]
    expect(was.routing).toMatchObject({ rule: 'R-1', version: 1, release: 1 })
    expect(is.routing).toMatchObject({ rule: 'R-1', version: 2, release: 2 })
    const read = async (release: number) =>
      (await walk.guest.get<{ rule: RoutingRule }>(`/api/releases/${release}/rules/R-1`)).body.rule
    expect((await read(1)).lead).toEqual({ office: 'sanitation' })
    expect((await read(2)).lead).toEqual({ office: 'mobile' })
    expect((await walk.guest.get('/api/releases/3/rules/R-1')).status).toBe(404)
    expect((await walk.guest.get('/api/releases/2/rules/R-1000')).status).toBe(404)
    expect((await guan.get(`/api/admin/releases/1/rules`)).body).toMatchObject({ part: 'rules', revision: 1 })
  })

  test('publishes for a later day, and takes it back while it has not come', async () => {
    await putEntry('rules', toMobile)
    expect((await publish({ from: later })).body).toMatchObject({ version: 2, state: 'planned' })
    expect((await garbage()).receipt.office.id).toBe('sanitation')
    server.setNow(later)
    expect((await garbage()).receipt.office.id).toBe('mobile')
    const takenBack = await guan.post('/api/admin/releases/2/revoke', { note: '晚了' })
    expect(takenBack.body).toMatchObject({ code: 'in_force', status: 409 })

    await putEntry('rules', { ...toMobile, version: 3, title: '又改' })
    const week = '2026-11-25T02:00:00.000Z'
    expect((await publish({ from: week })).body.version).toBe(3)
    expect((await guan.post('/api/admin/releases/2/revoke', { note: '不是最新' })).status).toBe(404)
    expect((await guan.post('/api/admin/releases/3/revoke', { note: '先不改' })).body).toMatchObject({
      state: 'revoked'
    })
    server.setNow(week)
    expect(server.city.release).toBe(2)
    // What was taken back is still the draft, and its number is not given again.
    expect((await publish()).body).toMatchObject({ version: 4, state: 'in_force' })
    const { items } = (await guan.get<{ items: ReleaseView[] }>('/api/admin/releases')).body
    expect(items.map((release) => `${release.version} ${release.state}`)).toEqual([
      '4 in_force',
      '3 revoked',
      '2 past',
      '1 past'
    ])
  })

  test('publishes nothing that is stale, unchanged, too early or faulty', async () => {
    const code = async (more: object) => (await publish(more)).body.code
    expect(await code({})).toBe('nothing_changed')
    await putEntry('rules', toMobile)
    expect(await code({ revision: 1 })).toBe('stale')
    expect(await code({ from: '2026-11-15T00:00:00.000Z' })).toBe('too_early')
    expect((await publish({ from: later })).status).toBe(201)
    await putEntry('rules', { ...toMobile, version: 3, title: '再改' })
    // Not before the release that stands last, even where that one is still to come.
    expect(await code({ from: monday })).toBe('too_early')
    await putEntry('rules', { ...toMobile, version: 3, lead: { office: 'nobody' } })
    const refused = await publish()
    expect(refused.body).toMatchObject({ code: 'check_failed', status: 422 })
    expect(refused.body.errors?.[0]).toMatchObject({ code: 'unknown_office' })
    expect(refused.body.errors?.[0]?.detail).toMatch(/nobody/)
  })

  test('changes nothing over another’s change of the same part, and is not disturbed by one of another part', async () => {
    const [rules, offices] = [await revisionOf('rules'), await revisionOf('offices')]
    const put = (part: string, revision: number, entry: unknown) =>
      guan.post<{ code?: string }>('/api/admin/draft/entries', { part, revision, entry })
    expect((await put('rules', rules, toMobile)).status).toBe(200)
    expect((await put('offices', offices, { ...town.offices[0], phone: '0520-1' })).status).toBe(200)
    expect((await put('rules', rules, ruleOf('R-2'))).body.code).toBe('stale')
    expect((await guan.post('/api/admin/draft/discard', { revision: 1 })).body).toMatchObject({ code: 'stale' })
    const both = await Promise.all([1, 2].map((n) => put('rules', rules + 1, { ...toMobile, title: `第 ${n} 人` })))
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409])
  })

  test('keeps the order of the rules, and sees what the draft changes', async () => {
    await putEntry('rules', { ...ruleOf('R-4'), id: 'R-0', title: '新规则' }, 'R-2')
    await putEntry('rules', { ...ruleOf('R-99'), because: '谁都不接的' })
    await putEntry('rules', ruleOf('R-4'), 'R-1')
    await remove('rules', 'R-3')
    const rules = (await guan.get<{ value: RoutingRule[] }>('/api/admin/draft/parts/rules')).body.value
    expect(rules.map((r) => r.id)).toEqual(['R-4', 'R-1', 'R-0', 'R-2', 'R-99'])
    const { changes } = (await guan.get<{ changes: PartChange[] }>('/api/admin/draft/changes')).body
    expect(changes.map((c) => [c.kind, c.entry, c.fields])).toEqual([
      ['removed', 'R-3', []],
      ['moved', 'R-4', []],
      ['added', 'R-0', []],
      ['changed', 'R-99', ['because']]
    ])
    expect((await remove('rules', 'R-3')).body.code).toBe('not_found')
    expect((await putEntry('rules', ruleOf('R-1'), 'R-3')).body.code).toBe('not_found')
    const after = await guan.post<DraftView>('/api/admin/draft/discard', { revision: (await draft()).revision })
    expect(after.body).toMatchObject({ changed: false, base: 1 })
  })

  test('reads who changed what, newest first', async () => {
    await putEntry('rules', toMobile)
    await remove('people', 'wu')
    await guan.post('/api/admin/draft/parts', {
      part: 'info',
      revision: 1,
      value: { ...town.info, border: { metres: 15 } }
    })
    await publish()
    const { items } = (await guan.get<{ items: EditView[] }>('/api/admin/draft/history')).body
    expect(items.map((edit) => [edit.kind, edit.part, edit.entry, edit.by.name])).toEqual([
      ['publish', undefined, undefined, '管理'],
      ['replace', 'info', undefined, '管理'],
      ['remove', 'people', 'wu', '管理'],
      ['put', 'rules', 'R-1', '管理']
    ])
    expect(items[0]).toMatchObject({ version: 2, note: '按分工调整' })
    expect(items[3]?.was).toMatch(/sanitation/)
    expect(items[3]?.is).toMatch(/mobile/)
    expect(JSON.stringify(items)).not.toMatch(/argon2|password/)
    const rules = (await guan.get<{ items: EditView[] }>('/api/admin/draft/history?part=rules')).body.items
    expect(rules).toHaveLength(1)
  })

  test('is told before he publishes what stands in the way', async () => {
    await putEntry('rules', { ...toMobile, supervising: 'mobile', lead: { office: 'nobody' } })
    const verdict = (await guan.get<Verdict>('/api/admin/draft/check')).body
    expect(verdict).toMatchObject({ passes: false, revision: (await draft()).revision })
    expect(verdict.findings[0]).toMatchObject({ code: 'unknown_office', severity: 'error', rules: ['R-1'] })
  })

  test('tries a made-up report on the draft, and sees why each rule before did not apply', async () => {
    await putEntry('rules', { ...toMobile, id: 'R-0', time: { hours: [{ from: '22:00', to: '06:00' }] } }, 'R-1')
    const at = (hour: string) =>
      `/api/admin/route?category=garbage&lng=120.005&lat=32.005&at=2026-11-16T${hour}:00:00.000Z`
    const night = (await guan.get(at('15'))).body
    expect(night).toMatchObject({ office: { id: 'mobile' }, rule: 'R-0', trace: [{ rule: 'R-0' }] })
    expect(night).not.toHaveProperty('release')
    const noon = (await guan.get(at('04'))).body
    expect(noon).toMatchObject({
      office: { id: 'sanitation' },
      trace: [{ rule: 'R-0', unfit: 'hours' }, { rule: 'R-1' }]
    })
    expect((await guan.get(`${at('15')}&release=1`)).body).toMatchObject({ office: { id: 'sanitation' }, release: 1 })
    expect((await guan.get(`${at('15')}&answers=where:there`)).body).toMatchObject({ code: 'unknown_answer' })
  })
})

test('nobody but an administrator reads or changes the draft', async () => {
  for (const name of ['zhou', 'zhao', 'li', 'shen']) {
    const other = await walk.staff(name)
    expect((await other.get('/api/admin/draft')).body).toMatchObject({ code: 'forbidden' })
    expect((await other.post('/api/admin/draft/discard', { revision: 1 })).body).toMatchObject({ code: 'forbidden' })
  }
})

test('another server hears of a release without being told, and changes to it on its moment', async () => {
  const changes: number[] = []
  let now = new Date(monday)
  const other = await openCity(
    () => now,
    server.context.log,
    () => changes.push(now.getTime())
  )
  try {
    await putEntry('rules', toMobile)
    await publish({ from: later })
    await other.refresh()
    expect(other.current().release).toBe(1)
    now = new Date(later)
    expect(other.current().release).toBe(2)
    expect(changes).toEqual([now.getTime()])
    expect((await other.at(1))?.rules[0]?.lead).toEqual({ office: 'sanitation' })
    expect(await other.at(9)).toBeUndefined()
  } finally {
    other.stop()
  }
})

test('a chain of checksums runs through the releases, and what is in them cannot be changed unseen', async () => {
  await putEntry('rules', toMobile)
  await publish()
  const docs = await mongoose.connection.collection('releases').find({}).sort({ _id: 1 }).toArray()
  expect(docs.map((d) => String(d['checksum']))).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
    expect.stringMatching(/^[0-9a-f]{64}$/)
  ])
  const [first, second] = docs
  // Only what changed is stored again.
  const parts = [first, second].map((d) => d?.['parts'] as Record<string, string>)
  const differing = Object.keys(parts[0] ?? {}).filter((p) => parts[0]?.[p] !== parts[1]?.[p])
  expect(differing).toEqual(['rules'])
})

test('an office that is gone keeps its name on the cases it had', async () => {
  const old = await garbage()
  await putEntry('rules', toMobile)
  await putEntry('people', { ...town.people.find((p) => p.id === 'chen'), office: 'mobile' })
  await remove('offices', 'sanitation')
  expect((await publish()).status).toBe(201)
  const caseView = await readCase(old.no)
  expect(caseView.office).toMatchObject({ id: 'sanitation', name: '环卫中心' })
  expect(server.city.office('sanitation')).toBeUndefined()
})

test('who has left signs in no more, and who is new needs a password first', async () => {
  const account = (name: string) => server.accounts.find((a) => a.name === name)
  const signIn = async (name: string) =>
    (await walk.guest.post('/api/sessions/staff', account(name) ?? { name, password: 'yunting-2026' })).status
  await putEntry('people', { ...town.people.find((p) => p.id === 'wu'), left: '2026-11-17' })
  await putEntry('people', { ...town.people.find((p) => p.id === 'wu'), id: 'newcomer', name: '新来的' })
  await remove('people', 'sun')
  await publish()
  await server.tick()
  expect([await signIn('wu'), await signIn('sun'), await signIn('newcomer')]).toEqual([201, 401, 401])
  server.setNow(later)
  await server.tick()
  expect(await signIn('wu')).toBe(401)
  await putEntry(
    'people',
    town.people.find((p) => p.id === 'wu')
  )
  await publish()
  await server.tick()
  expect(await signIn('wu')).toBe(201)
})

test('a page tells the new name at once', async () => {
  const name = async () => (await walk.guest.get('/offices')).text.includes('城区环卫中心')
  expect(await name()).toBe(false)
  await putEntry('offices', { ...town.offices.find((o) => o.id === 'sanitation'), short: '城区环卫中心' })
  await publish()
  expect(await name()).toBe(true)
})

test('parts that nobody uses any more are swept, those of any release are not', async () => {
  const blobs = () => mongoose.connection.collection('cityblobs').countDocuments()
  const before = await blobs()
  await putEntry('rules', toMobile)
  await putEntry('rules', { ...toMobile, title: '又一个' })
  expect(await blobs()).toBe(before + 2)
  server.setNow('2026-11-20T02:00:00.000Z')
  await server.tick()
  expect(await blobs()).toBe(before + 1)
  expect(server.city.rules).toHaveLength(town.rules.length)
  expect((await guan.get('/api/admin/draft/parts/rules')).status).toBe(200)
})
