/** 督办: who is told of every step, who may open what was raised to him, and one view of all of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView, Status } from '#shared/cases.ts'
import { watchMarks, type WatchMark } from '#shared/watch.ts'
import type { Person } from '#config/city/types.ts'
import { Cases, type CaseDoc } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { countUnhappy, listUnhappy, listWatched, sumsByOffice, totalOf } from '#server/watch/model.ts'
import { turn } from '#server/worker.ts'
import { inHebin, town } from '#tests/support/city.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor } from '#tests/support/visitor.ts'

const works = (id: string, office: string, roles: Person['roles']): Person => ({
  id,
  name: `${id}某`,
  office,
  roles,
  title: '',
  phone: '0000-0000000'
})
const city = {
  ...town,
  people: [...town.people, works('ji', 'inspection', ['officer']), works('shui', 'water', ['officer'])]
}

let server: TestServer
let walk: Journey
let desk: Awaited<ReturnType<typeof startWeb>>
let late: Submitted
let amber: Submitted
const start = '2026-11-16T02:00:00Z'
beforeAll(async () => {
  server = await startTestServer({ city, now: start, env: { ROLE: 'web' } })
  walk = journey(server)
  desk = await startWeb(server)
  late = await walk.accepted()
  // Far enough for every step of the first; one more of another office is nearly due by then.
  for (const at of ['2026-11-19T00:30:00Z', '2026-11-19T06:00:00Z', '2026-11-20T09:00:00Z', '2026-11-24T09:00:00Z'])
    await until(at)
  amber = await walk.submit({ category: 'garbage', place: { ...inHebin, accuracyM: 8 } })
  await until('2026-11-25T08:30:00Z')
})
afterAll(async () => {
  await desk.stop()
  await server.stop()
})

/** The clock goes on to there, and everything that fell due on the way is done. */
async function until(at: string): Promise<void> {
  server.setNow(at)
  for (let i = 0; i < 8; i++) await turn(server.context, {}, ['relay', 'work'])
}
const watch = async (name: string, query = '') =>
  (await (await walk.staff(name)).get<ApiAnswer<'watch'>>(`/api/watch${query}`)).body
const toldOf = async (name: string, no: string) =>
  (await (await walk.staff(name)).get<ApiAnswer<'myNotices'>>('/api/notices')).body.items
    .filter((notice) => notice.no === no)
    .map((notice) => notice.verb)
    .sort()
const seen = async (name: string, no: string) => (await walk.staff(name)).get<CaseView>(`/api/cases/${no}`)

describe('every step of the escalation', () => {
  test('tells the office that holds it, and from the order on who checks it, and whom it was raised to', async () => {
    const { desk: own } = (await seen('zhou', late.no)).body
    const steps = own?.escalation.done.map(({ verb }) => verb) ?? []
    expect(steps).toEqual(['urge', 'overdue', 'supervise', 'overdue', 'escalate', 'overdue', 'expose'])
    for (const officer of ['zhou', 'wu']) expect(await toldOf(officer, late.no)).toEqual([...steps, 'dispatch'].sort())
    expect(await toldOf('zhao', late.no)).toEqual(['escalate', 'expose', 'supervise'])
    expect(await toldOf('ji', late.no)).toEqual(['escalate', 'expose'])
    // Nobody whom it does not concern.
    for (const name of ['qian', 'shui', 'li', 'xu']) expect(await toldOf(name, late.no)).toEqual([])
  })

  test('tells nobody twice when the same work is done twice', async () => {
    const before = await toldOf('zhou', late.no)
    await turn(server.context, {}, ['relay', 'work'])
    expect(await toldOf('zhou', late.no)).toEqual(before)
  })
})

