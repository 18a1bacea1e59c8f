/** The home page and the navigation put first what the site is there for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'
import { planFor, volunteering } from '#tests/support/volunteering.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  const walk = journey(server)
  const { no } = await walk.closed()
  await walk.publish(no)
})
afterAll(() => server.stop())

const page = async (path: string) => (await visitor(server.url).go(path)).html

test('reporting stands right below the headline, before the search and before anything to read', async () => {
  const main = (await page('/')).split('<main')[1] ?? ''
  const order = ['<h1', 'href="/m/"', 'href="/report"', 'role="search"', 'id="figures"']
  const found = order.map((text) => main.indexOf(text))
  expect(found.filter((at) => at < 0)).toEqual([])
  expect([...found].sort((a, b) => a - b)).toEqual(found)
  const buttons = main.slice(0, main.indexOf('id="figures"')).match(/class="btn btn-p[^"]*"/g)
  // One for a phone, one for a screen without a camera; a style sheet shows either.
  expect(buttons).toEqual(['class="btn btn-p snap-b snap-phone"', 'class="btn btn-p snap-b snap-wide"'])
})

test('the navigation of every page has reporting as its one button', async () => {
  for (const path of ['/', '/cases', '/offices', '/report', '/nowhere']) {
    const nav = /<nav class="site-nav"[\s\S]*?<\/nav>/.exec(await page(path))?.[0] ?? ''
    expect(nav.match(/<a /g)).toHaveLength(6)
    expect(nav.match(/<a href="[^"]*" class="nav-go"/g)).toEqual(['<a href="/report" class="nav-go"'])
  }
})

test('the weekend’s activities stand on the home page with their day, place and seats, and nothing where none is planned', async () => {
  expect(await page('/')).not.toContain('id="together"')
  const v = volunteering(server)
  // Saturday, half past eight in the city.
  const [shift] = planFor(server.context.now()).shifts
  const from = '2026-11-28T00:30:00.000Z'
  const on = { shifts: [{ ...shift!, from, to: '2026-11-28T03:00:00.000Z' }] }
  const { no } = await v.open({ title: '柳溪河岸清理', address: '柳溪桥南头', ...on })
  server.setNow(new Date(server.context.now().getTime() + 60_000))
  const [, section = ''] = (await page('/')).split('id="together"')
  for (const words of [
    '周末一起做',
    `href="/activities/${no}"`,
    '柳溪河岸清理',
    '<b>28</b>',
    '11月 周六',
    '08:30 到 11:00',
    '柳溪桥南头',
    '还有 3 个名额，共 3 个'
  ])
    expect(section).toContain(words)
  expect(section).toContain('href="/activities"')
  server.setNow('2026-11-30T02:00:00.000Z')
  expect(await page('/')).not.toContain('id="together"')
})

test('the table of offices keeps every figure on a phone: each cell carries its own head, and none is marked to go', async () => {
  const html = await page('/offices')
  const tables = html.match(/<table class="plain figures" role="table">[\s\S]*?<\/table>/g) ?? []
  expect(tables.length).toBeGreaterThan(1)
  for (const table of tables) {
    const heads = [...table.matchAll(/<th scope="col" role="columnheader" class="num">([^<]+)</g)].map(
      ([, text]) => text
    )
    const [, ...rows] = table.split('<tr role="row">')
    for (const row of rows.slice(1))
      expect([...row.matchAll(/<td role="cell" class="num" data-head="([^"]+)">/g)].map(([, text]) => text)).toEqual(
        heads
      )
  }
  expect(html).toContain('data-head="按时办结"')
  expect(html).not.toContain('hide-s')
})
