/** A person with traces in every module is forgotten, and then looked for in every collection. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { mongoose } from '#server/kernel/mongo.ts'
import { collections, endings, erasers } from '#server/erasure/index.ts'
import { scheduleNames, turn } from '#server/worker.ts'
import { certifying, idCard, type Certifying } from '#tests/support/certifying.ts'
import { inHebin } from '#tests/support/city.ts'
import { freshKey } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { dataInDocs } from '../../../docs/write-data.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let v: Certifying
const logged: string[] = []
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web', LOG_LEVEL: 'info', ACCESS_LOG: '1' } })
  // Where the log goes is a descriptor of the process: here it is read before that.
  const { [pino.symbols.streamSym]: stream } = server.context.log as unknown as Record<
    symbol,
    { write(line: string): void }
  >
  if (!stream) throw new Error('the log goes nowhere')
  stream.write = (line) => void logged.push(line)
  v = certifying(server)
})
afterAll(() => server.stop())

/** Everything that is stored, collection by collection. */
async function everything(): Promise<Map<string, string>> {
  const { db } = mongoose.connection
  if (!db) throw new Error('no database')
  const found = new Map<string, string>()
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    found.set(name, JSON.stringify(await db.collection(name).find().toArray()))
  return found
}
/** Every file beside the database, by its path, and what was logged. */
const files = (): [string, string][] => [
  ...readdirSync(server.settings.dataDir, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it): [string, string] => [it.name, readFileSync(join(it.parentPath, it.name), 'utf8')]),
  ['log', logged.join('\n')]
]
const where = async (traces: readonly string[]): Promise<string[]> =>
  [...(await everything()), ...files()].flatMap(([name, text]) =>
    traces.filter((trace) => text.includes(trace)).map((trace) => `${name}: ${trace}`)
  )

const openid = async (): Promise<string> => {
  const [found] = (await mongoose.connection.db?.collection('members').find().sort({ at: -1 }).toArray()) ?? []
  return String(found?.['openid'])
}

