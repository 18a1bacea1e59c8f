/** What cannot be shown is not stored, and no line of a record stands before the one that it follows. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiName } from '#shared/api.ts'
import type { CorrectionView } from '#shared/hours.ts'
import type { NoticeChoices } from '#shared/notices.ts'
import type { DraftView } from '#shared/releases.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { certifying, type Certifying } from '#tests/support/certifying.ts'
import { town } from '#tests/support/city.ts'
import { freshKey, phonePhoto } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { watchOrder } from '#tests/support/shown-first.ts'
import { planFor } from '#tests/support/volunteering.ts'

let server: TestServer
let v: Certifying
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  v = certifying(server)
})
afterAll(() => server.stop())

type Stored = { _id: unknown; version?: number; state?: string; log: { at: unknown }[] } & Record<string, unknown>
const of = (collection: string) => mongoose.connection.collection<Stored>(collection)
/** Puts something where a moment should be: nobody can show it. */
async function spoilt<T>(collection: string, id: Record<string, unknown>, field: string, work: () => Promise<T>) {
  const before = await of(collection).findOne(id as never)
  const kept: unknown = field.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], before)
  await of(collection).updateOne(id, { $set: { [field]: 'never' } })
  try {
    return await work()
  } finally {
    await of(collection).updateOne(id, { $set: { [field]: kept } })
  }
}

test('a move of an activity', async () => {
  const { no } = await v.draft()
  const version = async () => (await of('activities').findOne({ no } as never))?.version
  const before = await version()
  const moved = await spoilt('activities', { no }, 'log.0.at', async () =>
    (await v.staff('xu')).post(`/api/activities/${no}/moves`, { verb: 'submit', version: before })
  )
  expect([moved.status, await version()]).toEqual([500, before])
  expect((await v.move('xu', no, { verb: 'submit' })).status).toBe(200)
})

test('a draft that cannot be shown is none', async () => {
  const { photos } = server.context
  const { signingKey } = photos
  const xu = await v.staff('xu')
  const cover = (await xu.photo(await phonePhoto(77, 160, 120))).body.id
  const count = () => of('activities').countDocuments()
  const [before, key] = [await count(), freshKey()]
  const draft = () =>
    xu.post('/api/activities', { ...planFor(server.context.now()), cover }, { 'idempotency-key': key })
  photos.signingKey = undefined as never
  try {
    expect([(await draft()).status, await count()]).toEqual([500, before])
  } finally {
    photos.signingKey = signingKey
  }
  expect([(await draft()).status, await count()]).toEqual([201, before + 1])
})

test('the hours of a shift, what is said against them, and a certificate of them', async () => {
  const attended = await v.attended(['an', 'bao'])
  const hours = () => of('hours').countDocuments()
  const none = await hours()
  const shift = { _id: attended.shift }
  const settled = await spoilt('shifts', shift, 'roles', () => v.settle(attended.shift))
  expect([settled.status, await hours()]).toEqual([500, none])
  expect((await v.settle(attended.shift)).status).toBe(200)

  const signup = attended.signups['an'] ?? ''
  const asked = await (
    await v.resident('an')
  ).post<CorrectionView>(`/api/signups/${signup}/correction`, { minutes: 60, words: '只做了一小时' })
  expect(asked.status).toBe(200)
  const correction = { _id: new mongoose.Types.ObjectId(asked.body.id) }
  const rule = async () =>
    (await v.staff('shen')).post(`/api/corrections/${asked.body.id}/ruling`, { approve: true, words: '属实' })
  const ruled = await spoilt('corrections', correction, 'from', rule)
  expect([ruled.status, (await of('corrections').findOne(correction as never))?.state]).toEqual([500, 'asked'])
  expect((await rule()).status).toBe(200)

  const certificate = await v.ask('an')
  expect(certificate.status).toBe(201)
  const id = { _id: new mongoose.Types.ObjectId(certificate.body.id) }
  const version = async () => (await of('certificates').findOne(id as never))?.version
  const moved = await spoilt('certificates', id, 'log.0.at', async () =>
    (await v.staff('xu')).post(`/api/certificates/${certificate.body.id}/moves`, { verb: 'approve', version: 1 })
  )
  expect([moved.status, await version()]).toEqual([500, 1])

  // A server three hours behind writes the time of the line before.
  const now = server.context.now()
  server.setNow(new Date(now.getTime() - 3 * 3_600_000))
  expect((await v.push(await v.staff('xu'), certificate.body.id, { verb: 'approve' })).status).toBe(200)
  server.setNow(now)
  const times = (await of('certificates').findOne(id as never))?.log.map(({ at }) => (at as Date).getTime()) ?? []
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times).toHaveLength(2)
})

