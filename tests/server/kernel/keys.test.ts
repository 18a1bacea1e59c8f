/** The key a database was made with: another one is refused, a changed one opens what the old one closed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keysCommand } from '#config/keys-command.ts'
import { demoPassword, refuseDemoAccounts } from '#config/demo-city/seed/index.ts'
import { startWords } from '#config/start-words.ts'
import type { CaseView } from '#shared/cases.ts'
import { StartRefused } from '#server/kernel/start-refused.ts'
import { keysFrom, rotateKeyFile } from '#server/kernel/keys.ts'
import { database as opened } from '#server/kernel/mongo.ts'
import { codeOf } from '#server/reports/receipt.ts'
import { eraseResident, residentOf } from '#server/members/index.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { certifying, idCard } from '#tests/support/certifying.ts'
import { inHebin, town } from '#tests/support/city.ts'
import { emptyDatabase, type TestDatabase } from '#tests/support/database.ts'
import { client, freshKey, phonePhoto } from '#tests/support/http.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '#tests/support/server.ts'

const [first, second, third] = ['1a'.repeat(32), '2b'.repeat(32), '3c'.repeat(32)] as const
const fingerprint = (hex: string): string => keysFrom(hex).fingerprint

let database: TestDatabase
let server: TestServer | undefined
let now = '2026-11-24T02:00:00.000Z'
const begin = async (env: Record<string, string>, more: TestServerOptions = {}): Promise<TestServer> => {
  await server?.stop()
  server = undefined
  server = await startTestServer({ database, now, ...more, env: { ROLE: 'web', ...env } })
  return server
}
const refused = async (env: Record<string, string>, more: TestServerOptions = {}): Promise<StartRefused> => {
  const error = await begin(env, more).catch((reason: unknown) => reason)
  if (!(error instanceof StartRefused)) throw error
  return error
}
const command = (env: { serverKey?: string; serverKeyOld?: string; dataDir?: string }, ...said: string[]) =>
  keysCommand(
    said,
    { mongoUri: database.uri, serverKey: undefined, serverKeyOld: undefined, dataDir: '/nowhere', ...env },
    { LANG: 'C' }
  )
const folder = mkdtempSync(join(tmpdir(), 'keys-'))

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(async () => {
  await server?.stop()
  database.release()
  rmSync(folder, { recursive: true, force: true })
})

interface Kept {
  report: { body: object; key: string; answer: string; no: string; code: string; id: string }
  certificate: { id: string; number: string; code: string; name: string }
  member: string
}
let kept: Kept

describe('things made under one key', () => {
  test('are made', async () => {
    const house = await begin({ SERVER_KEY: first })
    const guest = client(house)
    const photo = (await guest.photo(await phonePhoto(1, 160, 120))).body.id
    const body = { category: 'shopfront', photos: [photo], place: inHebin, consentPublic: true }
    const key = freshKey()
    const sent = await guest.post<{ no: string; code: string; report: string }>('/api/reports', body, {
      'idempotency-key': key
    })
    const c = certifying(house)
    await c.served('lilei')
    const issued = await c.issued('lilei')
    const code = (await c.look(await c.resident('lilei'), issued.id)).body.code ?? ''
    const { no, code: receiptCode, report } = sent.body
    kept = {
      report: { body, key, answer: sent.text, no, code: receiptCode, id: report },
      certificate: { id: issued.id, number: issued.number ?? '', code, name: 'lilei' },
      member: await residentOf('o-somebody', house.context.keys, house.context.now())
    }
    expect(kept.certificate.code).toMatch(/^\w{10}$/)
    await eraseResident(kept.member, house.context.keys)
    now = house.context.now().toISOString()
  })

  test('cannot be voided without a word: another key is refused, and the words say what would be lost', async () => {
    const error = await refused({ SERVER_KEY: second })
    expect([error.code, error.facts['wanted'], error.facts['found']]).toEqual([
      'key_foreign',
      fingerprint(first),
      fingerprint(second)
    ])
    expect(startWords(error, { LANG: 'C' })).toMatch(/codes on receipts, seals .* of certificates/)
    expect(startWords(error, { LANG: 'zh_CN.UTF-8' })).toMatch(/回执查询码、证书/)
  })

  test('cannot be voided by a lost file either, and no other key is made in its place', async () => {
    const error = await refused({ DATA_DIR: join(folder, 'empty') })
    expect([error.code, error.facts['wanted']]).toEqual(['key_missing', fingerprint(first)])
    expect(existsSync(join(folder, 'empty', 'server.key'))).toBe(false)
  })

  test('a change of the key is an act of its own', async () => {
    const both = { SERVER_KEY: second, SERVER_KEY_OLD: first }
    expect((await refused(both)).code).toBe('key_unrecorded')
    expect(await command({ serverKey: second, serverKeyOld: first }, 'rotate')).toContain(
      `from ${fingerprint(first)} to ${fingerprint(second)}`
    )
    expect(await command({ serverKey: second, serverKeyOld: first }, 'rotate')).toMatch(/knows this key already/)
    await expect(command({ serverKey: third }, 'rotate')).rejects.toMatchObject({ code: 'key_foreign' })
    expect(await command({ serverKey: second, serverKeyOld: first })).toContain(`before: ${fingerprint(first)}`)
  })

  test('are opened by the old one under the new one', async () => {
    const house = await begin({ SERVER_KEY: second, SERVER_KEY_OLD: `${first}\n` })
    const guest = client(house)
    const { body, key, answer, no, code, id } = kept.report
    // Sent again, byte for byte, and not done twice.
    const again = await guest.post('/api/reports', body, { 'idempotency-key': key })
    expect([again.status, again.text]).toEqual([201, answer])
    const session = await guest.post<{ access: string }>('/api/sessions/code', { no, code })
    expect(session.status).toBe(201)
    expect((await client(house, session.body.access).get<CaseView>(`/api/reports/${id}`)).status).toBe(200)
    expect((await guest.post('/api/sessions/code', { no, code: '0000000000' })).status).toBe(401)
    // The paper is what was issued, its code is good, and who stands on it can still be read.
    const c = certifying(house)
    const { number, code: printed, name, id: certificate } = kept.certificate
    expect(await c.verify(number, printed)).toMatchObject({ verdict: 'valid' })
    const mine = await c.look(await c.resident(name), certificate)
    expect(JSON.stringify(mine.body)).toContain(idCard)
    // Who had erased himself under the old key is known again.
    expect(await residentOf('o-somebody', house.context.keys, house.context.now())).toBe(kept.member)
  })

  test('new things are made under the new one', async () => {
    const house = server
    if (!house) throw new Error('no server')
    const guest = client(house)
    const photo = (await guest.photo(await phonePhoto(2, 160, 120))).body.id
    const body = { category: 'shopfront', photos: [photo], place: inHebin, consentPublic: true }
    const { no, code, report } = (
      await guest.post<{ no: string; code: string; report: string }>('/api/reports', body, {
        'idempotency-key': freshKey()
      })
    ).body
    expect(code).toBe(codeOf(report, keysFrom(second)))
    expect((await guest.post('/api/sessions/code', { no, code })).status).toBe(201)
  })

  test('an old key that is left away is missed', async () => {
    const error = await refused({ SERVER_KEY: second })
    expect([error.code, error.facts['wanted']]).toEqual(['key_old_missing', fingerprint(first)])
  })

  test('a key that is lost for good is given up in so many words', async () => {
    expect(await command({ serverKey: third }, 'replace')).toMatch(/add --lost/)
    expect((await refused({ SERVER_KEY: third })).code).toBe('key_foreign')
    expect(await command({ serverKey: third }, 'replace', '--lost')).toContain(fingerprint(third))
    const house = await begin({ SERVER_KEY: third })
    const { no, code } = kept.report
    expect((await client(house).post('/api/sessions/code', { no, code })).status).toBe(401)
    expect(await certifying(house).verify(kept.certificate.number)).not.toMatchObject({ verdict: 'valid' })
  })
})

test('a key in a file is changed there, and a change that was cut off is finished', async () => {
  const dataDir = join(folder, 'files')
  await begin({ SERVER_KEY: third })
  await opened().collection('serverkeys').deleteMany({})
  await begin({ DATA_DIR: dataDir })
  await server?.stop()
  server = undefined
  const keyOf = (): string => readFileSync(join(dataDir, 'server.key'), 'utf8').trim()
  const before = keyOf()
  expect(await command({ dataDir }, 'rotate')).toContain(fingerprint(before))
  expect(keyOf()).not.toBe(before)
  expect(readFileSync(join(dataDir, 'server.key.old'), 'utf8')).toBe(before)
  // As if the machine had died between the file and the database.
  const middle = keyOf()
  rotateKeyFile(dataDir)
  expect((await refused({ DATA_DIR: dataDir })).code).toBe('key_unrecorded')
  const last = keyOf()
  expect(await command({ dataDir }, 'rotate')).toContain(`from ${fingerprint(middle)} to ${fingerprint(last)}`)
  expect(keyOf()).toBe(last)
  await begin({ DATA_DIR: dataDir })
})

describe('a database that once was a demo', () => {
  test('is not opened as a city while an account has the password that everybody knows', async () => {
    const house = await begin({ DATA_DIR: join(folder, 'files') })
    await expect(refuseDemoAccounts()).resolves.toBeUndefined()
    await opened()
      .collection('seeds')
      .insertOne({ _id: 'demo' as never, at: new Date(), done: true })
    await opened().collection('staff').deleteMany({})
    await addStaff({ ...town, people: town.people.slice(0, 2) }, demoPassword)
    const names = town.people.slice(0, 2).map(({ id }) => id)
    const error = await refuseDemoAccounts().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'demo_accounts', facts: { names: names.join(', ') } })
    expect(startWords(error, { LANG: 'zh_CN.UTF-8' })).toContain(names[0] ?? '-')
    await opened()
      .collection('staff')
      .updateMany({}, { $set: { left: house.context.now() } })
    await expect(refuseDemoAccounts()).resolves.toBeUndefined()
  })
})
