/** What stands in the head of a page, and what programs that read the site ask for by fixed names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let no: string
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  no = (await walk.closed()).no
  await walk.publish(no)
})
afterAll(() => server.stop())

const read = async (path: string) => (await visitor(server.url).go(path)).html
const titleOf = (html: string): string => /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
const meta = (html: string, name: string): string =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1] ?? ''

describe('the head of a page', () => {
  const paths = [
    '/',
    '/cases',
    '/offices',
    '/offices/hebin-squad',
    '/activities',
    '/premises',
    '/certificates',
    '/contacts'
  ]
  test('names the city, says what the page is about, and what a chat shows of it', async () => {
    for (const path of [...paths, '/standards', '/exposed', '/docs/api', '/report', '/track', `/cases/${no}`]) {
      const html = await read(path)
      expect([path, titleOf(html)]).toEqual([path, expect.stringContaining(server.city.info.name)])
      expect([path, meta(html, 'description').length > 10]).toEqual([path, true])
      expect([path, meta(html, 'og:title')]).toEqual([path, titleOf(html)])
      expect([path, meta(html, 'og:url')]).toEqual([path, `${server.url}${path}`])
      const picture = await fetch(meta(html, 'og:image'))
      expect([path, picture.status, /^image\//.test(picture.headers.get('content-type') ?? '')]).toEqual([
        path,
        200,
        true
      ])
    }
  })

  test('shows a case by its own photo, and of one without photos the card of the city', async () => {
    expect(meta(await read(`/cases/${no}`), 'og:image')).toMatch(/\/photos\/[0-9a-f]{64}\/large\.jpg$/)
    expect(meta(await read('/cases'), 'og:image')).toBe(`${server.url}/card.png`)
  })

  test('says 错误 first where a form came back, on the portal and on the desk', async () => {
    const who = visitor(server.url)
    const { html } = await who.go('/report')
    expect(titleOf(html)).not.toContain('错误')
    const back = await who.send('/report', { _token: who.tokenIn(html), nothing: new Blob([]) })
    expect([back.status, titleOf(back.html).startsWith('错误：')]).toEqual([422, true])
    const door = await who.go('/track')
    expect(titleOf((await who.send('/track', { _token: who.tokenIn(door.html), no: 'x', code: 'y' })).html)).toMatch(
      /^错误：/
    )
    const desk = visitor(server.url)
    const sign = await desk.go('/office/sign-in')
    expect(
      titleOf((await desk.send('/office/sign-in', { _token: desk.tokenIn(sign.html), name: '', password: '' })).html)
    ).toMatch(/^错误：/)
    await desk.signIn('zhou', password)
    const { no: mine } = await walk.accepted()
    const sent = await desk.submit(`/office/cases/${mine}?act=note`, { words: '' })
    expect([sent.status, titleOf(sent.html).startsWith('错误：')]).toEqual([422, true])
  })

  test('on paper a page says whose it is and at which address', async () => {
    const desk = visitor(server.url)
    await desk.signIn('zhou', password)
    for (const [html, path] of [
      [await read(`/cases/${no}`), `/cases/${no}`],
      [(await desk.go('/office/')).html, '/office/']
    ] as const)
      expect(html).toContain(
        `<p class="printed"><b>${server.city.info.name}随手拍</b><span>${server.url}${path}</span></p>`
      )
  })
})

test('夜间 and 日间 are both there for who follows his system, and one of them once he has chosen', async () => {
  const who = visitor(server.url)
  const links = (html: string) => [...html.matchAll(/href="\/prefs\?theme=(\w+)[^"]*"/g)].map(([, theme]) => theme)
  expect(links((await who.go('/')).html)).toEqual(['dark', 'light'])
  await who.go('/prefs?theme=dark&back=/')
  expect(links((await who.go('/')).html)).toEqual(['light'])
  await who.go('/prefs?theme=light&back=/')
  expect(links((await who.go('/')).html)).toEqual(['dark'])
})

describe('fixed names', () => {
  const get = async (path: string) => {
    const got = await fetch(server.url + path)
    return {
      status: got.status,
      type: got.headers.get('content-type') ?? '',
      bytes: Buffer.from(await got.arrayBuffer())
    }
  }
  test('icons are pictures of their size', async () => {
    const ico = await get('/favicon.ico')
    expect([ico.status, ico.type, ico.bytes.readUInt16LE(2)]).toEqual([200, 'image/x-icon', 1])
    expect(await sharp(ico.bytes.subarray(22)).metadata()).toMatchObject({ format: 'png', width: 32, height: 32 })
    for (const [path, width, height] of [
      ['/apple-touch-icon.png', 180, 180],
      ['/card.png', 1200, 630]
    ] as const)
      expect(await sharp((await get(path)).bytes).metadata()).toMatchObject({ format: 'png', width, height })
  })

  test('robots are kept out of what is somebody’s own, and shown the map', async () => {
    const { status, type, bytes } = await get('/robots.txt')
    expect([status, type]).toEqual([200, 'text/plain; charset=utf-8'])
    for (const path of ['/office/', '/track', '/api/']) expect(bytes.toString()).toContain(`Disallow: ${path}\n`)
    // The offices are everybody's.
    expect(bytes.toString()).not.toContain('Disallow: /office\n')
    expect(bytes.toString()).toContain(`Sitemap: ${server.url}/sitemap.xml`)
  })

  test('the map names every public page, and none that is not there', async () => {
    const { status, type, bytes } = await get('/sitemap.xml')
    expect([status, type]).toEqual([200, 'application/xml; charset=utf-8'])
    const paths = [...bytes.toString().matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) =>
      url.replace(server.url, '')
    )
    expect(paths).toEqual(expect.arrayContaining(['/', '/cases', '/offices/hebin-squad', `/cases/${no}`]))
    expect(paths.filter((path) => /^\/(office\/|track)/.test(path))).toEqual([])
    for (const path of paths) expect([path, (await get(path)).status]).toEqual([path, 200])
  })

  test('who found a hole is told whom to tell', async () => {
    const { status, bytes } = await get('/.well-known/security.txt')
    const lines = Object.fromEntries(
      bytes
        .toString()
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
    )
    expect(status).toBe(200)
    expect((await fetch(lines['Contact'] ?? '')).status).toBe(200)
    const days = (Date.parse(lines['Expires'] ?? '') - server.context.now().getTime()) / 86_400_000
    expect(days > 90 && days < 366).toBe(true)
  })
})

test('a patrol stays inside the desk, and the suggestions are one of its places', async () => {
  const bai = visitor(server.url)
  await bai.signIn('bai', password)
  const { html } = await bai.go('/office/patrol')
  expect(html).toContain('class="dk-nav"')
  expect(html).not.toContain('class="site-nav"')
  expect(html).toContain('<a href="/office/patrol" aria-current="page">')
  const guan = visitor(server.url)
  await guan.signIn('guan', password)
  const nav = /<nav class="dk-nav"[\s\S]*?<\/nav>/.exec((await guan.go('/office/admin/suggest')).html)?.[0] ?? ''
  expect(nav.match(/<a href="[^"]*" aria-current="page">/g)).toEqual([
    '<a href="/office/admin/suggest" aria-current="page">'
  ])
})
