/** 推诿 comes to an end: whoever sends a matter on says why, answers for it meanwhile, and is counted in public. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseView, StatsView } from '#shared/cases.ts'
import { type Client } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
let no: string
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-09T01:00:00.000Z' })
  walk = journey(server)
})
afterAll(() => server.stop())
/** A stall on the pavement, on a Monday morning, with the squad of Hebin. */
beforeEach(async () => {
  server.setNow('2026-11-09T01:00:00.000Z')
  no = (await walk.submit()).no
})

const seenBy = async (name: string): Promise<CaseView> =>
  (await (await walk.staff(name)).get<CaseView>(`/api/cases/${no}`)).body
const sentBack = async (words = '归机动中队办', ground: object = { rightOffice: 'mobile' }) =>
  walk.move('zhou', no, { verb: 'return', words, ...ground })
const sentTo = (office: string) => walk.move('li', no, { verb: 'dispatch', office, words: '由你们办，抓紧' })

describe('who received it first', () => {
  test('answers for it until another office has accepted it, and then no longer', async () => {
    await sentBack()
    expect((await seenBy('li')).status).toBe('returned')
    await sentTo('wenchang-squad')
    // On its way: the other squad leads and has not taken it.
    expect(await seenBy('zhou')).toMatchObject({
      status: 'dispatched',
      office: { id: 'wenchang-squad' },
      answerable: { id: 'hebin-squad' },
      returned: [{ id: 'hebin-squad' }]
    })
    expect((await seenBy('zhou')).desk?.may).toContain('note')
    expect((await walk.move('qian', no, { verb: 'accept' })).status).toBe(200)
    const taken = await seenBy('qian')
    expect(taken).not.toHaveProperty('answerable')
    expect(taken.timeline.find((e) => e.verb === 'accept')?.who.office).toBe('文昌中队')
    // What one may not know does not exist.
    expect((await (await walk.staff('zhou')).get(`/api/cases/${no}`)).status).toBe(404)
  })

  test('answers for it still when the next office sends it back as well', async () => {
    await sentBack()
    await sentTo('wenchang-squad')
    await walk.move('qian', no, { verb: 'return', words: '不是我们街道', rightOffice: 'hebin-squad' })
    expect(await seenBy('li')).toMatchObject({
      answerable: { id: 'hebin-squad' },
      returned: [{ id: 'hebin-squad' }, { id: 'wenchang-squad' }]
    })
  })
})

describe('a return', () => {
  test('says whose it is or cites a duty item, or is none', async () => {
    for (const ground of [
      {},
      { rightOffice: 'hebin-squad' },
      { duty: 'D-nobody-1' },
      { duty: 'D-nobody-1', rightOffice: 'mobile' }
    ])
      expect((await sentBack('不归我们管', ground)).body).toMatchObject({ code: 'reason_needed' })
    expect((await sentBack('没有这个单位', { rightOffice: 'nobody' })).body).toMatchObject({ code: 'unknown_office' })
    expect((await seenBy('zhou')).status).toBe('dispatched')
    // A duty item of another office names that office by itself.
    expect((await sentBack('水边的归水利局', { duty: 'D-water-1' })).status).toBe(200)
    expect((await seenBy('li')).timeline.find((e) => e.verb === 'return')).toMatchObject({
      office: { id: 'water' },
      duty: '水利局管的事'
    })
  })

  test('resets no clock: the deadline stands, and what has run is still gone', async () => {
    const { dueAt } = (await seenBy('zhou')).clock
    server.setNow('2026-11-09T03:00:00.000Z')
    await sentBack()
    expect((await seenBy('li')).clock).toMatchObject({ dueAt, state: 'running', usedMs: 2 * 3_600_000 })
    server.setNow('2026-11-09T06:30:00.000Z')
    // Between return and dispatch nobody worked on it, and it ran all the same.
    await sentTo('mobile')
    const sent = await seenBy('li')
    expect(sent.clock).toMatchObject({ dueAt, state: 'running', usedMs: 4 * 3_600_000 })
    expect(sent.at).toBe('2026-11-09T01:00:00.000Z')
  })

  test('for the second time is ruled on by the dispatcher, and whom he names keeps it', async () => {
    await sentBack()
    await sentTo('hebin-squad')
    await sentBack('职责清单里没有', { duty: 'D-hebin-squad-1' })
    await sentTo('hebin-squad')
    expect((await seenBy('zhou')).desk?.may).not.toContain('return')
    expect((await sentBack()).body).toMatchObject({ code: 'not_in_this_status' })
    // Accepted, it can be sent back no more either.
    await walk.move('zhou', no, { verb: 'accept' })
    expect((await sentBack()).body).toMatchObject({ code: 'not_in_this_status' })
  })

  test('is counted for the office that sent back, and anybody reads the number', async () => {
    const returnsOf = async (id: string) => {
      const { byOffice } = (await walk.guest.get<StatsView>('/api/stats')).body
      return byOffice.find((figures) => figures.office.id === id)?.returns ?? 0
    }
    await server.counted()
    server.setNow('2026-11-09T01:30:00.000Z')
    const before = { hebin: await returnsOf('hebin-squad'), mobile: await returnsOf('mobile') }
    await sentBack()
    await sentTo('mobile')
    await server.counted()
    server.setNow('2026-11-09T02:00:00.000Z')
    expect(await returnsOf('hebin-squad')).toBe(before.hebin + 1)
    expect(await returnsOf('mobile')).toBe(before.mobile)
    const page = (await walk.guest.get('/offices')).text
    expect(page).toContain('>退回</th>')
    const row = /<tr[^>]*><th[^>]*><a href="\/offices\/hebin-squad">[\s\S]*?<\/tr>/.exec(page)?.[0] ?? ''
    const cells = [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) =>
      cell.replace(/<[^>]*>/g, '').trim()
    )
    expect(cells[3]).toBe(String(before.hebin + 1))
  })
})

