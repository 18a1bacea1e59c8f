/** The whole job over HTTP: snap, route, reply, verify, publish, rate. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import type { Receipt, ReportView } from '#shared/reports.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { inHebin, outside } from '#tests/support/city.ts'
import { client, freshKey, phonePhoto, signIn, type Client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let guest: Client
beforeAll(async () => {
  // Thursday afternoon, a week without holidays.
  server = await startTestServer({ now: '2026-11-12T08:20:00Z' })
  guest = client(server)
})
afterAll(() => server.stop())

const submitOne = async (seed: number, more: object = {}, key = freshKey()) => {
  const photo = await guest.photo(await phonePhoto(seed))
  const body = {
    category: 'shopfront',
    photos: [photo.body.id],
    place: { ...inHebin, accuracyM: 8 },
    address: '文庙巷 7 号',
    text: '货架摆到盲道上',
    contact: { name: '王女士', phone: '138 0000 0371' },
    consentPublic: true,
    ...more
  }
  return { photo, body, key, sent: await guest.post<Receipt>('/api/reports', body, { 'idempotency-key': key }) }
}

test('a resident without account follows a report from the photo to the rating', async () => {
  const { photo, sent, body, key } = await submitOne(1)
  expect(photo.status).toBe(201)
  // Turned upright: the phone held it sideways.
  expect(photo.body).toMatchObject({ width: 480, height: 640 })
  expect(sent.status).toBe(201)
  expect(sent.body).toMatchObject({
    no: '2026-1112-00001',
    office: { id: 'hebin-squad', name: '河滨中队' },
    // Three working days of eight hours from Thursday 16:20, over a weekend.
    deadline: { limit: { n: 3, unit: 'work_day' }, dueAt: '2026-11-17T08:20:00.000Z', provisional: false }
  })
  expect(sent.body.because).toContainEqual(expect.objectContaining({ kind: 'area', area: '河滨街道' }))
  expect(sent.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)

  // The same key and body: the same receipt, byte for byte. Another body: refused.
  const again = await guest.post('/api/reports', body, { 'idempotency-key': key })
  expect(again.text).toBe(sent.text)
  expect((await guest.post('/api/reports', { ...body, text: '别的' }, { 'idempotency-key': key })).body).toMatchObject({
    code: 'key_reused'
  })

  const { no, report, code } = sent.body
  // Nothing is public before a moderator has approved it.
  expect((await guest.get(`/api/cases/${no}`)).status).toBe(404)
  expect((await guest.get(`/photos/${photoIdOf(photo.body.id)}/small.jpg`)).status).toBe(404)

  const reporter = client(
    server,
    async () => (await guest.post<{ access: string }>('/api/sessions/code', { no, code })).body.access
  )
  const mine = await reporter.get<ReportView>(`/api/reports/${report}`)
  expect(mine.body).toMatchObject({
    no,
    text: '货架摆到盲道上',
    may: ['withdraw', 'consent'],
    case: { status: 'dispatched', public: false }
  })

  // The officer signs for it the next morning and replies on Monday.
  const zhou = await signIn(server, 'zhou')
  server.setNow('2026-11-13T01:10:00Z')
  let seen = (await zhou.get<CaseView>(`/api/cases/${no}`)).body
  // How to reach her is opened for a reason, and she reads who did.
  expect(seen.desk?.reports[0]?.contact).toEqual({ phone: '138****' })
  const open = (who: Client, said: object) => who.post(`/api/cases/${no}/contact`, { report, ...said })
  expect((await open(zhou, { reason: 'other' })).body).toMatchObject({ code: 'reason_needed' })
  expect((await open(await signIn(server, 'shen'), { reason: 'ask_detail' })).status).toBe(404)
  const opened = await open(zhou, { reason: 'ask_detail', words: '问货架是哪一家的' })
  expect(opened.body).toEqual({ name: '王女士', phone: '138 0000 0371' })
  await open(zhou, { reason: 'ask_detail' })
  seen = (await zhou.get<CaseView>(`/api/cases/${no}`)).body
  expect(seen.desk?.reports[0]?.contact).toEqual({ name: '王女士', phone: '138 0000 0371' })
  const reads = await reporter.get<{ items: unknown[] }>(`/api/reports/${report}/contact-reads`)
  expect(reads.body.items).toEqual([
    expect.objectContaining({
      by: '周明远',
      reason: 'ask_detail',
      words: '问货架是哪一家的',
      at: '2026-11-13T01:10:00.000Z'
    })
  ])
  expect(seen.desk?.may).toEqual(expect.arrayContaining(['accept', 'return', 'ask', 'note']))
  expect(seen.desk?.may).not.toContain('verify')
  const move = async (who: Client, body: object) => {
    const version = (await who.get<CaseView>(`/api/cases/${no}`)).body.desk?.version
    return who.post<CaseView & { code?: string }>(`/api/cases/${no}/moves`, { version, ...body })
  }
  expect((await move(zhou, { verb: 'accept' })).body).toMatchObject({ status: 'handling' })
  // Stale: somebody saw an older version.
  expect((await zhou.post(`/api/cases/${no}/moves`, { verb: 'note', version: 1, words: '旧页面' })).body).toMatchObject(
    { code: 'stale' }
  )

  server.setNow('2026-11-16T03:05:00Z')
  expect(
    (await move(zhou, { verb: 'reply', outcome: 'solved', words: '货架已经全部搬走，盲道通了。', photos: [] })).body
  ).toMatchObject({ code: 'reply_needs_photo' })
  const after = await zhou.photo(await phonePhoto(2))
  const replied = await move(zhou, {
    verb: 'reply',
    outcome: 'solved',
    words: '货架已经全部搬走，盲道通了。',
    photos: [after.body.id]
  })
  expect(replied.body).toMatchObject({ status: 'replied', clock: { state: 'stopped', light: 'green' } })
  // 1 day 4 hours 15 minutes of an eight-hour day, as the design's own example says.
  expect(replied.body.clock.usedMs).toBe((12 * 60 + 15) * 60_000)

  // The doer is never the checker; the centre's verifier is.
  expect((await move(zhou, { verb: 'verify', words: '我自己看过', onSite: true, photos: [] })).body).toMatchObject({
    code: 'forbidden'
  })
  const zhao = await signIn(server, 'zhao')
  server.setNow('2026-11-16T08:35:00Z')
  expect(
    (await move(zhao, { verb: 'verify', words: '到现场看过，盲道通了。', onSite: true, photos: [] })).body
  ).toMatchObject({ status: 'closed' })

  // The moderator approves exactly what the public will see.
  const shen = await signIn(server, 'shen')
  const seenByShen = (await shen.get<CaseView>(`/api/cases/${no}`)).body
  expect(seenByShen.desk?.publication.pending).toEqual([1, 4, 5])
  expect(seenByShen.desk?.reports[0]?.contact).toBeUndefined()
  const published = await move(shen, {
    verb: 'publish',
    title: '文庙巷口货架占了盲道',
    words: [1, 4, 5],
    photos: [photo, after].map((reply) => photoIdOf(reply.body.id))
  })
  expect(published.body.desk?.publication).toMatchObject({ state: 'published', pending: [] })

  seen = (await guest.get<CaseView>(`/api/cases/${no}`)).body
  expect(seen).toMatchObject({
    title: '文庙巷口货架占了盲道',
    status: 'closed',
    text: '货架摆到盲道上',
    ledger: { whole: true }
  })
  expect(seen.before).toHaveLength(1)
  expect(seen.after).toHaveLength(1)
  // The end of her number by itself; within the hashes of a ledger any four digits turn up by chance.
  expect(JSON.stringify(seen)).not.toMatch(/王女士|(?<![\da-f])0371\b|00000371|周明远|codeHash/)
  expect(seen.timeline.find((e) => e.verb === 'reply')?.who).toMatchObject({ office: '河滨中队', name: '周**' })
  const picture = await fetch(server.url + (seen.before[0]?.large ?? ''))
  expect(picture.status).toBe(200)
  expect(Buffer.from(await picture.arrayBuffer()).includes('TestPhone')).toBe(false)
  const list = await guest.get<{ items: { no: string }[] }>('/api/cases?q=盲道')
  expect(list.body.items.map((i) => i.no)).toEqual([no])
  expect((await guest.get<{ items: [] }>('/api/cases?q=消防')).body.items).toEqual([])

  // Rated once, by its reporter, within fourteen days.
  expect(
    (
      await reporter.post(`/api/reports/${report}/rate`, {
        solved: 'solved',
        satisfied: 'satisfied',
        text: '我妈推轮椅能过了'
      })
    ).body
  ).toMatchObject({ rating: { solved: 'solved', satisfied: 'satisfied' } })
  expect(
    (await reporter.post(`/api/reports/${report}/rate`, { solved: 'solved', satisfied: 'satisfied' })).body
  ).toMatchObject({ code: 'already_rated' })
  await server.counted()
  server.setNow('2026-11-16T08:35:03Z')
  const stats = await guest.get<{ satisfied: object; onTime: object }>('/api/stats')
  expect(stats.body).toMatchObject({ satisfied: { n: 1, of: 1 }, onTime: { n: 1, of: 1 } })
})

test('a place outside the city is a clear refusal that names who to ask, and nothing is stored', async () => {
  const { sent } = await submitOne(3, { place: outside })
  expect(sent.status).toBe(422)
  expect(sent.body).toMatchObject({ code: 'outside_city', detail: expect.stringContaining('12345') })
})

test('fifty phones that repeat one submission at once make one report', async () => {
  const photo = await guest.photo(await phonePhoto(9))
  const body = { category: 'garbage', photos: [photo.body.id], place: inHebin, consentPublic: true }
  const key = freshKey()
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => guest.post<Receipt>('/api/reports', body, { 'idempotency-key': key }))
  )
  const statuses = new Set(replies.map((r) => r.status))
  expect([...statuses].every((s) => s === 201 || s === 409)).toBe(true)
  const receipts = new Set(replies.filter((r) => r.status === 201).map((r) => r.text))
  expect(receipts.size).toBe(1)
})

test('an office that returns a case cites a duty or names the right office, and the second return binds', async () => {
  const { sent } = await submitOne(12, {})
  const no = sent.body.no
  const zhou = await signIn(server, 'zhou')
  const li = await signIn(server, 'li')
  const move = async (who: Client, body: object) => {
    const version = (await who.get<CaseView>(`/api/cases/${no}`)).body.desk?.version ?? 1
    return who.post<CaseView & { code?: string }>(`/api/cases/${no}/moves`, { version, ...body })
  }
  expect((await move(zhou, { verb: 'return', words: '不归我们管' })).body).toMatchObject({ code: 'reason_needed' })
  expect((await move(zhou, { verb: 'return', words: '归机动中队办', rightOffice: 'mobile' })).body).toMatchObject({
    status: 'returned'
  })
  expect((await move(li, { verb: 'dispatch', office: 'hebin-squad', words: '还是你们办' })).body).toMatchObject({
    status: 'dispatched'
  })
  expect((await move(zhou, { verb: 'return', words: '职责清单里没有', duty: 'D-hebin-squad-1' })).body).toMatchObject({
    status: 'returned'
  })
  const bound = await move(li, { verb: 'dispatch', office: 'hebin-squad', words: '裁定由河滨中队办' })
  expect(bound.body).toMatchObject({ status: 'dispatched' })
  expect((await zhou.get<CaseView>(`/api/cases/${no}`)).body.desk?.may).not.toContain('return')
  expect((await move(zhou, { verb: 'return', words: '还是想再退一次', rightOffice: 'mobile' })).body).toMatchObject({
    code: 'not_in_this_status'
  })
})

test('two reports of one matter are joined, both reporters follow it, and a wrong join is undone', async () => {
  const first = await submitOne(21)
  const second = await submitOne(22, { text: '同一件事，又拍一次' })
  const li = await signIn(server, 'li')
  const versionOf = async (no: string) => (await li.get<CaseView>(`/api/cases/${no}`)).body.desk?.version
  const joined = await li.post<CaseView>(`/api/cases/${second.sent.body.no}/moves`, {
    verb: 'join',
    version: await versionOf(second.sent.body.no),
    into: first.sent.body.no
  })
  expect(joined.body.desk).toMatchObject({ joinedInto: first.sent.body.no })
  const session = await guest.post<{ access: string }>('/api/sessions/code', {
    no: first.sent.body.no,
    code: second.sent.body.code
  })
  const reporter = client(server, session.body.access)
  expect((await reporter.get<ReportView>(`/api/reports/${second.sent.body.report}`)).body).toMatchObject({
    no: first.sent.body.no,
    text: '同一件事，又拍一次',
    case: { reports: 2 }
  })
  const undone = await li.post<CaseView>(`/api/cases/${first.sent.body.no}/moves`, {
    verb: 'unjoin',
    version: await versionOf(first.sent.body.no),
    report: second.sent.body.report,
    words: '不是同一处'
  })
  expect(undone.body).toMatchObject({ reports: 1, ledger: { whole: true } })
  expect((await li.get<CaseView>(`/api/cases/${second.sent.body.no}`)).body).toMatchObject({
    text: '同一件事，又拍一次',
    ledger: { whole: true }
  })
})

test('what a person asks to erase is gone, the chain stays whole, and the page says so', async () => {
  const { sent, photo } = await submitOne(31)
  const shen = await signIn(server, 'shen')
  const no = sent.body.no
  const version = (await shen.get<CaseView>(`/api/cases/${no}`)).body.desk?.version
  const move = { verb: 'erase', version, entry: 1, words: '反映人要求删除' }
  expect((await shen.post(`/api/cases/${no}/moves`, move)).body).toMatchObject({ code: 'second_person' })
  const ask = { act: 'erase', no, entry: 1, note: '反映人要求删除' }
  const { id } = (await shen.post<{ id: string }>('/api/approvals', { ask })).body
  const guan = await signIn(server, 'guan')
  expect((await guan.post(`/api/approvals/${id}/approve`, { sure: true })).status).toBe(200)
  const erased = await shen.get<CaseView>(`/api/cases/${no}`)
  expect(erased.body).toMatchObject({ textErased: true, ledger: { whole: true } })
  // What stands nearby is other people's.
  const { desk, ...rest } = erased.body
  const everything = JSON.stringify({ ...rest, desk: { ...desk, nearby: [] } })
  expect(everything).not.toMatch(/货架摆到盲道上|王女士|文庙巷/)
  expect((await guest.get(`/photos/${photoIdOf(photo.body.id)}/large.jpg`)).status).toBe(404)
})
