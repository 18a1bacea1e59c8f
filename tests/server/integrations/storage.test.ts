/** Where files lie: one behaviour over folders, over an object store, and over both while photos are moved. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServerResponse } from 'node:http'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '#config/env.ts'
import { backupCommand } from '#server/backup/index.ts'
import { openStores, type Stores } from '#server/integrations/storage.ts'
import { database } from '#server/kernel/mongo.ts'
import { photoIdOf, photoView } from '#server/photos/index.ts'
import { client, phonePhoto } from '#tests/support/http.ts'
import { scriptedStore, startObjectStore, type ObjectStore } from '#tests/support/s3.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const home = mkdtempSync(join(tmpdir(), 'suishoupai-storage-'))
let store: ObjectStore
beforeAll(async () => {
  store = await startObjectStore()
})
afterAll(async () => {
  await store.stop()
  rmSync(home, { recursive: true, force: true })
})

const envOf = (more: Record<string, string>) =>
  readEnv({ MONGODB_URI: 'mongodb://127.0.0.1/x', DATA_DIR: join(home, 'data'), ...more })
const stores = (more: Record<string, string>): Stores => openStores(envOf(more))
const name = 'large/ab/abcdef.jpg'
const longer = 'large/ab/abcdef.jpg2'

describe.each([
  ['folders', () => stores({})],
  ['an object store', () => stores({ ...store.env, S3_PREFIX: 'suishoupai/' })],
  ['both', () => stores({ ...store.env, STORAGE_OLD: 'files' })],
  ['both, the other way', () => stores({ ...store.env, STORAGE: 'files', STORAGE_OLD: 's3' })]
])('a file in %s', (_where, open) => {
  test('is there once it was put, the same again is harmless, and it goes when it is removed', async () => {
    const { photos, records } = open()
    await photos.check()
    expect(await photos.get(name)).toBeUndefined()
    expect(await photos.has(name)).toBe(false)
    const bytes = await phonePhoto(1)
    for (let i = 0; i < 2; i++) await photos.put(name, bytes)
    await photos.put(longer, Buffer.from('another'))
    await records.put(name, Buffer.from('another, elsewhere'))
    expect(await photos.get(name)).toEqual(bytes)
    expect(await photos.has(name)).toBe(true)
    for (let i = 0; i < 2; i++) await photos.remove(name)
    expect(await photos.get(name)).toBeUndefined()
    expect((await photos.get(longer))?.toString()).toBe('another')
    expect((await records.get(name))?.toString()).toBe('another, elsewhere')
    await photos.remove(longer)
    await records.remove(name)
  })
})

describe('an object store that fails', () => {
  const refusing = (status: number, code: string) => (reply: ServerResponse) => {
    reply.writeHead(status, { 'content-type': 'application/xml' })
    reply.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
  }
  const slowDown = refusing(503, 'SlowDown')

  test('hears by the name of which request it is asked, under its signature', async () => {
    const heard: unknown[] = []
    const scripted = await scriptedStore((asked, reply) => {
      heard.push([asked.headers['x-request-id'], asked.headers.authorization?.includes('x-request-id')])
      reply.end()
    })
    const { photos } = stores(scripted.env)
    await photos.put(name, Buffer.from('x'), 'abc.12345')
    await photos.get(name, 'abc.12345')
    await photos.put(name, Buffer.from('x'))
    expect(heard).toEqual([...Array<unknown>(2).fill(['abc.12345', true]), [undefined, false]])
    await scripted.stop()
  })

  test('for a moment is asked again', async () => {
    const scripted = await scriptedStore((_asked, reply, nth) => (nth < 3 ? slowDown(reply) : reply.end()))
    await stores(scripted.env).photos.put(name, Buffer.from('x'))
    expect(scripted.asked).toHaveLength(3)
    await scripted.stop()
  })

  test.each<[string, string, (reply: ServerResponse) => void]>([
    ['unavailable', 'slows down for good', slowDown],
    ['unavailable', 'does not answer', () => undefined],
    ['unavailable', 'breaks off', (reply) => reply.destroy()],
    ['forbidden', 'does not let us in', refusing(403, 'AccessDenied')],
    ['forbidden', 'does not know us', refusing(403, 'InvalidAccessKeyId')],
    ['forbidden', 'has no such bucket', refusing(404, 'NoSuchBucket')],
    ['full', 'has no room', refusing(507, 'InsufficientStorage')]
  ])('%s: it %s', async (reason, _how, answer) => {
    const scripted = await scriptedStore((_asked, reply) => answer(reply))
    const { photos } = stores(scripted.env)
    await expect(photos.put(name, Buffer.from('x'))).rejects.toMatchObject({ name: 'StorageFailure', reason })
    await expect(photos.remove(name)).rejects.toMatchObject({ reason })
    await scripted.stop()
  })

  test('in the middle of a picture never gives half of it', async () => {
    const scripted = await scriptedStore((_asked, reply) => {
      reply.writeHead(200, { 'content-length': '1000' })
      reply.write('x'.repeat(500), () => reply.destroy())
    })
    await expect(stores(scripted.env).photos.get(name)).rejects.toMatchObject({ reason: 'unavailable' })
    await scripted.stop()
  })

  test('is not there at all', async () => {
    const nobody = { ...store.env, S3_ENDPOINT: 'http://127.0.0.1:9' }
    await expect(stores(nobody).photos.get(name)).rejects.toMatchObject({ reason: 'unavailable' })
  })

  test('lets nobody in by a wrong key', async () => {
    const wrong = stores({ ...store.env, S3_ACCESS_KEY: 'WRONG' })
    await expect(wrong.photos.check()).rejects.toMatchObject({ reason: 'forbidden' })
  })

  test('does not get half a file: what broke off is not there', async () => {
    const { photos } = stores(store.env)
    const { S3_ENDPOINT = '' } = store.env
    const { port } = new URL(S3_ENDPOINT)
    const { connect } = await import('node:net')
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`PUT /city/photos/${name} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf`)
    await new Promise((resolve) => setImmediate(resolve))
    socket.destroy()
    expect(await photos.has(name)).toBe(false)
  })
})

test('what is removed from a store that keeps versions goes in every version, its neighbours stay', async () => {
  const page = (truncated: boolean, rows: [string, string, string][]) =>
    `<?xml version="1.0"?><ListVersionsResult><IsTruncated>${truncated}</IsTruncated>${
      truncated ? '<NextKeyMarker>k</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker>' : ''
    }${rows
      .map(([kind, key, id]) => `<${kind}><Key>photos/${key}</Key><VersionId>${id}</VersionId></${kind}>`)
      .join('')}</ListVersionsResult>`
  const scripted = await scriptedStore(({ method, url = '' }, reply) => {
    if (method === 'DELETE') return reply.writeHead(204).end()
    reply.setHeader('content-type', 'application/xml')
    const second = url.includes('key-marker=k')
    return reply.end(
      second
        ? page(false, [
            ['Version', name, 'one'],
            ['Version', longer, 'not-this']
          ])
        : page(true, [
            ['DeleteMarker', name, 'three'],
            ['Version', name, 'two']
          ])
    )
  })
  await stores(scripted.env).photos.remove(name)
  const deleted = scripted.asked.filter((text) => text.startsWith('DELETE'))
  expect(deleted.map((text) => /versionId=(\w+)/.exec(text)?.[1]).sort()).toEqual(['one', 'three', 'two'])
  expect(deleted.every((text) => text.includes(`/${name}?`))).toBe(true)
  await scripted.stop()
})

test('settings that are not whole are refused by name', () => {
  expect(() => envOf({ STORAGE: 's3' })).toThrow(/S3_BUCKET/)
  expect(() => envOf({ STORAGE: 'tape' })).toThrow(/STORAGE/)
})

describe('a city whose photos are moved', () => {
  let server: TestServer
  const dataDir = join(home, 'city')
  const at = (where: string): number =>
    existsSync(where)
      ? readdirSync(where, { recursive: true, withFileTypes: true }).filter(
          (entry) => entry.isFile() && /[0-9a-f]{64}/.test(entry.parentPath + entry.name)
        ).length
      : 0
  const inFolders = (): number => at(join(dataDir, 'photos'))
  const inStore = (): number =>
    readdirSync(join(store.folder, 'city'), { recursive: true }).filter((item) =>
      /\/[0-9a-f]{64}\.\w+\._S3rver_object$/.test(String(item))
    ).length

  async function move(env: Record<string, string>, args: string[] = []) {
    const said: Record<string, unknown>[] = []
    const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
    uri.pathname = `/${database().databaseName}`
    const ok = await backupCommand('photos-move', args, {
      ...readEnv({ MONGODB_URI: uri.href, DATA_DIR: dataDir, ...env }),
      known: [],
      now: () => new Date(),
      say: (line) => void said.push(line as Record<string, unknown>)
    })
    return { ok, ...(said.at(-1) as { moved?: Record<string, number>; refused?: { code: string } }) }
  }
  const photo = async (seed: number): Promise<string> =>
    photoIdOf((await client(server).photo(await phonePhoto(seed, 160, 120))).body.id)

  beforeAll(async () => {
    const old = stores({ DATA_DIR: dataDir })
    // What a server of folders has kept until now is made by a server of both, and then laid where it would be.
    server = await startTestServer({ env: { DATA_DIR: dataDir, ...store.env, STORAGE_OLD: 'files' } })
    for (const seed of [21, 22, 23]) {
      const id = await photo(seed)
      const files = ['originals', 'large', 'medium', 'small'].map(
        (size) => `${size}/${id.slice(0, 2)}/${id}.${size === 'originals' ? 'bin' : 'jpg'}`
      )
      for (const file of files) {
        await old.photos.put(file, (await server.context.photos.storage.get(file)) ?? Buffer.alloc(0))
        await openStores(envOf(store.env)).photos.remove(file)
      }
    }
  })
  afterAll(() => server.stop())

  test('goes on from where it was cut off, and takes away only what is in both places', async () => {
    expect((await move({ ...store.env })).refused?.code).toBe('not_moving')
    const moving = { ...store.env, STORAGE_OLD: 'files' }
    const fresh = await photo(24)
    expect([inFolders(), inStore()]).toEqual([12, 4])
    // Nothing is copied yet: nothing is taken away.
    expect(await move(moving, ['--delete'])).toMatchObject({ ok: false, moved: { deleted: 0, left: 12 } })
    expect((await move(moving)).moved).toMatchObject({ named: 16, copied: 12, missing: 0 })
    expect((await move(moving)).moved).toMatchObject({ copied: 0 })
    expect([inFolders(), inStore()]).toEqual([12, 16])

    // A copy that is not the same is left alone at the old place.
    const spoilt = `small/${fresh.slice(0, 2)}/${fresh}.jpg`
    await stores({ DATA_DIR: dataDir }).photos.put(spoilt, Buffer.from('other'))
    expect(await move(moving, ['--delete'])).toMatchObject({ ok: false, moved: { deleted: 12, left: 1 } })
    await stores({ DATA_DIR: dataDir }).photos.remove(spoilt)
    expect(await move(moving, ['--delete'])).toMatchObject({ ok: true, moved: { deleted: 0, left: 0 } })
    expect([inFolders(), inStore()]).toEqual([0, 16])
  })

  test('shows its photos by its own links, and back they go', async () => {
    const id = await photo(25)
    const { small } = photoView(server.context.photos, id, [160, 120], 'signed', server.context.now().getTime())
    const guest = client(server)
    expect((await guest.get(small)).status).toBe(200)
    expect((await guest.get(small.replace(/key=.{4}/, 'key=0000'))).status).toBe(404)

    const back = { ...store.env, STORAGE: 'files', STORAGE_OLD: 's3' }
    expect((await move(back)).moved).toMatchObject({ copied: 20 })
    expect((await move(back, ['--delete'])).moved).toMatchObject({ deleted: 20, left: 0 })
    expect([inFolders(), inStore()]).toEqual([20, 0])
  })

  test('tells a resident to come back when the disk under it is full or the store away', async () => {
    await store.stop()
    const { status, body, headers } = await client(server).photo(await phonePhoto(26, 160, 120))
    expect([status, (body as unknown as { code: string }).code]).toEqual([503, 'unavailable'])
    expect(headers.get('retry-after')).toMatch(/\d/)
    store = await startObjectStore()
  })
})
