/** A photo that cannot be taken is named, and costs nothing else of what was sent. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { photoBytesAtMost } from '#shared/photos.ts'
import { phonePhoto } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const good = async (seed: number): Promise<File> =>
  new File([Uint8Array.from(await phonePhoto(seed, 160, 120))], '好照片.jpg', { type: 'image/jpeg' })
const huge = new File([new Uint8Array(photoBytesAtMost + 1)], '全景大图.png', { type: 'image/png' })
const noPhoto = new File(['a text'], '说明.txt', { type: 'text/plain' })
const text = '垃圾堆了两天，一股臭味'

/** The form as a browser without scripts sends it: the photos first, what was written after them. */
async function sent(...photos: File[]) {
  const who = visitor(server.url)
  const { html } = await who.go('/report')
  const body = new FormData()
  for (const photo of photos) body.append('photos', photo)
  for (const [name, value] of Object.entries({ _token: who.tokenIn(html), text, area: 'hebin', consent: 'yes' }))
    body.append(name, value)
  return who.go('/report', { method: 'POST', body, headers: { origin: server.url } })
}

test.each([
  ['too large', huge],
  ['no photo', noPhoto]
])('one that is %s is named, the good one and every word are kept', async (_what, bad) => {
  const back = await sent(bad, await good(6001))
  expect(back.status).toBe(422)
  expect(back.html).toContain(`第 1 张「${bad.name}」：`)
  expect(back.html).toContain(text)
  expect(back.html).toMatch(/name="photo"[^>]*value="[0-9a-f]{64} 120 160"/)
  expect(back.html).toMatch(/<option value="hebin" selected/)
})

test('one too many is said, nine are kept', async () => {
  const photos = await Promise.all(Array.from({ length: 11 }, (_, i) => good(6100 + i)))
  const back = await sent(...photos)
  expect(back.status).toBe(422)
  expect(back.html).toContain('最多 9 张')
  expect(back.html).toContain(text)
  expect(back.html.match(/name="photo"[^>]*value="[0-9a-f]{64} /g)).toHaveLength(9)
})

test('at the desk as well: the words of a reply outlive a photo that is too large', async () => {
  const { no } = await journey(server).accepted()
  const zhou = visitor(server.url)
  await zhou.signIn('zhou', password)
  const words = '货架已经全部搬走，盲道通了，请放心出行。'
  const back = await zhou.submit(`/office/cases/${no}?act=reply`, {
    verb: 'reply',
    outcome: 'solved',
    photos: huge,
    words
  })
  expect(back.status).toBe(422)
  expect(back.html).toContain('「全景大图.png」')
  expect(back.html).toContain(words)
})
