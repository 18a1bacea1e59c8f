/** 我也遇到了: who has met what is public already is counted once, hears what becomes of it, and can take it back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseRow, CaseView } from '#shared/cases.ts'
import type { NoticeView } from '#shared/notices.ts'
import { followJoin } from '#server/affected/index.ts'
import { Cases, verifyChain, findCase } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { turn } from '#server/worker.ts'
import { client, freshKey, type Client } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { eraseMe } from '#tests/support/marked.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

interface Affected {
  no: string
  affected: number
  mine: boolean
  code?: string
}

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

let signIns = 0
const tokenOf = async (name: string) =>
  (await walk.guest.post<{ access: string }>('/api/sessions/wechat', { code: `${name}:affected-${++signIns}` })).body
    .access
const resident = async (name: string) => client(server, await tokenOf(name))
const say = async (who: Client, no: string, key = freshKey()) =>
  (await who.post<Affected>(`/api/cases/${no}/affected`, undefined, { 'idempotency-key': key })).body
const takeBack = async (no: string, { token, key = freshKey() }: { token?: string; key?: string } = {}) => {
  const headers = { 'idempotency-key': key, ...(token !== undefined && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(`${server.url}/api/cases/${no}/affected`, { method: 'DELETE', headers })
  return (await answer.json()) as Affected
}
const publicView = async (no: string) => (await walk.guest.get<CaseView>(`/api/cases/${no}`)).body
const published = async (bring: Journey['submit'] = walk.submit) => {
  const submitted = await bring()
  await walk.publish(submitted.no)
  return submitted
}
const done = async () => {
  for (let round = 0; round < 2; round++) await turn(server.context, {}, ['relay', 'work'])
}
const told = async (who: Client, no: string) =>
  (await who.get<{ items: NoticeView[] }>('/api/notices')).body.items.filter((notice) => notice.no === no)

test('each is counted once, however often he says so and by whatever key, and the record of the case stays as it was', async () => {
  const { no } = await published()
  const before = await findCase(no)
  const [ann, key] = [await resident('ann'), freshKey()]
  expect(await say(ann, no, key)).toEqual({ no, affected: 1, mine: true })
  expect(await say(ann, no, key)).toEqual({ no, affected: 1, mine: true })
  expect(await say(ann, no)).toEqual({ no, affected: 1, mine: true })
  const device = freshKey()
  expect(await say(walk.guest, no, device)).toEqual({ no, affected: 2, mine: true })
  expect(await say(walk.guest, no, device)).toEqual({ no, affected: 2, mine: true })
  // All at once is each once, too.
  const many = await Promise.all(['ben', 'coy', 'dan'].map(async (name) => say(await resident(name), no)))
  expect(many.every(({ mine }) => mine)).toBe(true)
  expect((await publicView(no)).affected).toBe(5)
  const list = await walk.guest.get<{ items: CaseRow[] }>('/api/cases')
  expect(list.body.items.find((row) => row.no === no)?.affected).toBe(5)
  const desk = await (await walk.staff('zhou')).get<CaseView>(`/api/cases/${no}`)
  expect(desk.body.affected).toBe(5)
  const after = await findCase(no)
  expect([after?.version, after?.ledger]).toEqual([before?.version, before?.ledger])
  expect(verifyChain(after?.ledger ?? [], after?.words ?? {})).toBe(undefined)
})

test('takes it back, a guest by the key that he keeps, and says it anew', async () => {
  const { no } = await published()
  const token = await tokenOf('eve')
  const eve = client(server, token)
  const device = freshKey()
  await say(eve, no)
  await say(walk.guest, no, device)
  expect((await eve.get<Affected>(`/api/cases/${no}/affected`)).body).toEqual({ no, affected: 2, mine: true })
  expect(await takeBack(no, { token })).toEqual({ no, affected: 1, mine: false })
  expect(await takeBack(no, { token })).toEqual({ no, affected: 1, mine: false })
  // Another's key takes nothing back.
  expect(await takeBack(no)).toEqual({ no, affected: 1, mine: false })
  expect(await takeBack(no, { key: device })).toEqual({ no, affected: 0, mine: false })
  expect((await publicView(no)).affected).toBe(undefined)
  expect(await say(eve, no)).toEqual({ no, affected: 1, mine: true })
})

test('what is not public is not there, what is over cannot be joined, and who reported it is in it already', async () => {
  const hidden = await walk.submit()
  const over = await published(walk.closed)
  const mine = await published()
  const ann = await resident('ann')
  for (const who of [ann, walk.guest]) {
    expect((await say(who, hidden.no)).code).toBe('not_found')
    expect((await say(who, over.no)).code).toBe('not_in_this_status')
  }
  expect((await ann.get<Affected>(`/api/cases/${hidden.no}/affected`)).status).toBe(404)
  expect((await walk.guest.post<Affected>(`/api/cases/${mine.no}/affected`)).body.code).toBe('key_missing')
  expect(await say(mine.reporter, mine.no)).toEqual({ no: mine.no, affected: 0, mine: true })
  // Who holds the code of another report is a person, too.
  expect(await say(hidden.reporter, mine.no)).toEqual({ no: mine.no, affected: 1, mine: true })
})

test('behind one address guests say so fifty times a day', async () => {
  const { no } = await published()
  const codes = []
  for (let n = 0; n < 60 && codes.length === 0; n++) codes.push(...[(await say(walk.guest, no)).code].filter(Boolean))
  expect(codes).toEqual(['too_many'])
  expect((await say(await resident('ann'), no)).mine).toBe(true)
})

test('hears of the reply and of the close, in words of his own, as long as it is public', async () => {
  const { no } = await published(walk.accepted)
  const [ben, coy] = [await resident('ben'), await resident('coy')]
  await say(ben, no)
  await say(coy, no)
  await takeBack(no, { token: await tokenOf('coy') })
  await done()
  expect(await told(ben, no)).toEqual([])
  const photos = [await walk.photo()]
  await walk.move('zhou', no, { verb: 'reply', outcome: 'solved', words: '已经清理干净，请放心出行。', photos })
  await walk.move('zhao', no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
  await done()
  await done()
  expect((await told(ben, no)).map(({ title, kind, report }) => [title, kind, report])).toEqual([
    ['您也遇到的事已办结', 'outcome', undefined],
    ['您也遇到的事有了回复', 'outcome', undefined]
  ])
  expect(await told(coy, no)).toEqual([])
  const other = await published(walk.accepted)
  await say(ben, other.no)
  await walk.move('shen', other.no, { verb: 'withhold', words: '含有他人隐私' })
  await walk.move('zhou', other.no, {
    verb: 'reply',
    outcome: 'solved',
    words: '已经清理干净，请放心出行。',
    photos: [await walk.photo()]
  })
  await done()
  expect(await told(ben, other.no)).toEqual([])
})

test('goes along when the case is joined to another, each still once', async () => {
  const [source, target] = [await published(), await published()]
  const [ann, ben] = [await resident('ann'), await resident('ben')]
  await say(ann, source.no)
  await say(ben, source.no)
  await say(ben, target.no)
  await walk.move('li', source.no, { verb: 'join', into: target.no })
  await done()
  expect((await publicView(target.no)).affected).toBe(2)
  // Taken back by the number that he knows.
  expect(await takeBack(source.no, { token: await tokenOf('ann') })).toEqual({
    no: target.no,
    affected: 1,
    mine: false
  })
  // The job may come twice.
  await followJoin({ no: source.no, n: (await findCase(source.no))?.ledger.length, verb: 'join' }, server.context)
  expect((await publicView(target.no)).affected).toBe(1)
})

test('a number that went wrong is put right by the job that every press asks for', async () => {
  const { no } = await published()
  await say(await resident('ann'), no)
  await Cases.updateOne({ no }, { $set: { affected: 7 } })
  const now = server.context.now()
  server.setNow(new Date(now.getTime() + 60_000))
  try {
    await done()
  } finally {
    server.setNow(now)
  }
  expect((await publicView(no)).affected).toBe(1)
})

test('who is forgotten is counted no more, and nothing of him is left', async () => {
  const { no } = await published()
  const token = await tokenOf('gone')
  const rows = () => mongoose.connection.collection('affected').countDocuments({ no })
  await say(client(server, token), no)
  await say(await resident('ann'), no)
  expect([await rows(), (await publicView(no)).affected]).toEqual([2, 2])
  expect((await eraseMe(server, token)).ok).toBe(true)
  expect([await rows(), (await publicView(no)).affected]).toEqual([1, 1])
})
