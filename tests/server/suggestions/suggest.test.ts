/** A resident is helped to the right category, staff correct it, and what they correct is learned, measured and forgotten. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView } from '#shared/cases.ts'
import type { QualityView } from '#shared/suggestions.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { hearMove } from '#server/suggestions/index.ts'
import { turn } from '#server/worker.ts'
import { inHebin } from '#tests/support/city.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { cityWithKeywords } from '#tests/support/city-with-keywords.ts'

type Suggested = ApiAnswer<'suggest'>
let server: TestServer
let walk: Journey
beforeAll(async () => {
  // No worker beside the test: it would make a build in the moment between two questions.
  server = await startTestServer({ city: cityWithKeywords, now: '2026-11-20T02:00:00.000Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const rows = (collection: 'suggest_pairs' | 'suggest_builds') =>
  mongoose.connection.collection<Record<string, unknown>>(collection).find({}).sort({ _id: 1 }).toArray()
const suggested = async (text: string, more: object = {}) =>
  (await walk.guest.post<Suggested>('/api/suggest', { text, ...more })).body.items
const codes = async (text: string) => (await suggested(text)).map((suggestion) => suggestion.category.code)
const shareOf = async (text: string, code: string) =>
  (await suggested(text)).find((suggestion) => suggestion.category.code === code)?.share ?? 0
const quality = async () => (await (await walk.staff('guan')).get<QualityView>('/api/suggest/quality')).body
// The next step of an escalation waits for its day, and so does the end of what was asked for.
const nothingLies = async () =>
  (await mongoose.connection
    .collection('jobs')
    .countDocuments({ topic: { $nin: ['escalation', 'approval_over'] } })) === 0 &&
  (await mongoose.connection.collection('cases').countDocuments({ 'outbox.0': { $exists: true } })) === 0
/** Half a minute passes, and what lies there is done. */
async function later(): Promise<void> {
  server.setNow(new Date(server.context.now().getTime() + 30_000))
  for (let i = 0; i < 100; i++) {
    await turn(server.context)
    if (await nothingLies()) return
    // What had to be put off for a moment comes due.
    server.setNow(new Date(server.context.now().getTime() + 1_000))
  }
  throw new Error('something is never done')
}
async function rebuilt(): Promise<QualityView> {
  await later()
  await (await walk.staff('guan')).post('/api/suggest/builds', {})
  await later()
  return quality()
}
beforeEach(async () => {
  // Long enough that nothing of the test before is looked at again.
  server.setNow(new Date(server.context.now().getTime() + 120_000))
  await later()
  await mongoose.connection.collection('suggest_pairs').deleteMany({})
})

describe('before anyone has corrected anything', () => {
  test('what the city says about its categories is known from the start', async () => {
    expect(await codes('垃圾堆了两天，一股臭味')).toEqual(['garbage'])
    expect(await codes('货架摆到门外，占人行道')).toEqual(['shopfront'])
    expect((await suggested('河水发黑，排水口流黑水'))[0]).toMatchObject({
      category: { code: 'sewage', name: '污水入河', tile: 'river' }
    })
  })

  test('the city says nothing rather than nonsense', async () => {
    for (const text of ['你好', '鑫淼焱垚', '12345678', '今天天气']) expect(await codes(text)).toEqual([])
  })

  test('a place may be told, and one outside the city does no harm', async () => {
    const text = '垃圾堆了两天，一股臭味'
    expect((await suggested(text, { place: { ...inHebin, accuracyM: 12 } }))[0]?.category.code).toBe('garbage')
    expect((await suggested(text, { place: { lng: 0, lat: 0 } }))[0]?.category.code).toBe('garbage')
  })

  test('one letter is too little to be asked about, and nothing of a question is kept', async () => {
    expect((await walk.guest.post('/api/suggest', { text: '垃' })).status).toBe(422)
    const before = await mongoose.connection.collection('suggest_pairs').countDocuments({})
    await suggested('垃圾堆了两天')
    expect(await mongoose.connection.collection('suggest_pairs').countDocuments({})).toBe(before)
  })
})

