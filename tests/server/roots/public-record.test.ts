/** A stranger checks a case with nothing but the public answers and the script, and finds whatever was done to them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DailyRoot, OpenLedger, RootCopies } from '#shared/ledger.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { soundness } from '#server/backup/sound.ts'
import { append, jcs, sha256, verifyChain, type Entry, type Facts, type Words } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { verify, type FaultCode } from '#server/web/islands/parts/verify.mjs'
import { client } from '#tests/support/http.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { startMailServer, type MailServer } from '#tests/support/smtp.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let submitted: Submitted
/** Where the stranger sits: his folder has the script and what he saved, and no package. */
const desk = mkdtempSync(join(tmpdir(), 'stranger-'))
/** Where the city writes its daily roots to; the disk is not there at first. */
const outside = join(desk, 'other-disk')
let mail: MailServer
let group: Server
const heard: string[] = []
let groupSays = '{"errcode":45009,"errmsg":"too many"}'

const cases = () => mongoose.connection.collection('cases')
const ledgerOf = async (no: string) => (await client(server).get<OpenLedger>(`/api/cases/${no}/ledger`)).body
const roots = async () => (await client(server).get<{ items: DailyRoot[] }>('/api/roots')).body.items
const faultsOf = async (given: Parameters<typeof verify>[0]): Promise<FaultCode[]> => [
  ...new Set((await verify(given)).faults.map(({ code }) => code))
]
const save = (name: string, value: unknown) => writeFileSync(join(desk, name), JSON.stringify(value))
const run = async (...args: string[]): Promise<{ code: number; out: string }> => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['verify.mjs', ...args], { cwd: desk, env: {} })
    return { code: 0, out: stdout }
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string }
    return { code, out: stdout }
  }
}
const nextNight = async (day: string) => {
  server.setNow(`${day}T17:00:00.000Z`)
  await server.tick()
}

beforeAll(async () => {
  mail = await startMailServer()
  group = createServer((request, response) => {
    request.on('data', (piece: Buffer) => heard.push(piece.toString()))
    request.on('end', () => response.end(groupSays))
  })
  await new Promise<void>((listening) => group.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(group.address() as AddressInfo).port}`
  server = await startTestServer({
    now: '2026-11-23T02:00:00.000Z',
    env: {
      MAIL_URL: mail.url,
      MAIL_FROM: '随手拍 <noreply@city.example>',
      OUTGOING_ALLOW: host,
      ROOTS_FOLDER: outside,
      ROOTS_MAIL: 'archive@elsewhere.example',
      ROOTS_ROBOT: `wecom:http://${host}/send?key=group-secret`
    }
  })
  walk = journey(server)
  for (let i = 0; i < 5; i++) await walk.publish((await walk.submit()).no)
  submitted = await walk.closed({ text: '店外摆摊占了盲道', contact: { name: '孙桂兰', phone: '13800138000' } })
  await walk.publish(submitted.no)
  await nextNight('2026-11-23')
  const script = await fetch(`${server.url}/assets/verify.mjs`)
  expect(script.headers.get('content-type')).toMatch(/javascript/)
  writeFileSync(join(desk, 'verify.mjs'), await script.text())
})
afterAll(async () => {
  await server.stop()
  group.close()
  await mail.close()
  rmSync(desk, { recursive: true, force: true })
})

describe('with the script alone', () => {
  test('everything fits, and is in the root of the day', async () => {
    save('ledger.json', await ledgerOf(submitted.no))
    save('roots.json', { items: await roots() })
    const { code, out } = await run('ledger.json', 'roots.json')
    expect(out).toMatch(/Everything that can be checked fits/)
    expect(out).toMatch(/are in the root of 2026-11-23/)
    expect(code).toBe(0)
  })

  test('from the server itself, too', async () => {
    const { code, out } = await run(server.url, submitted.no)
    expect([code, out]).toEqual([0, expect.stringMatching(/^2026-1123-\d{5}: \d+ entries/)])
  })

  test('a changed text is named with its entry', async () => {
    const ledger = await ledgerOf(submitted.no)
    const told = ledger.said[0]?.told['text']
    expect(told?.value).toBe('店外摆摊占了盲道')
    if (told) told.value = '店外摆摊没有占盲道'
    save('changed.json', ledger)
    save('roots.json', await roots())
    const { code, out } = await run('changed.json', 'roots.json')
    expect([code, out]).toEqual([1, expect.stringMatching(/FAULT entry 1, text: a published text/)])
  })
})

