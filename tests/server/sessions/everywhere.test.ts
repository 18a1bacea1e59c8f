/** Two servers on one database, as a city runs them: what one of them ends is over at the other within two seconds. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { readEnv } from '#config/env.ts'
import type { SessionView } from '#shared/members.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { StaffMembers } from '#server/members/index.ts'
import { knownForMs } from '#server/sessions/index.ts'
import { start, type Started } from '#server/start.ts'
import { town } from '#tests/support/city.ts'
import { assets } from '#tests/support/compiled.ts'
import { emptyDatabase } from '#tests/support/database.ts'
import { client } from '#tests/support/http.ts'
import { password } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

const begun = Date.now()
let now = begun
const dataDir = mkdtempSync(join(tmpdir(), 'suishoupai-'))
let database: Awaited<ReturnType<typeof emptyDatabase>>
let one: Started
let other: Started

beforeAll(async () => {
  database = await emptyDatabase()
  const env = readEnv({
    MONGODB_URI: database.uri,
    PORT: '0',
    DATA_DIR: dataDir,
    SERVER_KEY: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
    SAME_REPORT_MINUTES: '0',
    ROLE: 'web'
  })
  const options = {
    env: { ...env, assetsDir: await assets() },
    city: town,
    now: () => new Date(now),
    seed: () => addStaff(town, password)
  }
  one = await start(options)
  other = await start(options)
})
afterAll(async () => {
  await one.stop()
  await other.stop()
  database.release()
  rmSync(dataDir, { recursive: true, force: true })
})

const signIn = async (at: Started, name = 'zhou'): Promise<SessionView> =>
  (await client(at).post<SessionView>('/api/sessions/staff', { name, password })).body
const opens = async (at: Started, token: string): Promise<number> => (await client(at, token).get('/api/queue')).status
const leave = (at: Started, access: string): Promise<Response> =>
  fetch(`${at.url}/api/sessions`, { method: 'DELETE', headers: { authorization: `Bearer ${access}` } })
const refresh = (at: Started, token = '') => client(at).post<SessionView>('/api/sessions/refresh', { refresh: token })
const later = (ms: number): void => void (now += ms)

test('who signs out at one server is out at the other within two seconds', async () => {
  const { access, refresh: token } = await signIn(one)
  expect([await opens(one, access), await opens(other, access)]).toEqual([200, 200])
  await leave(one, access)
  expect(await opens(one, access)).toBe(401)
  later(knownForMs)
  expect(await opens(other, access)).toBe(401)
  // The long one is asked of the database itself.
  expect((await refresh(other, token)).status).toBe(401)
})

test('cookies of the desk that somebody kept a copy of open nothing after it', async () => {
  const [here, copy] = [visitor(one.url), visitor(other.url)]
  expect((await here.signIn('zhou', password)).status).toBe(303)
  for (const [name, value] of here.jar) copy.jar.set(name, value)
  expect((await copy.go('/office/me')).status).toBe(200)
  const { html } = await here.go('/office/me')
  expect((await here.send('/office/sign-out', { _token: here.tokenIn(html) })).location).toContain('/office/sign-in')
  later(knownForMs)
  const refused = await copy.go('/office/me')
  expect([refused.status, refused.location.split('?')[0]]).toEqual([303, '/office/sign-in'])
})

test('ten tabs at two servers that refresh at the same moment get one pair', async () => {
  const first = await signIn(one)
  later(60_000)
  const tabs = await Promise.all(Array.from({ length: 10 }, (_, i) => refresh(i % 2 ? one : other, first.refresh)))
  expect(new Set(tabs.map((tab) => `${tab.status} ${tab.body.refresh} ${tab.body.access}`)).size).toBe(1)
  expect(await opens(other, tabs[0]?.body.access ?? '')).toBe(200)
})

test('a copy used at one server ends the session at both', async () => {
  const first = await signIn(one)
  const next = (await refresh(one, first.refresh)).body
  later(11_000)
  expect((await refresh(other, first.refresh)).status).toBe(401)
  later(knownForMs)
  expect([await opens(one, next.access), await opens(other, next.access)]).toEqual([401, 401])
})

test('who leaves, or is given another office, is so at both within two seconds', async () => {
  const { access } = await signIn(one, 'wu')
  expect(await other.context.sessions.viewerOf(access)).toMatchObject({ id: 'wu', office: expect.any(String) })
  await StaffMembers.updateOne({ _id: 'wu' }, { $set: { office: 'market-squad', roles: ['verifier'] } })
  later(knownForMs)
  for (const at of [one, other])
    expect(await at.context.sessions.viewerOf(access)).toMatchObject({ office: 'market-squad', roles: ['verifier'] })
  await StaffMembers.updateOne({ _id: 'wu' }, { $set: { left: new Date(now) } })
  later(knownForMs)
  expect([await opens(one, access), await opens(other, access)]).toEqual([401, 401])
})

test('a resident’s request asks the database nothing about his session, but for once in two seconds', async () => {
  const { access } = (await client(one).post<SessionView>('/api/sessions/wechat', { code: 'gina:1' })).body
  await one.context.sessions.viewerOf(access)
  const asked: string[] = []
  // What a server looks for now and then by itself is no question about sessions.
  const watched = ['page_changes', 'releases', 'counts']
  mongoose.set('debug', (collection: string, method: string) => {
    if (!watched.includes(collection)) asked.push(`${collection}.${method}`)
  })
  try {
    for (let i = 0; i < 100; i++)
      expect(await one.context.sessions.viewerOf(access)).toMatchObject({ kind: 'resident' })
    expect(asked).toEqual([])
    later(knownForMs)
    await Promise.all(Array.from({ length: 100 }, () => one.context.sessions.viewerOf(access)))
    expect(asked).toEqual(['sessions.find'])
  } finally {
    mongoose.set('debug', false)
  }
})
