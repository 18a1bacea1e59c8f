/**
 * Everybody takes the open data away: each file says exactly what the site says and nothing more, tells what has gone, can be held
 * against its checksum, and gives the site's numbers again.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { CaseView } from '#shared/cases.ts'
import { caseColumnNames, type CaseColumn, type OpenDataView } from '#shared/open-data.ts'
import { Cases } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { client } from '#tests/support/http.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

type Row = Partial<Record<CaseColumn, string | number | boolean>>
interface File {
  status: number
  text: string
  headers: Record<string, string | string[] | undefined>
  sha256: string | undefined
}

let server: TestServer
let walk: Journey
let [open, closed, hidden, home, gone]: Submitted[] = []
const folder = mkdtempSync(join(tmpdir(), 'open-data-'))

const file = (path: string, headers: Record<string, string> = {}): Promise<File> =>
  new Promise((resolve, reject) => {
    get(`${server.url}${path}`, { headers }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(pieces).toString(),
          headers: answer.headers,
          sha256: answer.trailers['x-content-sha256']
        })
      )
    }).on('error', reject)
  })
const lines = (text: string): (Row & { end?: { rows: number; sha256: string } })[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
const rowsOf = (text: string): Row[] => lines(text).slice(0, -1)
const byNo = (rows: readonly Row[]): Map<unknown, Row> => new Map(rows.map((row) => [row.service_request_id, row]))
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const cases = async (query = ''): Promise<Row[]> => rowsOf((await file(`/open-data/cases.jsonl${query}`)).text)
const no = (submitted: Submitted | undefined): string => submitted?.no ?? ''

beforeAll(async () => {
  server = await startTestServer({ env: { TRUST_PROXY: '1' } })
  walk = journey(server)
  open = await walk.accepted({ text: '=HYPERLINK("http://x")，货架占了盲道' })
  closed = await walk.closed({ text: '人行道上堆了"建筑垃圾"，\n下雨就流水' })
  hidden = await walk.submit({ text: '这一件没有人看过' })
  home = await walk.submit({ category: 'home-noise', text: '半夜装修' })
  gone = await walk.submit({ text: '和第一件是同一件事' })
  for (const submitted of [open, closed, home, gone]) await walk.publish(no(submitted))
  await closed.reporter.post(`/api/reports/${closed.report}/rate`, {
    solved: 'solved',
    satisfied: 'satisfied',
    text: '很好'
  })
  server.setNow(new Date(server.context.now().getTime() + 10_000).toISOString())
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a file of cases', () => {
  test('says of every public case what its page says, and of no other anything', async () => {
    const rows = byNo(await cases())
    const listed = (await walk.guest.get<{ items: { no: string }[] }>('/api/cases?limit=50')).body.items
    expect([...rows.keys()].sort()).toEqual(listed.map((item) => item.no).sort())
    expect(rows.has(no(hidden))).toBe(false)
    for (const [id, row] of rows) {
      const { body } = await walk.guest.get<CaseView>(`/api/cases/${String(id)}`)
      expect(row).toMatchObject({
        requested_datetime: body.at,
        status: body.status,
        service_code: body.category.code,
        service_name: body.category.name,
        agency_code: body.office.id,
        area_code: body.area.id,
        lat: body.place?.lat,
        long: body.place?.lng,
        reports: body.reports,
        entries: body.timeline.length > 0 ? (expect.any(Number) as number) : 0
      })
      expect(row.address).toBe(body.address)
      expect(row.closed_date).toBe(body.closedAt)
      expect(row.description).toBe(body.text ?? body.title)
      const answer = body.timeline.find((entry) => entry.verb === 'reply')
      expect(row.status_notes).toBe(answer?.text)
      expect(row.media_url?.toString().includes('/photos/') ?? false).toBe(body.before.length + body.after.length > 0)
    }
    expect(rows.get(no(closed))).toMatchObject({
      ratings: 1,
      ratings_solved: 1,
      ratings_satisfied: 1,
      closed_in_time: true
    })
  })

  test('is whole where a server of the version before has written a case without its moment', async () => {
    const before = await cases()
    const key = { no: no(open) }
    const movedAt = (await Cases.findOne(key).lean())?.movedAt
    await Cases.collection.updateOne(key, { $unset: { movedAt: '' } })
    const after = await cases()
    await Cases.collection.updateOne(key, { $set: { movedAt } })
    expect(after).toHaveLength(before.length)
    expect(byNo(after).get(no(open))?.updated_datetime).toEqual(expect.any(String))
  })

  test('shows a photo that anybody may open', async () => {
    const [row] = (await cases()).filter((row) => row.media_url !== undefined)
    const { pathname } = new URL(String(row?.media_url))
    expect((await fetch(server.url + pathname)).status).toBe(200)
  })

  test('is one table however it is written, and no cell of it runs', async () => {
    const written = await file('/open-data/cases.csv')
    expect(written.headers['content-type']).toMatch(/^text\/csv/)
    const table = parse<Record<CaseColumn, string>>(written.text, {
      columns: true,
      bom: true,
      record_delimiter: '\r\n'
    })
    expect(Object.keys(table[0] ?? {})).toEqual(caseColumnNames)
    const rows = byNo(await cases())
    expect(table).toHaveLength(rows.size)
    for (const cells of table) {
      const row = rows.get(cells.service_request_id)
      for (const name of caseColumnNames) expect(cells[name].replace(/^'/, '')).toBe(String(row?.[name] ?? ''))
    }
    const risky = table.find((cells) => cells.service_request_id === no(open))
    expect(risky?.description.startsWith("'=")).toBe(true)
    const map = JSON.parse((await file('/open-data/cases.geojson')).text) as {
      features: { id: string; geometry: { coordinates: number[] }; properties: Row }[]
      end: { rows: number }
    }
    expect(map.end.rows).toBe(rows.size)
    for (const { id, geometry, properties } of map.features) {
      const { lat, long, ...rest } = rows.get(id) ?? {}
      expect(geometry.coordinates).toEqual([long, lat])
      expect(properties).toEqual(rest)
    }
  })

  test('says at its end how much it is, and a checksum that holds, packed or not', async () => {
    for (const name of ['cases.csv', 'cases.jsonl', 'cases.geojson']) {
      const item = await file(`/open-data/${name}`)
      expect(item.sha256).toBe(sha256(item.text))
      expect((await file(`/open-data/${name}`, { 'accept-encoding': 'gzip' })).sha256).toBe(item.sha256)
    }
    const { text } = await file('/open-data/cases.jsonl')
    const end = lines(text).at(-1)?.end
    expect(end?.rows).toBe(rowsOf(text).length)
    expect(end?.sha256).toBe(sha256(text.slice(0, text.lastIndexOf('{"end"'))))
  })

  test('of what has changed since a moment has that and no more, and what is gone as gone', async () => {
    const rows = await cases()
    const newest =
      rows
        .map((row) => String(row.updated_datetime))
        .sort()
        .at(-1) ?? ''
    // The last minute is said again: two writes may become visible in another order than their clocks say.
    const later = new Date(Date.parse(newest) + 61_000).toISOString()
    expect(await cases(`?updated_after=${later}`)).toEqual([])
    await walk.move('zhou', no(home), { verb: 'accept' })
    expect((await walk.move('li', no(gone), { verb: 'join', into: no(open) })).status).toBe(200)
    const changed = byNo(await cases(`?updated_after=${newest}`))
    expect(changed.get(no(home))).toMatchObject({ status: 'handling' })
    expect(changed.get(no(gone))).toEqual({
      service_request_id: no(gone),
      updated_datetime: expect.any(String) as string,
      removed: true
    })
    expect(changed.has(no(hidden))).toBe(false)
    const whole = byNo(await cases())
    expect(whole.has(no(gone))).toBe(false)
    // Who puts each answer over what he has arrives at the whole.
    const copy = new Map(byNo(rows))
    for (const [id, row] of changed)
      if (row.removed) copy.delete(id)
      else copy.set(id, row)
    expect(copy).toEqual(whole)
  })

  test('asked for since the beginning is the whole, and every page of it is read by the index', async () => {
    const since = byNo(await cases('?updated_after=2000-01-01T00:00:00Z'))
    for (const [id, row] of byNo(await cases())) expect(since.get(id)).toEqual(row)
    const plan = JSON.stringify(
      await Cases.collection
        .find({ 'publication.at': { $exists: true }, movedAt: { $gte: new Date(0) } } as never)
        .sort({ movedAt: 1, _id: 1 })
        .explain('queryPlanner')
    )
    expect(plan).toContain('"movedAt":1')
    expect(plan).not.toContain('"stage":"SORT"')
  })

  test('takes a moment with its zone, and says what it does not understand', async () => {
    for (const good of [
      '2026-11-01T00:00:00Z',
      '2026-11-01T08:00:00%2B08:00',
      '2026-11-01T08:00:00+0800',
      '2026-11-01T00:00:00.123Z'
    ])
      expect((await file(`/open-data/cases.jsonl?updated_after=${good}`)).status).toBe(200)
    for (const bad of ['yesterday', '2026-11-01', '2026-13-01T00:00:00Z', '2026-11-01T00:00:00', '1790000000', ''])
      expect((await file(`/open-data/cases.jsonl?updated_after=${bad}`)).status).toBe(422)
    expect((await file('/open-data/cases.jsonl?updated_after=2026-11-01T00:00:00Z&updated_after=x')).status).toBe(422)
    expect((await file('/open-data/cases.csv?limit=5')).status).toBe(422)
    expect((await file('/open-data/cases.xml')).status).toBe(404)
    const head = await fetch(`${server.url}/open-data/cases.csv`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })
})

describe('a stranger', () => {
  /** Asks and takes nothing. */
  const hang = (from: string): Promise<{ status: number; leave(): Promise<void> }> =>
    new Promise((resolve, reject) => {
      get(`${server.url}/OPEN-DATA/cases.csv`, { headers: { 'x-forwarded-for': from } }, (answer) => {
        answer.pause()
        const leave = (): Promise<void> => new Promise((gone) => answer.once('close', gone).destroy())
        resolve({ status: answer.statusCode ?? 0, leave })
      }).on('error', reject)
    })

  test('has one file at once, and many of them leave room again when they go', async () => {
    const docs = (await Cases.find({ publishedAt: { $type: 'date' } }).lean()).slice(0, 1)
    const many = Array.from({ length: 3_000 }, (_, n) => ({
      ...docs[0],
      _id: new mongoose.Types.ObjectId(),
      no: `2026-0101-${String(n).padStart(5, '0')}`,
      reports: []
    }))
    await Cases.collection.insertMany(many)
    try {
      const hanging = await Promise.all(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map(hang))
      expect(hanging.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect((await hang('10.0.0.1')).status).toBe(429)
      expect((await hang('10.0.0.5')).status).toBe(503)
      for (const item of hanging) await item.leave()
      await expect.poll(async () => (await file('/open-data/cases.csv')).status, { timeout: 20_000 }).toBe(200)
    } finally {
      await Cases.deleteMany({ no: /^2026-0101-/ })
    }
  })
})