describe('the upper level', () => {
  test('opens what was raised to it, with its orders, and nothing else of that office', async () => {
    const view = (await seen('ji', late.no)).body
    expect(view.desk).toMatchObject({ raisedTo: { id: 'inspection' } })
    const order = view.desk?.escalation.done.find(({ verb }) => verb === 'supervise')
    expect((await (await walk.staff('ji')).get(`/api/cases/${late.no}/orders/${order?.n ?? 0}`)).status).toBe(200)
    const other = await walk.accepted()
    expect((await seen('ji', other.no)).status).toBe(404)
    expect((await watch('ji')).items.map((watchItem) => watchItem.case.no)).toEqual([late.no])
    // Another office is no upper level, whatever its people are.
    expect((await seen('shui', late.no)).status).toBe(404)
  })

  test('tells the office what to do, which hears of it, and gives it to another', async () => {
    expect(
      (await walk.move('ji', late.no, { verb: 'instruct', words: '今天之内派人守住路口，晚上报结果' })).status
    ).toBe(200)
    await until('2026-11-25T08:31:00Z')
    expect(await toldOf('zhou', late.no)).toContain('instruct')
    const told = (await seen('zhou', late.no)).body.timeline[0]
    expect(told).toMatchObject({ verb: 'instruct', text: '今天之内派人守住路口，晚上报结果' })
    // The office itself gives no instructions.
    expect((await walk.move('zhou', late.no, { verb: 'instruct', words: '我自己说了算' })).body).toMatchObject({
      code: 'forbidden'
    })
    const moved = await walk.move('ji', late.no, { verb: 'dispatch', office: 'mobile', words: '由机动中队接手' })
    expect(moved.body).toMatchObject({ status: 'dispatched', office: { id: 'mobile' } })
    const back = await walk.move('li', late.no, { verb: 'dispatch', office: 'hebin-squad', words: '中队已经到场' })
    expect(back.status).toBe(200)
  })
})

describe('one view', () => {
  test('counts by office what is nearly due, late, and how far it has gone, each once at its highest step', async () => {
    const item = await watch('li')
    const row = (id: string) => item.offices.find(({ office }) => office.id === id)
    expect(row('hebin-squad')).toMatchObject({
      overdue: 1,
      amber: 0,
      urged: 0,
      supervised: 0,
      raised: 0,
      exposed: 1,
      orders: 1,
      unanswered: 1,
      oldest: { no: late.no }
    })
    expect(row('sanitation')).toMatchObject({ open: 1, amber: 1, overdue: 0, urged: 1, exposed: 0, orders: 0 })
    for (const key of ['open', 'amber', 'overdue', 'urged', 'supervised', 'raised', 'exposed'] as const)
      expect(item.total[key]).toBe(item.offices.reduce((sum, office) => sum + office[key], 0))
  })

  test('lists what a number leads to, the longest overdue first, with its steps, orders and the next step', async () => {
    expect((await watch('li', '?mark=overdue')).items.map((watchItem) => watchItem.case.no)).toEqual([late.no])
    const nearly = await watch('li', '?mark=amber&office=sanitation')
    expect(nearly.found).toBe(1)
    expect(nearly.items[0]).toMatchObject({
      case: { no: amber.no, clock: { light: 'yellow' } },
      steps: [{ verb: 'urge' }],
      next: { verb: 'overdue' },
      orders: []
    })
    const [worst] = (await watch('li', '?mark=exposed')).items
    expect(worst).toMatchObject({ orders: [{ answered: false }], raisedTo: { id: 'inspection' } })
    expect((await watch('li', '?office=water')).items).toEqual([])
    const running = (await watch('li')).items.filter((watchItem) => watchItem.case.clock.state === 'running')
    const dues = running.map((watchItem) => watchItem.case.clock.dueAt)
    expect(dues).toEqual([...dues].sort())
  })

  test('pages through all of it once', async () => {
    const whole = (await watch('li')).items.map((watchItem) => watchItem.case.no)
    const paged: string[] = []
    let after = ''
    do {
      const page = await watch('li', `?limit=1${after && `&after=${after}`}`)
      paged.push(...page.items.map((watchItem) => watchItem.case.no))
      after = page.older ?? ''
    } while (after)
    expect(paged).toEqual(whole)
  })

  test('is for dispatcher, verifier and admin whole, for an officer his own office’s, for others not at all', async () => {
    for (const name of ['li', 'zhao', 'guan'])
      expect((await watch(name)).offices.map(({ office }) => office.id)).toEqual(
        expect.arrayContaining(['hebin-squad', 'sanitation'])
      )
    expect((await watch('chen')).offices.map(({ office }) => office.id)).toEqual(['sanitation'])
    for (const name of ['xu', 'bai', 'lian'])
      expect((await (await walk.staff(name)).get('/api/watch')).status).toBe(403)
    expect((await walk.guest.get('/api/watch')).status).toBe(401)
  })

  test('is a page whose numbers lead to their cases, and says what one was told', async () => {
    const li = visitor(desk.url)
    await li.signIn('li', password)
    const { html, status } = await li.go('/office/watch')
    expect(status).toBe(200)
    for (const words of [
      '河滨中队',
      '超期最久的一件',
      '1 张，1 张没回复',
      '通报',
      '/office/watch?office=hebin-squad&amp;mark=overdue'
    ])
      expect(html).toContain(words)
    const found = await li.go('/office/watch?office=hebin-squad&mark=exposed')
    expect(found.html).toContain(`/office/cases/${late.no}?tab=all`)
    expect(found.html).toContain(`/office/cases/${late.no}/orders/`)
    expect(found.html).not.toContain(amber.no)
    expect((await li.go('/office/watch?office=water')).html).toContain('没有这样的案件')
    const ji = visitor(desk.url)
    await ji.signIn('ji', password)
    const own = await ji.go('/office/watch')
    expect(own.html).toContain(`报上级 ${late.no}`)
    expect(own.html).toContain(`/office/cases/${late.no}?tab=all`)
    const form = await ji.go(`/office/cases/${late.no}?tab=all&act=instruct`)
    expect(form.html).toContain('data-form="instruct"')
  })
})

