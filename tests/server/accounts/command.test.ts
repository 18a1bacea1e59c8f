/** `npm run admin`, beside a server that runs: the first administrator, and the way back in when the last one is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adminCommand } from '#config/admin-command.ts'
import { followCity } from '#server/members/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import type { SessionView } from '#shared/members.ts'
import { client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' }, runs: true, now: new Date().toISOString() })
})
afterAll(() => server.stop())

const settings = () => ({
  ...server.settings,
  serverKey: undefined,
  serverKeyOld: undefined,
  publicUrl: server.url,
  host: '127.0.0.1',
  port: 0
})
const admin = (...given: string[]) => adminCommand(given, settings(), { LANG: 'en_US.UTF-8' })
const linkIn = (text: string): string => /http\S+\/office\/invitation\/\S+/.exec(text)?.[0] ?? ''
const staff = () => mongoose.connection.collection<{ _id: string }>('staff')
const secret = 'matcha smells of rain'

const through = async (link: string) => {
  const person = visitor(server.url)
  const path = link.slice(server.url.length)
  const moved = await person.go(path)
  expect(moved).toMatchObject({ status: 303, location: '/office/invitation' })
  const page = await person.go('/office/invitation')
  const sent = await person.send('/office/invitation', {
    _token: person.tokenIn(page.html),
    password: secret,
    'password-again': secret
  })
  return { page, sent }
}
const signIn = async (name: string) =>
  (await client(server).post<SessionView>('/api/sessions/staff', { name, password: secret })).body

test('makes the first administrator, whose link opens the door', async () => {
  await staff().updateMany({}, { $unset: { password: '' } } as never)
  const { text, good } = await admin('create', 'boss', '--name', '卜主任')
  expect(good).toBe(true)
  expect(text).toMatch(/until \d{4}-\d\d-\d\d \d\d:\d\d in the city \(UTC\+8\):$/m)
  const { page, sent } = await through(linkIn(text))
  expect(page.html).toContain('卜主任')
  expect(sent).toMatchObject({ status: 303, location: '/office/invitation?done=1' })
  expect((await signIn('boss')).viewer).toMatchObject({ roles: ['admin'], office: 'centre' })
})

test('what it made outlives releases that never heard of it', async () => {
  const people = server.city.people.map((person) => ({ ...person, roles: [...person.roles] }))
  await followCity(people, ['boss'], '2026-11-24', new Date())
  expect((await signIn('boss')).viewer).toMatchObject({ roles: ['admin'] })
})

test('the last administrator is lost: somebody who is there becomes one, somebody who left is back', async () => {
  await staff().updateOne({ _id: 'qian' }, { $set: { left: new Date() } })
  const { text } = await admin('create', 'qian')
  await through(linkIn(text))
  expect((await signIn('qian')).viewer?.roles).toEqual(['officer', 'admin'])
})

test('a link for who forgot his password, and a list of who there is', async () => {
  expect(linkIn((await admin('reset', 'boss')).text)).not.toBe('')
  expect((await admin('list')).text).toMatch(/^boss .*admin .*active$/m)
  expect((await admin('list', '--all')).text).toMatch(/^zhou .*officer .*no password$/m)
})

test.each([
  ['a login that nobody has', ['reset', 'nobody'], /Nobody has that login/],
  ['a new account without a name', ['create', 'newest'], /^The account is new and needs --name NAME\.$/],
  ['a login that is none', ['create', 'chen.zhuren', '--name', 'x'], /^A login has lower-case [^;]*60 at most\.$/],
  ['a role that there is not', ['create', 'newest', '--name', 'x', '--role', 'king'], /No such role/],
  ['an office that there is not', ['create', 'newest', '--name', 'x', '--office', 'moon'], /No office/],
  ['nothing', [], /Usage/],
  ['another word', ['fly', 'boss'], /Usage/]
])('refuses %s', async (_what, given, words) => {
  const { text, good } = await admin(...given)
  expect(good).toBe(false)
  expect(text).toMatch(words)
})

test('refuses where the key is not at hand or another, and where there is no database', async () => {
  const elsewhere = { ...settings(), dataDir: mkdtempSync(join(tmpdir(), 'suishoupai-')) }
  expect((await adminCommand(['list'], elsewhere, {})).text).toMatch(/none is given here/)
  await expect(adminCommand(['list'], { ...elsewhere, serverKey: 'ab'.repeat(32) }, {})).rejects.toMatchObject({
    code: 'key_foreign'
  })
  // This process has its connection already: another address is one that cannot be reached.
  const away = await adminCommand(['list'], { ...settings(), mongoUri: 'mongodb://127.0.0.1:1/x' }, {})
  expect(away.good).toBe(false)
  expect(away.text).toMatch(/cannot be reached/)
})
