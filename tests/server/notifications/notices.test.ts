/** What residents and staff are told, how they read it, and by which ways it leaves the app. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiAnswer } from '#shared/api.ts'
import type { NoticeChoices } from '#shared/notices.ts'
import { mailStub } from '#server/integrations/mail.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { stopLinkOf } from '#server/notifications/choosing.ts'
import { findNotice } from '#server/notifications/model.ts'
import { reachesOf } from '#server/notifications/reach.ts'
import { afterQuiet } from '#server/notifications/quiet.ts'
import { turn } from '#server/worker.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
let mail: ReturnType<typeof mailStub>

beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  mail = mailStub()
  server.context.mail = mail
})
afterAll(() => server.stop())

type Page = ApiAnswer<'myNotices'>
const work = async () => {
  for (let i = 0; i < 4; i++) await turn(server.context, {}, ['relay', 'work'])
}
const toldTo = async (submitted: Submitted, query = ''): Promise<Page> =>
  (await submitted.reporter.get<Page>(`/api/notices${query}`)).body
const toldStaff = async (name: string): Promise<Page['items']> =>
  (await (await walk.staff(name)).get<Page>('/api/notices')).body.items
const collection = (name: string) => mongoose.connection.collection<{ _id: string }>(name)
const reachOf = async (id: string) => reachesOf((await findNotice(id))!, server.context)

describe('who has a receipt code', () => {
  test('hears of every step of his report once, and nothing that he wrote or where it is stands in it', async () => {
    const submitted = await walk.closed({
      text: '三楼老王家的货架摆到盲道上',
      contact: { name: '王女士', phone: '13800001234' }
    })
    await work()
    await work()
    const { items } = await toldTo(submitted)
    expect(items.map(({ verb }) => verb)).toEqual(['verify', 'reply', 'accept', 'dispatch', 'receive'])
    expect(items.map(({ kind }) => kind)).toEqual(['outcome', 'outcome', 'progress', 'progress', 'progress'])
    expect(items[0]).toMatchObject({
      title: '您的上报已办结',
      unread: true,
      report: submitted.report,
      no: submitted.no
    })
    for (const { title, text } of items) expect(`${title}${text}`).not.toMatch(/老王|盲道|王女士|1380000|文庙/)
    for (const { title } of items) expect(title).not.toContain(submitted.no)
  })

  test('marks one as read, and all up to a moment; what came later stays new', async () => {
    const submitted = await walk.replied()
    await work()
    const { items } = await toldTo(submitted)
    const one = await submitted.reporter.post<{ unread: number }>('/api/notices/read', {
      which: 'these',
      ids: [items[0]?.id]
    })
    expect(one.body.unread).toBe(items.length - 1)
    const upTo = items[0]?.at
    expect(
      (await submitted.reporter.post<{ unread: number }>('/api/notices/read', { which: 'all', upTo })).body.unread
    ).toBe(0)
    server.setNow(new Date(server.context.now().getTime() + 60_000))
    await walk.move('zhao', submitted.no, { verb: 'verify', onSite: true, words: '看过了', photos: [] })
    await work()
    expect((await submitted.reporter.get<{ unread: number }>('/api/notices/unread')).body.unread).toBe(1)
  })

  test('reads and marks nobody else’s', async () => {
    const [mine, other] = [await walk.accepted(), await walk.accepted()]
    await work()
    const theirs = (await toldTo(other)).items
    await mine.reporter.post('/api/notices/read', { which: 'these', ids: theirs.map(({ id }) => id) })
    expect((await toldTo(other)).items.every(({ unread }) => unread)).toBe(true)
    expect((await toldTo(mine)).items.map(({ no }) => no)).not.toContain(other.no)
  })
})

describe('the officers of an office', () => {
  test('hear of a new case and of one that did not pass, whoever did it himself does not', async () => {
    const submitted = await walk.replied()
    await walk.move('zhao', submitted.no, { verb: 'fail', words: '货架还在盲道上，请再去一趟', photos: [] })
    await work()
    const told = (await toldStaff('zhou')).filter(({ no }) => no === submitted.no)
    expect(told.map(({ verb, kind }) => [verb, kind])).toEqual([
      ['fail', 'work'],
      ['dispatch', 'work']
    ])
    expect((await toldStaff('zhao')).filter(({ no }) => no === submitted.no)).toEqual([])
  })
})

describe('pages of notices', () => {
  test('show each once, newest first, although many came in the same moment', async () => {
    const member = 'staff:wu'
    const at = new Date('2026-11-01T02:00:00Z')
    await collection('notices').insertMany(
      Array.from({ length: 70 }, (_, i) => ({
        _id: `page:${i}:${member}`,
        member,
        no: `2026-1101-${String(i).padStart(5, '0')}`,
        about: 'case',
        verb: 'urge',
        at,
        row: new mongoose.Types.ObjectId()
      }))
    )
    const wu = await walk.staff('wu')
    const seen: string[] = []
    let after: string | undefined
    do {
      const { items, older } = (await wu.get<Page>(`/api/notices${after ? `?after=${after}` : ''}`)).body
      seen.push(...items.map(({ no }) => no))
      after = older
    } while (after)
    const pages = seen.filter((no) => no.startsWith('2026-1101-'))
    expect(new Set(pages).size).toBe(70)
    expect(pages).toHaveLength(70)
  })
})

// ——— the ways out

const linkIn = (text: string): URL => new URL(/https?:\S+/.exec(text)?.[0] ?? 'about:blank')
const confirmBy = (link: URL) => walk.guest.post('/api/notices/confirm', Object.fromEntries(link.searchParams))

describe('a mailbox', () => {
  test('gets nothing but the confirmation before its link was opened, and opening it twice is opening it once', async () => {
    const submitted = await walk.accepted()
    await work()
    const given = await submitted.reporter.post<NoticeChoices>('/api/notices/address', { email: ' Wang@Example.com ' })
    expect(given.body.email).toEqual({ state: 'asked', address: 'wang@example.com' })
    await work()
    expect(mail.taken.map(({ to }) => to)).toEqual(['wang@example.com'])
    const [sent] = mail.taken
    expect(`${sent?.subject}${sent?.text}`).not.toContain(submitted.no)
    await walk.move('zhou', submitted.no, { verb: 'ask', words: '请问是哪一层？' })
    await work()
    const notice = `${submitted.no}:4:report:${submitted.report}`
    expect(await reachOf(notice)).toEqual([])
    const link = linkIn(sent?.text ?? '')
    expect(link.origin).toBe(new URL(server.context.publicUrl).origin)
    for (let i = 0; i < 2; i++) expect((await confirmBy(link)).status).toBe(200)
    expect((await submitted.reporter.get<NoticeChoices>('/api/notices/choices')).body.email.state).toBe('confirmed')
    expect((await reachOf(notice)).map(({ channel }) => channel)).toEqual(['email'])
  })

  test('is not confirmed by another’s link, a used one, or one of two days ago', async () => {
    const [submitted, other] = [await walk.submit(), await walk.submit()]
    await submitted.reporter.post('/api/notices/address', { email: 'first@example.com' })
    await other.reporter.post('/api/notices/address', { email: 'other@example.com' })
    await work()
    const [first, foreign] = ['first', 'other'].map((name) =>
      linkIn(mail.taken.find(({ to }) => to === `${name}@example.com`)?.text ?? '')
    )
    const mixed = new URL(first?.href ?? '')
    mixed.searchParams.set('proof', foreign?.searchParams.get('proof') ?? '')
    expect((await confirmBy(mixed)).status).toBe(404)
    // He has written another address meanwhile: the link to the first proves nothing any more.
    await submitted.reporter.post('/api/notices/address', { email: 'second@example.com' })
    expect((await confirmBy(first!)).status).toBe(404)
    const now = server.context.now()
    server.setNow(new Date(now.getTime() + 2 * 86_400_000 + 1000))
    expect((await confirmBy(foreign!)).status).toBe(404)
    server.setNow(now)
  })

  test('is not flooded: neither by one who asks again and again, nor by many who name the same', async () => {
    const submitted = await walk.submit()
    const ask = (from: Submitted, email: string) => from.reporter.post('/api/notices/address', { email })
    for (let i = 0; i < 5; i++) expect((await ask(submitted, `box${i}@example.com`)).status).toBe(200)
    expect((await ask(submitted, 'box6@example.com')).status).toBe(429)
    const many = [await walk.submit(), await walk.submit(), await walk.submit(), await walk.submit()]
    const answers = []
    for (const one of many) answers.push((await ask(one, 'same@example.com')).status)
    expect(answers).toEqual([200, 200, 200, 429])
  })

  test('that is none is refused beside its field, and where no mail is set up the form says so', async () => {
    const submitted = await walk.submit()
    for (const email of ['wang', 'a@b', 'a b@example.com', 'x@example.com,y@example.com', '<x@example.com>'])
      expect((await submitted.reporter.post('/api/notices/address', { email })).status).toBe(422)
    server.context.mail = { ...mail, ready: false }
    expect(
      (await submitted.reporter.post<{ code: string }>('/api/notices/address', { email: 'w@example.com' })).body.code
    ).toBe('no_mail')
    server.context.mail = mail
  })
})

describe('what somebody chose', () => {
  const confirmed = async (submitted: Submitted, email: string) => {
    await submitted.reporter.post('/api/notices/address', { email })
    await work()
    await confirmBy(linkIn(mail.taken.findLast(({ to }) => to === email)?.text ?? ''))
  }

  test('holds: kinds he left out stay in the app, and the link in a mail stops one kind or all without signing in', async () => {
    const submitted = await walk.accepted()
    await confirmed(submitted, 'choosing@example.com')
    await walk.move('zhou', submitted.no, { verb: 'ask', words: '请问是哪一层？' })
    await work()
    const asked = `${submitted.no}:4:report:${submitted.report}`
    expect(await reachOf(asked)).toHaveLength(1)
    // Received and sent on are no news by mail, unless he says so.
    expect(await reachOf(`${submitted.no}:3:report:${submitted.report}`)).toEqual([])
    const link = new URL(await stopLinkOf(`report:${submitted.report}`, 'question', server.context))
    expect((await walk.guest.post(`/api${link.pathname}${link.search}`, {})).status).toBe(200)
    expect(await reachOf(asked)).toEqual([])
    expect((await submitted.reporter.get<NoticeChoices>('/api/notices/choices')).body.on.email).toEqual(['outcome'])
    expect((await walk.guest.post(`/api${link.pathname}`, {})).status).toBe(200)
    expect((await submitted.reporter.get<NoticeChoices>('/api/notices/choices')).body.on.email).toEqual([])
    // A stranger's key is answered alike.
    expect((await walk.guest.post(`/api/notices/stop/${'0'.repeat(32)}`, {})).status).toBe(200)
  })

  test('cannot reach beyond what concerns him', async () => {
    const submitted = await walk.submit()
    const all = ['question', 'digest', 'work'] as const
    const kept = await submitted.reporter.post<NoticeChoices>('/api/notices/choices', {
      on: { wechat: all, email: all, sms: all },
      urgent: all
    })
    expect(kept.body.on).toEqual({ wechat: [], email: ['question'], sms: [] })
    expect(kept.body.urgent).toEqual(['question'])
  })
})

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' }
  test.each([
    ['2026-11-16T13:59:00Z', '2026-11-16T13:59:00.000Z'],
    ['2026-11-16T14:00:00Z', '2026-11-16T23:00:00.000Z'],
    ['2026-11-16T20:00:00Z', '2026-11-16T23:00:00.000Z'],
    ['2026-11-16T23:00:00Z', '2026-11-16T23:00:00.000Z']
  ])('what comes at %s goes out at %s', (at, out) => {
    expect(afterQuiet(new Date(at), night).toISOString()).toBe(out)
  })

  test('within one day, and none at all', () => {
    const noon = { from: '12:00', to: '14:00' }
    expect(afterQuiet(new Date('2026-11-16T05:00:00Z'), noon).toISOString()).toBe('2026-11-16T06:00:00.000Z')
    expect(afterQuiet(new Date('2026-11-16T06:00:00Z'), noon).toISOString()).toBe('2026-11-16T06:00:00.000Z')
    expect(afterQuiet(new Date('2026-11-16T15:00:00Z'), undefined).toISOString()).toBe('2026-11-16T15:00:00.000Z')
  })
})

test('a report that was erased takes with it what was told, what was chosen and the mailbox', async () => {
  const submitted = await walk.accepted({ text: '一段要删的话' })
  await submitted.reporter.post('/api/notices/address', { email: 'gone@example.com' })
  await work()
  await confirmBy(linkIn(mail.taken.findLast(({ to }) => to === 'gone@example.com')?.text ?? ''))
  await submitted.reporter.post('/api/notices/address', { email: 'gone-too@example.com' })
  expect((await walk.move('shen', submitted.no, { verb: 'erase', entry: 1, words: '本人要求' })).status).toBe(200)
  await work()
  for (const name of ['notices', 'notice_choices', 'addresses', 'address_requests', 'jobs']) {
    const text = JSON.stringify(await collection(name).find().toArray())
    expect([name, text.includes(submitted.report), text.includes('gone')]).toEqual([name, false, false])
  }
})
