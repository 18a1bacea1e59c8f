/** What one person said reaches nobody it was not meant for, and is gone when he asks. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import type { CaseView } from '#shared/cases.ts'
import type { ReportView } from '#shared/reports.ts'
import { jcs, sha256 } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { photoFiles, photoIdOf } from '#server/photos/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey, phonePhoto, type Client } from '#tests/support/http.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { visitor } from '#tests/support/visitor.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const wholeDatabase = async (): Promise<string> => {
  const names = (await mongoose.connection.listCollections())
    .map((listCollection) => listCollection.name)
    .filter((name) => name !== 'city')
  const all = await Promise.all(names.map((name) => mongoose.connection.collection(name).find({}).toArray()))
  return JSON.stringify(all)
}

/** Two neighbours report one matter; the dispatcher joins the second to the first. */
async function neighbours(first: object = {}, second: object = {}): Promise<[Submitted, Submitted]> {
  const one = await walk.submit({
    text: '第一位写的话',
    address: '甲巷 1 号',
    contact: { phone: '13800000001' },
    ...first
  })
  const two = await walk.submit({
    text: '第二位写的话',
    address: '乙巷 2 号',
    contact: { phone: '13800000002' },
    ...second
  })
  const joined = await walk.move('li', two.no, { verb: 'join', into: one.no })
  expect(joined.body.code).toBeUndefined()
  expect(joined.status).toBe(200)
  // Both hold their own code; the second one's matter now has the number of the first.
  return [one, two]
}
const photoOf = (id: string) => mongoose.connection.collection('photos').findOne({ _id: id as never })
const asHolder = async (no: string, code: string): Promise<Client> =>
  client(server, (await walk.guest.post<{ access: string }>('/api/sessions/code', { no, code })).body.access)

describe('neighbours who report one matter', () => {
  test('are brought together as often as it happens, not only once in a city', async () => {
    await neighbours()
    await neighbours()
  })

  test('read their own words and not each other’s', async () => {
    const [one, two] = await neighbours()
    const first = await one.reporter.get<ReportView>(`/api/reports/${one.report}`)
    expect(first.text).toContain('第一位写的话')
    expect(first.text).not.toMatch(/第二位写的话|乙巷|13800000002/)
    const second = await (await asHolder(one.no, two.code)).get<ReportView>(`/api/reports/${two.report}`)
    expect(second.text).toContain('第二位写的话')
    expect(second.text).not.toMatch(/第一位写的话|甲巷|13800000001/)
    expect(second.text).not.toContain(one.photo)
  })

  test('still find their report by the number they were given', async () => {
    const [one, two] = await neighbours()
    const session = await walk.guest.post<{ access: string; code?: string }>('/api/sessions/code', {
      no: two.no,
      code: two.code
    })
    expect(session.body.code).toBeUndefined()
    expect(
      (await client(server, session.body.access).get<ReportView>(`/api/reports/${two.report}`)).body
    ).toMatchObject({ no: one.no })
  })

  test('each decide about publication for themselves', async () => {
    const [one, two] = await neighbours({}, { consentPublic: false })
    await walk.publish(one.no)
    const shown = await walk.guest.get<CaseView>(`/api/cases/${one.no}`)
    expect(shown.status).toBe(200)
    expect(shown.text).not.toMatch(/第二位写的话/)
    expect(shown.text).not.toContain(two.photo)
    expect((await walk.guest.get(`/photos/${two.photo}/small.jpg`)).status).toBe(404)
  })

  test('each take back only what is theirs', async () => {
    const [one, two] = await neighbours()
    const left = await one.reporter.post<ReportView>(`/api/reports/${one.report}/withdraw`, {})
    expect(left.body.case).toMatchObject({ status: 'dispatched', reports: 1 })
    expect((await one.reporter.post<{ code: string }>(`/api/reports/${one.report}/withdraw`, {})).body).toMatchObject({
      code: 'not_in_this_status'
    })
    const holder = await asHolder(one.no, two.code)
    expect((await holder.post<ReportView>(`/api/reports/${two.report}/withdraw`, {})).body.case).toMatchObject({
      status: 'withdrawn'
    })
  })
})

