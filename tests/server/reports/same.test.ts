/** Who reports the same thing once more is asked; who reports another is not; nobody sends it thirty times. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp, { type Sharp } from 'sharp'
import { mongoose } from '#server/kernel/mongo.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey, signIn, type Client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
let guest: Client
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web', SAME_REPORT_MINUTES: '15' } })
  guest = client(server)
})
afterAll(() => server.stop())

/** A scene of its own for every number: light and dark in patches, as a street has them. */
function scene(n: number): Sharp {
  const raw = Buffer.alloc(12 * 9 * 3)
  for (let i = 0, state = n * 7_919 + 1; i < raw.length; i++)
    raw[i] = (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16
  return sharp(raw, { raw: { width: 12, height: 9, channels: 3 } }).resize(640, 480, { kernel: 'cubic' })
}
const jpeg = (sharp: Sharp, quality = 85): Promise<Buffer> => sharp.jpeg({ quality }).toBuffer()
/** The same, taken a moment later: a little moved, a little darker. */
const again = async (n: number): Promise<Buffer> =>
  jpeg(
    sharp(await jpeg(scene(n)))
      .extract({ left: 6, top: 4, width: 630, height: 472 })
      .modulate({ brightness: 0.97 }),
    70
  )

type Answer = { no: string; code?: string; detail?: string }
const upload = async (bytes: Buffer, who = guest): Promise<string> => (await who.photo(bytes)).body.id
const send = (photo: string, more: object = {}, key = freshKey(), who = guest) =>
  who.post<Answer>(
    '/api/reports',
    { category: 'shopfront', photos: [photo], place: inHebin, consentPublic: true, ...more },
    { 'idempotency-key': key }
  )
const count = () => mongoose.connection.collection('cases').countDocuments()

test('the same photo, or one taken a moment later, is asked about once, and then taken', async () => {
  const first = await send(await upload(await jpeg(scene(1))))
  expect(first.status).toBe(201)
  server.setNow(new Date(server.context.now().getTime() + 3 * 60_000))
  const before = await count()
  const [photo, key] = [await upload(await again(1)), freshKey()]
  const asked = await send(photo, {}, key)
  expect([asked.status, asked.body.code, await count()]).toEqual([409, 'too_often', before])
  expect(asked.body.detail).toContain('3 分钟前')
  expect(asked.body.detail).toContain(first.body.no)
  // He meant it: the same report, sent again.
  const meant = await send(photo, {}, key)
  expect(meant.status).toBe(201)
  expect(meant.body.no).not.toBe(first.body.no)
  // And again is the same answer.
  expect((await send(photo, {}, key)).body).toEqual(meant.body)
})

test('thirty of them are three', async () => {
  const statuses: number[] = []
  const before = await count()
  for (let n = 0; n < 10; n++) {
    const photo = await upload(await jpeg(scene(2), 60 + n))
    const key = freshKey()
    for (let i = 0; i < 3; i++) statuses.push((await send(photo, {}, key)).status)
  }
  expect((await count()) - before).toBe(3)
  expect(statuses.slice(12).every((status) => status === 409)).toBe(true)
})

test('what is another thing is not asked about', async () => {
  const far = { lng: inHebin.lng + 0.001, lat: inHebin.lat }
  const officer = await signIn(server, 'zhou')
  const other: [what: string, sent: () => Promise<{ status: number; text: string }>][] = [
    ['the first', async () => send(await upload(await jpeg(scene(3))))],
    ['another photo', async () => send(await upload(await jpeg(scene(4))))],
    ['another category', async () => send(await upload(await jpeg(scene(3))), { category: 'garbage' })],
    ['another place', async () => send(await upload(await jpeg(scene(3))), { place: far })],
    ['another person', async () => send(await upload(await jpeg(scene(3)), officer), {}, freshKey(), officer)]
  ]
  for (const [what, sent] of other) {
    const { status, text } = await sent()
    expect([what, status, status === 201 ? '' : text]).toEqual([what, 201, ''])
  }
  server.setNow(new Date(server.context.now().getTime() + 16 * 60_000))
  expect((await send(await upload(await jpeg(scene(3))))).status).toBe(201)
})

test('the form of the portal asks too, keeps all, and takes it the second time', async () => {
  expect((await send(await upload(await jpeg(scene(5))), { category: 'garbage' })).status).toBe(201)
  const who = visitor(server.url)
  const fields = (html: string) => ({
    _token: who.tokenIn(html),
    category: 'garbage',
    lng: String(inHebin.lng),
    lat: String(inHebin.lat),
    text: '还是那一堆',
    consent: 'yes'
  })
  const post = async (html: string, more: Record<string, string | File>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...fields(html), ...more })) body.append(name, value)
    return who.go('/report', { method: 'POST', body, headers: { origin: server.url } })
  }
  const file = new File([Uint8Array.from(await again(5))], 'a.jpg', { type: 'image/jpeg' })
  const { html } = await who.go('/report')
  const asked = await post(html, { photos: file })
  expect(asked.status).toBe(422)
  expect(asked.html).toContain('一分钟内')
  expect(asked.html).toContain('还是那一堆')
  const photo = /name="photo"[^>]*value="([0-9a-f]{64} \d+ \d+)"/.exec(asked.html)?.[1] ?? ''
  const taken = await post(asked.html, { photo })
  expect([taken.status, taken.location]).toEqual([303, expect.stringContaining('/track/receipt/')])
})
