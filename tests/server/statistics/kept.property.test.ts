/**
 * Sums that are kept, under random hands: people report, move, join, rate, publish and erase, workers take up what waits,
 * late, twice, at the same time, and die in between. Whoever reads two seconds later finds what counting by hand finds.
 */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import fc from 'fast-check'
import type { Verb } from '#shared/cases.ts'
import {
  advance,
  canMove,
  caseOutboxes,
  Cases,
  insertCase,
  open,
  recomputeDeadlines,
  replaceIfUnmoved,
  type CaseDoc,
  type Step
} from '#server/cases/index.ts'
import { erase } from '#server/cases/erasure.ts'
import { join, unjoin } from '#server/cases/joins.ts'
import { makeSnapshot } from '#server/city/index.ts'
import type { AppContext } from '#server/context.ts'
import { onPause, onStep } from '#server/kernel/failpoints.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, disconnect, mongoose, prepare } from '#server/kernel/mongo.ts'
import { relay } from '#server/kernel/outbox.ts'
import { publicationRoutes } from '#server/publication/routes.ts'
import { checkKept, countMarked, lastCheckOfSums, markSums } from '#server/statistics/index.ts'
import { statisticsRoutes } from '#server/statistics/routes.ts'
import { town } from '#tests/support/city.ts'
import { emptyDatabase, type TestDatabase } from '#tests/support/database.ts'
import { figuresByHand, mapByHand, type Counted } from '#tests/support/figures-by-hand.ts'
import { noPhotos } from '#tests/support/photos.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const city = makeSnapshot(town)
/** The same city under another calendar: deadlines that lie ahead move. */
const otherCity = makeSnapshot({ ...town, calendar: { ...town.calendar, slots: [['10:00', '15:00']] } })
const begin = Date.parse('2026-11-20T15:30:00Z')
const areas = city.areas.streets.map(({ properties }) => properties.id)
const offices = city.offices.map(({ id }) => id)
const log = makeLog('silent')

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
  await connect(database.uri)
  await prepare()
})
afterEach(() => {
  onStep(undefined)
  onPause(undefined)
})
afterAll(async () => {
  // Nobody has migrated it: the next one begins with nothing.
  await mongoose.connection.dropDatabase()
  await disconnect()
  database.release()
})

const squad = { kind: 'staff', id: 'zhou', office: 'hebin-squad' } as const
const centre = { kind: 'staff', id: 'li', office: 'centre' } as const
const acts = (caseDoc: CaseDoc, a: number): [Verb, Step['actor'], Step['facts']?, Step['said']?][] => {
  const report = caseDoc.reports[a % Math.max(1, caseDoc.reports.length)]?.id ?? 'gone'
  const rating = {
    report,
    solved: (['solved', 'partly', 'unsolved'] as const)[a % 3] ?? 'solved',
    satisfied: (['satisfied', 'fair', 'dissatisfied'] as const)[(a >> 2) % 3] ?? 'fair'
  }
  return [
    ['dispatch', centre, { office: offices[a % offices.length] ?? 'centre', supervising: 'centre' }],
    ['accept', squad],
    ['return', squad],
    ['reply', squad, { outcome: 'solved' }],
    ['verify', centre],
    ['verify', centre],
    ['fail', centre],
    ['hold', centre, { until: '2026-12-24' }],
    ['resume', squad],
    ['extend', centre, { more: 1 + (a % 3) }],
    ['rate', { kind: 'reporter', id: report }, rating],
    ['rate', { kind: 'reporter', id: report }, rating],
    ['request_reopen', { kind: 'reporter', id: report }, { report }],
    ['reopen', centre],
    ['refuse', centre, { way: 'tell' }],
    ['reclassify', centre, { category: 'shopfront' }],
    ['publish', centre, { words: [1], photos: [] }, { title: '货架占道' }],
    ['withhold', centre],
    ['withdraw', { kind: 'reporter', id: report }, { report }]
  ]
}

