/**
 * Yesterday's database under today's code: everything reads, everything still proves itself, and whoever asked for something
 * gets the same answer as then. yesterday.json.gz was made by make-yesterday.mjs at the commit before the migrations. Who adds
 * a migration says here what must hold after it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { becauseWords } from '#shared/because.ts'
import type { Said } from '#shared/notices.ts'
import type { RoutingFact } from '#shared/routing.ts'
import { loadCity } from '#config/city/index.ts'
import { readEnv } from '#config/env.ts'
import { recomputedChanges, verifyChain, type CaseDoc } from '#server/cases/index.ts'
import { checksumOf, readReleases } from '#server/city/index.ts'
import { chainOf, sumOfAll, verifyHours } from '#server/hours/index.ts'
import { connect, disconnect, mongoose } from '#server/kernel/mongo.ts'
import { migrations } from '#server/migrations/index.ts'
import { start, type Started } from '#server/start.ts'
import { client, type Client } from '#tests/support/http.ts'

interface Yesterday {
  now: string
  serverKey: string
  dump: Record<string, { docs: Record<string, unknown>[]; indexes: { key: Record<string, 1>; name: string }[] }>
  kept: { who: string; path: string; body: object; key: string; status: number; text: string }[]
  sessions: Record<string, { access: string; refresh?: string }>
  codes: { no: string; report: string; code: string }[]
  gone: string
}

const { EJSON } = mongoose.mongo.BSON
const file = join(import.meta.dirname, 'yesterday.json.gz')
const text = gunzipSync(readFileSync(file)).toString()
/** What is loaded keeps the database's own types of numbers; what was said over HTTP has none. */
const yesterday: Yesterday = {
  ...(EJSON.parse(text) as Yesterday),
  dump: (EJSON.parse(text, { relaxed: false }) as Yesterday).dump
}
const dataDir = mkdtempSync(join(tmpdir(), 'suishoupai-'))
const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
uri.pathname = `/y_${randomBytes(6).toString('hex')}`

/** One case says its limit as the first version did. */
const firstVersion = (): string => String(yesterday.dump.cases?.docs.find((doc) => doc.status === 'handling')?.no)

async function load(): Promise<void> {
  await connect(uri.href)
  for (const [name, { docs, indexes }] of Object.entries(yesterday.dump)) {
    const collection = mongoose.connection.collection(name)
    await mongoose.connection.createCollection(name)
    for (const { key, ...options } of indexes) if (options.name !== '_id_') await collection.createIndex(key, options)
    if (docs.length > 0) await collection.insertMany(docs)
  }
  await mongoose.connection
    .collection('cases')
    .updateOne({ no: firstVersion() }, { $set: { promise: { days: 3, dueAt: 0, running: true } } })
  await disconnect()
}

const city = await loadCity()
const startAgain = (env: Record<string, string> = {}): Promise<Started> =>
  start({
    env: readEnv({
      MONGODB_URI: uri.href,
      PORT: '0',
      DATA_DIR: dataDir,
      SERVER_KEY: yesterday.serverKey,
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
      SAME_REPORT_MINUTES: '0',
      ROLE: 'web',
      DEMO: '0',
      // Nobody had a second factor yesterday.
      SECOND_FACTOR: 'offered',
      ...env
    }),
    city,
    now: () => new Date(yesterday.now)
  })

let server: Started
const as = (name: string): Client => client(server, yesterday.sessions[name]?.access)
const all = <T>(name: string): Promise<T[]> =>
  mongoose.connection.collection(name).find({}).sort({ _id: 1 }).toArray() as never

