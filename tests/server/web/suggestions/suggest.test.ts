/** Suggestions on the portal's form without a script, and the page where administrators see how good they are. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { phonePhoto } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { cityWithKeywords } from '#tests/support/city-with-keywords.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let who: Visitor
beforeAll(async () => {
  server = await startTestServer({ city: cityWithKeywords })
})
afterAll(() => server.stop())
beforeEach(() => {
  who = visitor(server.url)
})

const hidden = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/type="hidden" name="(_token|key)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value
    ])
  )
const photo = async (): Promise<File> =>
  new File([Uint8Array.from(await phonePhoto(4711, 160, 120))], 'a.jpg', { type: 'image/jpeg' })
const written = { text: '垃圾堆了两天，一股臭味', area: 'hebin', consent: 'yes' }
const radios = (html: string): string[] => html.match(/<input type="radio" name="suggested"[^>]*>/g) ?? []

test('who wrote but chose nothing is offered what it looks like, and nothing is chosen for him', async () => {
  const { html } = await who.go('/report')
  expect(radios(html)).toEqual([])
  const back = await who.send('/report', { ...hidden(html), ...written, photos: await photo() })
  expect(back.status).toBe(422)
  expect(back.html).toContain('根据您写的内容，是这一类吗？')
  expect(radios(back.html)).toEqual(['<input type="radio" name="suggested" value="garbage"/>'])

  // One tap, and everything else is still there.
  const kept = /name="photo"[^>]*value="([^"]+)"/.exec(back.html)?.[1] ?? ''
  const sent = await who.send('/report', {
    ...hidden(back.html),
    ...written,
    photo: kept,
    category: '',
    suggested: 'garbage'
  })
  expect(sent.status).toBe(303)
  expect((await who.go(sent.location)).html).toContain('环卫中心')
})

test('what is chosen in the list counts, whatever was suggested', async () => {
  const { html } = await who.go('/report')
  const sent = await who.send('/report', {
    ...hidden(html),
    ...written,
    photos: await photo(),
    category: 'sewage',
    suggested: 'garbage'
  })
  expect(sent.status).toBe(303)
  expect((await who.go(sent.location)).html).toContain('水利局')
})

test('words that look like nothing, too few or none at all are not commented on', async () => {
  for (const text of ['你好', '垃', '']) {
    const { html } = await who.go('/report')
    const back = await who.send('/report', { ...hidden(html), ...written, text, photos: await photo() })
    expect(back.status).toBe(422)
    expect(radios(back.html)).toEqual([])
  }
})

test('an administrator reads how good suggestions are and has them learned anew', async () => {
  await who.signIn('guan', password)
  const page = await who.go('/office/admin/suggest')
  expect(page.status).toBe(200)
  expect(page.html).toContain('类别建议')
  expect(page.html).toContain('第 1 版')
  const asked = await who.send('/office/admin/suggest', { _token: who.tokenIn(page.html) })
  expect(asked).toMatchObject({ status: 303, location: '/office/admin/suggest' })
})

test('other staff have no such page, and a form from elsewhere does nothing', async () => {
  await who.signIn('zhou', password)
  expect((await who.go('/office/admin/suggest')).status).toBe(403)
  expect((await who.go('/office/me')).html).not.toContain('/office/admin/suggest')
  const admin = visitor(server.url)
  await admin.signIn('guan', password)
  expect((await admin.go('/office/me')).html).toContain('/office/admin/suggest')
  expect((await admin.send('/office/admin/suggest', { _token: 'not-it' })).status).toBe(403)
  const nobody = await visitor(server.url).go('/office/admin/suggest')
  expect(nobody.location).toContain('/office/sign-in')
})