/** Each of these acts is written after its answer has been made, and not at all where that fails. */
test('accounts, releases, approvals, teams, seats and choices', async () => {
  const [guan, an, bo] = [await v.staff('guan'), await v.resident('an'), await v.resident('bo')]
  await Promise.all([guan.get('/api/admin/draft'), an.get('/api/volunteers/me'), bo.get('/api/volunteers/me')])
  const draft = async () => (await guan.get<DraftView>('/api/admin/draft')).body
  const part = async () => (await draft()).parts.find((part) => part.part === 'rules')?.revision
  const person = { login: 'shown', name: '新人', office: 'water', roles: ['officer'] }
  const shift = (await v.open({}, 1)).shift
  let team = { id: '', code: '' }
  let signup = ''
  let asked = ''
  const teams = (sent: { body: unknown }) => {
    team = (sent.body as { teams?: (typeof team)[] }).teams?.[0] ?? team
  }
  const entry = { ...town.rules[0], id: 'R-77', title: '先看后写' }
  const acts: [name: ApiName, collections: string[], act: () => Promise<{ status: number; body: unknown }>][] = [
    ['addStaff', ['staff', 'invitations'], () => guan.post('/api/staff', person)],
    ['assignStaff', ['staff'], () => guan.post('/api/staff/shown', { ...person, login: undefined, name: '旧人' })],
    ['inviteStaff', ['invitations'], () => guan.post('/api/staff/shown/invitation', {})],
    ['leaveStaff', ['staff'], () => guan.post('/api/staff/shown/leave', { sure: true })],
    ['returnStaff', ['staff'], () => guan.post('/api/staff/shown/return', { sure: true })],
    [
      'askApproval',
      ['approvals'],
      async () => {
        const ask = { act: 'add', person: { ...person, login: 'second', roles: ['admin'] } }
        const sent = await guan.post<{ id: string }>('/api/approvals', { ask })
        asked = sent.body.id
        return sent
      }
    ],
    ['withdrawApproval', ['approvals'], () => guan.post(`/api/approvals/${asked}/withdraw`, { sure: true })],
    [
      'putDraftEntry',
      ['citydrafts'],
      async () => guan.post('/api/admin/draft/entries', { part: 'rules', revision: await part(), entry })
    ],
    [
      'removeDraftEntry',
      ['citydrafts'],
      async () => guan.post('/api/admin/draft/removals', { part: 'rules', revision: await part(), entry: 'R-77' })
    ],
    [
      'discardDraft',
      ['citydrafts'],
      async () => guan.post('/api/admin/draft/discard', { revision: (await draft()).revision })
    ],
    [
      'makeTeam',
      ['teams'],
      async () => an.post('/api/teams', { name: '先看队' }).then((reply) => (teams(reply), reply))
    ],
    ['joinTeam', ['teams'], () => bo.post('/api/teams/join', { code: team.code })],
    ['leaveTeam', ['teams'], () => bo.post(`/api/teams/${team.id}/leave`, {})],
    [
      'chooseNotices',
      ['notice_choices'],
      async () => {
        const { on, urgent } = (await an.get<NoticeChoices>('/api/notices/choices')).body
        return an.post('/api/notices/choices', { on, urgent })
      }
    ],
    [
      'signUp',
      ['shifts'],
      () => v.signUp(an, shift).then((signupReply) => ((signup = (signupReply.body as { id: string }).id), signupReply))
    ],
    ['moveSignup', ['shifts'], () => v.moveSignup(an, signup, { verb: 'cancel' })]
  ]
  for (const [name, collections, act] of acts) {
    const stored = () => Promise.all(collections.map((collection) => of(collection).find({}).toArray()))
    const before = await stored()
    const watched = watchOrder(name)
    const failed = await act()
    expect([name, failed.status, watched.stop().wroteFirst]).toEqual([name, 500, new Map()])
    expect([name, await stored()]).toEqual([name, before])
    const { status, body } = await act()
    expect([name, [200, 201].includes(status) || body]).toEqual([name, true])
  }
})

test('an activity moved by a server that is behind', async () => {
  const { no } = await v.draft()
  const now = server.context.now()
  server.setNow(new Date(now.getTime() - 3 * 3_600_000))
  expect((await v.move('xu', no, { verb: 'submit' })).status).toBe(200)
  server.setNow(now)
  const times = (await of('activities').findOne({ no } as never))?.log.map(({ at }) => (at as Date).getTime()) ?? []
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})