describe('a reporter who takes his yes to publication back', () => {
  const choose = (who: Client, report: string, consentPublic: boolean) =>
    who.post<ReportView & { code?: string }>(`/api/reports/${report}/consent`, { consentPublic })
  const map = '/api/map?west=119.99&south=31.99&east=120.05&north=32.05&zoom=17'
  /** What everybody can ask for of a case, one text; of lists only what they say of it. */
  const everywhere = async (no: string, q: string): Promise<string> => {
    const read = async (path: string) => (await walk.guest.get(path)).text
    const rows = async (path: string) => {
      const { body } = await walk.guest.get<{ items?: { no: string }[]; cases?: { no: string }[] }>(path)
      return JSON.stringify((body.items ?? body.cases ?? []).filter((item) => item.no === no))
    }
    const said = await Promise.all([
      ...[`/api/cases/${no}`, `/cases/${no}`, `/api/cases/${no}/ledger`].map(read),
      ...['/api/cases?limit=50', `/api/cases?q=${encodeURIComponent(q)}`, map].map(rows)
    ])
    return said.join('\n')
  }
  const photoSeen = async (id: string) => (await walk.guest.get(`/photos/${id}/small.jpg`)).status

  test('is read nowhere from then on, and again only once a moderator has approved it anew', async () => {
    const submitted = await walk.closed({ text: '收回前说过的话', address: '收回弄堂 5 号' })
    await walk.publish(submitted.no)
    const traces = /收回前说过的话|收回弄堂|沿街商户占道|120\.005\d*[,}]/
    expect(await everywhere(submitted.no, '收回弄堂')).toMatch(/收回前说过的话/)
    expect(await everywhere(submitted.no, '收回弄堂')).toMatch(/收回弄堂/)
    expect(await photoSeen(submitted.photo)).toBe(200)

    const stranger = await walk.submit()
    const unknown = await choose(stranger.reporter, '0'.repeat(24), false)
    expect(unknown.status).toBe(404)
    expect((await choose(stranger.reporter, submitted.report, false)).body).toMatchObject({ code: 'not_found' })
    expect((await choose(await walk.staff('shen'), submitted.report, false)).status).toBe(403)
    expect((await choose(walk.guest, submitted.report, false)).status).toBe(401)
    expect(await photoSeen(submitted.photo)).toBe(200)

    const no = await choose(submitted.reporter, submitted.report, false)
    expect(no.body).toMatchObject({ consentPublic: false, text: '收回前说过的话', case: { public: true } })
    expect(await everywhere(submitted.no, '收回弄堂')).not.toMatch(traces)
    expect(await photoSeen(submitted.photo)).toBe(404)
    const shown = (await walk.guest.get<CaseView>(`/api/cases/${submitted.no}`)).body
    // The same as of who said no from the beginning.
    expect(shown).toMatchObject({ status: 'closed', category: { code: 'shopfront' }, before: [], after: [] })
    expect(shown.timeline.map(({ verb }) => verb)).not.toContain('consent')

    // The same once more, together, changes nothing.
    const again = await Promise.all([1, 2, 3].map(() => choose(submitted.reporter, submitted.report, false)))
    expect(again.map(({ status, body }) => [status, body.case.ledger.head])).toEqual(
      again.map(() => [200, no.body.case.ledger.head])
    )

    // A moderator sees it, and approves nothing of his.
    const desk = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${submitted.no}`)).body
    expect(desk.timeline[0]).toMatchObject({ verb: 'consent', consent: false })
    expect(desk.desk).toMatchObject({ publication: { agreed: false, open: [] }, reports: [{ consentPublic: false }] })
    const approve = { verb: 'publish' as const, title: '沿街商户占道', words: [1], photos: [submitted.photo] }
    expect((await walk.move('shen', submitted.no, approve)).status).toBe(200)
    expect(await everywhere(submitted.no, '收回弄堂')).not.toMatch(traces)
    expect(await photoSeen(submitted.photo)).toBe(404)

    const yes = await choose(submitted.reporter, submitted.report, true)
    expect(yes.body).toMatchObject({ consentPublic: true, waitsAnew: true })
    expect(await everywhere(submitted.no, '收回弄堂')).not.toMatch(traces)
    expect(await photoSeen(submitted.photo)).toBe(404)
    const queue = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${submitted.no}`)).body.desk?.publication
    expect(queue).toMatchObject({ agreed: true, pending: [1] })
    await walk.move('shen', submitted.no, approve)
    expect(await everywhere(submitted.no, '收回弄堂')).toMatch(/收回前说过的话/)
    expect(await photoSeen(submitted.photo)).toBe(200)
    expect(
      (await submitted.reporter.get<ReportView>(`/api/reports/${submitted.report}`)).body.waitsAnew
    ).toBeUndefined()
    expect(shown.ledger.whole).toBe(true)
  })

  test('and again and again is given his yes ten times more, and his no always', async () => {
    const submitted = await walk.submit()
    for (let i = 0; i < 10; i++)
      for (const said of [false, true])
        expect((await choose(submitted.reporter, submitted.report, said)).status).toBe(200)
    expect((await choose(submitted.reporter, submitted.report, false)).status).toBe(200)
    expect((await choose(submitted.reporter, submitted.report, true)).body).toMatchObject({ code: 'too_often' })
    expect((await choose(submitted.reporter, submitted.report, false)).body).toMatchObject({ consentPublic: false })
    const left = await walk.submit()
    await left.reporter.post(`/api/reports/${left.report}/withdraw`, {})
    expect((await choose(left.reporter, left.report, false)).body).toMatchObject({ code: 'not_in_this_status' })
  })

  test('does so without a script and with nothing but his code', async () => {
    const submitted = await walk.submit({ text: '凭码收回的话' })
    await walk.publish(submitted.no)
    const who = visitor(server.url)
    const door = await who.go('/track')
    await who.send('/track', { _token: who.tokenIn(door.html), no: submitted.no, code: submitted.code })
    expect((await who.go('/track/my-data')).html).toContain('href="/track/report#public"')
    const page = await who.go('/track/report')
    expect(page.html).toContain('您写的和拍的马上从公开页')
    const _token = who.tokenIn(page.html)
    expect((await who.send('/track/report/consent', { _token })).status).toBe(422)
    const sent = await who.send('/track/report/consent', { _token, consent: 'no' })
    expect([sent.status, (await who.go(sent.location)).html.includes('按您的选择，只公开')]).toEqual([303, true])
    expect(await everywhere(submitted.no, '凭码')).not.toContain('凭码收回的话')
    await who.send('/track/report/consent', { _token, consent: 'yes' })
    expect((await who.go('/track/report')).html).toContain('您又同意了')
    expect(await everywhere(submitted.no, '凭码')).not.toContain('凭码收回的话')
  })

  test('takes back his own part of a matter that others reported too, and a wrong join brings nothing back', async () => {
    const one = await walk.submit({ text: '第一位写的话', address: '甲巷 1 号' })
    const two = await walk.submit({ text: '第二位写的话', address: '乙巷 2 号' })
    await walk.publish(two.no)
    expect(await everywhere(two.no, '乙巷')).toMatch(/第二位写的话/)
    await walk.move('li', two.no, { verb: 'join', into: one.no })
    const photos = [one.photo, two.photo]
    const seen = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${one.no}`)).body.desk?.publication
    await walk.move('shen', one.no, { verb: 'publish', title: '甲巷1号的摊', words: seen?.open ?? [], photos })
    expect(await everywhere(one.no, '甲巷')).toMatch(/第一位写的话/)
    expect(await Promise.all(photos.map(photoSeen))).toEqual([200, 200])
    const other = await asHolder(one.no, two.code)
    expect((await choose(other, one.report, false)).body).toMatchObject({ code: 'not_found' })

    await choose(one.reporter, one.report, false)
    expect(await everywhere(one.no, '甲巷')).not.toMatch(/第一位写的话|甲巷/)
    expect(await everywhere(one.no, '乙巷')).toMatch(/第二位写的话/)
    expect(await Promise.all(photos.map(photoSeen))).toEqual([404, 200])

    await choose(other, two.report, false)
    await choose(other, two.report, true)
    expect(await everywhere(one.no, '乙巷')).not.toMatch(/第一位写的话|甲巷|第二位写的话|乙巷/)
    expect(await Promise.all(photos.map(photoSeen))).toEqual([404, 404])
    // Back in the case that was his.
    await walk.move('li', one.no, { verb: 'unjoin', report: two.report, words: '不是同一处' })
    expect(await everywhere(two.no, '乙巷')).not.toMatch(/第二位写的话|乙巷/)
    expect(await photoSeen(two.photo)).toBe(404)
    const own = (await (await asHolder(two.no, two.code)).get<ReportView>(`/api/reports/${two.report}`)).body
    expect(own).toMatchObject({ consentPublic: true, waitsAnew: true, no: two.no })
  })
})

describe('what a moderator has not seen', () => {
  const seen = async (no: string, q: string): Promise<string> => {
    const found = await walk.guest.get<{ items: { no: string }[] }>(`/api/cases?q=${encodeURIComponent(q)}`)
    const pages = await Promise.all(
      [`/api/cases/${no}`, `/cases/${no}`, `/api/cases/${no}/ledger`].map(
        async (path) => (await walk.guest.get(path)).text
      )
    )
    return [...pages, JSON.stringify(found.body.items.filter((item) => item.no === no))].join('\n')
  }
  const traces = /120\.005\d*[,}]|32\.005\d*[,}]/

  test('is not public because somebody who says yes is joined: neither his place nor what others said', async () => {
    const silent = await walk.replied({ consentPublic: false, address: '不说巷 1 号' })
    await walk.publish(silent.no)
    const yes = await walk.submit({ text: '同意的人说的话', address: '同意巷 2 号' })
    expect((await walk.move('li', yes.no, { verb: 'join', into: silent.no })).status).toBe(200)
    const before = await seen(silent.no, '同意巷')
    expect(before).not.toMatch(/同意巷|不说巷|同意的人说的话|已经清理干净/)
    expect(before).not.toMatch(traces)
    await walk.publish(silent.no)
    expect(await seen(silent.no, '同意巷')).toMatch(/同意巷 2 号/)
    expect(await seen(silent.no, '同意巷')).toMatch(/同意的人说的话/)
  })

  test('is not public because the matter is called another', async () => {
    const submitted = await walk.submit({ category: 'home-noise', address: '改类里 3 幢 501' })
    await walk.publish(submitted.no)
    await walk.move('li', submitted.no, { verb: 'reclassify', category: 'shopfront', words: '其实在街面上' })
    expect(await seen(submitted.no, '改类里')).not.toMatch(/改类里/)
    expect(await seen(submitted.no, '改类里')).not.toMatch(traces)
    await walk.publish(submitted.no)
    expect(await seen(submitted.no, '改类里')).toMatch(/改类里/)
  })

  test('is not public because a join is undone: it is asked about anew', async () => {
    const [home, other] = [await walk.submit({ text: '先公开过的话', address: '来回巷 5 号' }), await walk.submit()]
    await walk.publish(home.no)
    await walk.move('li', home.no, { verb: 'join', into: other.no })
    await walk.move('li', other.no, { verb: 'unjoin', report: home.report, words: '不是同一处' })
    expect((await walk.guest.get(`/api/cases/${home.no}`)).status).toBe(200)
    expect(await seen(home.no, '来回巷')).not.toMatch(/来回巷|先公开过的话/)
    const desk = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${home.no}`)).body.desk
    expect(desk?.publication.pending).toEqual([1])
    await walk.publish(home.no)
    expect(await seen(home.no, '来回巷')).toMatch(/先公开过的话/)
  })
})