describe('the whole city', () => {
  test('a stranger checks five cases and every daily root from the public answers alone, and again from what he saved', async () => {
    const key = (await roots())[0]?.signed?.[0]?.key ?? ''
    const asked = await run(server.url, '--cases', '5', '--save', 'saved', '--key', key)
    expect(asked.out).toMatch(
      /^1 daily roots follow from each other, 1 of them signed; 1 trees over all cases built anew$/m
    )
    expect(asked.out).toMatch(new RegExp(`^signed by ${key}$`, 'm'))
    expect(asked.out).toMatch(/^5 cases with \d+ entries were held against every day’s root$/m)
    expect(asked.out).toMatch(/^NOTE What happened since 2026-11-23T16:00:00.000Z is in no root yet/m)
    expect([asked.code, asked.out]).toEqual([0, expect.stringMatching(/Everything that can be checked fits/)])
    const saved = await run('saved', '--kept', 'saved')
    expect([saved.code, saved.out]).toEqual([0, expect.stringMatching(/^1 kept roots were compared$/m)])
    expect(saved.out).toMatch(/^5 cases with/m)
  })

  test('what he does not understand, or does not find, ends with 2 and no verdict', async () => {
    expect((await run()).code).toBe(2)
    expect((await run(server.url, '--all')).code).toBe(2)
    expect((await run(server.url, '2026-0101-00001')).code).toBe(2)
    expect((await run('nowhere')).code).toBe(2)
  })

  test('every root has a line in a plain file', async () => {
    const response = await fetch(`${server.url}/daily-roots.txt`)
    expect(response.headers.get('content-type')).toMatch(/text\/plain/)
    const [root] = await roots()
    const [signed] = root?.signed ?? []
    expect(await response.text()).toBe(`${root?.day} ${root?.root} ${signed?.key} ${signed?.signature}\n`)
  })
})

describe('places outside the database', () => {
  const copies = async () =>
    (await (await walk.staff('guan')).get<{ items: RootCopies[] }>('/api/roots/copies')).body.items

  test('one that does not take a root is shown, and tried again until it does; each gets it once', async () => {
    expect(await copies()).toMatchObject([
      { place: 'folder', to: outside, waiting: 1, reason: 'unreachable', answer: 'ENOENT' },
      { place: 'mail', to: 'a…@elsewhere.example', waiting: 0, day: '2026-11-23' },
      { place: 'robot', waiting: 1, reason: 'too_many' }
    ])
    const figures = await (await fetch(`${server.url}/metrics`)).text()
    expect(figures).toMatch(/^daily_root_waits_seconds\{place="mail"\} 0$/m)
    const admin = visitor(server.url)
    await admin.signIn('guan', password)
    const { html: page } = await admin.go('/office/admin/channels')
    expect(page).toContain('每日总指纹另存')
    expect(page).not.toContain('group-secret')
    mkdirSync(outside)
    groupSays = '{"errcode":0,"errmsg":"ok"}'
    server.setNow('2026-11-23T17:02:00.000Z')
    await server.tick()
    expect(await copies()).toMatchObject([
      { place: 'folder', waiting: 0, day: '2026-11-23' },
      { place: 'mail', waiting: 0 },
      { place: 'robot', waiting: 0, day: '2026-11-23' }
    ])
    await server.tick()
    expect(mail.taken.filter(({ to }) => to === 'archive@elsewhere.example')).toHaveLength(1)
    expect(heard).toHaveLength(2)
    expect(readdirSync(outside)).toEqual(['2026-11-23.json'])
  })

  test('what lies in each of them is held against what is published', async () => {
    const [root] = await roots()
    expect(JSON.parse(readFileSync(join(outside, '2026-11-23.json'), 'utf8'))).toEqual(root)
    expect(heard.at(-1)).toContain(`2026-11-23 ${root?.root}`)
    const taken = mail.taken.find(({ to }) => to === 'archive@elsewhere.example')
    writeFileSync(join(desk, 'root.eml'), taken?.raw ?? '')
    writeFileSync(join(desk, 'group.txt'), heard.at(-1) ?? '')
    for (const kept of ['other-disk', 'root.eml', 'group.txt']) {
      const { code, out } = await run(server.url, '--cases', '0', '--kept', kept)
      expect([kept, code, out]).toEqual([kept, 0, expect.stringMatching(/^1 kept roots were compared$/m)])
    }
    writeFileSync(join(desk, 'noted.txt'), `2026-11-23 ${'ab'.repeat(32)}`)
    expect((await run(server.url, '--kept', 'verify.mjs')).code).toBe(2)
    const { code, out } = await run(server.url, '--cases', '0', '--kept', 'noted.txt')
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/FAULT 2026-11-23: the daily root is not the one that was saved/)
    ])
  })

  test('who is no administrator does not see where they are', async () => {
    expect((await (await walk.staff('zhou')).get('/api/roots/copies')).status).toBe(403)
  })
})