describe('the figures', () => {
  const saved = async (): Promise<string[]> => {
    const paths = ['figures.jsonl', 'stats.json', 'recompute.mjs'].map((name) => join(folder, name)) as [
      string,
      string,
      string
    ]
    writeFileSync(paths[0], (await file('/open-data/figures.jsonl')).text)
    writeFileSync(paths[1], (await file('/api/stats?days=30')).text)
    writeFileSync(paths[2], (await file('/assets/recompute.mjs')).text)
    return paths
  }
  const run = async (...args: string[]): Promise<{ code: number; out: string }> => {
    try {
      const { stdout } = await promisify(execFile)(process.execPath, ['recompute.mjs', ...args], {
        cwd: folder,
        env: {}
      })
      return { code: 0, out: stdout }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, out: stdout + stderr }
    }
  }

  test('give every number of the site again, to the last digit, by a program that has the files alone', async () => {
    await server.counted()
    server.setNow(new Date(server.context.now().getTime() + 10_000).toISOString())
    const [figures = '', stats = ''] = await saved()
    const own = await run('figures.jsonl', 'stats.json')
    expect(own.out).toContain('every number is as computed')
    expect(own.code).toBe(0)
    expect((await run(server.url)).code).toBe(0)
    const { received } = JSON.parse((await file('/api/stats?days=30')).text) as { received: number }
    expect(received).toBeGreaterThanOrEqual(4)

    const text = (await file('/open-data/figures.jsonl')).text
    writeFileSync(
      figures,
      text.replace(/"received":(\d+)/, (_, n) => `"received":${Number(n) + 1}`)
    )
    expect(await run('figures.jsonl', 'stats.json')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/received/) as string
    })
    writeFileSync(figures, text.slice(0, text.lastIndexOf('{"end"')))
    expect((await run('figures.jsonl', 'stats.json')).code).toBe(2)
    writeFileSync(stats, 'no JSON')
    expect((await run('figures.jsonl', 'stats.json')).code).toBe(2)
  })
})

describe('the catalogue', () => {
  test('names only what is there, and every column in its order', async () => {
    const { body } = await client(server).get<OpenDataView>('/api/open-data')
    expect(body.columns.map(({ name }) => name)).toEqual(caseColumnNames)
    const words = parse((await file('/open-data/columns.csv')).text, { bom: true })
    expect(words.slice(1).map(([name]) => name)).toEqual(caseColumnNames)
    expect(words.every((cells) => cells.every((cell) => cell.length > 0))).toBe(true)
    for (const { href } of body.files) expect((await file(new URL(href).pathname)).status).toBe(200)
  })

  test('stands on a page whose every link leads somewhere', async () => {
    const { text } = await file('/open-data')
    const links = [...text.matchAll(/href="(\/(?:open-data|assets|api)\/[^"]+|\/[\w-]+\.(?:csv|txt|json))"/g)].map(
      ([, href = '']) => href
    )
    expect(links.length).toBeGreaterThan(8)
    for (const href of links) expect([href, (await file(href.replaceAll('&amp;', '&'))).status]).toEqual([href, 200])
  })
})