describe('a title that was made of what somebody said', () => {
  const title = '王家老店的三只大油桶'
  const titled = async (no: string): Promise<unknown[]> => {
    const found = await walk.guest.get<{ items: { no: string }[] }>(`/api/cases?q=${encodeURIComponent('大油桶')}`)
    const pages = await Promise.all([`/api/cases/${no}`, `/cases/${no}`].map((path) => walk.guest.get(path)))
    return [found.body.items.some((item) => item.no === no), ...pages.map(({ text }) => text.includes('大油桶'))]
  }
  const published = async (no: string): Promise<void> => {
    await walk.publish(no)
    expect((await walk.move('shen', no, { verb: 'publish', title, words: [], photos: [] })).status).toBe(200)
    expect(await titled(no)).toEqual([true, true, true])
  }

  test('goes when he takes his report back, alone or out of a matter that others reported too', async () => {
    const alone = await walk.submit({ text: '王家老店门口三只大油桶' })
    await published(alone.no)
    await alone.reporter.post(`/api/reports/${alone.report}/withdraw`, {})
    expect(await titled(alone.no)).toEqual([false, false, false])
    const [one, two] = await neighbours({}, { text: '王家老店门口三只大油桶' })
    await published(one.no)
    await (await asHolder(one.no, two.code)).post(`/api/reports/${two.report}/withdraw`, {})
    expect(await titled(one.no)).toEqual([false, false, false])
  })

  test('goes with a report that is taken out, but not with one that came after it', async () => {
    const [one, two] = await neighbours({}, { text: '王家老店门口三只大油桶' })
    await published(one.no)
    const later = await walk.submit()
    for (const [submitted, stays] of [
      [later, true],
      [two, false]
    ] as const) {
      if (submitted === later) await walk.move('li', later.no, { verb: 'join', into: one.no })
      await walk.move('li', one.no, { verb: 'unjoin', report: submitted.report, words: '不是同一处' })
      expect(await titled(one.no)).toEqual([stays, stays, stays])
    }
  })

  test('is erased with what he said, though he was not the first', async () => {
    const [one, two] = await neighbours({}, { text: '王家老店门口三只大油桶' })
    await published(one.no)
    const n = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${one.no}`)).body.desk?.reports.find(
      ({ id }) => id === two.report
    )?.n
    await walk.move('shen', one.no, { verb: 'erase', entry: n ?? 0, words: '本人申请' })
    expect(await titled(one.no)).toEqual([false, false, false])
    const stored = await mongoose.connection.collection('cases').findOne({ no: one.no })
    expect(JSON.stringify(stored)).not.toContain('大油桶')
  })
})

describe('a reporter of something at home', () => {
  test('is shown to the public by his street area and nothing finer', async () => {
    const submitted = await walk.submit({ category: 'home-noise', address: '静安里 3 幢 501', text: '楼上每晚装修' })
    await walk.publish(submitted.no)
    const shown = await walk.guest.get<CaseView>(`/api/cases/${submitted.no}`)
    expect(shown.body).toMatchObject({ no: submitted.no, area: { id: 'hebin' } })
    expect(shown.text).not.toMatch(/静安里|120\.005|32\.005/)
    // The community grid is finer than the street area.
    expect(shown.text).not.toContain('第1社区')
  })

  test('who said no to publication is known by category, area, times and outcome only', async () => {
    const submitted = await walk.closed({ consentPublic: false, address: '静安里 3 幢 501', text: '请不要公开' })
    await walk.publish(submitted.no)
    const shown = await walk.guest.get<CaseView>(`/api/cases/${submitted.no}`)
    expect(shown.body).toMatchObject({ status: 'closed', before: [], after: [], category: { code: 'shopfront' } })
    expect(shown.text).not.toMatch(/静安里|请不要公开|沿街商户占道|第1社区|120\.005,|32\.005,/)
    expect((await walk.guest.get(`/photos/${submitted.photo}/small.jpg`)).status).toBe(404)
  })
})

describe('in everything the public can ask for', () => {
  const everywhere = async (no: string, address: string): Promise<string> => {
    const q = encodeURIComponent(address)
    const box = 'west=119.99&south=31.99&east=120.05&north=32.05&zoom=17'
    const paths = [
      '/api/cases?limit=50',
      `/api/cases/${no}`,
      `/api/map?${box}`,
      `/cases/${no}`,
      '/cases',
      '/',
      `/cases?area=hebin`
    ]
    const pages = await Promise.all(paths.map(async (path) => (await walk.guest.get(path)).text))
    const found = await walk.guest.get<{ items: { no: string }[] }>(`/api/cases?q=${q}`)
    expect(found.body.items.filter((item) => item.no === no)).toEqual([])
    const map = (await walk.guest.get<{ cases: { no: string; place: object }[] }>(`/api/map?${box}`)).body.cases
    expect(map.find((item) => item.no === no)?.place).toEqual({ lng: 120.01, lat: 32.01 })
    const row = (await walk.guest.get<{ items: { no: string }[] }>('/api/cases?limit=50')).body.items
    return [...pages.slice(1, 2), ...pages.slice(3, 4), JSON.stringify(row.find((item) => item.no === no))].join('\n')
  }

  test.each([
    ['a home', { category: 'home-noise' }],
    ['a reporter who said no', { consentPublic: false }]
  ])('%s is a street area and nothing finer', async (_, more) => {
    const submitted = await walk.submit({ address: '幽静里 3 幢 501', text: '说的是别的', ...more })
    await walk.publish(submitted.no)
    expect(await everywhere(submitted.no, '幽静里')).not.toMatch(/幽静里|第1社区|120\.005\d*[,}]|32\.005\d*[,}]/)
  })

  test('a title that gives a home away is refused, and one given before it counted as a home is not shown', async () => {
    const submitted = await walk.submit({ category: 'shopfront', address: '深深院南大门' })
    const title = '深深院南大门外的摊'
    await walk.move('shen', submitted.no, { verb: 'publish', title, words: [], photos: [] })
    expect((await walk.guest.get<CaseView>(`/api/cases/${submitted.no}`)).body.title).toBe(title)
    await walk.move('li', submitted.no, { verb: 'reclassify', category: 'home-noise', words: '其实是家里的事' })
    expect((await walk.guest.get(`/api/cases/${submitted.no}`)).text).not.toContain('深深院')
    expect(
      (await walk.move('shen', submitted.no, { verb: 'publish', title, words: [], photos: [] })).body
    ).toMatchObject({
      code: 'invalid'
    })
  })
})

describe('a person who asks to be forgotten', () => {
  test('is forgotten in what he answered and rated, and in the title that was made of his words', async () => {
    const submitted = await walk.accepted({ text: '要忘掉的开头', address: '遗忘弄堂 5 号' })
    await walk.move('zhou', submitted.no, { verb: 'ask', words: '是早上还是晚上' })
    const photo = await walk.photo()
    await submitted.reporter.post(`/api/reports/${submitted.report}/answer`, { text: '要忘掉的回答', photos: [photo] })
    const desk = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${submitted.no}`)).body.desk
    expect(desk?.publication.suggestedTitle).toContain('遗忘弄堂')
    await walk.move('shen', submitted.no, {
      verb: 'publish',
      title: desk?.publication.suggestedTitle ?? '',
      words: [1],
      photos: [submitted.photo]
    })
    const erased = await walk.move('shen', submitted.no, { verb: 'erase', entry: 1, words: '本人申请' })
    expect(erased.body).toMatchObject({ ledger: { whole: true }, textErased: true })
    const left = await wholeDatabase()
    for (const trace of ['要忘掉的', '遗忘弄堂', submitted.photo, photoIdOf(photo)])
      expect({ trace, left: left.includes(trace) }).toEqual({ trace, left: false })
    const shown = await walk.guest.get<CaseView>(`/api/cases/${submitted.no}`)
    expect(shown.body).toMatchObject({ title: '店外经营', textErased: true })
    expect(shown.body.timeline.find((e) => e.n === 1)).toMatchObject({ erased: true })
    expect((await walk.guest.get(`/cases/${submitted.no}`)).text).toContain('已按本人要求删除')
  })

  test('still holds the receipt, word for word', async () => {
    const key = freshKey()
    const body = {
      category: 'shopfront',
      photos: [await walk.photo()],
      place: inHebin,
      consentPublic: true,
      text: '删我'
    }
    const send = () => walk.guest.post<{ no: string }>('/api/reports', body, { 'idempotency-key': key })
    const first = await send()
    await walk.move('shen', first.body.no, { verb: 'erase', entry: 1, words: '本人申请' })
    expect((await send()).text).toBe(first.text)
    // Whoever has a copy of the database cannot try out what may have been said.
    expect(await wholeDatabase()).not.toContain(sha256(jcs(body)))
  })

  test('wherever his report has stood', async () => {
    const [one, two] = await neighbours({}, { text: '到处都要忘', address: '忘川大道 8 号' })
    const holder = await asHolder(two.no, two.code)
    await walk.move('zhou', one.no, { verb: 'ask', words: '还在那里吗' })
    await holder.post(`/api/reports/${two.report}/answer`, { text: '在别人那里说的', photos: [] })
    await walk.move('li', one.no, { verb: 'unjoin', report: two.report, words: '不是同一处' })
    await walk.move('shen', two.no, { verb: 'erase', entry: 1, words: '本人申请' })
    const left = await wholeDatabase()
    for (const trace of ['到处都要忘', '忘川大道', '在别人那里说的'])
      expect({ trace, left: left.includes(trace) }).toEqual({ trace, left: false })
    expect(left).toContain('第一位写的话')
    expect(await photoOf(two.photo)).toBeNull()
    expect(await photoOf(one.photo)).toMatchObject({ usedIn: [one.no] })
    for (const no of [one.no, two.no])
      expect((await (await walk.staff('shen')).get<CaseView>(`/api/cases/${no}`)).body.ledger.whole).toBe(true)
  })

  test('though somebody copied the address of his photo: it says nothing of the original, and whoever has it uses nothing', async () => {
    const bytes = await phonePhoto(4_711, 160, 120)
    const secret = (await walk.guest.photo(bytes)).body.id
    const submitted = await walk.submit({ photos: [secret] })
    await walk.publish(submitted.no)
    const [shown] = (await walk.guest.get<CaseView>(`/api/cases/${submitted.no}`)).body.before
    const copied = shown?.id ?? ''
    expect([createHash('sha256').update(bytes).digest('hex'), secret]).not.toContain(copied)
    const report = (photos: string[]) => ({ category: 'shopfront', photos, place: inHebin, consentPublic: true })
    const send = (photos: string[]) =>
      walk.guest.post('/api/reports', report(photos), { 'idempotency-key': freshKey() })
    // By its public id, by the secret after it was used, and with the same bytes once more: none of it holds his picture.
    expect((await send([copied])).body).toMatchObject({ code: 'unknown_photo' })
    expect((await send([secret])).body).toMatchObject({ code: 'unknown_photo' })
    const again = (await walk.guest.photo(bytes)).body.id
    expect((await send([again])).status).toBe(201)
    const mine = await walk.accepted()
    for (const photos of [[copied], [secret]])
      expect(
        (
          await walk.move('zhou', mine.no, {
            verb: 'reply',
            outcome: 'solved',
            words: '已经清理干净，请放心出行。',
            photos
          })
        ).body
      ).toMatchObject({ code: 'unknown_photo' })
    const { storage } = server.context.photos
    for (const file of photoFiles(copied)) expect(await storage.has(file)).toBe(true)
    await walk.move('shen', submitted.no, { verb: 'erase', entry: 1, words: '本人申请' })
    for (const file of photoFiles(copied))
      expect({ file, there: await storage.has(file) }).toEqual({ file, there: false })
    expect(await photoOf(copied)).toBeNull()
    expect(await photoOf(photoIdOf(again))).not.toBeNull()
  })

  test('while a neighbour in the same case sent the same picture: his stays', async () => {
    const bytes = await phonePhoto(4_712, 160, 120)
    const [one, two] = await neighbours(
      { photos: [(await walk.guest.photo(bytes)).body.id] },
      { photos: [(await walk.guest.photo(bytes)).body.id] }
    )
    await walk.move('shen', one.no, { verb: 'erase', entry: 1, words: '本人申请' })
    const seen = await (await asHolder(two.no, two.code)).get<ReportView>(`/api/reports/${two.report}`)
    expect((await walk.guest.get(seen.body.photos[0]?.small ?? '')).status).toBe(200)
  })

  test('leaves no word, number, address or photo behind in any collection', async () => {
    const submitted = await walk.submit({
      text: '请忘记我说过的话',
      address: '忘川路 9 号',
      contact: { name: '忘先生', phone: '13811112222' }
    })
    await walk.publish(submitted.no)
    expect(await wholeDatabase()).toMatch(/请忘记我说过的话/)
    const erased = await walk.move('shen', submitted.no, { verb: 'erase', entry: 1, words: '本人申请' })
    expect(erased.body).toMatchObject({ textErased: true, ledger: { whole: true } })
    const left = await wholeDatabase()
    for (const trace of ['请忘记我说过的话', '忘川路', '忘先生', '13811112222'])
      expect({ trace, left: left.includes(trace) }).toEqual({ trace, left: false })
    expect(await mongoose.connection.collection('photos').countDocuments({ _id: submitted.photo as never })).toBe(0)
    for (const size of ['large', 'medium', 'small'])
      expect((await walk.guest.get(`/photos/${submitted.photo}/${size}.jpg`)).status).toBe(404)
  })

  test('is forgotten too when his report was joined to another’s, who is not', async () => {
    const [one, two] = await neighbours(
      {},
      { text: '第二位要求删除', address: '忘忧路 8 号', contact: { name: '忧女士', phone: '13833334444' } }
    )
    const n =
      (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${one.no}`)).body.desk?.reports.find(
        (r) => r.id === two.report
      )?.n ?? 0
    expect((await walk.move('shen', one.no, { verb: 'erase', entry: n, words: '本人申请' })).body.ledger).toMatchObject(
      { whole: true }
    )
    const left = await wholeDatabase()
    for (const trace of ['第二位要求删除', '忘忧路', '忧女士', '13833334444'])
      expect({ trace, left: left.includes(trace) }).toEqual({ trace, left: false })
    expect(left).toContain('第一位写的话')
  })

  test('cannot be forgotten twice, and the desk is told so', async () => {
    const submitted = await walk.submit({ text: '只删一次' })
    await walk.move('shen', submitted.no, { verb: 'erase', entry: 1, words: '本人申请' })
    expect((await walk.move('shen', submitted.no, { verb: 'erase', entry: 1, words: '本人申请' })).body).toMatchObject({
      code: 'invalid'
    })
  })
})