test('a fingerprint that was noted is found after an internal note was added, and every entry keeps its own', async () => {
  const before = await ledgerOf(submitted.no)
  const noted = before.entries.at(-1)?.hash ?? ''
  expect((await walk.move('zhou', submitted.no, { verb: 'note', words: '店主电话 13900139000' })).status).toBe(200)
  const after = await ledgerOf(submitted.no)
  expect(after.entries.slice(0, -1)).toEqual(before.entries)
  const found = await verify({ ledger: after, roots: await roots(), noted: noted.slice(0, 16) })
  expect(found).toMatchObject({ faults: [], notedEntry: before.entries.length, rooted: before.entries.length })
  expect(after.entries.at(-1)).toEqual({
    form: 2,
    n: before.entries.length + 1,
    at: expect.any(String),
    prev: noted,
    rest: expect.stringMatching(/^[0-9a-f]{64}$/),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/)
  })
  expect(await faultsOf({ ledger: after, noted: 'f'.repeat(64) })).toEqual(['noted'])
})

test('every step that the page shows is checked whole; nothing that it hides is in what is published', async () => {
  const ledger = await ledgerOf(submitted.no)
  const open = ledger.entries.filter((e) => e.verb !== undefined).map((e) => e.verb)
  expect(open).toEqual(['receive', 'dispatch', 'accept', 'reply', 'verify'])
  expect(ledger.entries[4]).toMatchObject({ actor: { kind: 'staff', role: 'verifier' }, facts: { onSite: true } })
  const stored = await cases().findOne({ no: submitted.no })
  const text = JSON.stringify(ledger)
  const hidden = ['zhou', 'zhao', 'shen', submitted.report, '孙桂兰', '13800138000', '13900139000', 'salt', 'apart']
  const salts = ((stored?.ledger ?? []) as Entry[]).map((e) => e.salt ?? 'none')
  expect([...hidden, ...salts].filter((word) => text.includes(`"${word}"`) || text.includes(`"${word}":`))).toEqual([])
  expect(text).not.toMatch(/13800138000|13900139000|孙桂兰/)
})

