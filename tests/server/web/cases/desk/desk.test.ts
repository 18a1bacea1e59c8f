/** The desk by its pages alone, with no script: what an officer, a dispatcher and a moderator do in a day. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import type { Receipt } from '#shared/reports.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey, phonePhoto, signIn } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let desk: Awaited<ReturnType<typeof startWeb>>
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-12T08:20:00Z' })
  desk = await startWeb(server)
})
afterAll(async () => {
  await desk.stop()
  await server.stop()
})

const report = async (seed: number, more: object = {}) => {
  const guest = client(server)
  const photo = await guest.photo(await phonePhoto(seed))
  const body = {
    category: 'shopfront',
    photos: [photo.body.id],
    place: { ...inHebin, accuracyM: 8 },
    address: '文庙巷 7 号',
    text: '货架摆到盲道上',
    contact: { name: '王女士', phone: '138 0000 0371' },
    consentPublic: true,
    ...more
  }
  return (await guest.post<Receipt>('/api/reports', body, { 'idempotency-key': freshKey() })).body
}
const seatedAs = async (name: string): Promise<Visitor> => {
  const who = visitor(desk.url)
  expect((await who.signIn(name, password)).status).toBe(303)
  return who
}
const caseOf = async (name: string, no: string) =>
  (await (await signIn(server, name)).get<CaseView>(`/api/cases/${no}`)).body
const file = async (seed: number) =>
  new File([Uint8Array.from(await phonePhoto(seed))], 'after.jpg', { type: 'image/jpeg' })

test('nobody sees the desk before signing in, and signing in leads back to where one was going', async () => {
  const who = visitor(desk.url)
  const sent = await who.go('/office/cases/2026-1112-00001?tab=todo')
  expect(sent.status).toBe(303)
  expect(sent.location).toBe('/office/sign-in?back=%2Foffice%2Fcases%2F2026-1112-00001%3Ftab%3Dtodo')
  const wrong = await who.signIn('zhou', 'not-it')
  expect(wrong.status).toBe(401)
  expect(wrong.html).toContain('用户名或密码不对')
  expect(wrong.html).toContain('value="zhou"')
  expect((await who.signIn('', '')).html).toContain('写上用户名')
  const right = await who.signIn('zhou', password, '/office/me')
  expect(right).toMatchObject({ status: 303, location: '/office/me' })
  expect(
    right.headers
      .getSetCookie()
      .every((line) => /HttpOnly/i.test(line) && /SameSite=Lax/i.test(line) && /Path=\/office/i.test(line))
  ).toBe(true)
  const me = await who.go('/office/me')
  expect(me.html).toContain('周明远')
  expect(me.html).toContain('经办人')
  expect(me.headers.get('cache-control')).toBe('no-store')
})

test('five wrong passwords lock the name and the page says for how long', async () => {
  const who = visitor(desk.url)
  for (let i = 0; i < 5; i++) await who.signIn('guan', 'guess')
  const locked = await who.signIn('guan', password)
  expect(locked.status).toBe(429)
  expect(locked.html).toContain('15 分钟')
})

test('a form from elsewhere, without a token or with another’s token, does nothing', async () => {
  const { no } = await report(41)
  const zhou = await seatedAs('zhou')
  const { html } = await zhou.go(`/office/cases/${no}?tab=accept`)
  const fields = { _token: zhou.tokenIn(html), form: 'accept', verb: 'accept', version: '1', seen: '2' }
  const path = `/office/cases/${no}`
  expect((await zhou.send(path, fields, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await zhou.send(path, fields, {})).status).toBe(403)
  expect((await zhou.send(path, { ...fields, _token: '' })).status).toBe(403)
  const qian = await seatedAs('wu')
  expect((await zhou.send(path, { ...fields, _token: qian.tokenIn((await qian.go('/office/me')).html) })).status).toBe(
    403
  )
  expect(
    (await visitor(desk.url).send('/office/sign-in', { name: 'zhou', password }, { origin: desk.url })).status
  ).toBe(403)
  expect(await caseOf('zhou', no)).toMatchObject({ status: 'dispatched' })
})

test('an officer accepts, is told what is missing, replies with a photo, and stands before the next case', async () => {
  const first = await report(51)
  const second = await report(52, { text: '第二件' })
  const zhou = await seatedAs('zhou')
  const queue = await zhou.go('/office/?tab=accept')
  expect(queue.html).toContain(`/office/cases/${first.no}`)
  // The exact place, the words and the number to call are the office's to see.
  const seen = await zhou.go(`/office/cases/${first.no}?tab=accept`)
  for (const words of ['货架摆到盲道上', '文庙巷 7 号，误差 8 米', '规则 R-4']) expect(seen.html).toContain(words)
  expect(seen.html).not.toContain('tel:13800000371')
  const reported = /name="report" value="([^"]+)"/.exec(seen.html)?.[1] ?? ''
  const opened = { _token: zhou.tokenIn(seen.html), report: reported, reason: 'ask_detail' }
  expect((await zhou.send(`/office/cases/${first.no}/contact`, opened)).status).toBe(303)
  expect((await zhou.go(`/office/cases/${first.no}?tab=accept`)).html).toContain('tel:13800000371')

  const accepted = await zhou.submit(`/office/cases/${first.no}?tab=accept`, {})
  expect(accepted.status).toBe(303)
  expect(accepted.location).toContain('done=accept')
  expect(accepted.location).toContain(`of=${first.no}`)
  expect(accepted.location).not.toContain(`cases/${first.no}`)
  expect((await zhou.go(accepted.location)).html).toContain('已签收')

  const page = `/office/cases/${first.no}?tab=todo`
  const short = await zhou.submit(page, { words: '好了' })
  expect(short.status).toBe(422)
  for (const words of ['先选处置结果', '至少写 10 个字', '>好了</textarea>']) expect(short.html).toContain(words)
  const bare = await zhou.submit(page, { outcome: 'solved', words: '货架已经全部搬走，盲道通了。' })
  expect(bare.status).toBe(422)
  expect(bare.html).toContain('要有处置后的照片')
  const broken = await zhou.submit(page, {
    outcome: 'solved',
    words: '货架已经全部搬走，盲道通了。',
    photo: new File(['text'], 'a.jpg')
  })
  expect(broken.status).toBe(422)
  expect(broken.html).toContain('「a.jpg」')

  // A photo that came with a form that was not accepted is not sent twice.
  const half = await zhou.submit(page, { outcome: 'solved', words: '短', photo: await file(53) })
  const kept = /name="photos"[^>]*value="([0-9a-f]{64})"|value="([0-9a-f]{64})"[^>]*name="photos"/.exec(half.html)
  const id = kept?.[1] ?? kept?.[2] ?? ''
  expect(id).toHaveLength(64)
  const replied = await zhou.submit(page, { outcome: 'solved', words: '货架已经全部搬走，盲道通了。', photos: id })
  expect(replied.status).toBe(303)
  expect(await caseOf('zhou', first.no)).toMatchObject({ status: 'replied', after: [{ id: photoIdOf(id) }] })
  expect(second.no).not.toBe(first.no)
})

test('whoever was slower sees what changed, keeps his words, and may try again', async () => {
  const { no } = await report(61)
  const zhou = await seatedAs('zhou')
  await zhou.submit(`/office/cases/${no}?tab=accept`, {})
  const page = `/office/cases/${no}?tab=todo&act=note`
  const old = await zhou.go(page)
  const version = /name="version" value="(\d+)"/.exec(old.html)?.[1] ?? ''
  const seen = /name="seen" value="(\d+)"/.exec(old.html)?.[1] ?? ''
  const wu = await seatedAs('wu')
  expect((await wu.submit(page, { words: '吴桐先到了现场' })).status).toBe(303)

  const fields = { _token: zhou.tokenIn(old.html), form: 'note', verb: 'note', version, seen, words: '我也到了现场' }
  const late = await zhou.send(`/office/cases/${no}?tab=todo`, fields)
  expect(late.status).toBe(409)
  for (const words of ['刚刚被别人更新过', '吴桐先到了现场', '>我也到了现场</textarea>'])
    expect(late.html).toContain(words)
  const now = /name="version" value="(\d+)"/.exec(late.html)?.[1] ?? ''
  expect(Number(now)).toBe(Number(version) + 1)
  expect((await zhou.send(`/office/cases/${no}?tab=todo`, { ...fields, version: now })).status).toBe(303)
})

test('a dispatcher is asked once more before a refusal, and going back keeps what was typed', async () => {
  const { no } = await report(71)
  const zhou = await seatedAs('zhou')
  await zhou.submit(`/office/cases/${no}?tab=accept&act=return`, {
    basis: 'office',
    rightOffice: 'water',
    words: '归水利局办，请改派'
  })
  expect(await caseOf('li', no)).toMatchObject({ status: 'returned' })
  const li = await seatedAs('li')
  const page = `/office/cases/${no}?tab=dispatch&act=refuse`
  const empty = await li.submit(page, { words: '', ask: '' })
  expect(empty.status).toBe(422)
  const said = { way: 'tell', ask: '邻市政务热线', contact: '邻市 12345' }
  const asked = await li.submit(page, { words: '这是邻市的地方，不归本市管', ...said })
  expect(asked.status).toBe(200)
  expect(asked.html).toContain('不予受理这件事？')
  expect(await caseOf('li', no)).toMatchObject({ status: 'returned' })
  const hidden = Object.fromEntries(
    [...asked.html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value
    ])
  )
  expect((await li.send(`/office/cases/${no}?tab=dispatch`, { ...hidden, back: '1' })).html).toContain(
    '>这是邻市的地方，不归本市管</textarea>'
  )
  expect((await li.send(`/office/cases/${no}?tab=dispatch`, { ...hidden, confirmed: 'yes' })).status).toBe(303)
  expect(await caseOf('li', no)).toMatchObject({ status: 'refused' })
})

test('an office outside a case is told that there is none', async () => {
  const { no } = await report(81)
  const qian = await seatedAs('qian')
  const other = await qian.go(`/office/cases/${no}`)
  expect(other.status).toBe(404)
  expect(other.html).not.toContain('货架')
  expect((await qian.go('/office/nowhere')).status).toBe(404)
  expect((await qian.go('/office/cases/nonsense')).status).toBe(404)
})

test('an access token that has run out is renewed on the way, by two pages at once too, and signing out ends it', async () => {
  const zhou = await seatedAs('zhou')
  const before = zhou.jar.get('desk_refresh')
  zhou.jar.delete('desk_access')
  const [a, b] = await Promise.all([zhou.go('/office/me'), zhou.go('/office/')])
  expect([a.status, b.status]).toEqual([200, 200])
  expect(zhou.jar.get('desk_refresh')).not.toBe(before)
  const { html } = await zhou.go('/office/me')
  const out = await zhou.send('/office/sign-out', { _token: zhou.tokenIn(html) })
  expect(out).toMatchObject({ status: 303, location: '/office/sign-in?why=out' })
  // What says that he has signed in on this device before is no session.
  expect([...zhou.jar.keys()]).toEqual(['desk_device'])
})

test('keys can be switched off, and the pages then name none', async () => {
  const zhou = await seatedAs('zhou')
  const { html } = await zhou.go('/office/me')
  expect((await zhou.go('/office/')).html).toContain('<kbd>J</kbd>')
  await zhou.send('/office/keys', { _token: zhou.tokenIn(html), keys: 'off' })
  const quiet = await zhou.go('/office/')
  expect(quiet.html).not.toContain('<kbd')
  expect(quiet.html).toContain('data-keys="off"')
})

test('one photo at a time goes up for a form that is still being written', async () => {
  const zhou = await seatedAs('zhou')
  const token = zhou.tokenIn((await zhou.go('/office/me')).html)
  const up = await zhou.send('/office/photos', { _token: token, photo: await file(91) })
  expect(up.status).toBe(201)
  expect(JSON.parse(up.html)).toMatchObject({ width: 480, height: 640 })
  const bad = await zhou.send('/office/photos', { _token: token, photo: new File(['no'], 'no.jpg') })
  expect(bad.status).toBe(422)
  expect(JSON.parse(bad.html)).toMatchObject({ code: 'not_a_photo', detail: expect.stringContaining('不是') })
})
