/** Nothing of a server stands in a module's own variables: two of them in one process keep keys, files and clocks apart. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '#config/env.ts'
import type { CaseView } from '#shared/cases.ts'
import type { Receipt } from '#shared/reports.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { connect, database as opened } from '#server/kernel/mongo.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { start, type Started } from '#server/start.ts'
import { inHebin, town } from '#tests/support/city.ts'
import { emptyDatabase } from '#tests/support/database.ts'
import { client, freshKey, phonePhoto } from '#tests/support/http.ts'

const clocks = ['2026-11-24T02:00:00.000Z', '2026-11-25T02:00:00.000Z'] as const
let database: Awaited<ReturnType<typeof emptyDatabase>>
const folders = clocks.map(() => mkdtempSync(join(tmpdir(), 'suishoupai-')))
const servers: Started[] = []
const at = (i: number): Started => {
  const server = servers[i]
  if (!server) throw new Error('no such server')
  return server
}

beforeAll(async () => {
  database = await emptyDatabase()
  for (const [i, clock] of clocks.entries()) {
    const env = readEnv({
      MONGODB_URI: database.uri,
      PORT: '0',
      DATA_DIR: folders[i],
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
      SAME_REPORT_MINUTES: '0',
      ROLE: 'web'
    })
    servers.push(await start({ env, city: town, now: () => new Date(clock) }))
    // A database remembers the key it was made with; here another one is to come.
    await opened().collection('serverkeys').deleteMany({})
  }
})
afterAll(async () => {
  for (const server of servers) await server.stop()
  database.release()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function report(server: Started, seed: number): Promise<Receipt & { photo: string }> {
  const guest = client(server)
  const photo = (await guest.photo(await phonePhoto(seed, 160, 120))).body.id
  const body = {
    category: 'shopfront',
    photos: [photo],
    place: inHebin,
    consentPublic: true,
    text: `第 ${seed} 次说的话`
  }
  const sent = await guest.post<Receipt>('/api/reports', body, { 'idempotency-key': freshKey() })
  expect(sent.status).toBe(201)
  return { ...sent.body, photo: photoIdOf(photo) }
}

const hasFile = (folder: string | undefined, id: string): boolean =>
  existsSync(join(folder ?? '', 'photos', 'large', id.slice(0, 2), `${id}.jpg`))

test('two servers in one process keep keys, photos and clocks apart, and one stops without the other', async () => {
  const receipts = [await report(at(0), 1), await report(at(1), 2)]
  for (const [i, { no, report: id, code = '', photo, at: filed }] of receipts.entries()) {
    const [own, other] = [at(i), at(1 - i)]
    expect(filed).toBe(clocks[i])
    expect([hasFile(folders[i], photo), hasFile(folders[1 - i], photo)]).toEqual([true, false])
    // The receipt code, the token for it and the link to the photo are good where they were made, and there alone.
    const session = await client(own).post<{ access: string }>('/api/sessions/code', { no, code })
    expect(session.status).toBe(201)
    expect((await client(other).post('/api/sessions/code', { no, code })).status).toBe(401)
    expect((await client(other, session.body.access).get(`/api/reports/${id}`)).status).toBe(401)
    const seen = await client(own, session.body.access).get<CaseView>(`/api/cases/${no}`)
    const link = seen.body.before[0]?.small ?? ''
    expect((await fetch(own.url + link)).status).toBe(200)
    expect((await fetch(other.url + link)).status).toBe(404)
  }

  // What one withholds is gone from the pages that the other keeps.
  const [{ no = '' } = {}] = receipts
  const shen: Viewer = { kind: 'staff', id: 'shen', name: '沈文', office: 'centre', roles: ['moderator'], family: 'f' }
  const moderate = (body: object) => at(0).call('moveCase', { params: { no }, body }, shen)
  await moderate({ verb: 'publish', version: 1, title: '沿街商户占道', words: [1], photos: [] })
  const page = async (): Promise<[status: number, said: boolean]> => {
    const shown = await fetch(`${at(1).url}/cases/${no}`, { headers: { accept: 'text/html' } })
    return [shown.status, (await shown.text()).includes('第 1 次说的话')]
  }
  const becomes = async (...wanted: [status: number, said: boolean]): Promise<number> => {
    for (const began = performance.now(); ; await new Promise(setImmediate))
      if (String(await page()) === String(wanted) || performance.now() - began > 3_000) return performance.now() - began
  }
  await becomes(200, true)
  // Nor what its reporter no longer wants to be public.
  const [{ report: id = '' } = {}] = receipts
  const code: Viewer = { kind: 'code', no, report: id }
  await at(0).call('consent', { params: { id }, body: { consentPublic: false } }, code)
  expect(await becomes(200, false)).toBeLessThan(1_500)
  await moderate({ verb: 'withhold', version: 3, words: '先不公开' })
  expect(await becomes(404, false)).toBeLessThan(1_500)
  await expect(connect(database.uri.replace(/\/\w+(\?|$)/, '/elsewhere$1'))).rejects.toThrow('another database')
  await servers.shift()?.stop()
  await report(at(0), 3)
})
