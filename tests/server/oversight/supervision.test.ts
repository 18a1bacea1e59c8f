/** Who looks on from outside: social supervisors and community liaisons. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import type { City } from '#config/city/types.ts'
import { keepJudgement } from '#server/oversight/index.ts'
import { town } from '#tests/support/city.ts'
import { client, phonePhoto } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Volunteering } from '#tests/support/volunteering.ts'

const third = (id: string, name: string, office: string, role: 'supervisor' | 'liaison'): City['people'][number] => ({
  id,
  name,
  office,
  roles: [role],
  title: role === 'supervisor' ? '社会监督员' : '社区联络员',
  phone: '0000-0000000'
})
/** The town, with two more supervisors and one who belongs to a squad. */
const city: City = {
  ...town,
  people: [
    ...town.people,
    third('deng', '邓看', 'inspection', 'supervisor'),
    third('feng', '冯看', 'inspection', 'supervisor'),
    third('ge', '葛看', 'hebin-squad', 'supervisor')
  ]
}

let server: TestServer
let v: Volunteering
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ city, now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
  v = volunteering(server)
  walk = journey(server)
})
afterAll(() => server.stop())

const marks = { service: 4, fairness: 5, results: 3 }
interface Months {
  months: { month: string; n: number; service: number }[]
}
/** A guest may read a page that is five seconds old. */
const later = () => server.setNow(new Date(server.context.now().getTime() + 10_000))
const shown = async (office = 'hebin-squad') => {
  later()
  return (await client(server).get<Months>(`/api/offices/${office}/ratings`)).body.months
}
const judge = async (who: string, office: string, more: object = {}) =>
  (await v.staff(who)).post(`/api/offices/${office}/ratings`, { ...marks, ...more })

describe('a judgement', () => {
  test('is shown to nobody before there are three and the month is over, then as an average of the last word of each', async () => {
    expect((await judge('bai', 'hebin-squad')).body).toMatchObject({ month: '2026-11', office: { id: 'hebin-squad' } })
    expect((await judge('bai', 'hebin-squad', { service: 2, words: '窗口没人' })).status).toBe(200)
    expect(await shown()).toEqual([])
    expect((await judge('deng', 'hebin-squad')).status).toBe(200)
    expect(await shown()).toEqual([])
    // Not to the judged office either.
    const office = await (await v.staff('zhou')).get<Months>('/api/offices/hebin-squad/ratings')
    expect(office.body.months).toEqual([])
    expect((await judge('feng', 'hebin-squad', { service: 3 })).status).toBe(200)
    // Nor while the month runs: a fourth could be reckoned from two averages.
    expect(await shown()).toEqual([])
    const november = server.context.now()
    server.setNow(new Date('2026-12-01T00:00:00.000+08:00'))
    expect(await shown()).toEqual([{ month: '2026-11', n: 3, service: 3, fairness: 5, results: 3 }])
    server.setNow(november)
  })

  test('is asked of nobody else, and never of the house one belongs to', async () => {
    expect((await judge('zhou', 'wenchang-squad')).status).toBe(403)
    expect((await (await v.resident('an')).post('/api/offices/hebin-squad/ratings', marks)).status).toBe(403)
    expect((await judge('bai', 'nowhere')).status).toBe(404)
    expect((await judge('bai', 'centre')).status).toBe(403)
    expect((await judge('ge', 'hebin-squad')).status).toBe(403)
    expect((await judge('ge', 'wenchang-squad')).status).toBe(200)
  })

  test('stands in the list of who gave it, beside what is still to do, and nobody else reads the list', async () => {
    interface Mine {
      month: string
      before: string
      items: { office: { id: string }; now?: object; last?: object }[]
    }
    await keepJudgement({
      _id: 'bai:water:2026-10',
      by: 'bai',
      office: 'water',
      month: '2026-10',
      at: new Date('2026-10-20T02:00:00.000Z'),
      ...marks
    })
    const mine = (await (await v.staff('bai')).get<Mine>('/api/ratings/mine')).body
    expect([mine.month, mine.before]).toEqual(['2026-11', '2026-10'])
    expect(mine.items.map((item) => item.office.id)).toEqual(
      town.offices.map((office) => office.id).filter((id) => id !== 'centre')
    )
    const of = (id: string) => mine.items.find((item) => item.office.id === id)
    expect(of('hebin-squad')).toMatchObject({ now: { service: 2, words: '窗口没人' } })
    expect(of('water')).toMatchObject({ last: marks })
    expect(of('water')?.now).toBeUndefined()
    expect(JSON.stringify((await (await v.staff('deng')).get('/api/ratings/mine')).body)).not.toContain('窗口没人')
    for (const who of ['zhou', 'guan', 'lian'])
      expect((await (await v.staff(who)).get('/api/ratings/mine')).status).toBe(403)
  })
})

