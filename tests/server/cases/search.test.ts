/** What both searches find, held against looking through all that may be read, word by word. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { ApiAnswer } from '#shared/api.ts'
import { Cases, searchFor, type CaseDoc } from '#server/cases/index.ts'
import { settle } from '#server/cases/advance.ts'
import { matches, searchTextOf } from '#server/cases/search.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { listPublished } from '#server/publication/model.ts'
import { listQueue } from '#server/queue/model.ts'
import type { Client } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

/** Few enough that their pairs meet again and again, in one text and in many. */
const characters = [...'盲道上人行占路灯ａＢc１2𠮷', '，', ' ', '\n', '·']
const text = fc.string({ unit: fc.constantFrom(...characters), minLength: 2, maxLength: 30 })
const texts = fc.sample(text, { numRuns: 60, seed: 20261130 })
/** What nobody has approved for the public. */
const secret = '门牌暗号'

let server: TestServer
let walk: Journey
let desk: Client
/** The newest report first. */
let all: CaseDoc[]
/** What anybody reads of each published case, all in one. */
const read = new Map<string, string>()

beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  const { no } = await walk.accepted()
  await walk.publish(no)
  const hidden = await walk.accepted({ text: secret })
  const stored = (which: string): Promise<CaseDoc | null> => Cases.findOne({ no: which }).lean<CaseDoc>().exec()
  const [published, unpublished] = [await stored(no), await stored(hidden.no)]
  if (!published || !unpublished) throw new Error('nothing is stored')
  const like = (base: CaseDoc, said: string, n: number): CaseDoc =>
    settle(
      {
        ...base,
        _id: new mongoose.Types.ObjectId(),
        no: `2026-1123-${String(n).padStart(5, '0')}`,
        reports: base.reports.map((report) => ({ ...report, id: `${n}`.padStart(24, '0'), key: `key ${n}` })),
        words: { ...base.words, 1: { ...base.words['1'], text: said } as never },
        outbox: []
      },
      server.city
    )
  const made = texts.map((said, n) => like(n % 6 === 5 ? unpublished : published, said, n))
  await Cases.collection.insertMany(made)
  all = [published, unpublished, ...made].toReversed()
  for (const doc of all) {
    const { status, body } = await walk.guest.get<ApiAnswer<'readCase'>>(`/api/cases/${doc.no}`)
    expect(status === 200).toBe(doc.publishedAt !== null)
    if (status !== 200) continue
    const said = body.timeline.find((entry) => entry.verb === 'receive')?.text ?? ''
    read.set(doc.no, [body.title, body.address, body.area.name, body.category.name, said].join('\n'))
  }
  expect(read.size).toBe(51)
  desk = await walk.staff('shen')
})
afterAll(() => server.stop())

const plain = (said: string): string => said.normalize('NFKC').toLowerCase()
const apart = /[^\p{L}\p{M}\p{N}]+/u
/** Each word of the query stands in the text as it is written there. */
const says = (said: string, q: string): boolean => {
  const words = plain(q).split(apart).filter(Boolean)
  return (
    words.length > 0 &&
    words.every((word) =>
      plain(said)
        .split(apart)
        .some((run) => run.includes(word))
    )
  )
}

async function pages<P extends { items: { no: string }[]; older?: string | undefined }>(
  who: Client,
  path: string
): Promise<string[]> {
  const found: string[] = []
  let after = ''
  do {
    const { body, status } = await who.get<P>(`${path}${after && `&after=${after}`}`)
    expect(status).toBe(200)
    // Nobody is led on to a page with nothing on it.
    if (after) expect(body.items).not.toEqual([])
    found.push(...body.items.map((row) => row.no))
    after = body.older ?? ''
  } while (after)
  return found
}

/** A piece of a text, two of them, what only looks like one, and anything. */
const piece = fc
  .tuple(fc.constantFrom(...texts), fc.nat(28), fc.integer({ min: 1, max: 6 }))
  .map(([said, from, long]) =>
    [...said]
      .slice(from % [...said].length)
      .slice(0, long)
      .join('')
  )
const query = fc
  .oneof(
    piece,
    fc.tuple(piece, piece).map((both) => both.join('　')),
    fc.tuple(piece, piece).map((both) => both.join('')),
    piece.map((said) => said.toUpperCase()),
    text.map((said) => [...said].slice(0, 5).join('')),
    fc.constantFrom('占道经营', '河滨', secret, '暗')
  )
  .map((q) => q.replaceAll('\n', ' ').trim())
  .filter((q) => q !== '')

