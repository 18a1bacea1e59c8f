/** What is dangerous is asked for by one and done by another. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApprovalView } from '#shared/approvals.ts'
import type { StaffDetail } from '#shared/staff.ts'
import { mailStub } from '#server/integrations/mail.ts'
import { onStep } from '#server/kernel/failpoints.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { turn } from '#server/worker.ts'
import { formOf } from '#tests/support/page-form.ts'
import { client, signIn, type Client } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
let guan: Client
let shen: Client
let xu: Client
const staff = () => mongoose.connection.collection<{ _id: string }>('staff')
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  await staff().updateOne({ _id: 'shen' }, { $set: { roles: ['admin'], granted: ['admin'] } })
  guan = await signIn(server, 'guan')
  shen = await signIn(server, 'shen')
  xu = await signIn(server, 'xu')
})
afterAll(() => server.stop())

const person = { name: '钱进', office: 'wenchang-squad', roles: ['officer', 'dispatcher'] }
const ask = async (by: Client, body: object): Promise<ApprovalView> =>
  (await by.post<ApprovalView>('/api/approvals', { ask: body })).body
const assign = (login = 'qian') => ({ act: 'assign', login, person })
const approve = (by: Client, { id }: ApprovalView) =>
  by.post<ApprovalView & { code?: string; detail?: string }>(`/api/approvals/${id}/approve`, { sure: true })

test('one asks, another does it, and both stand in the log', async () => {
  expect((await guan.post('/api/staff/qian', person)).body).toMatchObject({ code: 'second_person' })
  const asked = await ask(guan, assign())
  expect(asked).toMatchObject({ state: 'waiting', askedBy: { id: 'guan' } })
  expect((await approve(guan, asked)).body).toMatchObject({ code: 'second_person' })
  expect((await approve(shen, asked)).body).toMatchObject({
    state: 'done',
    by: { id: 'shen' },
    askedBy: { id: 'guan' }
  })
  expect((await guan.get<StaffDetail>('/api/staff/qian')).body.person.roles).toEqual(['officer', 'dispatcher'])
  expect((await approve(shen, asked)).body).toMatchObject({ code: 'not_in_this_status' })
})

test('who set his password by the other’s link is no second person for him', async () => {
  const asked = await ask(guan, assign('sun'))
  await staff().updateOne({ _id: 'shen' }, { $set: { linkBy: 'guan' } })
  expect((await approve(shen, asked)).body).toMatchObject({ code: 'second_person' })
  await staff().updateOne({ _id: 'shen' }, { $unset: { linkBy: '' } })
  await staff().updateOne({ _id: 'guan' }, { $set: { linkBy: 'shen' } })
  expect((await approve(shen, asked)).body).toMatchObject({ code: 'second_person' })
  await staff().updateOne({ _id: 'guan' }, { $unset: { linkBy: '' } })
})

test('nothing is done that was withdrawn, ran out, or was asked for by who is no administrator any more', async () => {
  const gone = await ask(guan, assign('sun'))
  await guan.post(`/api/approvals/${gone.id}/withdraw`, { sure: true })
  expect((await approve(shen, gone)).status).toBe(409)
  const late = await ask(guan, assign('sun'))
  const now = server.context.now()
  await mongoose.connection.collection('approvals').updateOne({ _id: late.id as never }, { $set: { until: now } })
  expect((await approve(shen, late)).status).toBe(409)
  const lost = await ask(guan, assign('sun'))
  await staff().updateOne({ _id: 'guan' }, { $set: { roles: ['officer'] } })
  expect((await approve(shen, lost)).status).toBe(409)
  await staff().updateOne({ _id: 'guan' }, { $set: { roles: ['admin'] } })
  expect((await shen.get<StaffDetail>('/api/staff/sun')).body.person.roles).toEqual(['verifier'])
})

test('a release that gives such a role is published by two; a plain one by one', async () => {
  const draft = async () =>
    (await guan.get<{ revision: number; parts: { part: string; revision: number }[] }>('/api/admin/draft')).body
  const put = async (roles: string[], title: string) => {
    const { parts } = await draft()
    const entry = { ...server.city.people.find(({ id }) => id === 'zhao'), roles, title }
    const revision = parts.find(({ part }) => part === 'people')?.revision
    return guan.post('/api/admin/draft/entries', { part: 'people', revision, entry })
  }
  expect((await put(['verifier', 'moderator'], '科员')).status).toBe(200)
  const { revision } = await draft()
  const body = { revision, note: '赵一诺兼审核员' }
  expect((await guan.post('/api/admin/draft/publish', body)).body).toMatchObject({ code: 'second_person' })
  // Each page that publishes asks for him, and shows what he asked.
  const his = visitor(server.url)
  await his.signIn('guan', password)
  for (const path of ['/office/admin/set-up/publish', '/office/admin/publish']) {
    const { html } = await his.go(path.replace(/^(.*admin\/)publish$/, '$1'))
    const sent = await his.send(path, { ...formOf(html, path), note: body.note })
    expect([path, sent.status, sent.location]).toEqual([path, 303, '/office/approvals?done=asked'])
    const { items } = (await guan.get<{ items: ApprovalView[] }>('/api/approvals')).body
    const [made, ...others] = items.filter(({ act, state }) => act === 'publish' && state === 'waiting')
    expect([made?.askedBy.id, others]).toEqual(['guan', []])
    await guan.post(`/api/approvals/${made?.id ?? ''}/withdraw`, { sure: true })
  }
  const asked = await ask(guan, { act: 'publish', ...body })
  expect((await approve(shen, asked)).body).toMatchObject({ state: 'done' })
  expect(server.city.person('zhao')?.roles).toEqual(['verifier', 'moderator'])
  await put(['verifier', 'moderator'], '科长')
  const plain = await guan.post('/api/admin/draft/publish', { revision: (await draft()).revision, note: '改职务' })
  expect(plain.status).toBe(201)
  // Who is new in a release is there as soon as it is published, and can be invited; this server has no worker.
  const fresh = {
    ...server.city.people.find(({ id }) => id === 'zhao'),
    id: 'xinlai',
    name: '辛来',
    roles: ['verifier']
  }
  const now = await draft()
  const revision2 = now.parts.find(({ part }) => part === 'people')?.revision
  await guan.post('/api/admin/draft/entries', { part: 'people', revision: revision2, entry: fresh })
  const next = { revision: (await draft()).revision, note: '新来一位核查员' }
  expect((await guan.post('/api/admin/draft/publish', next)).status).toBe(201)
  expect((await guan.post('/api/staff/xinlai/invitation', {})).status).toBe(201)
})

test('who may agree sees on every page how many wait, and neither who asked nor anybody else does', async () => {
  const waiting = async (by: Client) => (await by.get<{ waiting: number }>('/api/approvals/count')).body.waiting
  const before = await waiting(shen)
  const asked = await ask(guan, assign('sun'))
  expect(await waiting(shen)).toBe(before + 1)
  expect(await waiting(await signIn(server, 'wu'))).toBe(0)
  const [hers, his] = [visitor(server.url), visitor(server.url)]
  await hers.signIn('shen', password)
  await his.signIn('guan', password)
  const counted = (html: string) => /<b class="dk-n">(\d+)/.exec(html)?.[1]
  expect(counted((await hers.go('/office/me')).html)).toBe(String(before + 1))
  expect(counted((await his.go('/office/me')).html)).toBe(
    (await waiting(guan)) === 0 ? undefined : String(await waiting(guan))
  )
  await guan.post(`/api/approvals/${asked.id}/withdraw`, { sure: true })
  expect(await waiting(shen)).toBe(before)
})

describe('news of it', () => {
  type News = { about: string; no: string; title: string; text: string; kind: string }
  const work = () => turn(server.context, {}, ['relay', 'work'])
  const told = async (by: Client, { id }: ApprovalView): Promise<News[]> =>
    (await by.get<{ items: News[] }>('/api/notices')).body.items.filter(({ no }) => no === id)
  const titles = async (by: Client, about: ApprovalView) => (await told(by, about)).map(({ title }) => title)
  const mails = (about: ApprovalView) =>
    mongoose.connection
      .collection<{ member: string; channel: string }>('deliveries')
      .find({ notice: { $regex: about.id } })
      .toArray()

  test('reaches each who may agree, once, in the app and by mail, and nobody else; with nothing of what was written', async () => {
    // What was asked for before is told before either has a mailbox.
    for (let i = 0; i < 3; i++) await work()
    await staff().updateOne({ _id: 'shen' }, { $set: { email: 'shen@example.com' } })
    await staff().updateOne({ _id: 'guan' }, { $set: { email: 'guan@example.com' } })
    const { body: asked, headers } = await guan.post<ApprovalView>('/api/approvals', { ask: assign('sun') })
    // A worker that dies between telling and forgetting that it has to tells nobody twice.
    onStep((step) => {
      if (step === 'jobs enqueued' || step === 'notice written') throw new Error('dead')
    })
    await work()
    onStep(undefined)
    await Promise.all([work(), work()])
    await mongoose.connection.collection('jobs').updateMany({}, { $set: { freeAt: server.context.now() } })
    await work()
    await work()
    expect(await told(shen, asked)).toMatchObject([
      { about: 'approval', kind: 'approval', title: '有一件事等您批准', text: expect.not.stringContaining('sun') }
    ])
    for (const by of [guan, xu, await signIn(server, 'wu')]) expect(await told(by, asked)).toEqual([])
    expect((await mails(asked)).map(({ member, channel }) => [member, channel])).toEqual([['staff:shen', 'email']])
    // Who has the access log follows the request as far as the mail.
    const mail = mailStub()
    server.context.mail = mail
    await turn(server.context, {}, ['relay', 'deliver'])
    const named = mail.taken.filter(({ request }) => request === headers.get('x-request-id'))
    expect(named.map(({ to }) => to)).toEqual(['shen@example.com'])
    await approve(shen, asked)
    await work()
    await work()
    expect(await titles(guan, asked)).toEqual(['您申请的已批准'])
    expect(await titles(shen, asked)).toHaveLength(1)
    expect((await mails(asked)).map(({ member }) => member).sort()).toEqual(['staff:guan', 'staff:shen'])
    const desk = visitor(server.url)
    await desk.signIn('shen', password)
    const opened = await desk.go(`/office/notices/open?id=${'0'.repeat(24)}&about=approval&no=${asked.id}`)
    expect(opened.location).toBe(`/office/approvals#ap-${asked.id}`)
  })

  test('that it was turned down, or that nobody came in time, reaches who asked; that he took it back himself, nobody', async () => {
    const [refused, own, late] = [
      await ask(guan, assign('sun')),
      await ask(guan, assign('sun')),
      await ask(guan, assign('sun'))
    ]
    await shen.post(`/api/approvals/${refused.id}/withdraw`, { sure: true })
    await guan.post(`/api/approvals/${own.id}/withdraw`, { sure: true })
    await work()
    expect(await titles(guan, refused)).toEqual(['您申请的没有批准'])
    expect(await titles(guan, own)).toEqual([])
    const now = server.context.now()
    server.setNow(new Date(now.getTime() + 3 * 86_400_000))
    await work()
    server.setNow(now)
    expect(await titles(guan, late)).toEqual(['您申请的过期了'])
    expect(await titles(guan, refused)).toHaveLength(1)
  })

  test('does not reach whoever is no second person for who asks', async () => {
    await staff().updateOne({ _id: 'shen' }, { $set: { linkBy: 'guan' } })
    const asked = await ask(guan, assign('sun'))
    await work()
    expect(await told(shen, asked)).toEqual([])
    await staff().updateOne({ _id: 'shen' }, { $unset: { linkBy: '' } })
    await guan.post(`/api/approvals/${asked.id}/withdraw`, { sure: true })
  })
})

test('a release that gives such a role is taken back by two, and one that takes it away as well', async () => {
  const draft = async () =>
    (await guan.get<{ revision: number; parts: { part: string; revision: number }[] }>('/api/admin/draft')).body
  const published = async (roles: string[], hours: number): Promise<number> => {
    const { parts } = await draft()
    const entry = { ...server.city.people.find(({ id }) => id === 'sun'), roles }
    const revision = parts.find(({ part }) => part === 'people')?.revision
    expect((await guan.post('/api/admin/draft/entries', { part: 'people', revision, entry })).status).toBe(200)
    const from = new Date(server.context.now().getTime() + hours * 3_600_000).toISOString()
    const body = { revision: (await draft()).revision, note: '孙的岗位', ...(hours > 0 && { from }) }
    const alone = await guan.post<{ version: number }>('/api/admin/draft/publish', body)
    if (alone.status === 201) return alone.body.version
    expect((await approve(shen, await ask(guan, { act: 'publish', ...body }))).status).toBe(200)
    const { items } = (await guan.get<{ items: { version: number }[] }>('/api/admin/releases')).body
    return Math.max(...items.map(({ version }) => version))
  }
  const takenBack = async (version: number) => {
    const alone = await shen.post(`/api/admin/releases/${version}/revoke`, { note: '撤回' })
    expect(alone.body).toMatchObject({ code: 'second_person' })
    const asked = await ask(guan, { act: 'revoke', version: String(version), note: '撤回' })
    expect((await approve(guan, asked)).body).toMatchObject({ code: 'second_person' })
    expect((await approve(shen, asked)).body).toMatchObject({ state: 'done', by: { id: 'shen' } })
  }
  await takenBack(await published(['verifier', 'moderator'], 1))
  await published(['verifier', 'moderator'], 0)
  expect(server.city.person('sun')?.roles).toEqual(['verifier', 'moderator'])
  await takenBack(await published(['verifier'], 1))
})

describe('an export of what is personal', () => {
  const leave = (what: string, of: string) => ask(xu, { act: 'export', what, of, note: '送街道备案' })
  const take = (by: Client, what = 'roster', of = 's1') =>
    by.post<ApprovalView & { code?: string; detail?: string }>('/api/approvals/exports', { what, of })

  test('is agreed to by an administrator, taken once, by who asked, within a day, and both stand in the log', async () => {
    expect((await take(xu)).body).toMatchObject({ code: 'second_person', detail: expect.stringContaining('待批准') })
    const asked = await leave('roster', 's1')
    expect((await take(xu)).status).toBe(409)
    expect((await approve(xu, asked)).status).toBe(403)
    expect((await approve(shen, asked)).body).toMatchObject({ state: 'done' })
    expect((await take(guan)).status).toBe(409)
    expect((await take(xu, 'roster', 's2')).status).toBe(409)
    const both = await Promise.all([take(xu), take(xu)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const { items } = (await guan.get<{ items: ApprovalView[] }>('/api/approvals')).body
    expect(items.find(({ id }) => id === asked.id)).toMatchObject({
      askedBy: { id: 'xu' },
      by: { id: 'shen' },
      usedAt: expect.any(String)
    })
  })

  test('is over after a day', async () => {
    const asked = await leave('assessment', '2026-H1')
    await approve(shen, asked)
    await mongoose.connection
      .collection('approvals')
      .updateOne(
        { _id: asked.id as never },
        { $set: { doneAt: new Date(server.context.now().getTime() - 86_400_001) } }
      )
    expect((await take(xu, 'assessment', '2026-H1')).status).toBe(409)
  })

  test('is seen by who asked and who may agree, and by nobody else', async () => {
    const seen = async (by: Client) => (await by.get<{ items: ApprovalView[] }>('/api/approvals')).body.items
    expect((await seen(xu)).every(({ askedBy }) => askedBy.id === 'xu')).toBe(true)
    expect(await seen(await signIn(server, 'wu'))).toEqual([])
  })
})

test('the page shows what waits, does it, and lets nobody ask who may not', async () => {
  const asked = await ask(guan, assign('sun'))
  const desk = visitor(server.url)
  await desk.signIn('shen', password)
  const page = await desk.go('/office/approvals')
  expect(page.html).toContain('（sun）')
  const sent = await desk.send(`/office/approvals/${asked.id}/approve`, { _token: desk.tokenIn(page.html) })
  expect(sent.location).toBe('/office/approvals?done=done')
  expect((await client(server).get('/api/approvals')).status).toBe(401)
  expect((await (await signIn(server, 'wu')).post('/api/approvals', { ask: assign('sun') })).status).toBe(403)
})