const forward: ReadonlySet<Verb> = new Set([
  'dispatch',
  'accept',
  'reply',
  'verify',
  'rate',
  'request_reopen',
  'reopen'
])

interface Whim {
  kind: number
  minutes: number
  a: number
  b: number
}
const whim: fc.Arbitrary<Whim> = fc.record({
  kind: fc.nat(99),
  minutes: fc.oneof(fc.nat(40), fc.nat(60 * 30), fc.nat(60 * 24 * 9)),
  a: fc.nat(10_000),
  b: fc.nat(10_000)
})

/** Steps after which a worker's process may end; what it had in hand is lost with it. */
const steps = [
  'outboxes read',
  'sums marked',
  'jobs enqueued',
  'outboxes dropped',
  'sums counted',
  'sums kept',
  'months kept'
]
class Killed extends Error {}

class History {
  at = begin
  made = 0
  readonly now = (): Date => new Date(this.at)
  private readonly command = () => ({ at: this.now(), city })

  private async some(a: number): Promise<CaseDoc | undefined> {
    // The newest few, so that lives go on.
    const found = await Cases.find({}).sort({ no: -1 }).limit(4).lean<CaseDoc[]>()
    return found[a % Math.max(1, found.length)]
  }

  async report(a: number, b: number): Promise<void> {
    const n = ++this.made
    const id = n.toString(16).padStart(24, 'a')
    const at = this.now().toISOString()
    const place = { type: 'Point' as const, coordinates: [120.005, 32.005] as [number, number] }
    const category = city.categories[a % city.categories.length]
    const area = areas[b % areas.length] ?? ''
    if (!category) throw new Error('no category')
    const said = { id, key: id, requestHash: '', n: 1, at, channel: 'web' as const, reporter: { member: id }, place }
    const doc = open(
      {
        _id: new mongoose.Types.ObjectId(),
        no: `2026-1120-${String(n).padStart(5, '0')}`,
        place,
        photoSizes: {},
        routing: { ruleId: 'R-4', ruleVersion: 1, because: [] },
        reports: [{ ...said, consentPublic: b % 4 > 0 }]
      },
      {
        category: category.code,
        area,
        channel: 'web',
        limit: city.limit(category, area),
        urgency: category.urgency,
        report: id,
        office: offices[b % offices.length] ?? '',
        supervising: 'centre'
      },
      { kind: 'reporter', id },
      { text: '货架摆到盲道上' },
      at,
      city,
      a % 7 === 0
    )
    await insertCase(doc)
  }

  async move(a: number, b: number): Promise<void> {
    for (const n of [0, 1, 2, 3]) await this.step(a, b + n * 37)
  }
  private async step(a: number, b: number): Promise<void> {
    const caseDoc = await this.some(a)
    const possible = caseDoc ? acts(caseDoc, b).filter(([verb]) => canMove(caseDoc, verb)) : []
    // Most go on to the close and beyond; else few lives would come so far.
    const onwards = possible.filter(([verb]) => forward.has(verb))
    const choice = b % 4 > 0 && onwards.length > 0 ? onwards : possible
    const [verb, actor, facts, said] = choice[(b >> 2) % Math.max(1, choice.length)] ?? []
    if (!caseDoc || !verb || !actor) return
    const step = { verb, actor, at: this.now().toISOString(), ...(facts && { facts }), ...(said && { said }) }
    await replaceIfUnmoved(caseDoc, advance(caseDoc, step, city))
  }