describe('of many', () => {
  const now = Date.parse('2026-11-25T09:00:00Z')
  const hours = (n: number): number => now + n * 3_600_000
  const sample = fc.record({
    office: fc.constantFrom('hebin-squad', 'sanitation'),
    category: fc.constantFrom('garbage', 'stall'),
    status: fc.constantFrom<Status>('dispatched', 'handling', 'on_hold', 'closed'),
    due: fc.integer({ min: -5, max: 5 }),
    warns: fc.integer({ min: 1, max: 6 }),
    step: fc.constantFrom(undefined, 'urge', 'overdue', 'supervise', 'escalate', 'expose'),
    orders: fc.array(fc.boolean(), { maxLength: 2 }),
    joined: fc.boolean()
  })
  type Sample = typeof sample extends fc.Arbitrary<infer S> ? S : never
  const bears: Record<WatchMark, (sample: Sample) => boolean> = {
    amber: (item) => item.status !== 'on_hold' && item.due >= 0 && item.due - item.warns <= 0,
    overdue: (item) => item.status !== 'on_hold' && item.due < 0,
    urged: ({ step }) => step === 'urge' || step === 'overdue',
    supervised: ({ step }) => step === 'supervise',
    raised: ({ step }) => step === 'escalate',
    exposed: ({ step }) => step === 'expose'
  }
  const viewers = [
    { kind: 'staff', id: 'li', office: 'centre', roles: ['dispatcher'] },
    { kind: 'staff', id: 'chen', office: 'sanitation', roles: ['officer'] }
  ] as unknown as Staff[]

  test('each page and each number is what one finds by looking at every case', async () => {
    const pattern = await Cases.findOne({ no: amber.no }).lean<CaseDoc>()
    if (!pattern) throw new Error('it is there')
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { minLength: 5, maxLength: 40 }), fc.nat(3), async (samples, n) => {
        await Cases.deleteMany({})
        const _ids = samples.map(() => new mongoose.Types.ObjectId())
        await Cases.collection.insertMany(
          samples.map((sample, i) => ({
            ...pattern,
            _id: _ids[i],
            no: `2026-1125-${String(i).padStart(5, '0')}`,
            reports: [],
            office: sample.office,
            desks: [`officer:${sample.office}`],
            category: sample.category,
            status: sample.status,
            deadline: { ...pattern.deadline, dueAt: hours(sample.due), amberAt: hours(sample.due - sample.warns) },
            dueAt: sample.status === 'on_hold' || sample.status === 'closed' ? null : new Date(hours(sample.due)),
            escalation: {
              done: [],
              ...(sample.step && { step: sample.step }),
              orders: sample.orders.map((answered) => ({ answered }))
            },
            ...(sample.joined && { joinedInto: '2026-1124-00001' })
          })) as never
        )
        const [viewer] = viewers.slice(n % 2)
        if (!viewer) throw new Error('somebody looks')
        const [office, category] = [n > 1 ? 'sanitation' : undefined, n === 3 ? 'garbage' : undefined]
        const inScope = samples
          .map((sample, i) => ({ ...sample, i }))
          .filter(
            (item) =>
              item.status !== 'closed' && !item.joined && (viewer.office === 'centre' || item.office === viewer.office)
          )
          .filter((item) => category === undefined || item.category === category)
        const stands = (sample: Sample): number => Number(sample.status === 'on_hold')
        for (const mark of [undefined, ...watchMarks]) {
          const expected = inScope
            .filter(
              (item) => (office === undefined || item.office === office) && (mark === undefined || bears[mark](item))
            )
            .sort((a, b) => stands(a) - stands(b) || a.due - b.due || a.i - b.i)
            .map(({ i }) => i)
          const found: number[] = []
          let after: string | undefined
          do {
            const page = await listWatched(
              viewer,
              { office, category, mark },
              { limit: 3, ...(after && { after }) },
              now
            )
            if (after) expect(page.nos).not.toEqual([])
            found.push(...page.nos.map((no) => Number(no.slice(-5))))
            after = page.older
          } while (after)
          expect([mark, found]).toEqual([mark, expected])
        }
        const { offices, all } = await sumsByOffice(viewer, { category }, now)
        for (const { office: id, oldest, ...sums } of offices) {
          const its = inScope.filter((item) => item.office === id)
          const orders = its.flatMap((item) => item.orders)
          const marked = Object.entries(bears).map(([mark, holds]) => [mark, its.filter(holds).length] as const)
          const expected = {
            open: its.length,
            orders: orders.length,
            unanswered: orders.filter((order) => !order).length
          }
          expect(sums).toEqual({ ...Object.fromEntries(marked), ...expected })
          expect(oldest?.dueAt).toBe(
            its.some(bears.overdue) ? hours(Math.min(...its.map((item) => (stands(item) ? 9 : item.due)))) : undefined
          )
        }
        expect([totalOf(offices).open, all]).toEqual([inScope.length, true])
        const some = await sumsByOffice(viewer, { category }, now, 3)
        expect(some.all).toBe(inScope.length <= 3)
      }),
      { numRuns: 15 }
    )
  })
})

