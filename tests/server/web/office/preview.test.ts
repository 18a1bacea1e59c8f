/** What the moderator is shown is what the public then gets: the preview against the real presenter. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { CaseView } from '#shared/cases.ts'
import type { Receipt } from '#shared/reports.ts'
import { publicVerbs } from '#server/cases/projection.ts'
import {
  asPublic,
  candidates,
  openVerbs,
  publicPlaceOf,
  suggested,
  type Ticked
} from '#server/web/cases/desk/preview.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey, phonePhoto, signIn } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-12T08:20:00Z' })
})
afterAll(() => server.stop())

/** A case with a report, a note, a question, a reply, a check and a rating, in all of which somebody spoke. */
async function closedCase(seed: number, more: object = {}) {
  server.setNow('2026-11-12T08:20:00Z')
  const guest = client(server)
  const [before, after] = [await guest.photo(await phonePhoto(seed)), await guest.photo(await phonePhoto(seed + 1))]
  const body = {
    category: 'shopfront',
    photos: [before.body.id],
    place: inHebin,
    address: '文庙巷 7 号',
    text: '货架摆到盲道上',
    consentPublic: true,
    ...more
  }
  const { no, code, report } = (await guest.post<Receipt>('/api/reports', body, { 'idempotency-key': freshKey() })).body
  const step = async (who: string, move: object) => {
    const by = await signIn(server, who)
    const version = (await by.get<CaseView>(`/api/cases/${no}`)).body.desk?.version
    expect((await by.post(`/api/cases/${no}/moves`, { version, ...move })).status).toBe(200)
  }
  await step('zhou', { verb: 'accept' })
  await step('zhou', { verb: 'note', words: '老板姓李，电话 138' })
  await step('zhou', { verb: 'ask', words: '是早上还是晚上' })
  server.setNow('2026-11-13T02:00:00Z')
  await step('zhou', {
    verb: 'reply',
    outcome: 'solved',
    words: '货架已经全部搬走，盲道通了。',
    photos: [after.body.id]
  })
  await step('zhao', { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
  const { access } = (await guest.post<{ access: string }>('/api/sessions/code', { no, code })).body
  expect(
    (
      await client(server, access).post(`/api/reports/${report}/rate`, {
        solved: 'solved',
        satisfied: 'fair',
        text: '慢了点'
      })
    ).status
  ).toBe(200)
  const shen = await signIn(server, 'shen')
  return {
    no,
    step,
    seen: async () => (await shen.get<CaseView>(`/api/cases/${no}`)).body,
    open: async () => (await guest.get<CaseView>(`/api/cases/${no}`)).body
  }
}
const areaPlace = async (id: string) =>
  (
    await client(server).get<{ items: { id: string; place: { lng: number; lat: number } }[] }>('/api/areas')
  ).body.items.find((a) => a.id === id)?.place

/** Publishing itself writes an entry, and a link to a public photo needs no signature; all else has to be equal. */
const comparable = ({ ledger: _, ...it }: CaseView) =>
  JSON.parse(JSON.stringify(it).replace(/\?until=[^"]*/g, '')) as unknown

test.each([
  ['everything that is suggested', 11, {}, (all: Ticked) => all],
  ['the reply alone', 21, {}, (all: Ticked) => ({ ...all, shown: all.shown.slice(1, 2), photos: all.photos.slice(1) })],
  ['nothing but the title', 31, {}, (all: Ticked) => ({ ...all, shown: [], photos: [] })],
  ['a home, by its street area', 41, { category: 'home-noise' }, (all: Ticked) => all],
  ['a reporter who said no', 51, { consentPublic: false }, (all: Ticked) => all]
] as const)('with %s ticked, the preview is the public page', async (_, seed, more, choose) => {
  const { step, seen, open } = await closedCase(seed, more)
  const it = await seen()
  const ticked = { ...choose(suggested(it)), title: '盲道上的货架' }
  const preview = asPublic(it, ticked, publicPlaceOf(it, await areaPlace(it.area.id)))
  await step('shen', { verb: 'publish', title: ticked.title, words: ticked.shown, photos: ticked.photos })
  const real = await open()
  const { place: shown, ...previewed } = comparable(preview) as { place?: { lng: number; lat: number } }
  const { place: stands, ...published } = comparable(real) as { place?: { lng: number; lat: number } }
  expect(previewed).toEqual(published)
  // The pin may lie one cell of the public grid aside, never the words.
  expect(Math.abs((shown?.lng ?? 0) - (stands?.lng ?? 9))).toBeLessThan(0.001)
  expect(Math.abs((shown?.lat ?? 0) - (stands?.lat ?? 9))).toBeLessThan(0.001)
})

test('what was said between staff, or to the reporter alone, is never offered for a tick', async () => {
  const { seen } = await closedCase(61)
  const offered = candidates(await seen())
  expect(offered.map((c) => c.entry.verb)).toEqual(['receive', 'reply', 'verify', 'rate'])
  expect(JSON.stringify(offered)).not.toMatch(/电话 138|138 ?0000|早上还是晚上/)
  expect(new Set(openVerbs)).toEqual(publicVerbs)
})

test('a reporter who said no cannot be shown, whatever an address asks for', async () => {
  const { seen } = await closedCase(71, { consentPublic: false })
  const it = await seen()
  expect(candidates(it)).toEqual([])
  const ids = it.timeline.flatMap((e) => e.photos.map((p) => p.id))
  const preview = asPublic(it, { title: '文庙巷 7 号的货架', shown: it.timeline.map((e) => e.n), photos: ids }, {})
  expect(preview.title).toBe('店外经营')
  expect(JSON.stringify([preview.before, preview.after, preview.timeline.map((e) => e.photos)])).not.toContain(
    'photos/'
  )
  expect(JSON.stringify(preview)).not.toMatch(/货架|电话 138|138 ?0000|早上还是晚上|周明远|慢了点/)
})

test('what was not offered cannot be asked for by an address', async () => {
  const { seen } = await closedCase(81)
  const it = await seen()
  const note = it.timeline.find((e) => e.verb === 'note')
  const preview = asPublic(it, { title: '标题', shown: [note?.n ?? 0], photos: ['f'.repeat(64)] }, {})
  expect(JSON.stringify(preview)).not.toMatch(/电话 138|138 ?0000|货架摆到/)
})
