/** What the moderator is shown is what the public then gets: the preview against the page after the publication. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { precisions } from '#shared/city.ts'

import { findCase } from '#server/cases/index.ts'
import { inHebin, town } from '#tests/support/city.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-12T08:20:00Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

interface Approval {
  title: string
  words: number[]
  photos: string[]
}

/** Everything that may be approved at all. */
async function everything(no: string): Promise<{ version: number } & Approval> {
  const seen = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${no}`)).body
  const publication = seen.desk?.publication
  const words = publication?.open ?? []
  const photos = seen.timeline.filter((e) => words.includes(e.n)).flatMap((e) => e.photos.map((p) => p.id))
  return { version: seen.desk?.version ?? 0, title: '盲道上的货架', words, photos: [...new Set(photos)] }
}

/** A case with a note, a question, a reply, a check and a rating, in all of which somebody spoke. */
async function closedCase(more: object): Promise<Submitted> {
  server.setNow('2026-11-12T08:20:00Z')
  const filed = await walk.accepted({ text: '货架摆到盲道上', ...more })
  await walk.move('zhou', filed.no, { verb: 'note', words: '老板姓李，电话 138' })
  await walk.move('zhou', filed.no, { verb: 'ask', words: '是早上还是晚上' })
  server.setNow('2026-11-13T02:00:00Z')
  const after = await walk.photo()
  await walk.move('zhou', filed.no, {
    verb: 'reply',
    outcome: 'solved',
    words: '货架已经全部搬走，盲道通了。',
    photos: [after]
  })
  await walk.move('zhao', filed.no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
  const rating = { solved: 'solved', satisfied: 'fair', text: '慢了点' }
  expect((await filed.reporter.post(`/api/reports/${filed.report}/rate`, rating)).status).toBe(200)
  return filed
}

/** A link to a photo that is public needs no signature, and the chain commits to a title under a salt nobody guesses. */
const comparable = ({ ledger: { head: _, ...ledger }, ...rest }: CaseView): unknown =>
  JSON.parse(JSON.stringify({ ...rest, ledger }).replace(/\?until=[^"]*/g, ''))

async function expectTrue(no: string, approval: Approval & { version: number }): Promise<CaseView> {
  const shen = await walk.staff('shen')
  const before = await findCase(no)
  const preview = await shen.post<CaseView>(`/api/cases/${no}/preview`, { verb: 'publish', ...approval })
  expect(preview.status).toBe(200)
  expect(await findCase(no)).toEqual(before)
  expect((await shen.post(`/api/cases/${no}/moves`, { verb: 'publish', ...approval })).status).toBe(200)
  const published = await walk.guest.get<CaseView>(`/api/cases/${no}`)
  expect(comparable(preview.body)).toEqual(comparable(published.body))
  return preview.body
}

const categories = town.categories.map((c) => c.code)
const matrix = categories.flatMap((category) =>
  [true, false].flatMap((addressed) => [true, false].map((consent) => [category, addressed, consent] as const))
)

test('the town has a category for every way to show a place', () => {
  expect(new Set(town.categories.map((c) => c.publicPlace))).toEqual(new Set(precisions))
})

test.each(matrix)('of %s, address %s, consent %s, the preview is the public page', async (category, addressed, yes) => {
  const filed = await walk.submit({
    category,
    text: '货架摆到盲道上',
    consentPublic: yes,
    ...(addressed && { address: '文庙巷 7 号' })
  })
  const preview = await expectTrue(filed.no, await everything(filed.no))
  expect(preview.public).toBe(true)
  // As the city says, not as a page worked it out: the exact point, a cell of 50 m, or the street area.
  const precision = yes ? town.categories.find((c) => c.code === category)?.publicPlace : 'street'
  const aside = Math.abs((preview.place?.lng ?? 0) - inHebin.lng)
  expect(precision === 'exact' ? aside === 0 : precision === 'street' || (aside > 0 && aside < 0.0006)).toBe(true)
  expect(preview.address).toBe(addressed && precision !== 'street' ? '文庙巷 7 号' : undefined)
})

describe('of a case in which everybody spoke', () => {
  const choices: [string, object, (all: Approval) => Partial<Approval>][] = [
    ['everything', {}, () => ({})],
    ['the reply alone', {}, (all) => ({ words: all.words.slice(1, 2), photos: all.photos.slice(1) })],
    ['nothing but the title', {}, () => ({ words: [], photos: [] })],
    ['a home, by its street area', { category: 'home-noise', address: '文庙巷 7 号' }, () => ({})],
    ['a reporter who said no', { consentPublic: false }, () => ({})]
  ]
  test.each(choices)('%s is previewed as it is published', async (_, more, choose) => {
    const filed = await closedCase(more)
    const all = await everything(filed.no)
    const preview = await expectTrue(filed.no, { ...all, ...choose(all) })
    expect(JSON.stringify(preview)).not.toMatch(/电话 138|早上还是晚上|周明远/)
  })
})

describe('the preview refuses what the publication refuses', () => {
  const ask = async (who: string, no: string, more: object) =>
    (await walk.staff(who)).post(`/api/cases/${no}/preview`, {
      verb: 'publish',
      version: 1,
      title: '盲道上的货架',
      words: [],
      photos: [],
      ...more
    })

  test('to who is no moderator', async () => {
    const { no } = await walk.submit()
    for (const who of ['zhou', 'zhao', 'li', 'guan'])
      expect((await ask(who, no, {})).body).toMatchObject({ code: 'forbidden' })
    expect((await ask('qian', no, {})).body).toMatchObject({ code: 'not_found' })
  })

  test('for an older version, words that may not be shown, and photos that are not there', async () => {
    const { no } = await walk.submit({ text: '货架' })
    expect((await ask('shen', no, { version: 9 })).body).toMatchObject({ code: 'stale' })
    expect((await ask('shen', no, { words: [2] })).body).toMatchObject({ code: 'invalid' })
    expect((await ask('shen', no, { photos: ['f'.repeat(64)] })).body).toMatchObject({ code: 'unknown_photo' })
    expect((await ask('shen', '2026-1112-99999', {})).body).toMatchObject({ code: 'not_found' })
  })

  test('for a title that names a home', async () => {
    const { no } = await walk.submit({ category: 'home-noise', address: '文庙巷 7 号' })
    expect((await ask('shen', no, { title: '文庙巷 7 号太吵' })).body).toMatchObject({
      code: 'invalid',
      errors: [{ at: '/body/title' }]
    })
  })
})
