/**
 * A city goes live: from an empty database in production to a second administrator, an office at work, a resident who is
 * told by e-mail and in the app that his report was closed, and a backup that was put back.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adminCommand } from '#config/admin-command.ts'
import { blankCity, loadCity } from '#config/city/index.ts'
import { readEnv } from '#config/env.ts'
import type { CaseView } from '#shared/cases.ts'
import type { Receipt } from '#shared/reports.ts'
import type { InvitedView } from '#shared/staff.ts'
import { backupCommand } from '#server/backup/index.ts'
import { migrations } from '#server/migrations/index.ts'
import { start } from '#server/start.ts'
import { turn } from '#server/worker.ts'
import { assets } from '#tests/support/compiled.ts'
import { emptyDatabase } from '#tests/support/database.ts'
import { client, freshKey, phonePhoto, type Client } from '#tests/support/http.ts'
import { bringCity, placeIn } from '#tests/support/new-city.ts'
import { codeOf, enrolAtDoor, enrolAtSignIn } from '#tests/support/second-factor.ts'
import { readMail, startMailServer, type MailServer } from '#tests/support/smtp.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const home = mkdtempSync(join(tmpdir(), 'suishoupai-live-'))
const serverKey = randomBytes(32).toString('hex')
const password = 'matcha smells of rain'
let mail: MailServer
let server: TestServer

beforeAll(async () => {
  mail = await startMailServer()
  server = await startTestServer({
    city: blankCity(await loadCity()),
    env: {
      DEMO: '0',
      ROLE: 'web',
      SERVER_KEY: serverKey,
      MAIL_URL: mail.url,
      MAIL_FROM: '随手拍 <noreply@linchuan.example>'
    }
  })
})
afterAll(async () => {
  await server.stop()
  await mail.close()
  rmSync(home, { recursive: true, force: true })
})

const now = () => server.context.now()
const later = (minutes: number): void => server.setNow(new Date(now().getTime() + minutes * 60_000))
const guest = () => client(server)

/** The command on the server's own machine; the link that it prints. */
async function command(...given: string[]): Promise<string> {
  const settings = {
    ...server.settings,
    serverKey,
    serverKeyOld: undefined,
    publicUrl: server.url,
    host: '127.0.0.1',
    port: 0
  }
  const { text, good } = await adminCommand(given, settings, { LANG: 'en_US.UTF-8' })
  expect({ text, good }).toMatchObject({ good: true })
  return /http\S+\/office\/invitation\/\S+/.exec(text)?.[0] ?? ''
}
async function accept(link: string | undefined): Promise<void> {
  const token = link?.split('/').at(-1)
  const accepted = await guest().post('/api/invitations/accept', { token, password })
  expect({ status: accepted.status, text: accepted.text }).toMatchObject({ status: 200 })
}

const secrets = new Map<string, string>()
const clients = new Map<string, Client>()
/** Somebody at work: signed in, with a second factor where one is asked for. */
async function staff(name: string): Promise<Client> {
  const known = clients.get(name)
  if (known) return known
  const first = await guest().post<{ access?: string }>('/api/sessions/staff', { name, password })
  let access = first.body.access
  if (access === undefined) {
    const enrolled = await enrolAtSignIn(server, { name, password }, now())
    secrets.set(name, enrolled.secret)
    access = enrolled.session.access
  }
  const signedIn = client(server, access)
  clients.set(name, signedIn)
  return signedIn
}
/** A quarter of an hour is longer than a token; a half hour is longer than a session. */
const breakOff = (minutes: number): void => {
  clients.clear()
  later(minutes)
}

test('nobody can sign in, and nothing can be reported, before there is a city', async () => {
  const { status } = await guest().post('/api/sessions/staff', { name: 'guan', password: 'yunting-2026' })
  expect(status).toBe(401)
  expect((await visitor(server.url).go('/')).status).toBe(200)
})

test('the command makes the first administrator, who sets a password and a second factor', async () => {
  await accept(await command('create', 'boss', '--name', '卜主任'))
  const answer = await guest().post<{ challenge?: string; access?: string }>('/api/sessions/staff', {
    name: 'boss',
    password
  })
  expect(answer.body.access).toBeUndefined()
  const desk = visitor(server.url)
  await enrolAtDoor(desk, { name: 'boss', password }, now())
  await bringCity(desk)
  expect(server.city).toMatchObject({ release: 2, info: { short: '临川' } })
})

test('a second administrator is made, and people of the city are invited', async () => {
  await turn(server.context, {}, ['staff'])
  later(1)
  await accept(await command('create', 'second', '--name', '第二人'))
  const second = await staff('second')
  for (const login of ['wei-1', 'tangyue', 'hejing']) {
    const { body } = await second.post<InvitedView>(`/api/staff/${login}/invitation`, {})
    await accept(body.invitation.link)
  }
  const { body } = await second.get<{ items: { login: string; state: string }[] }>('/api/staff?q=wei-1')
  expect(body.items).toContainEqual(expect.objectContaining({ login: 'wei-1', state: 'active' }))
})

