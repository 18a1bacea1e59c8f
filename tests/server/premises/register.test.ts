/** The register of 门前三包: who keeps it, what anyone reads, and what only the desk does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFile } from 'node:fs/promises'
import type { PremisesView } from '#shared/premises.ts'
import { client, type Client, type Reply } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'
import { signIn } from '#tests/support/http.ts'

let server: TestServer
let walk: Journey
let zhou: Client
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  zhou = await signIn(server, 'zhou')
})
afterAll(() => server.stop())

const shop = (more: object = {}) => ({
  name: '老陈面馆',
  kind: 'shop',
  area: 'hebin',
  section: '滨江路（文庙巷至新桥）',
  address: '滨江路 143 号',
  frontM: 8,
  duties: ['cleaning', 'order'],
  statement: '门前八米内不堆放、不设摊，每天早晚各清扫一次。',
  signed: '2026-01-05',
  contact: { name: '陈师傅', phone: '13800000143' },
  closed: false,
  ...more
})
type PremisesReply = Reply<PremisesView & { code?: string }>
const make = (who: Client, more: object = {}): Promise<PremisesReply> => who.post('/api/premises', shop(more))
const anyone = (no: string) => client(server).get<PremisesView>(`/api/premises/${no}`)

describe('the register', () => {
  test('is kept by the squad of the street and the centre, and by nobody else', async () => {
    const made = await make(zhou)
    expect(made.status).toBe(201)
    expect((await make(zhou)).body.code).toBe('premises_exist')
    expect((await make(await signIn(server, 'qian'), { name: '外街的店' })).body.code).toBe('forbidden')
    expect((await make(await signIn(server, 'chen'), { name: '环卫登记的' })).body.code).toBe('forbidden')
    expect((await make(await signIn(server, 'shen'), { name: '中心登记的', area: 'wenchang' })).status).toBe(201)
    expect((await make(await signIn(server, 'shen'), { area: 'no-such-street' })).body.code).toBe('unknown_area')
    const moved = await zhou.post<{ code: string }>(`/api/premises/${made.body.no}`, {
      version: 1,
      premises: shop({ area: 'wenchang' })
    })
    expect(moved.body.code).toBe('forbidden')
  })

  test('tells anyone who answers for which ground, and nobody whom to ring up', async () => {
    const { no } = (await make(zhou, { name: '公开的店' })).body
    const seen = await anyone(no)
    expect(seen.body).toMatchObject({ name: '公开的店', statement: expect.stringContaining('早晚各清扫'), stars: [] })
    expect(seen.text).not.toContain('13800000143')
    expect((await zhou.get<PremisesView>(`/api/premises/${no}`)).body.desk?.contact.phone).toBe('13800000143')
    const list = await client(server).get(`/api/premises?${new URLSearchParams({ q: '公开' }).toString()}`)
    expect(list.text).toContain(no)
    expect((await client(server).get('/api/premises?q=.*')).text).not.toContain(no)
  })

  test('pages by number, each of them once', async () => {
    for (let i = 0; i < 31; i++) await make(zhou, { name: `连号店 ${i}`, section: '连号路' })
    const at = (after?: string) =>
      client(server).get<{ items: { no: string }[]; older?: string }>(
        `/api/premises?${new URLSearchParams({ section: '连号路', ...(after && { after }) }).toString()}`
      )
    const first = (await at()).body
    const second = (await at(first.older)).body
    expect([first.items.length, second.items.length, second.older]).toEqual([30, 1, undefined])
    expect(new Set([...first.items, ...second.items].map((item) => item.no)).size).toBe(31)
  })

  test('gives stars of a month that has begun, once a month, to who saw the latest', async () => {
    const { no } = (await make(zhou, { name: '评星的店' })).body
    const month = server.context.now().toISOString().slice(0, 7)
    const star = (version: number, stars: number, of = month): Promise<PremisesReply> =>
      zhou.post(`/api/premises/${no}/stars`, { version, month: of, stars })
    expect((await star(1, 3)).body.stars).toEqual([{ month, stars: 3 }])
    expect((await star(1, 5)).body.code).toBe('stale')
    expect((await star(2, 4)).body.stars).toEqual([{ month, stars: 4 }])
    expect((await star(3, 4, '2099-01')).body.code).toBe('invalid')
    expect((await anyone(no)).body.stars).toEqual([{ month, stars: 4 }])
  })

  test('shows the public the reports about premises that are public themselves', async () => {
    const { no } = (await make(zhou, { name: '有案件的店' })).body
    const secret = await walk.accepted()
    const attach = (version: number, of: string, attached: boolean): Promise<PremisesReply> =>
      zhou.post(`/api/premises/${no}/cases`, { version, no: of, attached })
    expect((await attach(1, secret.no, true)).body.cases.map((item) => item.no)).toEqual([secret.no])
    expect((await anyone(no)).body.cases).toEqual([])
    expect((await attach(2, '2020-0101-00001', true)).body.code).toBe('not_found')
    expect((await attach(2, secret.no, false)).body.cases).toEqual([])
  })

  test('is a page, and a page for each', async () => {
    const { no } = (await make(zhou, { name: '有页面的店<b>' })).body
    const html = async (path: string) => (await fetch(server.url + path, { headers: { accept: 'text/html' } })).text()
    expect(await html('/premises?q=有页面')).toContain('有页面的店&lt;b&gt;')
    const page = await html(`/premises/${no}`)
    for (const words of ['包卫生、包秩序', '8 米', '2026年1月5日']) expect(page).toContain(words)
    expect(page).not.toContain('陈师傅')
  })
})

test('the first address of the register leads to today’s, for good', async () => {
  for (const [from, to] of [
    ['/units?area=hebin', '/premises?area=hebin'],
    ['/units/00001', '/premises/00001']
  ] as const) {
    const sent = await fetch(`${server.url}${from}`, { redirect: 'manual' })
    expect([sent.status, sent.headers.get('location')]).toEqual([301, to])
  }
})

describe('stars on a page', () => {
  const stars = (html: string): [number, number] => {
    const [row = ''] = /<span class="stars">.*?<\/span>/s.exec(html) ?? []
    return [(row.match(/fill="currentColor"/g) ?? []).length, (row.match(/<svg/g) ?? []).length]
  }
  test.each([0, 3, 5])(
    'are %i filled ones of five, on the portal and on the desk, and both have their style',
    async (n) => {
      const { no, desk } = (await make(zhou, { name: `${n} 星的店` })).body
      expect(
        (await zhou.post(`/api/premises/${no}/stars`, { version: desk?.version, month: '2026-11', stars: n })).status
      ).toBe(200)
      const who = visitor(server.url)
      await who.signIn('zhou', password)
      for (const path of [`/premises/${no}`, `/office/premises/${no}`]) {
        const { html } = await who.go(path)
        expect(stars(html)).toEqual([n, 5])
        expect(html).toContain(`${n} 星`)
      }
    }
  )
  test.each(['portal.css', 'desk/index.css'])('are drawn by what %s takes in', async (sheet) => {
    const at = new URL(sheet, new URL('../../../server/web/style/', import.meta.url))
    const text = await readFile(at, 'utf8')
    const parts = [...text.matchAll(/@import '([^']+)'/g)].map(([, name = '']) => readFile(new URL(name, at), 'utf8'))
    expect((await Promise.all(parts)).join('')).toMatch(/\.stars \.ic \{[^}]*color: var\(--light-yellow\)/)
  })
})