  async bringTogether(a: number, b: number): Promise<void> {
    const [one, other] = [await this.some(a), await this.some(b)]
    if (one && other) await join(one, other.no, centre, this.command())
  }
  async partAgain(a: number): Promise<void> {
    const caseDoc = await Cases.findOne({ 'reports.movedFrom': { $exists: true } } as never).lean<CaseDoc>()
    const report = caseDoc?.reports.filter(({ movedFrom }) => movedFrom)[a % 2]
    if (caseDoc && report) await unjoin(caseDoc, report.id, '两回事', centre, this.command())
  }
  async forget(a: number): Promise<void> {
    const caseDoc = await this.some(a)
    if (caseDoc) await erase(caseDoc, 1, centre, this.command(), noPhotos)
  }

  async relay(): Promise<void> {
    await relay(caseOutboxes(), (days) => markSums(days, this.now()))
  }
  async work(a: number): Promise<void> {
    if (a % 3 !== 0) await this.relay()
    if (a % 2 === 0) await countMarked()
    if (a % 11 === 0) await checkKept(this.now(), log)
  }
  /** A worker whose process ends after one of its steps. */
  async dying(a: number): Promise<void> {
    const last = steps[a % steps.length]
    onStep((step) => {
      if (step === last) throw new Killed()
    })
    try {
      await this.work(a)
    } finally {
      onStep(undefined)
    }
  }
  /** A worker that is held after one of its steps, while people go on and another one does some of what there is to do, or all. */
  async slow(whims: readonly Whim[], a: number): Promise<void> {
    await this.relay()
    let held = false
    onPause(async (step) => {
      if (held || step !== (a % 2 ? 'sums counted' : 'days kept')) return
      held = true
      for (const whim of whims) await this.people(whim)
      await this.relay()
      if (a % 3 > 0) await countMarked()
    })
    await countMarked()
    onPause(undefined)
    if (a % 5 > 2) await countMarked()
  }

  async people({ kind, a, b }: Whim): Promise<void> {
    try {
      if (kind < 20) await this.report(a, b)
      else if (kind < 82) await this.move(a, b)
      else if (kind < 89) await this.bringTogether(a, b)
      else if (kind < 92) await this.partAgain(a)
      else if (kind < 96) await this.forget(a)
      else await recomputeDeadlines(b % 2 ? otherCity : city)
    } catch (error) {
      // What the rules refuse is refused.
      if ((error as { code?: string }).code === undefined) throw error
    }
  }

  context(): AppContext {
    return { now: this.now, city: () => city } as Partial<AppContext> as AppContext
  }

  /** What the public reads, and what it should. */
  async figures(days: '7' | '30'): Promise<[read: unknown, byHand: unknown]> {
    const all = await Cases.find({}).lean<Counted[]>()
    const { stats } = statisticsRoutes(this.context())
    const { map } = publicationRoutes(this.context())
    const [guest, meta] = [{ kind: 'guest' } as never, {} as never]
    const view = await stats({ query: { days } } as never, guest, meta)
    const hand = figuresByHand(all, Number(days), this.now(), areas, offices)
    const box = { west: 119, south: 31, east: 121, north: 33, zoom: 9 }
    const seen = async (query: object) =>
      Object.fromEntries(
        (await map({ query: { ...box, ...query } } as never, guest, meta)).areas.map(
          ({ area, count, closed, overdue }) => [area.id, { count, closed, overdue }]
        )
      )
    const { at, from: _from, to: _to, medianDays: _median, byArea, byOffice, daily, ...sums } = view
    return [
      {
        ...sums,
        at,
        daily: daily.map(({ working: _, ...item }) => item),
        byArea: Object.fromEntries(byArea.map(({ area, place: _, ...item }) => [area.id, item])),
        byOffice: said(Object.fromEntries(byOffice.map(({ office, onTime: _, ...item }) => [office.id, item]))),
        map: await seen({}),
        recent: await seen({ days })
      },
      {
        ...hand,
        at: this.now().toISOString(),
        byOffice: said(hand.byOffice),
        map: mapByHand(all, this.now()),
        recent: mapByHand(all, this.now(), Number(days))
      }
    ]
  }
}
/** An office that nothing is said of may be left out. */
const said = (sums: Record<string, Record<string, number>>) =>
  Object.fromEntries(Object.entries(sums).filter(([, sum]) => Object.values(sum).some((n) => n > 0)))

