/** A person with traces in every module is copied and forgotten, and then looked for in every collection, file and log. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import pino from 'pino'
import type { SessionView } from '#shared/members.ts'
import type { Receipt } from '#shared/reports.ts'
import { findCase, verifyChain } from '#server/cases/index.ts'
import { keepNotices } from '#server/notifications/model.ts'
import { onStep } from '#server/kernel/failpoints.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { collections, endings, erasers, followRegister, resumeErasures } from '#server/erasure/index.ts'
import { scheduleNames, turn } from '#server/worker.ts'
import { memberOf, reportsOf, wholePerson, type WholePerson } from '#tests/support/a-whole-person.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey } from '#tests/support/http.ts'
import { eraseMe, fetchCopy, marking, typedFields } from '#tests/support/marked.ts'
import { journey } from '#tests/support/journey.ts'
import { dataInDocs } from '../../../docs/write-data.ts'
import { visitor } from '#tests/support/visitor.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
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
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), 'latin1')
    ]),
  ['log', logged.join('\n')]
]
const where = async (traces: Iterable<string>): Promise<string[]> => {
  const all = [...(await everything()), ...files()]
  return [...traces].flatMap((trace) =>
    all.flatMap(([name, text]) => (text.includes(trace) ? `${name}: ${trace}` : []))
  )
}
const figures = async (): Promise<unknown> => {
  // None that was kept from before.
  later(60_000)
  const { at: _, ...rest } = (await (await fetch(`${server.url}/api/stats`)).json()) as { at: string }
  return rest
}
const photoFiles = (): number => readdirSync(join(server.settings.dataDir, 'photos'), { recursive: true }).length
const later = (ms: number): void => server.setNow(new Date(server.context.now().getTime() + ms))

/** Fields of the contract that a resident can reach and that say nothing of him, or are kept nowhere. */
const unsaid = new Map([
  ['signInWechat/code', 'given by WeChat, good once'],
  ['signInStaff/name', 'of staff'],
  ['stopNotices', 'it takes nothing'],
  ['moveSignup<remove>/words', 'an organiser’s'],
  ['moveSignup<excuse>/words', 'an organiser’s'],
  ['moveCertificate<refuse>/words', 'of staff'],
  ['moveCertificate<revoke>/words', 'of staff'],
  ['reportPresence/events/reason', 'an organiser’s; of who reports himself it is not kept']
])
/** Fields whose words are kept in no readable form, or not at all. */
const unseen = new Map([
  ['suggest/text', 'it is looked at and not kept'],
  ['similarCases/text', 'it is looked at and not kept'],
  ['requestCertificate/identity/name', 'encrypted'],
  ['requestCertificate/identity/document/number', 'encrypted'],
  ['requestCertificate/identity/volunteerNo', 'encrypted']
])

