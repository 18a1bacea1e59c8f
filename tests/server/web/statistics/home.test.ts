/** The home page and the navigation put first what the site is there for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

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
  const found = order.map((it) => main.indexOf(it))
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
