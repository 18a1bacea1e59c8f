/** Pictures that are dear, many, or made to kill: who sends one pays for it himself, and the process that decodes takes nobody along. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { decoder } from '#server/photos/decoder.ts'
import { headerOf } from '#server/photos/header.ts'
import { decoders } from '#server/photos/pipeline.ts'
import { phonePhoto, signIn } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web', TRUST_PROXY: '1' } })
})
afterAll(() => server.stop())

async function send(bytes: Buffer, from: string): Promise<{ status: number; body: { code?: string } }> {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
  const answer = await fetch(`${server.url}/api/photos`, {
    method: 'POST',
    body: form,
    headers: { 'x-forwarded-for': from }
  })
  return { status: answer.status, body: (await answer.json()) as { code?: string } }
}
const picture = (width: number, height: number): Sharp => {
  const raw = Buffer.alloc(width * height * 3)
  for (let i = 0, state = 7; i < raw.length; i++) raw[i] = (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16
  return sharp(raw, { raw: { width, height, channels: 3 } })
}

/** A PNG that says how large it is, and is nothing else. */
function pngSaying(width: number, height: number, interlaced: boolean): Buffer {
  const header = Buffer.concat([Buffer.from('IHDR'), Buffer.alloc(13)])
  header.writeUInt32BE(width, 4)
  header.writeUInt32BE(height, 8)
  header.set([8, 2, 0, 0, interlaced ? 1 : 0], 12)
  const chunk = (named: Buffer): Buffer => {
    const out = Buffer.alloc(named.length + 8)
    out.writeUInt32BE(named.length - 4)
    named.copy(out, 4)
    out.writeUInt32BE(crc32(named), named.length + 4)
    return out
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk(header),
    chunk(Buffer.from('IDAT')),
    chunk(Buffer.from('IEND'))
  ])
}

test('what a picture costs is told from its own bytes before it is decoded', async () => {
  const of = picture(60, 40)
  const kinds = {
    jpeg: await of
      .clone()
      .withExif({ IFD0: { Make: 'x'.repeat(9_000) } })
      .jpeg()
      .toBuffer(),
    progressive: await of.clone().jpeg({ progressive: true }).toBuffer(),
    png: await of.clone().png().toBuffer(),
    interlaced: await of.clone().png({ progressive: true }).toBuffer()
  }
  for (const [kind, bytes] of Object.entries(kinds))
    expect(await headerOf(bytes, false)).toEqual({ kind, pixels: 2_400 })
  const webps = [{ quality: 60 }, { lossless: true }, { quality: 60, alphaQuality: 50 }].map((how, i) =>
    (i === 2 ? of.clone().ensureAlpha(0.5) : of.clone()).webp(how).toBuffer()
  )
  for (const bytes of await Promise.all(webps))
    expect(await headerOf(bytes, false)).toEqual({ kind: 'webp', pixels: 2_400 })
})

test('a stranger’s picture may cost a second, that of somebody who has signed in two', async () => {
  // 49.6 megapixels, interlaced: two and a half seconds.
  expect((await send(pngSaying(7_040, 7_040, true), '198.51.100.1')).body.code).toBe('photo_too_big')
  const officer = await signIn(server, 'zhou')
  const codeOf = async (bytes: Buffer) => ((await officer.photo(bytes)).body as { code?: string }).code
  // Within his measure, and then it has nothing in it.
  expect(await codeOf(pngSaying(7_040, 7_040, true))).toBe('not_a_photo')
  expect(await codeOf(pngSaying(8_000, 8_001, false))).toBe('photo_too_big')
  expect((await send(pngSaying(5_400, 5_400, true), '198.51.100.1')).body.code).toBe('not_a_photo')
})

test('one who sends twenty dear pictures holds up others by about one of them', async () => {
  const dear = await picture(800, 600).webp({ effort: 0 }).toBuffer()
  const order: string[] = []
  const sent = (bytes: Buffer, from: string, name: string) =>
    send(bytes, from).then(({ status }) => void order.push(`${name} ${status}`))
  const flood = Array.from({ length: 20 }, () => sent(dear, '198.51.100.2', 'dear'))
  // Once it is under way.
  await Promise.race(flood)
  const began = order.length
  const honest = await Promise.all([3, 4, 5].map((n) => phonePhoto(n, 320, 240)))
  await Promise.all(honest.map((bytes, i) => sent(bytes, `198.51.100.${10 + i}`, 'honest')))
  const meanwhile = order.slice(began).filter((text) => text.startsWith('dear'))
  expect(order.filter((text) => text === 'honest 201')).toHaveLength(3)
  // One that was being decoded, and what was answered while the honest ones were still on their way here.
  expect(meanwhile.length).toBeLessThan(5)
  await Promise.all(flood)
})

describe('the process that decodes', () => {
  const untilBusy = async (): Promise<number> => {
    for (;;) {
      const pid = decoders.pictures.pid()
      if (pid !== undefined) return pid
      await new Promise(setImmediate)
    }
  }

  test('is killed in the middle: it is replaced, and every picture that waited is answered', async () => {
    const large = await picture(2_400, 1_800).jpeg().toBuffer()
    const small = await phonePhoto(21, 320, 240)
    const sent = [
      send(large, '198.51.100.3'),
      send(small, '198.51.100.3'),
      send(large, '198.51.100.4'),
      send(small, '198.51.100.5')
    ]
    const first = await untilBusy()
    process.kill(first, 'SIGKILL')
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(decoders.pictures.pid()).not.toBe(first)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  const photo = { kind: 'jpeg', pixels: 1_000_000 } as const

  test('comes to no end: it is ended, its picture refused, the next one taken', async () => {
    const one = decoder({ withinMs: 500, idleMs: 60_000 })
    const bytes = await phonePhoto(22, 320, 240)
    const stuck = one.develop({ ...photo, bytes })
    process.kill(one.pid() ?? 0, 'SIGSTOP')
    await expect(stuck).rejects.toMatchObject({ code: 'unavailable' })
    expect(one.pid()).toBeUndefined()
    const roomy = decoder({ withinMs: 20_000, idleMs: 0 })
    expect((await roomy.develop({ ...photo, bytes })).width).toBe(240)
  })

  test('dies of one picture twice: that one is no photo', async () => {
    const one = decoder({ withinMs: 20_000, idleMs: 60_000 })
    const bytes = await phonePhoto(23, 320, 240)
    const killed = new Set<number>()
    const asked = one.develop({ ...photo, bytes })
    const answer = asked.then(
      () => 'taken',
      (error: { code: string }) => error.code
    )
    while (killed.size < 2) {
      const pid = one.pid()
      if (pid !== undefined && !killed.has(pid)) {
        process.kill(pid, 'SIGKILL')
        killed.add(pid)
      }
      await new Promise(setImmediate)
    }
    expect(await answer).toBe('not_a_photo')
    expect((await one.develop({ ...photo, bytes })).look).toMatch(/^[0-9a-f]{22}$/)
  })

  test('is given neither settings nor keys', async () => {
    const one = decoder({ withinMs: 20_000, idleMs: 60_000 })
    const asked = one.develop({ ...photo, bytes: await phonePhoto(24, 320, 240) })
    const { readFileSync } = await import('node:fs')
    const names = readFileSync(`/proc/${one.pid()}/environ`, 'utf8')
      .split('\0')
      .map((text) => text.split('=')[0])
    expect(
      names
        .filter(Boolean)
        .filter((name) => !/^(MALLOC_ARENA_MAX|UV_THREADPOOL_SIZE|NODE_CHANNEL_\w+)$/.test(name ?? ''))
    ).toEqual([])
    await asked
  })
})