describe('a search finds what says its words, all of it and nothing else', () => {
  test('of what anybody may read, page by page, and in its count', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (q) => {
        const expected = all.filter(({ no }) => says(read.get(no) ?? '', q)).map(({ no }) => no)
        const asked = `q=${encodeURIComponent(q)}`
        expect([q, await pages(walk.guest, `/api/cases?limit=4&${asked}`)]).toEqual([q, expected])
        const { body } = await walk.guest.get<ApiAnswer<'countCases'>>(`/api/cases/count?${asked}`)
        expect([q, body.published]).toEqual([q, expected.length])
      }),
      { numRuns: 60 }
    )
  })

  test('on the desk, of what is public and of what an unpublished case is called', async () => {
    const called = new Map<string, string>()
    let after = ''
    do {
      const { body } = await desk.get<ApiAnswer<'queue'>>(`/api/queue?tab=all${after && `&after=${after}`}`)
      for (const row of body.items)
        called.set(row.no, read.get(row.no) ?? [row.title, row.area.name, row.category.name].join('\n'))
      after = body.older ?? ''
    } while (after)
    expect(called.size).toBe(all.length)
    await fc.assert(
      fc.asyncProperty(query, async (q) => {
        const expected = all.filter(({ no }) => says(called.get(no) ?? '', q)).map(({ no }) => no)
        expect([q, await pages(desk, `/api/queue?tab=all&q=${encodeURIComponent(q)}`)]).toEqual([q, expected])
      }),
      { numRuns: 20 }
    )
  })

  test('on the map', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (q) => {
        const expected = all.filter(({ no }) => says(read.get(no) ?? '', q)).map(({ no }) => no)
        const box = 'west=119&south=31&east=121&north=33&zoom=16'
        const { body } = await walk.guest.get<ApiAnswer<'map'>>(`/api/map?${box}&q=${encodeURIComponent(q)}`)
        expect([q, body.cases.map((casePin) => casePin.no).sort()]).toEqual([q, expected.sort()])
      }),
      { numRuns: 20 }
    )
  })
})

/** Every pair of characters of it stands in every case, and it stands in none. */
const scattered = '沿占道'
const now = new Date('2026-11-24T02:00:00.000Z')
const filter = (q: string) => ({ ...searchFor(q), now, endOfToday: now })

test('who asks for what is never said is told so after a while, and led on from there until all is looked at', async () => {
  await Cases.updateMany({}, { $push: { search: { $each: ['沿占', '占道'] } } })
  try {
    const found: string[] = []
    let after: string | undefined
    let asked = 0
    do {
      const page = await listPublished(filter(scattered), { limit: 4, ...(after && { after }) }, 10)
      found.push(...page.items.map((row) => row.no))
      if (after) {
        // And back from where nothing was found.
        const back = await listPublished(filter('占道'), { limit: 60, before: page.newer ?? '' })
        expect(back.items.length).toBeGreaterThanOrEqual(10 * asked - 1)
      }
      after = page.older
      asked++
    } while (after)
    const expected = all.filter((doc) => doc.publishedAt !== null && matches(doc.searchText, [scattered]))
    expect(found).toEqual(expected.map(({ no }) => no))
    expect(asked).toBe(Math.floor(51 / 10) + 1)
    const shen = { kind: 'staff', id: 'shen', office: 'centre', roles: ['moderator'] } as never
    const page = await listQueue(shen, 'all', { words: [scattered], limit: 50 }, 60)
    expect([page.items, page.older === undefined]).toEqual([[], false])
  } finally {
    await Cases.updateMany({}, { $pull: { search: { $in: ['沿占'] } } })
  }
})

test('a text is the same in full width, in capitals and in one breath with its neighbours', () => {
  expect(searchTextOf('ＡＢ店，ｱ 第１２号\n第12号')).toBe('ab店 ア 第12号')
  expect(searchFor('ＡＢ店　第１２号')).toEqual({ words: ['ab店', '第12号'] })
  // A vowel sign belongs to its letter.
  expect(searchFor('བོད')).toEqual({ words: ['བོད'] })
})
