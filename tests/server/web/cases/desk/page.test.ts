/** The desk's page of a case in the order an officer reads it, and what its head says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { escalateDue } from '#server/cases/index.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
const day = 86_400_000
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const seated = async (name: string): Promise<Visitor> => {
  const who = visitor(server.url)
  await who.signIn(name, password)
  return who
}
const inOrder = (html: string, marks: readonly string[]): void => {
  const found = marks.map((mark) => html.indexOf(mark))
  expect(marks.filter((_, i) => (found[i] ?? -1) < 0)).toEqual([])
  expect([...found].sort((a, b) => a - b)).toEqual(found)
}
const head = (html: string): string => /<header class="(?:dk-h|case-h)"[\s\S]*?<\/header>/.exec(html)?.[0] ?? ''

test('shows the photo, what the resident said, then the clocks and the stages in one line, then everything else', async () => {
  const { no } = await walk.accepted({ text: '货架摆到盲道上，推轮椅的老人过不去' })
  const { html } = await (await seated('zhou')).go(`/office/cases/${no}`)
  inOrder(html, [
    'class="dk-t"',
    'class="dk-photos"',
    '货架摆到盲道上，推轮椅的老人过不去',
    'class="clocks"',
    'class="stages"',
    'id="about-h"',
    'id="tl-h"'
  ])
  const line = /<summary aria-label="各环节起止">([\s\S]*?)<\/summary>/.exec(html)?.[1] ?? ''
  expect(line.match(/class="stage( on)?"/g)).toHaveLength(3)
  expect(line).toContain('处置')
  // What the line leaves out is one press away.
  expect(html).toContain('<th scope="row">处置</th>')
})

test('by keyboard one jumps to the case, or to what is to be done with it', async () => {
  const { no } = await walk.accepted()
  const zhou = await seated('zhou')
  for (const path of ['/office/', `/office/cases/${no}`]) {
    const { html } = await zhou.go(path)
    expect(html).toMatch(/<a class="skip" href="#(queue|case)">跳到案件<\/a><a class="skip" href="#act">跳到处置<\/a>/)
    expect(html).toContain('id="act"')
  }
  expect((await zhou.go('/office/me')).html).not.toContain('href="#act"')
})

test('a case that has ended carries no light in the queue, one that runs says by when', async () => {
  const [ended, running] = [await walk.closed(), await walk.accepted()]
  const { html } = await (await seated('zhou')).go('/office/?tab=all')
  const row = (no: string) => new RegExp(`<a class="q[^>]*data-no="${no}"[\\s\\S]*?</a>`).exec(html)?.[0] ?? ''
  expect(row(ended.no)).not.toBe('')
  expect(row(ended.no)).not.toContain('lt-green')
  expect(row(running.no)).toContain('lt-green')
  expect(row(running.no)).toMatch(/剩 \d 天/)
})

describe('a case that is late and read out to everybody', () => {
  test('says so in its head: at the desk, on the portal and to its reporter; before that no head says it', async () => {
    const { no, code } = await walk.accepted()
    await walk.publish(no)
    const li = await seated('li')
    const reader = visitor(server.url)
    const door = await reader.go('/track')
    const key = { _token: reader.tokenIn(door.html), no, code }
    const heads = async () => {
      await li.signIn('li', password)
      await reader.send('/track', key)
      const pages = [
        await li.go(`/office/cases/${no}`),
        await reader.go(`/cases/${no}`),
        await reader.go('/track/report')
      ]
      return pages.map(({ html }) => head(html))
    }
    for (const head of await heads()) expect(head).not.toMatch(/超期|通报曝光/)
    const now = server.context.now().getTime()
    for (const days of [60, 65, 70, 75, 80])
      await escalateDue(no, { at: new Date(now + days * day), city: server.city })
    server.setNow(new Date(now + 81 * day))
    for (const head of await heads()) {
      expect(head).toMatch(/超期 \d+ 个工作日/)
      expect(head).toMatch(/\d+月\d+日通报曝光/)
    }
  })
})

test('a title may break between place and matter, on every page that shows it', async () => {
  const plain = await walk.accepted({ address: '文庙巷 9 号' })
  const li = await seated('li')
  for (const path of [`/office/cases/${plain.no}`, `/office/?tab=all`])
    expect((await li.go(path)).html).toContain('<span class="title">文庙巷 9 号：<wbr/>')
})

describe('what comes up again', () => {
  const place = { lng: 120.0021, lat: 32.0021 }
  const again = async (no: string) =>
    /\d+ 天内第 \d+ 次/.exec(head((await (await seated('zhou')).go(`/office/cases/${no}`)).html))?.[0]

  test('is counted at its place and of its kind in ninety days, and said in its head from the second time on', async () => {
    const begun = server.context.now().getTime()
    const first = await walk.accepted({ place })
    expect(await again(first.no)).toBeUndefined()
    const elsewhere = await walk.accepted({ place: { lng: place.lng + 0.002, lat: place.lat } })
    const otherKind = await walk.submit({ place, category: 'garbage' })
    expect([await again(elsewhere.no), otherKind.no !== '']).toEqual([undefined, true])
    server.setNow(new Date(begun + 40 * day))
    const second = await walk.accepted({ place })
    expect(await again(second.no)).toBe('90 天内第 2 次')
    // The first one was then the first; later ones change nothing about it.
    expect(await again(first.no)).toBeUndefined()
    server.setNow(new Date(begun + 80 * day))
    const third = await walk.accepted({ place })
    expect(await again(third.no)).toBe('90 天内第 3 次')
    server.setNow(new Date(begun + 100 * day))
    const fourth = await walk.accepted({ place })
    // The first has fallen out of the ninety days.
    expect(await again(fourth.no)).toBe('90 天内第 3 次')
  })
})

test('a reply may be begun with an offered sentence, and is not sent with its blanks', async () => {
  const { no } = await walk.accepted()
  const zhou = await seated('zhou')
  const { html } = await zhou.go(`/office/cases/${no}?act=reply`)
  const [offered = ''] = /data-text="([^"]+)"/.exec(html)?.slice(1) ?? []
  expect(html).toContain('data-inserts="words" hidden')
  expect(offered).toMatch(/〔.+〕/)
  const photos = await walk.photo()
  const said = { verb: 'reply', outcome: 'solved', photos }
  const refused = await zhou.submit(`/office/cases/${no}?act=reply`, { ...said, words: offered })
  expect([refused.status, refused.html.includes('〔〕里的还没有填')]).toEqual([422, true])
  expect(refused.html).toContain(offered)
  const words = offered.replace(/〔.+?〕/, '11月24日')
  expect((await zhou.submit(`/office/cases/${no}?act=reply`, { ...said, words })).status).toBe(303)
})

test('a tab of the queue is a map too: a pin and a line for each case, each leading to it, and nobody else’s', async () => {
  // Far from the others: those that lie close together are one mark with their number.
  const mine = await walk.accepted({ place: { lng: 120.0085, lat: 32.0085 } })
  const zhou = await seated('zhou')
  const { html } = await zhou.go('/office/map?tab=todo')
  expect(html).toMatch(/<a href="\/office\/map" aria-current="page">/)
  const links = html.match(new RegExp(`href="/office/cases/${mine.no}\\?tab=todo"`, 'g')) ?? []
  expect(links.length).toBeGreaterThanOrEqual(2)
  expect(html).not.toContain('/office/map?tab=publish')
  expect((await (await seated('shen')).go('/office/map?tab=todo')).status).toBe(403)
})