describe('when staff put a case into another category', () => {
  // Words that the seeds know a little of both.
  const text = '楼上的垃圾味道，邻居'

  test('a pair is kept that points at the words and holds none of them', async () => {
    const { no } = await walk.submit({ category: 'home-noise', text })
    await later()
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '王女士说是垃圾' })
    await later()
    const kept = (await rows('suggest_pairs')).filter((doc) => doc.no === no && doc.by === 'staff')
    expect(kept).toEqual([
      { _id: `${no}:3`, no, n: 1, from: 'home-noise', to: 'garbage', by: 'staff', at: expect.any(Date) } as never
    ])
    expect(JSON.stringify(await rows('suggest_pairs'))).not.toMatch(/王女士|味道/)
  })

  test('hearing of it twice keeps one pair', async () => {
    const { no } = await walk.submit({ category: 'home-noise', text })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '改一下' })
    for (let i = 0; i < 2; i++) await hearMove({ no, n: 3, verb: 'reclassify' }, server.context)
    expect((await rows('suggest_pairs')).filter((doc) => doc.by === 'staff')).toHaveLength(1)
  })

  test('the next build learns from it, and says how good it has become', async () => {
    const before = await shareOf(text, 'garbage')
    const built = (await quality()).builds[0]?.n ?? 0
    const { no } = await walk.submit({ category: 'home-noise', text })
    await later()
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '是垃圾' })
    const after = await rebuilt()
    expect(after.builds[0]).toMatchObject({ n: built + 1, why: 'asked', learned: { staff: 1 } })
    expect(after).toMatchObject({ waiting: false, fresh: 0 })
    expect(await shareOf(text, 'garbage')).toBeGreaterThan(before)
  })

  test('the last word of staff counts, not their first', async () => {
    const before = await shareOf(text, 'sewage')
    const { no } = await walk.submit({ category: 'home-noise', text })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '是垃圾' })
    server.setNow(new Date(server.context.now().getTime() + 60_000))
    await walk.move('li', no, { verb: 'reclassify', category: 'sewage', words: '其实是污水' })
    const after = await rebuilt()
    expect(after.builds[0]?.learned.staff).toBe(1)
    expect(await shareOf(text, 'sewage')).toBeGreaterThan(before)
  })
})

describe('when a resident chooses otherwise than suggested', () => {
  const text = '垃圾堆在排水口，一股臭味'

  test('it is learned only after an office has signed for the case', async () => {
    expect((await codes(text))[0]).toBe('garbage')
    const { no } = await walk.submit({ category: 'shopfront', text })
    await later()
    expect((await rows('suggest_pairs')).map(({ from, to, by }) => ({ from, to, by }))).toEqual([
      { from: 'garbage', to: 'shopfront', by: 'resident' }
    ])
    expect((await rebuilt()).builds[0]?.learned.resident).toBe(0)
    await walk.move('zhou', no, { verb: 'accept' })
    expect((await rebuilt()).builds[0]?.learned.resident).toBe(1)
  })

  test('who chose what was suggested, or wrote nothing, teaches nothing', async () => {
    await walk.submit({ category: 'garbage', text })
    await walk.submit({ category: 'garbage' })
    await later()
    expect(await rows('suggest_pairs')).toEqual([])
  })

  test('who takes the report back takes the lesson back', async () => {
    const sent = await walk.submit({ category: 'shopfront', text })
    await later()
    await sent.reporter.post(`/api/reports/${sent.report}/withdraw`, {})
    await walk.move('li', sent.no, { verb: 'reclassify', category: 'sewage', words: '再看看' })
    expect((await rebuilt()).builds[0]?.learned).toMatchObject({ resident: 0, staff: 0 })
  })
})