describe('what was done to the published record is found', () => {
  const given = async () => ({ ledger: await ledgerOf(submitted.no), roots: await roots() })

  test('one changed byte, wherever', async () => {
    const { ledger, roots: known } = await given()
    const text = JSON.stringify(ledger)
    const missed: string[] = []
    for (let i = 0; i < text.length; i += 5) {
      const was = text[i] ?? ''
      const other = /[0-9]/.test(was) ? String((Number(was) + 1) % 10) : was === 'a' ? 'b' : 'a'
      const changed = text.slice(0, i) + other + text.slice(i + 1)
      let read: OpenLedger
      try {
        read = JSON.parse(changed) as OpenLedger
      } catch {
        continue
      }
      const faults = await faultsOf({ ledger: read, roots: known }).catch(() => ['shape'])
      if (faults.length === 0) missed.push(text.slice(i - 30, i + 10))
    }
    expect(missed).toEqual([])
  })

  test('an entry that is gone, doubled, or changed places with its neighbour', async () => {
    const { ledger, roots: known } = await given()
    const { entries } = ledger
    const rooted = ledger.root?.n ?? 0
    for (let i = 0; i < rooted; i++) {
      expect(await faultsOf({ ledger: { ...ledger, entries: entries.toSpliced(i, 1) }, roots: known })).not.toEqual([])
      const twice = entries.toSpliced(i, 0, ...entries.slice(i, i + 1))
      expect(await faultsOf({ ledger: { ...ledger, entries: twice }, roots: known })).not.toEqual([])
      const swapped = entries.toSpliced(i, 2, ...entries.slice(i, i + 2).reverse())
      if (i + 1 < entries.length)
        expect(await faultsOf({ ledger: { ...ledger, entries: swapped }, roots: known })).not.toEqual([])
    }
    const cut = { ...ledger, entries: entries.slice(0, rooted - 1) }
    expect(await faultsOf({ ledger: cut, roots: known })).toContain('cut')
  })

  test('another root in the place of the one that was published, with or without the list that goes with it', async () => {
    const { ledger, roots: known } = await given()
    const [newest] = known
    if (!newest || !ledger.root) throw new Error('no root yet')
    const forged = { ...newest, tree: 'ab'.repeat(32) }
    expect(await faultsOf({ ledger, roots: [forged] })).toEqual(expect.arrayContaining(['known', 'root']))
    expect(await faultsOf({ ledger: { ...ledger, root: { ...ledger.root, ...forged } }, roots: [forged] })).toContain(
      'root'
    )
    const other = { ...newest, cases: newest.cases + 1 }
    expect(await faultsOf({ ledger, roots: known, saved: [other] })).toEqual(['saved'])
    expect(await faultsOf({ ledger, roots: known, saved: known })).toEqual([])
  })
})

type Stored = { ledger: Entry[]; words: Record<string, Words> }
/** The chain of a case written anew from entry `n` on, as whoever has the database and the code can. */
const rewritten = ({ ledger, words }: Stored, n: number, change: Facts): Entry[] =>
  ledger.reduce<Entry[]>((before, { at, actor, verb, from, to, facts }) => {
    const kept = words[before.length + 1]
    const changed = before.length + 1 === n ? { ...facts, ...change } : facts
    return [...before, append(before, { at, actor, verb, from, to, facts: changed, ...(kept && { kept }) }).entry]
  }, [])

describe('what was done in the database is found from outside', () => {
  test.each<[string, (stored: Stored) => Entry[], FaultCode]>([
    ['a chain that was written anew', (stored) => rewritten(stored, 4, { outcome: 'unfounded' }), 'path'],
    ['an end that was cut off', ({ ledger }) => ledger.slice(0, 3), 'path'],
    ['a fact that was changed', ({ ledger }) => ledger.with(3, { ...ledger[3], facts: {} } as Entry), 'hash']
  ])('%s', async (_name, change, expected) => {
    const today = dayOf(server.context.now())
    server.setNow(`${today}T02:00:00.000Z`)
    const other = await walk.closed()
    await walk.publish(other.no)
    await nextNight(today)
    expect(await faultsOf({ ledger: await ledgerOf(other.no), roots: await roots() })).toEqual([])
    const stored = (await cases().findOne({ no: other.no })) as unknown as Stored
    await cases().updateOne({ no: other.no }, { $set: { ledger: change(stored) } })
    server.context.moved({ no: other.no })
    expect(await faultsOf({ ledger: await ledgerOf(other.no), roots: await roots() })).toContain(expected)
  })
})

test('from the public answers alone it is still found when another night has passed over it', async () => {
  const today = dayOf(server.context.now())
  server.setNow(`${today}T02:00:00.000Z`)
  const [changed, gone] = [await walk.closed(), await walk.submit()]
  await walk.publish(changed.no)
  await nextNight(today)
  const stored = (await cases().findOne({ no: changed.no })) as unknown as Stored
  await cases().updateOne({ no: changed.no }, { $set: { ledger: rewritten(stored, 4, { outcome: 'unfounded' }) } })
  await cases().deleteOne({ no: gone.no })
  const { faults } = await soundness(server.context.records)
  expect(faults).toEqual(expect.arrayContaining([today, changed.no]))
  const tomorrow = addDays(today, 1)
  await nextNight(tomorrow)
  server.context.moved({ no: changed.no })
  // The newest root was made over what stands there now, and the case fits it; not those before.
  expect(await faultsOf({ ledger: await ledgerOf(changed.no), roots: await roots(), whole: true })).toEqual([])
  const { code, out } = await run(server.url, changed.no)
  expect(out).toMatch(new RegExp(`^FAULT ${changed.no}, entry \\d, ${today}: the case is not what`, 'm'))
  expect(code).toBe(1)
  expect(out).toContain(`FAULT ${tomorrow}, 1 cases: what the root before held is gone`)
  expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/^daily_root_cases_gone 1$/m)
})

