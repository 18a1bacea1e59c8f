/** Photos that come in parts: resumed, repeated, mixed up, cut off, by strangers, to two processes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { photoPartBytes } from '#shared/photos.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { photoIdOf, sweepPhotos } from '#server/photos/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { emptyDatabase, type TestDatabase } from '#tests/support/database.ts'
import { client, freshKey, phonePhoto } from '#tests/support/http.ts'
import { morning, startTestServer, type TestServer } from '#tests/support/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'suishoupai-parts-'))
let database: TestDatabase
/** Two processes of one city. */
let servers: [TestServer, TestServer]
beforeAll(async () => {
  database = await emptyDatabase()
  const one = { database, env: { DATA_DIR: folder, ROLE: 'web', PHOTO_DAY_MB: '4' } }
  servers = [await startTestServer(one), await startTestServer(one)]
})
afterAll(async () => {
  for (const server of servers) await server.stop()
  database.release()
  rmSync(folder, { recursive: true, force: true })
})

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const collection = (name: string) => mongoose.connection.collection(name)

/** A picture of so many parts: what stands behind the end of a JPEG is passed over. */
async function picture(seed: number, parts: number): Promise<Buffer> {
  const jpeg = await phonePhoto(seed, 160, 120)
  const more = Buffer.alloc((parts - 1) * photoPartBytes + 1000 - jpeg.length)
  for (let i = 0; i + 4 <= more.length; i += 4) more.writeUInt32LE((seed * 2_654_435_761 + i) >>> 0, i)
  return Buffer.concat([jpeg, more])
}
interface Parts {
  bytes: Buffer
  key: string
  parts: Buffer[]
  hash: string
}
function inParts(bytes: Buffer, key = freshKey()): Parts {
  const parts = Array.from({ length: Math.ceil(bytes.length / photoPartBytes) }, (_, n) =>
    bytes.subarray(n * photoPartBytes, (n + 1) * photoPartBytes)
  )
  return { bytes, key, parts, hash: sha256(Buffer.concat(parts.map(sha256))).toString('hex') }
}
interface Sent {
  status: number
  body: { missing?: number[]; photo?: { id: string; width: number }; code?: string }
}
interface More {
  to?: TestServer
  token?: string
  body?: Buffer
}
async function sendPart(parts: Parts, part: number, { to = servers[0], token, body }: More = {}): Promise<Sent> {
  const bytes = parts.parts[part] ?? Buffer.alloc(0)
  const query = { bytes: parts.bytes.length, hash: parts.hash, part, sum: sha256(bytes).toString('hex') }
  const response = await fetch(`${to.url}/api/photos/parts?${new URLSearchParams(query as never).toString()}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'idempotency-key': parts.key,
      ...(token && { authorization: `Bearer ${token}` })
    },
    body: Uint8Array.from(body ?? bytes)
  })
  return { status: response.status, body: (await response.json()) as Sent['body'] }
}
const ask = (parts: Parts, to?: TestServer) => sendPart(parts, 0, { body: Buffer.alloc(0), ...(to && { to }) })
async function resident(name: string): Promise<string> {
  const { body } = await client(servers[0]).post<{ access: string }>('/api/sessions/wechat', {
    code: `${name}:${freshKey()}`
  })
  return body.access
}
const report = (photo: string) =>
  client(servers[0]).post(
    '/api/reports',
    { category: 'shopfront', photos: [photo], place: inHebin, consentPublic: true },
    { 'idempotency-key': freshKey() }
  )

describe('a photo in parts', () => {
  test('is one photo once all are there, whatever their order, how often they come and to which process', async () => {
    const parts = inParts(await picture(1, 3))
    expect((await ask(parts)).body).toEqual({ missing: [0, 1, 2] })
    expect((await sendPart(parts, 2)).body).toEqual({ missing: [0, 1] })
    expect((await sendPart(parts, 2, { to: servers[1] })).body).toEqual({ missing: [0, 1] })
    expect((await sendPart(parts, 0, { to: servers[1] })).body).toEqual({ missing: [1] })
    const { status, body } = await sendPart(parts, 1)
    expect(status).toBe(200)
    expect(body).toMatchObject({ missing: [], photo: { width: 120 } })
    // The answer was lost on its way: asked or sent once more, to either, it is the same.
    for (const again of [await ask(parts), await ask(parts, servers[1]), await sendPart(parts, 1, { to: servers[1] })])
      expect(again.body).toEqual(body)
    expect(await collection('photoparts').countDocuments()).toBe(0)
    expect(await collection('photos').countDocuments({ _id: photoIdOf(body.photo?.id ?? '') as never })).toBe(1)
    expect((await report(body.photo?.id ?? '')).status).toBe(201)
    expect((await ask(parts)).body).toEqual(body)
  })

  test('of which the last parts come at once to both processes is kept once', async () => {
    const parts = inParts(await picture(2, 2))
    const before = await collection('photos').countDocuments()
    await Promise.all([sendPart(parts, 0), sendPart(parts, 1, { to: servers[1] })])
    const answers = await Promise.all([ask(parts), ask(parts, servers[1])])
    for (const { status, body } of answers) expect([200, 409]).toContain(body.photo ? status : 409)
    expect((await ask(parts)).body.photo).toBeDefined()
    expect(await collection('photos').countDocuments()).toBe(before + 1)
  })

  test('goes on when the pass of its sender has run out, or come', async () => {
    const token = await resident('parts-flip')
    const parts = inParts(await picture(3, 2))
    await sendPart(parts, 0, { token })
    const { body } = await sendPart(parts, 1)
    expect(body.photo).toBeDefined()
    expect((await sendPart(parts, 1, { token })).body).toEqual(body)
  })

  test('is gone on with by nobody who has not its key, even if he has the picture', async () => {
    const bytes = await picture(4, 2)
    const [mine, his] = [inParts(bytes), inParts(bytes)]
    await sendPart(mine, 0)
    expect((await sendPart(his, 1)).body).toEqual({ missing: [0] })
    const photo = (await sendPart(mine, 1)).body.photo
    expect((await ask(his)).body.photo).toBeUndefined()
    const finished = (await sendPart(his, 0)).body.photo
    expect(finished?.id).not.toBe(photo?.id)
  })

  test('is refused where a part is not what it says, and where all of them are not', async () => {
    const parts = inParts(await picture(5, 2))
    const other = Buffer.from(parts.parts[0] ?? [])
    other[1000] = (other[1000] ?? 0) ^ 1
    expect((await sendPart(parts, 0, { body: other })).body.code).toBe('altered')
    expect((await sendPart(parts, 0, { body: other.subarray(1) })).body.code).toBe('altered')
    expect((await sendPart(parts, 2, { body: Buffer.from('more') })).body.code).toBe('altered')
    expect((await ask(parts)).body).toEqual({ missing: [0, 1] })
    // Each is what it says; the whole is another one.
    const mixed = { ...parts, parts: [other, parts.parts[1] ?? other] }
    await sendPart(mixed, 0)
    expect((await sendPart(mixed, 1)).body.code).toBe('altered')
    expect((await ask(parts)).body).toEqual({ missing: [0, 1] })
  })

  test('that is no photo is said to be none, and its parts do not stay', async () => {
    const parts = inParts(Buffer.alloc(photoPartBytes + 5, 'no photo'))
    await sendPart(parts, 0)
    expect((await sendPart(parts, 1)).body.code).toBe('not_a_photo')
    expect((await ask(parts)).body).toEqual({ missing: [0, 1] })
  })

  test('that never became whole is swept: a stranger’s after an hour, of somebody known after a day', async () => {
    await collection('photoparts').deleteMany({})
    const [his, mine] = [inParts(await picture(6, 2)), inParts(await picture(7, 2))]
    await sendPart(his, 0)
    await sendPart(mine, 0, { token: await resident('parts-swept') })
    const at = (hours: number) => new Date(Date.parse(morning) + hours * 3_600_000 + 1)
    const { photos } = servers[0].context
    await sweepPhotos(photos, at(0.9))
    expect(await collection('photoparts').countDocuments()).toBe(2)
    await sweepPhotos(photos, at(1))
    expect((await ask(his)).body.missing).toEqual([0, 1])
    expect((await ask(mine)).body.missing).toEqual([1])
    await sweepPhotos(photos, at(24))
    expect(await collection('photoparts').countDocuments()).toBe(0)
  })

  test('counts for what its sender may send a day, each part once, and no tenth of it lies about unfinished', async () => {
    const token = await resident('parts-limit')
    // Four megabytes a day: one part may lie unfinished, and not two.
    const begun = await Promise.all(Array.from({ length: 3 }, async (_, i) => inParts(await picture(20 + i, 2))))
    for (const [i, parts] of begun.entries()) {
      servers[0].setNow(new Date(Date.parse(morning) + i))
      await sendPart(parts, 0, { token })
      await sendPart(parts, 0, { token })
    }
    expect((await Promise.all(begun.map((parts) => ask(parts)))).map(({ body }) => body.missing)).toEqual([
      [0, 1],
      [0, 1],
      [1]
    ])
    let sent = 3
    let last: Sent
    do {
      last = await sendPart(inParts(await picture(40 + sent, 2)), 0, { token })
      sent++
    } while (last.status === 200 && sent < 60)
    expect(last.body.code).toBe('too_many')
    expect(sent - 1).toBe((4 * 1024 * 1024) / photoPartBytes)
  })
})