describe('when words are erased', () => {
  test('the pair is gone, a new build is made at once, and no older one can still be asked', async () => {
    const text = '邻居邻居邻居 楼上的垃圾味道'
    const before = await shareOf(text, 'garbage')
    const { no } = await walk.submit({ category: 'home-noise', text })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '是垃圾' })
    expect((await rebuilt()).builds[0]?.learned.staff).toBe(1)
    expect(await shareOf(text, 'garbage')).toBeGreaterThan(before)

    await walk.move('shen', no, { verb: 'erase', entry: 1, words: '按本人要求' })
    await later()
    expect((await rows('suggest_pairs')).filter((doc) => doc.no === no)).toEqual([])
    const { builds } = await quality()
    expect(builds[0]).toMatchObject({ why: 'erased', learned: { staff: 0, resident: 0 } })
    expect(await shareOf(text, 'garbage')).toBe(before)
    const models = (await rows('suggest_builds')).filter((doc) => doc.model !== undefined)
    expect(models.map((model) => Number(model._id))).toEqual([builds[0]?.n])
  })

  test('words that a join took elsewhere teach nothing there, and teach again when they come back', async () => {
    const { no, report } = await walk.submit({ category: 'home-noise', text: '楼上的垃圾味道' })
    const other = await walk.submit({ category: 'garbage' })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '是垃圾' })
    await walk.move('li', no, { verb: 'join', into: other.no })
    expect((await rebuilt()).builds[0]?.learned.staff).toBe(0)
    await walk.move('li', other.no, { verb: 'unjoin', report, words: '不是一件事' })
    expect((await rebuilt()).builds[0]?.learned.staff).toBe(1)
  })

  test('who is forgotten where his report was joined is forgotten where it came from', async () => {
    const { no } = await walk.submit({ category: 'home-noise', text: '楼上的垃圾味道' })
    const other = await walk.submit({ category: 'garbage' })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '是垃圾' })
    const joined = await walk.move('li', no, { verb: 'join', into: other.no })
    expect(joined.status).toBe(200)
    await later()
    const there = await (await walk.staff('shen')).get<CaseView>(`/api/cases/${other.no}`)
    const n = there.body.desk?.reports.at(-1)?.n ?? 0
    expect((await walk.move('shen', other.no, { verb: 'erase', entry: n, words: '按本人要求' })).status).toBe(200)
    await later()
    expect(await rows('suggest_pairs')).toEqual([])
  })

  test('a pair whose words are gone teaches nothing, even where nobody heard of the erasure', async () => {
    const { no } = await walk.submit({ category: 'home-noise', text: '楼上的垃圾' })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '是垃圾' })
    await later()
    await mongoose.connection.collection('cases').updateOne({ no }, { $unset: { 'words.1': '' } })
    expect((await rebuilt()).builds[0]?.learned.staff).toBe(0)
    expect(await rows('suggest_pairs')).toEqual([])
  })
})

describe('the numbers', () => {
  test('administrators see them, other staff and residents do not', async () => {
    expect((await (await walk.staff('zhou')).get('/api/suggest/quality')).status).toBe(403)
    expect((await (await walk.staff('li')).post('/api/suggest/builds', {})).status).toBe(403)
    expect((await walk.guest.get('/api/suggest/quality')).status).toBe(401)
    expect((await quality()).builds.length).toBeGreaterThan(0)
  })

  test('asked for twice before it is made, one build is made', async () => {
    const admin = await walk.staff('guan')
    await later()
    const before = (await quality()).builds[0]?.n ?? 0
    // At once: between two that follow each other the worker may have made the first.
    const ask = () => admin.post<QualityView>('/api/suggest/builds', {})
    for (const { body } of await Promise.all([ask(), ask()])) expect(body.waiting).toBe(true)
    await later()
    expect((await quality()).builds[0]?.n).toBe(before + 1)
  })

  test('real cases are measured by a model that has not learned from them', async () => {
    const text = '楼上的垃圾味道，一股怪味'
    const { no } = await walk.submit({ category: 'home-noise', text })
    await walk.move('li', no, { verb: 'reclassify', category: 'conduct', office: 'hebin-squad', words: '其实是作风' })
    await walk.move('zhou', no, { verb: 'accept' })
    const { newest } = await rebuilt()
    // By heart it would know this one; it has to be counted as not known.
    const conduct = newest?.cases.categories.find((category) => category.category.code === 'conduct')
    expect(conduct).toMatchObject({ n: 1, top1: 0 })
  })

  test('once a day it learns by itself, but only where there is something to learn', async () => {
    await rebuilt()
    const before = (await quality()).builds[0]?.n ?? 0
    const tomorrow = () => server.setNow(new Date(server.context.now().getTime() + 25 * 3_600_000))
    tomorrow()
    await later()
    expect((await quality()).builds[0]?.n).toBe(before)

    const { no } = await walk.submit({ category: 'home-noise', text: '楼上的垃圾' })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '是垃圾' })
    await later()
    tomorrow()
    await later()
    expect((await quality()).builds[0]).toMatchObject({ n: before + 1, why: 'daily' })
  })
})