let receipt: Receipt
async function move(name: string, said: object): Promise<CaseView> {
  const who = await staff(name)
  const { body } = await who.get<CaseView>(`/api/cases/${receipt.no}`)
  const moved = await who.post<CaseView>(`/api/cases/${receipt.no}/moves`, {
    version: body.desk?.version,
    ...said
  })
  expect({ said, status: moved.status, text: moved.text }).toMatchObject({ status: 200 })
  return moved.body
}
const work = async (): Promise<void> => {
  for (let round = 0; round < 3; round++) await turn(server.context, {}, ['relay', 'work', 'deliver'])
}
const reporter = async (): Promise<Client> => {
  const { body } = await guest().post<{ access: string }>('/api/sessions/code', {
    no: receipt.no,
    code: receipt.code
  })
  return client(server, body.access)
}
const mailsTo = (address: string) => mail.taken.filter(({ to }) => to === address).map(readMail)

test('a resident reports without an account, and gives an address, which is confirmed by a link', async () => {
  const photo = (await guest().photo(await phonePhoto(3))).body.id
  const sent = await guest().post<Receipt>(
    '/api/reports',
    { category: 'dianwai-jingying', photos: [photo], place: placeIn(0), text: '货架摆到盲道上', consentPublic: true },
    { 'idempotency-key': freshKey() }
  )
  expect({ status: sent.status, text: sent.text }).toMatchObject({ status: 201 })
  receipt = sent.body
  await (await reporter()).post('/api/notices/address', { email: 'resident@home.example' })
  await work()
  const [confirming] = mailsTo('resident@home.example')
  const link = /http\S+confirm\S+/.exec(confirming?.text ?? '')?.[0] ?? ''
  expect(link).toContain(server.url)
  const page = visitor(server.url)
  const path = link.slice(server.url.length)
  const shown = await page.go(path)
  const confirmed = await page.send(path, { _token: page.tokenIn(shown.html) })
  expect(confirmed.status).toBe(200)
  const { body } = await (await reporter()).get<{ email: { state: string } }>('/api/notices/choices')
  expect(body.email.state).toBe('confirmed')
})

test('the office at work replies, another person checks, and the resident is told in the app and by e-mail', async () => {
  breakOff(20)
  await move('wei-1', { verb: 'accept' })
  await work()
  const after = (await guest().photo(await phonePhoto(4))).body.id
  await move('wei-1', { verb: 'reply', outcome: 'solved', words: '货架已经搬走，盲道通了。', photos: [after] })
  // One mail for each step: what waits together goes out as one.
  await work()
  const closed = await move('hejing', { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
  expect(closed.status).toBe('closed')
  await work()
  const told = (await (await reporter()).get<{ items: { verb: string; title: string }[] }>('/api/notices')).body.items
  expect(told.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['verify']))
  const [closing, ...more] = mailsTo('resident@home.example').filter(({ subject }) => subject.includes('办结'))
  expect(more).toEqual([])
  expect(closing?.text).toContain(`${server.url}/`)
  for (const personal of ['货架', '盲道', '青石街道']) expect(closing?.subject).not.toContain(personal)
})

test('a sealed backup is put back into an empty database, where the same people sign in and the same receipt opens', async () => {
  const another = await emptyDatabase()
  const run = async (name: 'backup' | 'restore', args: string[], place: { mongoUri: string; dataDir: string }) => {
    const said: object[] = []
    await backupCommand(name, args, {
      ...place,
      serverKey,
      serverKeyOld: undefined,
      storage: 'files',
      s3Region: '',
      s3TimeoutMs: 1000,
      known: migrations,
      now,
      say: (line) => void said.push(line)
    })
    return Object.assign({}, ...said) as {
      key?: { recipient: string }
      made?: { documents: number }
      restored?: { documents: number; uneven: string[]; sound: { faults: string[] } }
    }
  }
  const { key } = await run('backup', ['--new-key', join(home, 'key')], server.settings)
  const folder = join(home, 'backups')
  const { made } = await run('backup', ['--to', folder, '--recipient', key?.recipient ?? ''], server.settings)
  const place = { mongoUri: another.uri, dataDir: join(home, 'data') }
  await server.stop()
  const { restored } = await run('restore', ['--from', folder, '--identity', join(home, 'key')], place)
  expect(restored).toMatchObject({ documents: made?.documents, uneven: [], sound: { faults: [] } })

  const env = readEnv({
    MONGODB_URI: another.uri,
    DATA_DIR: place.dataDir,
    SERVER_KEY: serverKey,
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
    SAME_REPORT_MINUTES: '0',
    ROLE: 'web'
  })
  const back = await start({ env: { ...env, assetsDir: await assets() }, city: blankCity(await loadCity()), now })
  try {
    const there = client(back)
    const opened = await there.post<{ access: string }>('/api/sessions/code', { no: receipt.no, code: receipt.code })
    expect(opened.status).toBe(201)
    expect((await client(back, opened.body.access).get<CaseView>(`/api/cases/${receipt.no}`)).body.status).toBe(
      'closed'
    )
    const first = await there.post<{ challenge?: string }>('/api/sessions/staff', { name: 'second', password })
    const code = codeOf(secrets.get('second') ?? '', now())
    const signedIn = await there.post('/api/sessions/second', { challenge: first.body.challenge, code })
    expect({ status: signedIn.status, text: signedIn.text }).toMatchObject({ status: 201 })
  } finally {
    await back.stop()
    another.release()
  }
})
