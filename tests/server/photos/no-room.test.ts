/** The disk is full: a photo is refused in plain words, nothing of it stays, and it is taken once there is room again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StorageFailure } from '#server/integrations/storage-contract.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { addPhoto, photoIdOf } from '#server/photos/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey, phonePhoto } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'no-room-'))
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web', DATA_DIR: dataDir } })
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const halves = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => !/(^|\/)[0-9a-z]+$|\.(jpg|bin|key)$/.test(name))

test('a photo that finds no room is refused, unknown, and welcome later', async () => {
  const { photos } = server.context
  const room = photos.storage
  let written = 0
  photos.storage = {
    ...room,
    put(name, bytes) {
      // The second file no longer fits.
      if (++written > 1) return Promise.reject(new StorageFailure('full', new Error('no space left on device')))
      return room.put(name, bytes)
    }
  }
  const guest = client(server)
  const bytes = await phonePhoto(7, 160, 120)
  const refused = await guest.photo(bytes)
  expect([refused.status, (refused.body as { code?: string }).code]).toEqual([507, 'storage_full'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.text).toContain('存储空间满了')
  expect(await mongoose.connection.collection('photos').countDocuments()).toBe(0)
  photos.storage = room
  const taken = await guest.photo(bytes)
  expect(taken.status).toBe(201)
  const body = { category: 'shopfront', photos: [taken.body.id], place: inHebin, consentPublic: true }
  expect((await guest.post('/api/reports', body, { 'idempotency-key': freshKey() })).status).toBe(201)
  expect(halves(join(dataDir, 'photos'))).toEqual([])
})

test('a file that could not be put in its place leaves nothing beside it', async () => {
  const { storage } = server.context.photos
  // Something stands where it should go.
  const folder = join(dataDir, 'photos', 'large', 'aa')
  mkdirSync(join(folder, 'aa.jpg', 'in-the-way'), { recursive: true })
  await expect(storage.put('large/aa/aa.jpg', Buffer.from('half'))).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['aa.jpg'])
})

test('a form that is sent again while there is no room takes nothing away from what its photo is used for', async () => {
  const { photos } = server.context
  const room = photos.storage
  const bytes = await phonePhoto(9, 160, 120)
  const key = freshKey()
  const sender = { share: 'address:198.51.100.1', known: false, key }
  const { id } = await addPhoto(photos, bytes, server.context.now(), sender)
  const body = { category: 'shopfront', photos: [id], place: inHebin, consentPublic: true }
  expect((await client(server).post('/api/reports', body, { 'idempotency-key': key })).status).toBe(201)
  const large = `large/${photoIdOf(id).slice(0, 2)}/${photoIdOf(id)}.jpg`
  photos.storage = {
    ...room,
    put: () => Promise.reject(new StorageFailure('full', new Error('no space left on device')))
  }
  await expect(addPhoto(photos, bytes, server.context.now(), sender)).rejects.toThrow('full')
  photos.storage = room
  expect(await room.has(large)).toBe(true)
})