describe('what a supervisor writes', () => {
  interface Words {
    items: { office: { id: string }; month: string; words: string }[]
    older?: string
  }
  const heard = async (who: string, query = '') => (await v.staff(who)).get<Words>(`/api/ratings/words${query}`)

  test('reaches the office and the centre, without who wrote it, what marks he gave, or when', async () => {
    const own = await heard('zhou')
    expect(own.body.items).toEqual([
      { office: { id: 'hebin-squad', name: '河滨中队', short: '河滨中队' }, month: '2026-11', words: '窗口没人' }
    ])
    expect(own.text).not.toMatch(/bai|白监/)
    expect((await heard('shen')).body.items).toEqual(own.body.items)
    expect((await heard('guan', '?office=water')).body.items).toEqual([])
  })

  test('is not read by another office, a supervisor, or a liaison of the office itself', async () => {
    expect((await heard('qian', '?office=hebin-squad')).status).toBe(403)
    expect((await heard('bai')).status).toBe(403)
    expect((await heard('ge')).status).toBe(403)
    expect((await heard('lian')).status).toBe(403)
    expect((await heard('zhou', '?office=nowhere')).status).toBe(404)
  })

  test('is leafed through to its end, month by month, each once; taken back, it is gone', async () => {
    const all: string[] = []
    for (const [m, month] of ['2026-09', '2026-08', '2026-07'].entries())
      for (let i = 0; i < 9; i++) {
        const words = `第 ${m * 9 + i} 句`
        all.push(words)
        await keepJudgement({
          _id: `by-${i}:sanitation:${month}`,
          by: `by-${i}`,
          office: 'sanitation',
          month,
          at: new Date(`${month}-12T02:00:00.000Z`),
          ...marks,
          words
        })
      }
    const read = async () => {
      const items: Words['items'] = []
      let after: string | undefined
      for (let page = 0; page < 5; page++) {
        const { body } = await heard('chen', after === undefined ? '' : `?after=${after}`)
        items.push(...body.items)
        after = body.older
        if (after === undefined) return items
      }
      throw new Error('no end of words')
    }
    const before = await read()
    expect(before.map((item) => item.words).sort()).toEqual([...all].sort())
    const months = before.map((item) => item.month)
    expect(months).toEqual([...months].sort().reverse())
    await keepJudgement({
      _id: 'by-3:sanitation:2026-08',
      by: 'by-3',
      office: 'sanitation',
      month: '2026-08',
      at: new Date('2026-08-13T02:00:00.000Z'),
      ...marks
    })
    expect(await read()).toEqual(before.filter((item) => item.words !== '第 12 句'))
  })
})

