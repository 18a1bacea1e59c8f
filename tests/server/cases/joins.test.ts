/** Neighbours brought together and taken apart again: each keeps what is his, and nobody gets what is another's. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseRow, CaseView } from '#shared/cases.ts'
import { reportsAtMost } from '#shared/cases.ts'
import type { Receipt, ReportView } from '#shared/reports.ts'
import { verifyChain, type CaseDoc } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { notify } from '#server/notifications/tell.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey, type Client } from '#tests/support/http.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const stored = async (no: string): Promise<CaseDoc> =>
  (await mongoose.connection.collection('cases').findOne({ no })) as unknown as CaseDoc
const photoOf = (id: string) => mongoose.connection.collection('photos').findOne({ _id: id as never })
const holder = async (no: string, code: string): Promise<Client> =>
  client(server, (await walk.guest.post<{ access: string }>('/api/sessions/code', { no, code })).body.access)

async function join(one: { no: string }, into: { no: string }): Promise<void> {
  expect((await walk.move('li', one.no, { verb: 'join', into: into.no })).body).toMatchObject({
    desk: { joinedInto: into.no }
  })
}
const unjoin = (from: { no: string }, item: { report: string }) =>
  walk.move('li', from.no, { verb: 'unjoin', report: item.report, words: '不是同一处' })

const two = async (first: object = {}, second: object = {}): Promise<[Submitted, Submitted]> => [
  await walk.submit({ text: '甲的话甲的话', address: '甲巷子 1 号', ...first }),
  await walk.submit({ text: '乙的话乙的话', address: '乙巷子 2 号', ...second })
]

/** A resident with an account, and what he sends. */
async function resident(code: string): Promise<{ me: Client; send(more?: object): Promise<Receipt> }> {
  const { access } = (await walk.guest.post<{ access: string }>('/api/sessions/wechat', { code })).body
  const me = client(server, access)
  const send = async (more = {}) => {
    const body = { category: 'shopfront', photos: [await walk.photo()], place: inHebin, consentPublic: true, ...more }
    return (await me.post<Receipt>('/api/reports', body, { 'idempotency-key': freshKey() })).body
  }
  return { me, send }
}

