/** The pages of certificates: what a stranger reads, and how the desk announces, refuses and revokes by its forms. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certifying, type Certifying } from '#tests/support/certifying.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let c: Certifying
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-02T02:00:00.000Z', env: { ROLE: 'web' } })
  c = certifying(server)
})
afterAll(() => server.stop())

const get = (path: string, cookie = '') =>
  fetch(server.url + path, { headers: { accept: 'text/html', cookie }, redirect: 'manual' })
const tokenIn = (html: string): string => /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? ''
const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''

async function send(path: string, fields: Record<string, string>, cookie: string): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return fetch(server.url + path, {
    method: 'POST',
    body: form,
    headers: { accept: 'text/html', cookie, origin: server.url },
    redirect: 'manual'
  })
}
/** Cookies of somebody who has signed in at the desk. */
async function sitDown(name: string): Promise<string> {
  const door = await (await get('/office/sign-in')).text()
  const sat = await send('/office/sign-in', { _token: tokenIn(door), name, password, back: '/office/' }, '')
  return sat.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
}

describe('a stranger with a paper', () => {
  test('types the number as he reads it and lands on its page', async () => {
    const sent = await get('/certificates?number=2026%20000123&code=ABCDE12345')
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/certificates/2026-000123?code=ABCDE12345'])
    const page = await get('/certificates/2026-000123')
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const html = await page.text()
    expect(html).toContain('没有查到')
    expect(html).toContain('name="robots" content="noindex"')
  })

  test('is told what a number looks like, and keeps what he typed', async () => {
    const sent = await get('/certificates?number=%3Cb%3E12')
    expect(sent.status).toBe(422)
    const html = await sent.text()
    expect(html).toContain('编号是 4 位年份')
    expect(html).toContain('value="&lt;b&gt;12"')
    expect((await get('/certificates/not-a-number')).status).toBe(404)
  })

  test('sees an empty register that says so', async () => {
    const html = await (await get('/certificates')).text()
    for (const words of ['现在没有公示中的证明', '没有撤销的证明']) expect(html).toContain(words)
  })
})

describe('the desk', () => {
  test('sends whoever does not sit there to the door, and keeps officers out', async () => {
    const sent = await get('/office/certificates')
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/office/sign-in?back=%2Foffice%2Fcertificates'])
    const zhou = await sitDown('zhou')
    expect((await get('/office/certificates', zhou)).status).toBe(403)
    expect(await (await get('/office/', zhou)).text()).not.toContain('/office/certificates')
  })

  test('announces, refuses with a reason only, and tells what has changed under a form', async () => {
    await c.served('mei')
    const { id } = (await c.ask('mei', { identity: { name: '梅溪' } })).body
    const xu = await sitDown('xu')
    const list = await (await get('/office/certificates', xu)).text()
    expect(list).toContain('梅溪')
    const path = `/office/certificates/${id}`
    const page = await (await get(path, xu)).text()
    for (const words of ['文庙巷清洁日', '2 小时', '核对无误，开始公示']) expect(page).toContain(words)
    expect(page).not.toContain('签发证明')
    const form = { _token: tokenIn(page), version: versionIn(page) }

    const silent = await send(path, { ...form, verb: 'refuse', words: '不' }, xu)
    expect(silent.status).toBe(422)
    expect(await silent.text()).toContain('>不</textarea>')
    expect((await send(path, { ...form, verb: 'approve', _token: 'made-up' }, xu)).status).toBe(403)
    const sent = await send(path, { ...form, verb: 'approve' }, xu)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path}?done`])
    const stale = await send(path, { ...form, verb: 'approve' }, xu)
    expect(stale.status).toBe(409)
    expect(await stale.text()).toContain('公示到')
    expect(await (await get('/certificates')).text()).toContain('梅*')
  })

  test('revokes with a cause that everybody reads and words that only the holder does', async () => {
    await c.served('lan')
    const certificate = await c.issued('lan', { identity: { name: '兰亭' } })
    const shen = await sitDown('shen')
    const path = `/office/certificates/${certificate.id}`
    const page = await (await get(path, shen)).text()
    expect(page).toContain('撤销后不能恢复')
    const form = { _token: tokenIn(page), version: versionIn(page) }
    const words = '登记时写错了单位'
    const sent = await send(path, { ...form, verb: 'revoke', cause: 'issued_in_error', words }, shen)
    expect(sent.status).toBe(303)
    const register = await (await get('/certificates')).text()
    expect(register).toContain(certificate.number ?? '-')
    expect(register).toContain('出具有误')
    expect(register).not.toContain(words)
    expect((await c.look(await c.resident('lan'), certificate.id)).body.revoked?.words).toBe(words)
  })
})