beforeAll(async () => {
  await load()
  await expect(startAgain()).rejects.toThrow(/001-first-version.*MIGRATE=1/)
  server = await startAgain({ MIGRATE: '1' })
}, 120_000)
afterAll(async () => {
  await mongoose.connection.dropDatabase()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** A clock without the mark of the calendar that it was counted by: another mark is counted anew while the server runs. */
const unmarked = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'calendar' in value ? { ...value, calendar: '' } : value

describe('what is stored', () => {
  test('has been through every migration, once', async () => {
    expect((await all<{ _id: number }>('migrations')).map((item) => item._id)).toEqual(
      migrations.map((migration) => migration.number)
    )
  })

  test('is all there', async () => {
    for (const [name, { docs }] of Object.entries(yesterday.dump)) {
      if (name === 'suggest_builds') continue
      const now = name === 'units' ? 'premises' : name
      expect([name, (await all(now)).length]).toEqual([name, docs.length])
    }
  })

  test('has every ledger as it was, and every ledger verifies', async () => {
    const before = new Map(yesterday.dump.cases?.docs.map((doc) => [doc.no, doc]))
    const cases = await all<CaseDoc>('cases')
    expect(cases.length).toBeGreaterThan(30)
    for (const { no, ledger, words } of cases) {
      expect([no, verifyChain(ledger, words)]).toEqual([no, undefined])
      expect(JSON.stringify(ledger)).toBe(JSON.stringify(before.get(no)?.ledger))
    }
  })

  test('has a projection that its ledger and today’s rules give', async () => {
    for (const doc of await all<CaseDoc>('cases')) {
      const { $set, $unset, $push } = recomputedChanges(doc, server.city)
      for (const [field, value] of Object.entries($set))
        expect([doc.no, field, unmarked(value)]).toEqual([doc.no, field, unmarked(doc[field as keyof CaseDoc])])
      for (const field of Object.keys($unset ?? {})) expect([doc.no, field in doc]).toEqual([doc.no, false])
      expect([doc.no, $push.ledger.$each, $push.outbox.$each]).toEqual([doc.no, [], []])
    }
  })

  test('has books of hours that add up, and releases in one chain', async () => {
    expect(await sumOfAll()).toBe(0)
    const persons = new Set(
      (await all<{ person?: string; member?: string }>('hours')).map((item) => item.person ?? item.member)
    )
    for (const person of persons) if (person) expect(verifyHours(await chainOf(person))).toBeUndefined()
    let last = ''
    for (const { checksum, ...release } of await readReleases()) {
      expect(checksumOf(release, last)).toBe(checksum)
      last = checksum
    }
  })

  test('says a deadline, never a promise, and has no index over one (002)', async () => {
    const cases = mongoose.connection.collection('cases')
    expect(JSON.stringify(await all('cases'))).not.toContain('"promise"')
    expect(await cases.countDocuments({ 'deadline.dueAt': { $type: 'number' } })).toBe(await cases.countDocuments())
    expect((await cases.indexes()).flatMap((index) => Object.keys(index.key)).join()).not.toContain('promise')
  })

  test('keeps of a request nothing that was not made under a key (006)', async () => {
    const stored = JSON.stringify(await Promise.all(['cases', 'shifts', 'activities', 'certificates'].map(all)))
    expect(stored).not.toContain('bodyHash')
    const shifts = yesterday.dump.shifts?.docs as { people: { bodyHash: string }[] }[]
    const before = shifts.flatMap((shift) => shift.people.map((entry) => entry.bodyHash)).filter(Boolean)
    expect(before.length).toBeGreaterThan(3)
    for (const digest of before) expect(stored).not.toContain(digest)
  })

  test('says of a photo that waits when it is swept, and of one in use nothing (071)', async () => {
    const photos = await all<{ usedIn: string[]; unusedSince?: Date; sweepAt?: Date }>('photos')
    expect(
      photos.filter((photo) => photo.unusedSince ?? (photo.usedIn.length === 0) !== (photo.sweepAt !== undefined))
    ).toEqual([])
  })

  test('says of every published case what kind of matter it was when that was ruled, and shows no more (072)', async () => {
    const published = (await all<CaseDoc>('cases')).filter(({ publication }) => publication.state === 'published')
    expect(published.length).toBeGreaterThan(0)
    for (const { no, publication, reports } of published) {
      expect([no, typeof publication.category]).toEqual([no, 'string'])
      const spoke = reports.some(({ id, consentPublic }) => id === publication.speaker && consentPublic)
      expect([no, spoke]).toEqual([no, reports.some(({ consentPublic, withdrawn }) => consentPublic && !withdrawn)])
    }
  })

  test('keeps no notice as a sentence of ours, and no title that nobody wrote (013, 014)', async () => {
    const notices = await all<{ said?: Said; words?: string; n?: number }>('notices')
    const told = notices.filter((notice) => notice.n === undefined)
    expect(told.length).toBeGreaterThan(0)
    expect(told.filter((item) => item.words !== undefined || item.said === undefined)).toEqual([])
    for (const { title, publication } of await all<CaseDoc>('cases')) expect(['', publication.title]).toContain(title)
  })

  test('says of every case how far its escalation has gone, by which orders, and to whom (021)', async () => {
    const cases = await all<CaseDoc>('cases')
    for (const { no, ledger, escalation, raisedTo } of cases) {
      const [orders, raised] = ['supervise', 'escalate'].map((verb) => ledger.filter((e) => e.verb === verb))
      expect([no, escalation.orders?.map(({ n }) => n) ?? []]).toEqual([no, orders?.map(({ n }) => n)])
      expect([no, raisedTo]).toEqual([no, raised?.at(-1)?.facts.office])
      expect([no, escalation.step === undefined]).toEqual([no, escalation.done.length === 0])
    }
    expect(cases.some(({ raisedTo }) => raisedTo !== undefined)).toBe(true)
  })

  test('says of every rating which close it is about, and keeps who was not satisfied (022)', async () => {
    const cases = await all<CaseDoc>('cases')
    for (const { no, ledger, counts, ratings, unhappy } of cases) {
      expect([no, counts.closes]).toEqual([no, ledger.filter(({ verb }) => verb === 'verify').length])
      for (const { n, round, closedAt } of ratings) {
        const closes = ledger.slice(0, n).filter(({ verb }) => verb === 'verify')
        expect([no, round, closedAt]).toEqual([no, closes.length, closes.at(-1)?.at])
      }
      const bad = ratings.filter((r) => r.solved === 'unsolved' || r.satisfied === 'dissatisfied')
      expect([no, unhappy.map(({ n }) => n)]).toEqual([no, bad.map(({ n }) => n)])
    }
    expect(cases.some(({ ratings }) => ratings.length > 0)).toBe(true)
  })

  test('knows who refused a case, so that another rules on an objection (023)', async () => {
    const cases = await all<CaseDoc>('cases')
    for (const { no, ledger, refusedBy, objectors } of cases) {
      const refusal = ledger.findLast(({ verb }) => verb === 'refuse')
      expect([no, refusedBy, objectors]).toEqual([no, refusal?.actor.id, []])
    }
    expect(cases.some(({ refusedBy }) => refusedBy !== undefined)).toBe(true)
  })

  test('says of every case what waits for a ruling, and since when (020)', async () => {
    for (const { no, toRule, ledger, holdRequest, extendRequest, reopenRequest } of await all<CaseDoc>('cases')) {
      const asked = [holdRequest, extendRequest, reopenRequest].flatMap((n) => (n ? [ledger[n - 1]?.at] : []))
      expect([no, toRule.filter(({ kind }) => kind !== 'return').map(({ at }) => at)]).toEqual([no, asked.sort()])
    }
  })
})

/**
 * An answer in the words of then: the deadline has another name in the contract, reasons were sentences, and whether seats
 * are left others have changed since.
 */
const said = (text: string): string => {
  const answer = JSON.parse(text) as { because?: (string | RoutingFact)[] }
  const because = answer.because?.map((fact) => (typeof fact === 'string' ? fact : becauseWords(fact)))
  return (
    JSON.stringify({ ...answer, ...(because && { because }) })
      .replace('"promise":', '"deadline":')
      // What the catalogue called a category then.
      .replaceAll('事项：', '类别：')
      .replace(/"state":"(open|waitlist)"/, '"state":"any"')
  )
}

describe('whoever comes back', () => {
  test('goes on with the session and the receipt code of yesterday', async () => {
    for (const [name, { refresh }] of Object.entries(yesterday.sessions)) {
      if (!refresh) continue
      const next = await client(server).post<{ access: string }>('/api/sessions/refresh', { refresh })
      expect([name, next.status]).toEqual([name, 201])
      yesterday.sessions[name] = next.body
      expect([name, (await as(name).get('/api/notices')).status]).toEqual([name, 200])
    }
    for (const { no, report, code } of yesterday.codes) {
      const session = await client(server).post<{ access: string }>('/api/sessions/code', { no, code })
      expect([no, session.status]).toEqual([no, 201])
      expect((await client(server, session.body.access).get(`/api/reports/${report}`)).status).toBe(200)
    }
  })

  test('gets the answer of yesterday to what he sends again, byte for byte', async () => {
    const clients: Record<string, Client> = { guest: client(server) }
    for (const { who, path, body, key, status, text } of yesterday.kept) {
      // Staff of the cast have no session here; what they sent is asked of their documents below.
      if (!clients[who] && !yesterday.sessions[who]) continue
      const again = await (clients[who] ?? as(who)).post(path, body, { 'idempotency-key': key })
      expect([path, again.status, said(again.text)]).toEqual([path, status, said(text)])
      const { consentPublic, note } = body as { consentPublic?: boolean; note?: string }
      if (consentPublic === undefined && note === undefined) continue
      const other = { ...body, ...(consentPublic ? { consentPublic: false } : { note: '不一样' }) }
      const refused = await (clients[who] ?? as(who)).post(path, other, { 'idempotency-key': key })
      expect([path, refused.status, refused.body.code]).toEqual([path, 422, 'key_reused'])
    }
  })

  test('reads everything', async () => {
    const staff = as('zhou')
    const cases = await all<CaseDoc>('cases')
    const own = cases.filter((doc) => doc.office === 'hebin-squad')
    expect(own.length).toBeGreaterThan(5)
    for (const { no } of own) expect([no, (await staff.get(`/api/cases/${no}`)).status]).toEqual([no, 200])
    const anyone = client(server)
    const published = cases.filter((doc) => doc.publishedAt !== null)
    for (const { no } of published) {
      expect([no, (await anyone.get(`/api/cases/${no}`)).status]).toEqual([no, 200])
      expect([no, (await fetch(`${server.url}/cases/${no}`)).status]).toEqual([no, 200])
    }
    const addresses = [
      '/api/cases',
      '/api/activities',
      '/api/stats',
      '/',
      '/cases',
      '/activities',
      '/offices',
      '/units'
    ]
    for (const path of addresses) expect([path, (await fetch(server.url + path)).status]).toEqual([path, 200])
    for (const path of ['/api/signups/mine', '/api/hours/mine', '/api/certificates/mine', '/api/volunteers/me'])
      expect([path, (await as('an').get(path)).status]).toEqual([path, 200])
  })
})

test('a second start finds nothing to migrate', async () => {
  const before = await all('migrations')
  await server.stop()
  server = await startAgain({ ROLE: 'both' })
  expect(await all('migrations')).toEqual(before)
})

test('what was begun yesterday is finished today: outboxes, a rehearsal, jobs', async () => {
  for (let turn = 0; turn < 6; turn++) await server.tick()
  expect(await mongoose.connection.collection('cases').countDocuments({ 'outbox.0': { $exists: true } })).toBe(0)
  expect(await mongoose.connection.collection('jobs').countDocuments({ deadAt: { $exists: true } })).toBe(0)
  const rehearsals = await all<{ state: string }>('rehearsals')
  expect(rehearsals.map((rehearsal) => rehearsal.state)).toEqual(['done', 'done'])
})