describe('a wrong join', () => {
  test('is undone as if it had not been: words, photo, place and number are his again', async () => {
    const [one, other] = await two()
    const before = await stored(other.no)
    await join(other, one)
    expect(JSON.stringify(await stored(other.no))).not.toMatch(/乙的话|乙巷子/)
    expect(await photoOf(other.photo)).toMatchObject({ usedIn: [one.no] })
    expect((await unjoin(one, other)).body).toMatchObject({ reports: 1, ledger: { whole: true } })
    const [here, there] = [await stored(one.no), await stored(other.no)]
    expect(JSON.stringify(here)).not.toMatch(/乙的话|乙巷子/)
    for (const key of ['words', 'place', 'publicPlace', 'title', 'photoSizes', 'status'] as const)
      expect({ [key]: there[key] }).toEqual({ [key]: before[key] })
    expect(there.joinedInto).toBeUndefined()
    expect(there.dueAt).toEqual(before.dueAt)
    expect(await photoOf(other.photo)).toMatchObject({ usedIn: [other.no] })
    for (const caseDoc of [here, there]) expect(verifyChain(caseDoc.ledger, caseDoc.words)).toBeUndefined()
    // Nobody was forgotten, so nobody reads that he was.
    const desk = (await (await walk.staff('li')).get<CaseView>(`/api/cases/${one.no}`)).body
    expect(JSON.stringify(desk)).not.toMatch(/"(erased|textErased)":true/)
    await join(other, one)
    expect((await stored(one.no)).reports).toHaveLength(2)
  })

  test('leads everyone home, through however many joins he came', async () => {
    const [x, a] = await two()
    const b = await walk.submit({ text: '丙的话丙的话' })
    await join(x, a)
    await join(a, b)
    for (const submitted of [x, a, b]) {
      const reporter = await holder(submitted.no, submitted.code)
      expect((await reporter.get<ReportView>(`/api/reports/${submitted.report}`)).body).toMatchObject({ no: b.no })
      // Whoever opens the number on his receipt finds the case he is in.
      expect((await reporter.get<CaseView>(`/api/cases/${submitted.no}`)).body).toMatchObject({ no: b.no, reports: 3 })
    }
    expect((await unjoin(b, x)).body).toMatchObject({ reports: 2 })
    expect(await stored(x.no)).toMatchObject({ reports: [{ id: x.report, n: 1 }] })
    expect((await unjoin(b, a)).body).toMatchObject({ reports: 1 })
    expect(await stored(a.no)).toMatchObject({ reports: [{ id: a.report, n: 1 }] })
    expect((await (await holder(x.no, x.code)).get<ReportView>(`/api/reports/${x.report}`)).body.text).toBe(
      '甲的话甲的话'
    )
  })

  test('takes what was public of his out of the other’s case', async () => {
    const [one, other] = await two()
    await join(other, one)
    const seen = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${one.no}`)).body
    await walk.move('shen', one.no, {
      verb: 'publish',
      title: '街边的摊位',
      words: seen.desk?.publication.open ?? [],
      photos: [one.photo, other.photo]
    })
    expect((await walk.guest.get(`/photos/${other.photo}/small.jpg`)).status).toBe(200)
    await unjoin(one, other)
    expect((await walk.guest.get(`/photos/${other.photo}/small.jpg`)).status).toBe(404)
    expect((await walk.guest.get(`/photos/${one.photo}/small.jpg`)).status).toBe(200)
  })

  test('cannot be undone for who has taken his report back, nor for who was never joined', async () => {
    const [one, other] = await two()
    await join(other, one)
    await (await holder(other.no, other.code)).post(`/api/reports/${other.report}/withdraw`, {})
    for (const submitted of [other, one])
      expect((await unjoin(one, submitted)).body).toMatchObject({ code: 'not_in_this_status' })
  })
})

describe('a join', () => {
  test('of a matter everybody has taken back, or into one, is refused', async () => {
    const [one, other] = await two()
    await one.reporter.post(`/api/reports/${one.report}/withdraw`, {})
    expect((await walk.move('li', one.no, { verb: 'join', into: other.no })).body.code).toBe('not_in_this_status')
    expect((await walk.move('li', other.no, { verb: 'join', into: one.no })).body.code).toBe('not_in_this_status')
  })

  test('of the two-hundred-and-first reporter is refused, and nothing of it is done', async () => {
    const [one, other] = await two()
    const [first] = (await stored(one.no)).reports
    const crowd = Array.from({ length: reportsAtMost }, (_, i) => ({
      ...first,
      id: i.toString(16).padStart(24, 'c'),
      key: `crowd-${i}`
    }))
    await mongoose.connection.collection('cases').updateOne({ no: one.no }, { $set: { reports: crowd } })
    const before = await stored(other.no)
    expect((await walk.move('li', other.no, { verb: 'join', into: one.no })).body).toMatchObject({ code: 'full' })
    expect(await stored(other.no)).toEqual(before)
    await mongoose.connection.collection('cases').updateOne({ no: one.no }, { $set: { reports: crowd.slice(1) } })
    await join(other, one)
    expect((await stored(one.no)).reports).toHaveLength(reportsAtMost)
  })

  test('of two dispatchers at once happens once', async () => {
    const [one, other] = await two()
    const li = await walk.staff('li')
    await li.get('/api/queue')
    const sent = await Promise.all(
      Array.from({ length: 6 }, () =>
        li.post(`/api/cases/${other.no}/moves`, { verb: 'join', version: 1, into: one.no })
      )
    )
    expect(sent.filter((r) => r.status === 200)).toHaveLength(1)
    expect((await stored(one.no)).reports).toHaveLength(2)
    expect((await stored(other.no)).ledger.filter((e) => e.verb === 'join')).toHaveLength(1)
  })

  test('stops the clock of the case that is no more', async () => {
    const [one, other] = await two()
    await join(other, one)
    expect(await stored(other.no)).toMatchObject({ dueAt: null, publishedAt: null })
  })
})

describe('a joined reporter', () => {
  test('finds his own words, place and photo in his list, and opens no report of another', async () => {
    const [one, other] = await two()
    await join(other, one)
    const reporter = await holder(other.no, other.code)
    const mine = await reporter.get<{ items: { case: CaseRow }[] }>('/api/reports/mine')
    expect(mine.body.items).toMatchObject([{ report: other.report, case: { no: one.no, thumb: { id: other.photo } } }])
    for (const seen of [mine.text, (await reporter.get(`/api/cases/${one.no}`)).text]) {
      expect(seen).toContain('乙巷子')
      expect(seen).not.toMatch(/甲的话|甲巷子/)
      expect(seen).not.toContain(one.photo)
    }
    expect((await reporter.get(`/api/reports/${one.report}`)).status).toBe(404)
    for (const verb of ['withdraw', 'rate', 'answer', 'reopen']) {
      const body = { rate: { solved: 'solved', satisfied: 'fair' }, answer: { text: '是', photos: [] } }[verb]
      expect(
        (await reporter.post(`/api/reports/${one.report}/${verb}`, body ?? { text: '又来了又来了' })).status
      ).not.toBe(200)
    }
    // Before the join nobody told him anything; now he reads when he came in.
    expect((await reporter.get<CaseView>(`/api/cases/${one.no}`)).body.timeline.map((e) => e.verb)).toContain('join')
  })

  test('who reported one matter twice still has two reports', async () => {
    const { me, send } = await resident('twice:joins')
    const [first, second] = [await send({ text: '第一次说' }), await send({ text: '第二次说' })]
    await join(second, first)
    const mine = (await me.get<{ items: { report: string }[] }>('/api/reports/mine')).body.items
    expect(mine.map((item) => item.report)).toEqual([first.report, second.report])
    expect((await me.get<ReportView>(`/api/reports/${second.report}`)).body).toMatchObject({
      text: '第二次说',
      case: { no: first.no, text: '第二次说' }
    })
  })

  test('rates for himself, and his rating goes with him when the join is undone', async () => {
    const one = await walk.closed()
    const other = await walk.submit()
    await join(other, one)
    const reporter = await holder(other.no, other.code)
    for (const [who, report] of [
      [one.reporter, one.report],
      [reporter, other.report]
    ] as const) {
      const rating = { solved: 'partly', satisfied: 'fair', text: '说得过去说得过去' }
      expect((await who.post(`/api/reports/${report}/rate`, rating)).status).toBe(200)
      expect((await who.post(`/api/reports/${report}/rate`, rating)).body).toMatchObject({ code: 'already_rated' })
    }
    expect((await stored(one.no)).ratings.map((r) => r.report)).toEqual([one.report, other.report])
    await unjoin(one, other)
    expect((await stored(one.no)).ratings.map((r) => r.report)).toEqual([one.report])
  })

  test('hears of the join and of what follows, and no more once he has taken his report back', async () => {
    const { me, send } = await resident('told:joins')
    const one = await walk.submit()
    const mine = await send()
    await join(mine, one)
    const tell = async (no: string) => {
      for (const e of (await stored(no)).ledger) await notify({ no, n: e.n, verb: e.verb, at: e.at })
    }
    const notices = async () =>
      (
        await mongoose.connection
          .collection('notices')
          .find({ no: one.no, report: mine.report })
          .sort({ n: 1 })
          .toArray()
      ).map((doc) => doc['verb'] as string)
    await tell(one.no)
    expect(await notices()).toEqual(['join'])
    await me.post(`/api/reports/${mine.report}/withdraw`, {})
    await walk.move('zhou', one.no, { verb: 'accept' })
    await tell(one.no)
    expect(await notices()).toEqual(['join'])
  })
})

describe('where one neighbour agrees to publication and the other does not', () => {
  const approveAll = async (no: string) => {
    const seen = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${no}`)).body
    return walk.move('shen', no, {
      verb: 'publish',
      title: '街边的摊位',
      words: seen.timeline
        .filter((e) => e.text && ['receive', 'join', 'reply', 'verify'].includes(e.verb))
        .map((e) => e.n),
      photos: [...seen.before, ...seen.after].map((p) => p.id)
    })
  }

  test('the public reads only the one who does, whoever came first', async () => {
    for (const [a, b] of [
      [false, true],
      [true, false]
    ] as const) {
      const [one, other] = await two({ consentPublic: a }, { consentPublic: b })
      await join(other, one)
      expect((await approveAll(one.no)).status).toBe(200)
      const [yes, no] = a ? [one, other] : [other, one]
      const shown = await walk.guest.get<CaseView>(`/api/cases/${one.no}`)
      expect(shown.body).toMatchObject({ text: a ? '甲的话甲的话' : '乙的话乙的话', before: [{ id: yes.photo }] })
      expect(shown.text).not.toMatch(a ? /乙的话|乙巷子/ : /甲的话|甲巷子/)
      expect((await walk.guest.get(`/photos/${yes.photo}/small.jpg`)).status).toBe(200)
      expect((await walk.guest.get(`/photos/${no.photo}/small.jpg`)).status).toBe(404)
    }
  })

  test('nothing but category, area, times and outcome is left when the one who agreed is taken out', async () => {
    const [one, other] = await two({ consentPublic: false })
    await join(other, one)
    await approveAll(one.no)
    await unjoin(one, other)
    const shown = await walk.guest.get<CaseView>(`/api/cases/${one.no}`)
    expect(shown.body).toMatchObject({ title: '店外经营', before: [], after: [] })
    expect(shown.text).not.toMatch(/的话|巷子|街边的摊位|120\.005[,}]|第1社区/)
  })
})