async function live(whims: readonly Whim[]): Promise<History> {
  await Promise.all(
    ['cases', 'jobs', 'kept_sums', 'photos'].map((name) => mongoose.connection.collection(name).deleteMany({}))
  )
  const history = new History()
  await checkKept(history.now(), log)
  for (const [n, whim] of whims.entries()) {
    history.at += whim.minutes * 60_000
    if (whim.b % 5 === 0) await history.dying(whim.a).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
    else if (whim.b % 3 === 0) await history.slow(whims.slice(n, n + 3), whim.a)
    else if (whim.a % 5 === 0) await history.work(whim.b)
    else await history.people(whim)
    if (n % 6 !== 5 && whim.b % 3 !== 0) continue
    // Two seconds later nothing may be missing, whatever the workers have done or left.
    history.at += 2_001
    const [read, byHand] = await history.figures(whim.a % 2 ? '7' : '30')
    expect(read).toEqual(byHand)
  }
  return history
}

test('what is read is what counting by hand finds, whatever workers have done, left, and died of', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(whim, { minLength: 12, maxLength: 36 }), async (whims) => {
      const history = await live(whims)
      // And once all is done, nothing is counted from cases any more, and nothing was wrong.
      await history.relay()
      await countMarked()
      history.at += 25 * 3_600_000
      await checkKept(history.now(), log)
      history.at += 25 * 3_600_000
      await checkKept(history.now(), log)
      expect((await lastCheckOfSums())?.wrong).toBe(0)
      expect(await mongoose.connection.collection('kept_sums').countDocuments({ since: { $exists: true } })).toBe(0)
      const [read, byHand] = await history.figures('30')
      expect(read).toEqual(byHand)
    }),
    { seed: 20_261_130, numRuns: 6 }
  )
})

test('a sum that somebody else has changed is found, said, and put right', async () => {
  const history = await live(fc.sample(whim, { seed: 7, numRuns: 30 }))
  await history.relay()
  history.at += 25 * 3_600_000
  await checkKept(history.now(), log)
  await Cases.collection.updateOne({ joinedInto: { $exists: false } }, [
    { $set: { area: { $cond: [{ $eq: ['$area', areas[0]] }, areas[1], areas[0]] } } }
  ])
  history.at += 25 * 3_600_000
  await checkKept(history.now(), log)
  expect((await lastCheckOfSums())?.wrong).toBeGreaterThan(0)
  const [read, byHand] = await history.figures('30')
  expect(read).toEqual(byHand)
})

test('where more waits than anybody looks into, the figures say as of when they are', async () => {
  const history = await live([])
  await history.report(1, 1)
  await history.relay()
  await countMarked()
  const counted = history.now().toISOString()
  history.at += 60_000
  const [first] = await Cases.find({}).lean<CaseDoc[]>()
  const item = { id: 'x', topic: 'moved', at: history.now().toISOString(), facts: {}, recount: ['2026-11-20'] }
  await Cases.collection.insertMany(
    Array.from({ length: 501 }, (_, n) => ({
      ...first,
      _id: new mongoose.Types.ObjectId(),
      no: `2026-1120-1${n}`,
      reports: [],
      outbox: [{ ...item, id: `x${n}` }]
    }))
  )
  const { stats } = statisticsRoutes(history.context())
  const read = () => stats({ query: { days: '7' } } as never, { kind: 'guest' } as never, {} as never)
  expect((await read()).received).toBe(1)
  history.at += 3_600_000
  const later = await read()
  expect(later.at > counted && later.at <= item.at).toBe(true)
  await history.relay()
  await countMarked()
  history.at += 3_600_000
  expect(await read()).toMatchObject({ received: 502, at: history.now().toISOString() })
})
