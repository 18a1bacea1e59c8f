/** The receipt of the portal and of a patrol: a page of its own, for whoever sent the report and for nobody else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { phonePhoto } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

let photos = 5200
const photo = async (): Promise<Blob> =>
  new Blob([Uint8Array.from(await phonePhoto(++photos, 160, 120))], { type: 'image/jpeg' })
async function sent(who: Visitor, path: string) {
  const { html } = await who.go(path)
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const fields = { _token: who.tokenIn(html), key, category: 'shopfront', area: 'hebin', consent: 'yes' }
  return who.send(path, { ...fields, photos: await photo() })
}
const read = (html: string) => ({
  no: /\d{4}-\d{4}-\d{5}/.exec(html)?.[0] ?? '',
  code: /<code>([0-9A-Z]{5}-[0-9A-Z]{5})<\/code>/.exec(html)?.[1] ?? ''
})

describe('the receipt of a report from the portal', () => {
  test('is a page that is read, and read again: Back sends nothing and loses nothing', async () => {
    const who = visitor(server.url)
    const { status, location } = await sent(who, '/report')
    expect(status).toBe(303)
    const first = await who.go(location)
    expect(first.status).toBe(200)
    const { no, code } = read(first.html)
    expect(location).toContain(no)
    expect(code).not.toBe('')
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect(read((await who.go(location)).html)).toEqual({ no, code })
    const stranger = visitor(server.url)
    const door = await stranger.go('/track')
    const opened = await stranger.send('/track', { _token: stranger.tokenIn(door.html), no, code })
    expect(opened.location).toBe('/track/report')
    expect(read((await stranger.go(location)).html)).toEqual({ no, code })
  })

  test('is nobody else’s, nor anybody’s after he has left', async () => {
    const who = visitor(server.url)
    const { location } = await sent(who, '/report')
    const { html } = await who.go(location)
    const { no, code } = read(html)
    const other = visitor(server.url)
    await sent(other, '/report')
    for (const reader of [visitor(server.url), other]) {
      const turned = await reader.go(location)
      expect(turned.status).toBe(303)
      expect(turned.location).toBe(`/track?no=${no}`)
      expect(turned.html).not.toContain(code)
    }
    const own = await who.go('/track/report')
    await who.send('/track/leave', { _token: who.tokenIn(own.html), leave: '1' })
    expect((await who.go(location)).location).toBe(`/track?no=${no}`)
    expect((await who.go('/track/receipt/nothing-like-it')).location).toBe('/track?no=')
  })

  test('can be copied and kept as one picture with number, code, office and date; the code of it leads to the report', async () => {
    const who = visitor(server.url)
    const { html } = await who.go((await sent(who, '/report')).location)
    const { no, code } = read(html)
    expect(html).toContain(`data-copy="编号 ${no} 查询码 ${code}"`)
    const picture = JSON.parse(
      (/data-receipt="([^"]+)"/.exec(html)?.[1] ?? '{}').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    ) as { rows: { words: string }[] }
    expect(picture.rows.map(({ words }) => words)).toEqual([
      no,
      code,
      expect.stringContaining('河滨'),
      expect.stringContaining('11月27日 10:00 前'),
      expect.stringContaining('2026年11月24日')
    ])
  })
})

test('whoever was on patrol reads his receipt at an address as well', async () => {
  const bai = visitor(server.url)
  await bai.signIn('bai', password)
  const { status, location } = await sent(bai, '/office/patrol')
  expect(status).toBe(303)
  const { no, code } = read((await bai.go(location)).html)
  expect(location).toContain(no)
  expect(code).not.toBe('')
  expect(read((await bai.go(location)).html)).toEqual({ no, code })
  const lian = visitor(server.url)
  await lian.signIn('lian', password)
  expect((await lian.go(location)).location).toBe('/office/patrol')
})
