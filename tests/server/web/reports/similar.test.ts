/** Before a report goes, the form shows what others have reported nearby; without a script, and with nothing typed lost. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { DatabaseSilent } from '#server/kernel/deadline.ts'
import type { Typed } from '#server/web/reports/public/ReportForm.tsx'
import { similarTo } from '#server/web/reports/public/submit.ts'
import { inHebin } from '#tests/support/city.ts'
import { phonePhoto } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let known = ''
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  known = (await walk.submit({ place: inHebin, address: '文庙巷 7 号' })).no
  await walk.publish(known)
})
afterAll(() => server.stop())

const fields = { category: 'shopfront', text: '货架摆到盲道上', consent: 'yes' }
const located = { lng: String(inHebin.lng), lat: String(inHebin.lat) }

async function report(who: Visitor, more: Record<string, string>) {
  const { html } = await who.go('/report')
  const photo = new File([Uint8Array.from(await phonePhoto(7100, 160, 120))], 'a.jpg', { type: 'image/jpeg' })
  return who.send('/report', { _token: who.tokenIn(html), photos: photo, ...fields, ...more })
}
/** What the form that came back holds, as a browser sends it again. */
const again = (who: Visitor, html: string) => {
  const form = html.slice(html.indexOf('id="form"'))
  const hidden = [...form.matchAll(/type="hidden"[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)]
  const photos = /name="photo"[^>]* value="([^"]+)"/.exec(form)?.[1] ?? ''
  return who.send('/report', {
    ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    ...fields,
    photo: photos
  })
}
const affected = async (no: string) => (await walk.guest.get<CaseView>(`/api/cases/${no}`)).body.affected

test('whoever says that it is another sends his own with one more press, and loses nothing', async () => {
  const who = visitor(server.url)
  const asked = await report(who, located)
  expect(asked.status).toBe(200)
  expect(asked.html).toContain('附近有人报过，是同一件吗？')
  expect(asked.html).toContain(`href="/cases/${known}"`)
  expect(asked.html).toContain(fields.text)
  const sent = await again(who, asked.html)
  expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/^\/track\/receipt\//)])
})

test('whoever has met the same says so with one press, once, and takes it back in the same browser', async () => {
  const who = visitor(server.url)
  const { html } = await report(who, located)
  const say = () => who.send(`/cases/${known}/affected`, { _token: who.tokenIn(html), act: 'say' })
  const said = await say()
  expect([said.status, said.location]).toEqual([303, `/cases/${known}/affected?done=say`])
  await say()
  expect(await affected(known)).toBe(1)
  const page = await who.go(said.location)
  expect(page.html).toContain('算您一个了')
  expect((await visitor(server.url).go(`/cases/${known}`)).html).toContain('另有 1 人也遇到')
  await who.send(`/cases/${known}/affected`, { _token: who.tokenIn(page.html), act: 'take_back' })
  expect(await affected(known)).toBe(undefined)
})

test('a browser that says only the street is shown what has been reported at the same address', async () => {
  const asked = await report(visitor(server.url), { area: 'hebin', address: '文庙巷 7 号' })
  expect(asked.html).toContain(`href="/cases/${known}"`)
  const elsewhere = await report(visitor(server.url), { area: 'hebin', address: '滨江路 90 号' })
  expect(elsewhere.status).toBe(303)
})

test('nobody is asked who has something else, reports anew what has come back, or has left something out', async () => {
  const other = await report(visitor(server.url), { ...located, category: 'garbage', text: '垃圾成堆' })
  expect(other.status).toBe(303)
  const anew = await report(visitor(server.url), { ...located, again: known })
  expect(anew.status).toBe(303)
  const wanting = await report(visitor(server.url), { ...located, consent: '' })
  expect([wanting.status, wanting.html.includes('是同一件吗')]).toEqual([422, false])
})

test('of what is over, or not public, nothing can be said', async () => {
  const over = await walk.closed({ place: { lng: 120.012, lat: 32.012 } })
  await walk.publish(over.no)
  const who = visitor(server.url)
  const page = await who.go(`/cases/${over.no}/affected`)
  expect(page.html).toContain('已经办完了')
  const refused = await who.send(`/cases/${over.no}/affected`, { _token: who.tokenIn(page.html), act: 'say' })
  expect(refused.status).toBe(409)
  const hidden = await walk.submit({ place: { lng: 120.012, lat: 32.012 } })
  expect((await who.go(`/cases/${hidden.no}/affected`)).status).toBe(404)
  const foreign = await visitor(server.url).send(`/cases/${known}/affected`, { _token: 'x', act: 'say' })
  expect(foreign.status).toBe(403)
})

test('a check that the database cannot answer keeps no report back; a mistake of ours is not hidden', async () => {
  const typed = { ...fields, ...located, area: 'hebin', channel: 'web', photos: [{ id: 'p' }] } as unknown as Typed
  const failing = (error: Error) => similarTo(() => Promise.reject(error), typed, '127.0.0.1')
  expect(await failing(new DatabaseSilent('find', 3_000))).toEqual([])
  await expect(failing(new TypeError('undefined is not a function'))).rejects.toThrow(TypeError)
})