test('who is forgotten leaves no name, phone, note or openid in any collection, file or log, changes no figure, and finds his hours all the same', async () => {
  const name = '万俟安然'
  const said = {
    display: '安然不动',
    phone: '13811112222',
    guardian: '万俟长河',
    guardianPhone: '13822223333',
    note: '万俟的留言',
    feedback: '万俟的感想',
    honour: '万俟受的表扬',
    correction: '万俟的时长少算了',
    reportPhone: '13833334444',
    purpose: '万俟上学用'
  }
  const an = await v.resident('forgotten')
  const report = {
    category: 'shopfront',
    place: inHebin,
    text: '店外摆了货架',
    photos: [await journey(server).photo()],
    consentPublic: true,
    contact: { name, phone: said.reportPhone }
  }
  expect((await an.post('/api/reports', report, { 'idempotency-key': freshKey() })).status).toBe(201)
  const profile = { rev: 0, name, display: said.display, phone: said.phone, born: '1990-01-01', ranked: true }
  const lists = { skills: ['photo'], areas: [], languages: [], free: [] }
  expect((await an.post('/api/volunteers/me', { ...profile, ...lists })).status).toBe(200)
  expect((await an.post('/api/teams', { name: '万俟一队' })).status).toBe(201)

  // Somebody who came, was thanked, said how it was and asked for more hours; a certificate asked for.
  const { shift, signups } = await v.attended(['forgotten'], 90)
  await v.settle(shift)
  const signup = signups['forgotten'] ?? ''
  const xu = await v.staff('xu')
  const thanked = await xu.post(`/api/signups/${signup}/honours`, { honour: 'good_partner', words: said.honour })
  expect(thanked.status).toBeLessThan(300)
  expect((await v.moveSignup(an, signup, { verb: 'feedback', good: true, words: said.feedback })).status).toBe(200)
  const asked = await an.post(`/api/signups/${signup}/correction`, { minutes: 120, words: said.correction })
  expect(asked.status).toBeLessThan(300)
  expect((await v.ask('forgotten', { purpose: said.purpose, identity: identityOf(name) })).status).toBe(201)

  // And one still to come, with a guardian and a note; then one left again with words.
  const coming = await v.open({}, 1)
  const guardian = { name: said.guardian, phone: said.guardianPhone, agrees: true }
  const sent = await v.signUp(an, coming.shift, { note: said.note, guardian })
  expect(sent.status).toBe(201)
  await turn(server.context, {}, ['relay', 'work'])

  const traces = [name, '万俟', idCard, await openid(), ...Object.values(said)]
  expect(new Set((await where(traces)).map((found) => found.split(':')[0]))).toEqual(
    new Set(['cases', 'corrections', 'members', 'notices', 'shifts', 'teams', 'volunteers', 'certificates'])
  )

  const figures = async (): Promise<unknown> => (await fetch(`${server.url}/api/stats`)).json()
  const before = await figures()
  const erased = await fetch(`${server.url}/api/volunteers/me`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${await v.token('forgotten')}` }
  })
  expect(erased.status).toBe(200)
  expect(await where(traces)).toEqual([])
  expect(await figures()).toEqual(before)
  expect(logged.some((line) => line.includes('/api/reports'))).toBe(true)
  const again = { authorization: `Bearer ${await v.token('forgotten')}` }
  const hours = await fetch(`${server.url}/api/hours/mine`, { headers: again })
  expect(((await hours.json()) as { minutes: number }).minutes).toBe(90)
})

const identityOf = (name: string) => ({ name, document: { kind: 'id_card', number: idCard } })

describe('what is kept of people', () => {
  const personal =
    /^(person|persons|member|members|openid|phone|contact|name|display|born|reports|people|gone|words|by|identity|subject|hands|log)$/

  test.each(Object.values(mongoose.models).map((model) => [model.collection.name, model] as const))(
    'the collection %s is in the table, with every field that looks personal',
    (name, model) => {
      const row = collections[name]
      expect(row && name).toBe(name)
      const roots = new Set(Object.keys(row?.personal ?? {}).map((path) => path.split('.')[0]))
      const fields = Object.keys(model.schema.paths).map((path) => path.split('.')[0] ?? path)
      const forgotten = fields.filter(
        (field) => personal.test(field) && !roots.has(field) && !impersonal.has(`${name}.${field}`)
      )
      expect(forgotten).toEqual([])
    }
  )

  test.each(Object.entries(collections))(
    '%s: what residents leave there is erased, or it is said why it stays',
    (_name, row) => {
      expect(Object.keys(row.personal).length > 0).toBe(row.whose !== 'nobody')
      expect([row.why !== undefined, row.basis !== undefined]).toEqual(Array(2).fill(row.whose !== 'nobody'))
      expect(row.consent?.filter((path) => !(path in row.personal)) ?? []).toEqual([])
      if (row.whose.startsWith('residents')) expect(row.erasedBy ?? row.stays).toBeTruthy()
      if (row.erasedBy) expect(Object.keys(erasers)).toContain(row.erasedBy)
    }
  )

  test('what the table says ends in time does, by an index or by the clock, and nothing else does', () => {
    const inTime = /\b(day|days|month|months|hour|hours)\b/
    const rows = Object.entries(collections)
    expect(rows.filter(([, row]) => inTime.test(row.kept) && !row.endsBy).map(([name]) => name)).toEqual([])
    const schedules = rows.flatMap(([, { endsBy }]) => (endsBy && 'schedule' in endsBy ? endsBy.schedule : []))
    expect(schedules.filter((name) => !scheduleNames().includes(name))).toEqual([])
    const said = rows.flatMap(([name, { endsBy }]) => (endsBy && 'index' in endsBy ? `${name}.${endsBy.index}` : []))
    const made = Object.values(mongoose.models).flatMap((model) =>
      model.schema
        .indexes()
        .filter(([, options]) => options.expireAfterSeconds !== undefined)
        .map(([fields]) => `${model.collection.name}.${Object.keys(fields).join()}`)
    )
    expect(made.sort()).toEqual(said.sort())
  })

  test('docs/DATA.md is written from the table', () => {
    const { written, current } = dataInDocs()
    expect(written).toBe(current)
  })

  test('every field that is stored is in the table, by what was stored and by what the models know', async () => {
    const strange: string[] = []
    const look = (name: string, doc: object, at = ''): void => {
      const row = collections[name]
      const known = [...Object.keys(row?.personal ?? {}), ...(row?.plain.split(' ') ?? [])]
      if (known.includes(`${at}*`)) return
      for (const [field, value] of Object.entries(doc)) {
        const within = known.filter((path) => path.startsWith(`${at}${field}.`))
        if (known.includes(at + field)) continue
        if (within.length === 0) strange.push(`${name}.${at}${field}`)
        else
          for (const one of (Array.isArray(value) ? value : [value]) as unknown[])
            if (typeof one === 'object' && one !== null) look(name, one, `${at}${field}.`)
      }
    }
    for (const { collection, schema } of Object.values(mongoose.models))
      look(
        collection.name,
        Object.fromEntries(Object.keys(schema.paths).map((path) => [path.split('.')[0] ?? path, null]))
      )
    for (const [name, text] of await everything())
      if (!unlisted.has(name)) for (const doc of JSON.parse(text) as object[]) look(name, doc)
    expect([...new Set(strange)]).toEqual([])
  })

  test('what ends in time is taken away by the worker, and not before', async () => {
    const now = server.context.now()
    const names = endings().map(({ collection }) => collection)
    expect(names.length).toBeGreaterThan(6)
    const rows = (name: string) => mongoose.connection.collection<{ _id: string }>(name)
    const there = async (): Promise<string[]> => {
      const found = names.map(async (name) => ((await rows(name).findOne({ _id: 'retention-test' })) ? name : []))
      return (await Promise.all(found)).flat()
    }
    const sweepAt = async (at: number): Promise<void> => {
      server.setNow(new Date(at))
      await turn(server.context, {}, ['retention'])
    }
    // Later than the database's own clock, so that nothing is taken away but by the worker.
    const begun = Math.max(now.getTime(), Date.now()) + 86_400_000
    for (const { collection, field } of endings())
      await rows(collection).insertOne({ _id: 'retention-test', [field]: new Date(begun) })
    await sweepAt(begun - 1_000)
    expect(await there()).toEqual(names)
    for (const ms of [...new Set(endings().map(({ afterMs }) => afterMs))].sort((a, b) => a - b)) {
      const longer = (least: number) => names.filter((_, i) => (endings()[i]?.afterMs ?? 0) >= least)
      await sweepAt(begun + ms - 1_000)
      expect(await there()).toEqual(longer(ms))
      await sweepAt(begun + ms + 1_000)
      expect(await there()).toEqual(longer(ms + 1))
    }
    server.setNow(now)
  })

  test('nobody on the list erases nothing', () => {
    const named = new Set(Object.values(collections).map((row) => row.erasedBy))
    expect(Object.keys(erasers).filter((module) => !named.has(module as never))).toEqual([])
  })
})

/** Written below the models: which migrations are through, how far a demo was drawn. */
const unlisted = new Set(['migrations', 'seeds'])
/** Fields that only look as if they were about somebody. */
const impersonal = new Set(['premises.name', 'robots.name', 'suggest_pairs.by', 'roots.gone'])