describe('不满意台账', () => {
  const now = new Date('2026-11-25T08:00:00.000Z')
  const dayMs = 86_400_000
  const moment = (daysAgo: number): string => new Date(now.getTime() - daysAgo * dayMs).toISOString()
  const entry = fc.record({
    office: fc.constantFrom('sanitation', 'water'),
    given: fc.integer({ min: 0, max: 900 }),
    done: fc.option(fc.integer({ min: 0, max: 1_200 }))
  })
  const li = { kind: 'staff', id: 'li', office: 'centre', roles: ['dispatcher'] } as unknown as Staff

  test('page after page is what one finds by looking at every entry', async () => {
    const pattern = await Cases.findOne({}).lean<CaseDoc>()
    if (!pattern) throw new Error('there is one')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: ({ done, given }) => done ?? -given }), {
          maxLength: 25
        }),
        fc.constantFrom('open', 'done'),
        fc.constantFrom(undefined, 'water'),
        async (samples, state, office) => {
          await Cases.deleteMany({})
          const docs = samples.map((entries, i) => {
            const unhappy = entries.map(({ office, given, done }, n) => ({
              report: `r${i}`,
              n,
              round: 1,
              at: moment(given),
              office,
              dueAt: moment(given),
              ...(done !== null && { done: { n, at: moment(done), outcome: 'explained' } })
            }))
            const [since] = unhappy.flatMap(({ at, done }) => (done ? [] : [at])).sort()
            const no = `2026-1125-${String(i).padStart(5, '0')}`
            const _id = new mongoose.Types.ObjectId()
            return { ...pattern, _id, no, reports: [], unhappy, ...(since && { unhappySince: since }) }
          })
          if (docs.length > 0) await Cases.collection.insertMany(docs)
          const order = state === 'open' ? 1 : -1
          const expected = docs
            .flatMap(({ _id, no, unhappy }) => unhappy.map((one) => ({ _id: _id.toHexString(), no, one })))
            .filter(({ one }) => (state === 'done') === (one.done !== undefined) && (!office || one.office === office))
            .map(({ _id, no, one }) => ({ _id, no, n: one.n, at: (state === 'open' ? one.at : one.done?.at) ?? '' }))
            .sort((a, b) => order * (a.at.localeCompare(b.at) || a._id.localeCompare(b._id)))
            .map(({ no, n }) => `${no} ${n}`)
          const found: string[] = []
          for (let after: string | undefined; ;) {
            const page = await listUnhappy(
              li,
              { state, ...(office && { office }) },
              { limit: 7, ...(after && { after }) },
              now
            )
            found.push(...page.items.map(({ no, unhappy }) => `${no} ${unhappy.n}`))
            if (page.older === undefined) break
            after = page.older
          }
          expect(found).toEqual(expected)
          expect((await countUnhappy(li, office, now)).open).toBe(
            docs.flatMap(({ unhappy }) => unhappy).filter((one) => !one.done && (!office || one.office === office))
              .length
          )
        }
      ),
      { numRuns: 40 }
    )
  })
})