test('every root is chained to the one before, kept beside the database, and made once', async () => {
  const known = await roots()
  expect(known.length).toBeGreaterThan(2)
  for (const [i, root] of known.entries()) expect(root.prev).toBe(known[i + 1]?.root ?? '0'.repeat(64))
  await server.tick()
  expect(await roots()).toEqual(known)
  for (const root of known) {
    const file = await server.context.records.get(`roots/11/${root.day}.json`)
    expect(JSON.parse(file?.toString('utf8') ?? '{}')).toEqual(root)
  }
})

test('an entry of the first form keeps its hash and is checked by its place', () => {
  const first: Entry = {
    n: 1,
    at: '2026-11-16T02:00:00.000Z',
    actor: { kind: 'reporter', id: 'x' },
    verb: 'receive',
    from: null,
    to: 'received',
    facts: { category: 'shopfront', area: 'hebin', office: 'a', grid: 'g' },
    prev: '0'.repeat(64),
    hash: '7a1c0d4a8f'
  }
  const { hash: _, ...bare } = first
  const old = { ...first, hash: sha256(first.prev + jcs(bare)) }
  const { entry } = append([old], {
    at: first.at,
    actor: { kind: 'rule' },
    verb: 'dispatch',
    from: 'received',
    to: 'dispatched',
    facts: {}
  })
  expect(verifyChain([old, entry])).toBeUndefined()
  expect(verifyChain([{ ...old, facts: {} }, entry])).toEqual({ n: 1, fault: 'hash' })
})

test('what was erased is told no longer, and the rest still fits', async () => {
  const before = await ledgerOf(submitted.no)
  expect(before.said.map(({ n }) => n)).toContain(1)
  expect((await walk.move('shen', submitted.no, { verb: 'erase', entry: 1, words: '本人要求' })).status).toBe(200)
  const after = await ledgerOf(submitted.no)
  expect(after.said.map(({ n }) => n)).not.toContain(1)
  expect(await faultsOf({ ledger: after, roots: await roots() })).toEqual([])
  expect(JSON.stringify(after)).not.toContain('盲道')
})

test('a case that nobody may read has no record either', async () => {
  const { no, reporter } = await walk.submit()
  expect((await client(server).get(`/api/cases/${no}/ledger`)).status).toBe(404)
  const own = await reporter.get<OpenLedger>(`/api/cases/${no}/ledger`)
  expect([own.status, await faultsOf({ ledger: own.body })]).toEqual([200, []])
})

describe('the page', () => {
  const page = async (query: string) => {
    const response = await fetch(`${server.url}/verify${query}`)
    return { status: response.status, html: await response.text() }
  }
  test('shows every fingerprint without a script, the roots, and what cannot be checked', async () => {
    const ledger = await ledgerOf(submitted.no)
    const { status, html } = await page(`?no=${submitted.no}`)
    expect(status).toBe(200)
    for (const { hash } of ledger.entries) expect(html).toContain(hash)
    expect(html).toContain('核对不出来的事')
    expect(html).toContain(`/api/cases/${submitted.no}/ledger`)
  })
  test('finds a number as a hurried hand writes it, and says what it does not know', async () => {
    expect((await page(`?no=${encodeURIComponent(submitted.no.replaceAll('-', '－'))}`)).status).toBe(200)
    expect((await page('?no=2026-0101-00001')).status).toBe(404)
    expect((await page('?no=abc')).status).toBe(422)
    expect((await page('')).status).toBe(200)
  })
  test('the page of the case claims no more than that', async () => {
    const html = await (await fetch(`${server.url}/cases/${submitted.no}`)).text()
    expect(html).not.toContain('改不了')
    expect(html).toContain(`/verify?no=${submitted.no}`)
  })
})