describe('a whole life, every field of the contract filled', () => {
  const marks = marking()
  let life: WholePerson
  let token = ''
  let before: unknown
  let copy: Record<string, Record<string, unknown>[]>
  let stored: Map<string, object[]>
  beforeAll(async () => {
    life = await wholePerson(server, marks, 'forgotten')
    // As notices were before they were codes.
    const old = { verb: 'receive', no: life.no, at: server.context.now(), words: '万俟旧的通知' }
    await keepNotices([{ _id: 'an-old-one', member: await memberOf(server, 'forgotten'), ...old }])
    for (let round = 0; round < 3; round++) await turn(server.context, {}, ['relay', 'work', 'deliver'])
    before = await figures()
    token = await life.v.token('forgotten')
  }, 120_000)

  test('has a marker in every field that a resident can type, and each is found where it is kept', async () => {
    const said = new Set(marks.sent.values())
    expect(typedFields().filter((path) => !said.has(path) && !unsaid.has(path))).toEqual([])
    expect([...unsaid.keys()].filter((path) => said.has(path))).toEqual([])
    const found = new Set(
      (await where(marks.sent.keys())).map((hit) => marks.sent.get(hit.slice(hit.indexOf(': ') + 2)))
    )
    expect([...said].filter((path) => !found.has(path) && !unseen.has(path))).toEqual([])
  })

  test('is copied for him: a page, data and photos in one file, and one at a time', async () => {
    const response = await fetchCopy(server, token)
    expect(response.headers.get('content-type')).toBe('application/zip')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const zip = unzipSync(new Uint8Array(await response.arrayBuffer()))
    const text = (name: string): string => Buffer.from(zip[name] ?? []).toString()
    copy = JSON.parse(text('data.json')) as typeof copy
    const named = new Set(
      copy['cases']?.flatMap(({ words }) => (words as { photos?: string[] }[]).flatMap((word) => word.photos ?? []))
    )
    expect(named.size).toBeGreaterThan(4)
    expect(Object.keys(zip).sort()).toEqual(
      ['data.json', 'index.html', ...[...named].map((id) => `photos/${id}.jpg`)].sort()
    )
    for (const id of named)
      expect(
        Buffer.from(zip[`photos/${id}.jpg`] ?? [])
          .subarray(0, 2)
          .toString('hex')
      ).toBe('ffd8')
    // What he typed is in it, for people as for programs, but for what is kept nowhere.
    const gone = new Set(['suggest/text', 'similarCases/text', 'signUp/names'])
    const last = new Map([...marks.sent].map(([marker, path]) => [path, marker]))
    for (const [path, marker] of last)
      if (!gone.has(path))
        expect([path, text('data.json').includes(marker), text('index.html').includes(marker)]).toEqual([
          path,
          true,
          true
        ])
    for (const words of life.said) expect(text('data.json')).toContain(words)
    // No field is shown by its name in the program.
    expect(/<dt>[a-zA-Z_]+<\/dt>/.exec(text('index.html'))?.[0]).toBe(undefined)
    // Nothing of an officer: neither login, nor name, nor number.
    for (const login of ['"zhou"', '"xu"', '"shen"', '周明远', '徐清', '0520-0010101'])
      expect(text('data.json')).not.toContain(login)
  })

  test.each(
    Object.entries(collections).flatMap(([name, { whose, personal, notHis = {} }]) =>
      whose.startsWith('residents') ? Object.keys(personal).map((path) => [name, path, notHis[path]] as const) : []
    )
  )('the field %s.%s is in the copy, or the table says why not', (name, path, why) => {
    const at = (rows: readonly unknown[], [first, ...rest]: readonly string[]): unknown[] => {
      const found = rows.flatMap((row) => {
        const value = (row as Record<string, unknown> | undefined)?.[first ?? '']
        return value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]
      })
      return rest.length === 0 ? found : at(found, rest)
    }
    expect(at(copy[name] ?? [], path.split('.')).length > 0).toBe(why === undefined)
  })

  test('a link is good for minutes, for whoever has it, and one at a time', async () => {
    const ask = async () => (await client(server, token).post<{ href: string }>('/api/me/copies')).body.href
    const [old, href] = [await ask(), await ask()]
    expect((await fetch(server.url + old)).status).toBe(404)
    // Somebody asks for the head, or breaks off: the next one is let in.
    expect((await fetch(server.url + href, { method: 'HEAD' })).status).toBe(200)
    const broken = new AbortController()
    const begun = await fetch(server.url + href, { signal: broken.signal })
    expect(begun.status).toBe(200)
    const key = { _id: await memberOf(server, 'forgotten') }
    const rows = mongoose.connection.collection<{ _id: string; busyUntil?: Date }>('data_copies')
    await begun.body?.cancel().catch(() => undefined)
    await vi.waitFor(async () => expect((await rows.findOne(key))?.busyUntil).toBe(undefined))
    await rows.updateOne(key, { $set: { busyUntil: new Date(server.context.now().getTime() + 60_000) } })
    expect((await fetch(server.url + href)).status).toBe(409)
    await rows.updateOne(key, { $unset: { busyUntil: '' } })
    later(10 * 60_000)
    expect((await fetch(server.url + href)).status).toBe(404)
    token = await life.v.token('forgotten')
  })

  test('is erased by himself in whatever step the process dies, leaves no word, name, number or picture in any collection, file or log, and changes no figure', async () => {
    const { db } = mongoose.connection
    const names = (await db?.listCollections({}, { nameOnly: true }).toArray())?.map(({ name }) => name) ?? []
    stored = new Map(
      await Promise.all(
        names.map(async (name): Promise<[string, object[]]> => [
          name,
          (await db?.collection(name).find().toArray()) ?? []
        ])
      )
    )
    const member = await memberOf(server, 'forgotten')
    const account = stored.get('members')?.find((item) => (item as { _id: string })._id === member)
    const openid = (account as { openid: string } | undefined)?.openid ?? ''
    const files = photoFiles()
    const traces = [...marks.sent.keys(), ...life.said, '万俟', openid]
    const steps = ['erasure noted', ...Object.keys(erasers).map((name) => `${name} erased`)]
    try {
      for (const [i, step] of steps.entries()) {
        onStep((at) => {
          if (at === step) throw new Error('died')
        })
        if (i === 0) expect((await eraseMe(server, token)).status).toBe(500)
        else await turn(server.context, {}, ['erasures'])
      }
    } finally {
      onStep(undefined)
    }
    // He is let in again only when nothing is left to do.
    const again = () => client(server).post('/api/sessions/wechat', { code: `forgotten:${freshKey()}` })
    expect((await again()).status).toBe(503)
    later(10_000)
    await turn(server.context, {}, ['relay', 'work', 'erasures'])
    expect(await where(traces)).toEqual([])
    expect(photoFiles()).toBeLessThan(files)
    expect(await figures()).toEqual(before)
    expect(logged.some((line) => line.includes('/api/reports'))).toBe(true)
    // Whoever was signed in is not any more; who comes back finds his hours.
    expect(
      (await fetch(`${server.url}/api/reports/mine`, { headers: { authorization: `Bearer ${token}` } })).status
    ).toBe(401)
    const back = { authorization: `Bearer ${await life.v.token('forgotten')}` }
    expect(
      ((await (await fetch(`${server.url}/api/hours/mine`, { headers: back })).json()) as { minutes: number }).minutes
    ).toBe(110)
    const { body } = await client(server).get<{ timeline: { erased?: true }[] }>(`/api/cases/${life.no}`)
    expect(body.timeline[0]?.erased).toBe(true)
    const found = await findCase(life.no)
    expect(found && verifyChain(found.ledger, found.words)).toBe(undefined)
  })

  test('stays erased when a backup from before is restored', async () => {
    for (const [name, docs] of stored) {
      const rows = mongoose.connection.collection(name)
      await rows.deleteMany({})
      if (docs.length > 0) await rows.insertMany(docs)
    }
    expect((await where(marks.sent.keys())).length).toBeGreaterThan(40)
    expect(await followRegister(server.context.records)).toBe(1)
    await resumeErasures(server.context)
    expect(await where([...marks.sent.keys(), ...life.said])).toEqual([])
    expect(await followRegister(server.context.records)).toBe(0)
  })
})