describe('a contact card', () => {
  const card = { name: '连阿姨', area: 'hebin', phone: '0520-0010100', hours: '周一到周五' }
  const found = async (query = '') => {
    later()
    return (await client(server).get<{ items: object[] }>(`/api/contacts${query}`)).body.items
  }
  const whole = {
    id: 'lian',
    name: '连阿姨',
    title: 'liaison',
    area: { id: 'hebin', name: '河滨街道' },
    phone: '0520-0010100',
    hours: '周一到周五',
    report: '/report?area=hebin'
  }

  test('says what its liaison wrote on it, and where a report about his streets begins', async () => {
    const lian = await v.staff('lian')
    expect((await lian.get('/api/contacts/me')).body).toEqual({ title: 'liaison' })
    expect((await lian.post('/api/contacts/me', { ...card, area: 'hebin-00' })).body.code).toBe('unknown_area')
    expect((await lian.post('/api/contacts/me', card)).status).toBe(200)
    expect((await lian.get('/api/contacts/me')).body).toEqual({ title: 'liaison', card: whole })
    expect(await found('?area=hebin')).toEqual([whole])
    expect(await found('?area=donghu')).toEqual([])
    expect((await (await v.staff('xu')).post('/api/contacts/me', card)).status).toBe(403)
    expect((await (await v.staff('xu')).get('/api/contacts/me')).status).toBe(403)
  })

  test('is gone for everybody once it is withdrawn, and withdrawing again is no mistake', async () => {
    const access = await walk.token('lian')
    const withdraw = () =>
      fetch(`${server.url}/api/contacts/me`, { method: 'DELETE', headers: { authorization: `Bearer ${access}` } })
    expect((await withdraw()).status).toBe(200)
    expect(await found()).toEqual([])
    expect((await (await v.staff('lian')).get('/api/contacts/me')).body).toEqual({ title: 'liaison' })
    expect((await withdraw()).status).toBe(200)
  })
})

describe('belonging to an office', () => {
  // The end of his number by itself; within the hashes of a ledger any four digits turn up by chance.
  const phone = /(?<![\da-f])0371\b|00000371/

  test('opens no case and no reporter to a supervisor or a liaison of it', async () => {
    const submitted = await walk.submit({ contact: { name: '王女士', phone: '138 0000 0371' }, text: '货架摆到盲道上' })
    expect((await (await v.staff('zhou')).get<CaseView>(`/api/cases/${submitted.no}`)).text).toContain('138****')
    for (const who of ['ge', 'lian', 'bai']) {
      const one = await v.staff(who)
      const hidden = await one.get(`/api/cases/${submitted.no}`)
      expect(hidden.status).toBe(404)
      expect(hidden.text).not.toMatch(phone)
      const queue = await one.get<{ items: object[]; counts: object }>('/api/queue')
      expect(queue.body).toMatchObject({ items: [], counts: { all: 0 } })
      const moved = await one.post(`/api/cases/${submitted.no}/moves`, { verb: 'accept', version: 1 })
      expect(moved.status).toBe(404)
    }
    await walk.publish(submitted.no)
    const public_ = await (await v.staff('ge')).get<CaseView>(`/api/cases/${submitted.no}`)
    expect(public_.status).toBe(200)
    expect(public_.body.desk).toBeUndefined()
    expect(public_.text).not.toMatch(phone)
  })

  test('nor a register, a roster, or an assessment', async () => {
    for (const who of ['ge', 'lian']) {
      const one = await v.staff(who)
      expect((await one.get('/api/desk/activities')).status).toBe(403)
      expect((await one.get('/api/assessment/2026-H1')).status).toBe(403)
      expect((await one.get('/api/admin/draft')).status).toBe(403)
    }
  })
})

test('a supervisor reports as patrol, and the desk does not take him for an anonymous resident', async () => {
  const bai = await v.staff('bai')
  const photo = await bai.photo(await phonePhoto(4242, 160, 120))
  const sent = await bai.post<{ no: string }>(
    '/api/reports',
    { category: 'shopfront', photos: [photo.body.id], place: { lng: 120.005, lat: 32.005 }, consentPublic: true },
    { 'idempotency-key': 'a-patrol-of-the-supervisor' }
  )
  expect(sent.status).toBe(201)
  const seen = await (await v.staff('li')).get<CaseView>(`/api/cases/${sent.body.no}`)
  expect(seen.body).toMatchObject({ channel: 'patrol' })
  expect(seen.body.desk?.reports[0]).toMatchObject({ channel: 'patrol', reporter: 'patrol' })
  // Nor does it say which of them it was.
  expect(seen.text).not.toContain('白监')
  const resident = await walk.submit({ channel: 'patrol' })
  const other = await (await v.staff('li')).get<CaseView>(`/api/cases/${resident.no}`)
  expect(other.body.desk?.reports[0]).toMatchObject({ channel: 'portal', reporter: 'anonymous' })
})
