/** What a moderator may tick, and what an address may not ask for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { allowed, candidates, notLookedAt, suggested } from '#server/web/cases/desk/ticks.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

/** A case with a note and a question beside what may be shown, as the moderator reads it. */
async function seen(more: object = {}): Promise<CaseView> {
  const { no } = await walk.accepted({ text: '货架摆到盲道上', ...more })
  await walk.move('zhou', no, { verb: 'note', words: '老板姓李，电话 138' })
  await walk.move('zhou', no, { verb: 'ask', words: '是早上还是晚上' })
  const after = await walk.photo()
  await walk.move('zhou', no, {
    verb: 'reply',
    outcome: 'solved',
    words: '货架已经全部搬走，盲道通了。',
    photos: [after]
  })
  await walk.move('zhao', no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
  return (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${no}`)).body
}

test('what was said between staff, or to the reporter alone, is never offered for a tick', async () => {
  const offered = candidates(await seen())
  expect(offered.map((c) => c.entry.verb)).toEqual(['receive', 'reply', 'verify'])
  expect(JSON.stringify(offered)).not.toMatch(/电话 138|早上还是晚上/)
})

test('what nobody has looked at is not ticked, what was approved stays so, and every new photo has to be opened', async () => {
  const before = await seen()
  const photos = candidates(before).flatMap((c) => c.entry.photos.map(({ id }) => id))
  expect(photos.length).toBe(2)
  expect(suggested(before)).toMatchObject({ shown: [], photos: [] })
  expect(notLookedAt(before, [])).toEqual(photos)
  expect(notLookedAt(before, photos.slice(0, 1))).toEqual(photos.slice(1))
  await walk.publish(before.no)
  await walk.move('li', before.no, { verb: 'reopen', words: '又摆出来了' } as never)
  const later = (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${before.no}`)).body
  expect(suggested(later).photos).toEqual(photos)
  expect(suggested(later).shown).toEqual(before.desk?.publication.pending)
  expect(notLookedAt(later, [])).toEqual([])
})

test('nothing of a reporter who said no is offered, and the title is not his to choose', async () => {
  const view = await seen({ consentPublic: false })
  expect(candidates(view)).toEqual([])
  expect(suggested(view)).toMatchObject({ shown: [], photos: [] })
  const all = { title: '文庙巷 7 号的货架', shown: view.timeline.map((e) => e.n), photos: ['f'.repeat(64)] }
  expect(allowed(view, all)).toEqual({ title: view.title, shown: [], photos: [] })
})

test('what was not offered cannot be asked for by an address', async () => {
  const view = await seen()
  const note = view.timeline.find((e) => e.verb === 'note')
  expect(allowed(view, { title: '标题', shown: [note?.n ?? 0], photos: ['f'.repeat(64)] })).toEqual({
    title: '标题',
    shown: [],
    photos: []
  })
})