describe('what is not ours', () => {
  const whole = { way: 'tell', ask: '邻市城管局', contact: '邻市 12345', words: '这里已经是邻市的地界' }
  const refused = async (said: object) => {
    const li: Client = await walk.staff('li')
    const { desk } = await seenBy('li')
    return li.post<{ code?: string }>(`/api/cases/${no}/moves`, { verb: 'refuse', version: desk?.version, ...said })
  }
  beforeEach(() => sentBack())

  test.each(['way', 'ask', 'contact', 'words'] as const)('is not refused without its %s', async (left) => {
    const { [left]: _, ...rest } = whole
    expect(await refused(rest)).toMatchObject({ status: 422, body: { code: 'invalid' } })
    expect((await refused({ ...whole, [left]: '' })).status).toBe(422)
    expect((await seenBy('li')).status).toBe('returned')
  })

  test('is not refused in a fourth way, and by nobody but a dispatcher', async () => {
    expect((await refused({ ...whole, way: 'ignore' })).status).toBe(422)
    for (const name of ['zhou', 'zhao', 'shen'])
      expect((await walk.move(name, no, { verb: 'refuse', ...whole, way: 'tell' })).status).toBe(403)
  })

  test('is told to its reporter with whom to ask and how, and is over', async () => {
    expect((await refused(whole)).status).toBe(200)
    const told = await seenBy('li')
    expect(told).toMatchObject({ status: 'refused' })
    expect(told).not.toHaveProperty('transfer')
    expect(told).not.toHaveProperty('answerable')
    expect(told.timeline.find((e) => e.verb === 'refuse')).toMatchObject({
      way: 'tell',
      ask: '邻市城管局',
      contact: '邻市 12345'
    })
    expect(told.desk?.may).not.toContain('transfer_accept')
  })

  test.each(['forward', 'letter'] as const)(
    'is handed on (%s) and followed until the other side has it',
    async (way) => {
      expect((await refused({ ...whole, way, paper: '移字〔2026〕7 号' })).status).toBe(200)
      const open = await seenBy('li')
      // Still with the squad that had it first, which is also the lead.
      expect(open).toMatchObject({ transfer: { way, to: '邻市城管局', state: 'open' }, office: { id: 'hebin-squad' } })
      const queue = (await (await walk.staff('li')).get<{ items: { no: string }[] }>('/api/queue?tab=dispatch')).body
      expect(queue.items.map((item) => item.no)).toContain(no)
      await walk.move('li', no, { verb: 'transfer_accept', words: '邻市签收了' })
      const taken = await seenBy('li')
      expect(taken).toMatchObject({ status: 'refused', transfer: { way, state: 'accepted' } })
      expect(taken).not.toHaveProperty('answerable')
      expect(taken.desk?.may).not.toContain('transfer_decline')
    }
  )

  test('and comes back, goes on as it was: same deadline, sent again', async () => {
    const { dueAt } = (await seenBy('li')).clock
    await refused({ ...whole, way: 'forward' })
    await walk.move('li', no, { verb: 'transfer_decline', words: '对方说是本市地界' })
    const back = await seenBy('li')
    expect(back).toMatchObject({ status: 'returned', office: { id: 'hebin-squad' }, clock: { dueAt } })
    expect(back).not.toHaveProperty('transfer')
    expect((await sentTo('mobile')).status).toBe(200)
  })
})