describe('who has a receipt and no account', () => {
  test('copies and erases what belongs to his one report, and nothing of anybody else', async () => {
    const walk = journey(server)
    const marks = marking(500)
    const other = await walk.submit({ text: '另一位写的话', contact: { phone: '13800990011' } })
    const photos = [await walk.photo()]
    const body = { category: 'shopfront', photos, place: inHebin, consentPublic: true, answers: [] }
    const own = (await marks.say<Receipt>(walk.guest, 'submit', {}, body)).body
    const { no, code } = own
    const enter = async () => (await walk.guest.post<SessionView>('/api/sessions/code', { no, code })).body.access
    await reportsOf(client(server, enter), server, marks, own)
    const joined = await walk.move('li', other.no, { verb: 'join', into: no })
    expect(joined.status).toBe(200)
    await marks.say(client(server, enter), 'giveAddress', {})
    const token = await enter()
    const zip = unzipSync(new Uint8Array(await (await fetchCopy(server, token)).arrayBuffer()))
    const text = Buffer.from(zip['data.json'] ?? []).toString()
    for (const marker of marks.sent.keys()) expect(text).toContain(marker)
    expect(text).not.toContain('另一位写的话')
    expect(text).not.toContain(other.report)

    const before = await figures()
    expect((await eraseMe(server, token)).status).toBe(200)
    expect((await eraseMe(server, token)).status).toBe(401)
    // With the code he may ask once more, and nothing happens.
    expect((await eraseMe(server, await enter())).status).toBe(200)
    // A thousand times would fill the register, and leave nobody a page that is kept.
    const many: number[] = []
    for (let n = 0; n < 22; n++) many.push((await eraseMe(server, await enter())).status)
    expect([...new Set(many)]).toEqual([200, 429])
    expect(await mongoose.connection.collection('erasures').countDocuments({ 'of.report': own.report })).toBe(20)
    later(10_000)
    await turn(server.context, {}, ['relay', 'work', 'erasures'])
    expect(await where([...marks.sent.keys(), '万俟要求回电'])).toEqual([])
    expect((await where(['另一位写的话', '13800990011'])).length).toBe(2)
    expect(await figures()).toEqual(before)
    // The matter goes on without him.
    expect((await findCase(no))?.status).toBe('closed')
  })
})

test('the portal gives a copy and erases, and asks twice, for who has shown number and code', async () => {
  const { no, code } = await journey(server).submit({ text: '司徒写的话', contact: { phone: '13800990022' } })
  const web = visitor(server.url)
  expect((await web.go('/track/my-data')).location).toBe('/track')
  const door = await web.go('/track')
  expect((await web.send('/track', { _token: web.tokenIn(door.html), no, code })).location).toBe('/track/report')
  expect((await web.go('/track/report')).html).toContain('/track/my-data')
  const press = async (fields: Record<string, string>) => {
    const { html } = await web.go('/track/my-data')
    return web.send('/track/my-data', { _token: web.tokenIn(html), ...fields })
  }
  const { status, location } = await press({ act: 'copy' })
  expect([status, location.startsWith('/copies/')]).toEqual([303, true])
  expect((await fetch(server.url + location)).headers.get('content-disposition')).toContain('.zip')
  const once = await press({ act: 'erase' })
  expect([once.status, once.html.includes('先选“我知道删掉以后找不回来”')]).toEqual([422, true])
  expect((await where(['司徒写的话'])).length).toBe(1)
  const strange = await web.send('/track/my-data', { _token: 'x', act: 'erase', know: '1' })
  expect(strange.status).toBe(403)
  const done = await press({ act: 'erase', know: '1' })
  expect([done.status, done.html.includes(`案件 ${no} 里您的信息已经删掉`)]).toEqual([200, true])
  expect(await where(['司徒写的话', '13800990022'])).toEqual([])
  expect((await web.go('/track/my-data')).location).toBe('/track')
})

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
