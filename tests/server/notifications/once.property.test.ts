/**
 * A thousand random histories, and workers who are killed while they tell of them: every event reaches every person whom it
 * concerns, once, and nobody else.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fc from 'fast-check'
import type { Verb } from '#shared/cases.ts'
import { advance, canMove, insertMany, open, type CaseDoc, type Step } from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { connect, disconnect, mongoose, prepare } from '#server/kernel/mongo.ts'
import { keepStaff } from '#server/members/index.ts'
import '#server/notifications/tell.ts'
import { town } from '#tests/support/city.ts'
import { compiled } from '#tests/support/compiled.ts'
import { root } from '#tests/support/source.ts'
import type { Turn } from '#tests/support/worker-child.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const histories = 1000
const city = makeSnapshot(town)
const begin = Date.parse('2026-11-16T02:00:00Z')
const uri = (() => {
  const at = new URL(process.env.TEST_MONGODB_URI ?? 'mongodb://missing')
  at.pathname = `/t_${randomBytes(6).toString('hex')}`
  return at.href
})()

/** Whom each verb concerns, by hand: those who reported, and who works at the office that holds it. */
const toReporters: readonly Verb[] = [
  'receive',
  'dispatch',
  'accept',
  'ask',
  'reply',
  'verify',
  'fail',
  'hold',
  'extend',
  'reopen',
  'refuse_reopen',
  'refuse'
]
const toOfficers: readonly Verb[] = [
  'dispatch',
  'answer',
  'fail',
  'hold',
  'refuse_hold',
  'extend',
  'refuse_extend',
  'reopen'
]
const officers = ['zhou', 'wu']

/** What may happen at all, and who does it. */
const acts: readonly [Verb, Step['actor'], Step['facts']?][] = [
  ['dispatch', { kind: 'staff', id: 'li', office: 'centre' }, { office: 'hebin-squad', supervising: 'centre' }],
  ['accept', { kind: 'staff', id: 'zhou', office: 'hebin-squad' }],
  ['return', { kind: 'staff', id: 'zhou', office: 'hebin-squad' }],
  ['ask', { kind: 'staff', id: 'wu', office: 'hebin-squad' }],
  ['answer', { kind: 'reporter', id: 'x' }],
  ['reply', { kind: 'staff', id: 'wu', office: 'hebin-squad' }, { outcome: 'solved' }],
  ['verify', { kind: 'staff', id: 'zhao', office: 'centre' }],
  ['fail', { kind: 'staff', id: 'zhao', office: 'centre' }],
  ['request_hold', { kind: 'staff', id: 'zhou', office: 'hebin-squad' }],
  ['hold', { kind: 'staff', id: 'zhou', office: 'hebin-squad' }, { until: '2026-12-24' }],
  ['refuse_hold', { kind: 'staff', id: 'li', office: 'centre' }],
  ['request_extend', { kind: 'staff', id: 'zhou', office: 'hebin-squad' }],
  ['extend', { kind: 'staff', id: 'li', office: 'centre' }, { more: 1 }],
  ['refuse_extend', { kind: 'staff', id: 'li', office: 'centre' }],
  ['request_reopen', { kind: 'reporter', id: 'x' }],
  ['reopen', { kind: 'staff', id: 'zhao', office: 'centre' }],
  ['refuse_reopen', { kind: 'staff', id: 'zhao', office: 'centre' }],
  ['resume', { kind: 'staff', id: 'zhou', office: 'hebin-squad' }],
  ['note', { kind: 'staff', id: 'zhou', office: 'hebin-squad' }],
  ['refuse', { kind: 'staff', id: 'li', office: 'centre' }]
]

/** One reporter has an account, the next a receipt code. */
function historyOf(i: number, whims: readonly number[]): CaseDoc {
  const category = city.category('shopfront')
  if (!category) throw new Error('no such category')
  const id = `f${i.toString(16).padStart(23, '0')}`
  const at = new Date(begin).toISOString()
  const place = { type: 'Point' as const, coordinates: [120.005, 32.005] as [number, number] }
  const reporter = i % 2 === 0 ? { member: id } : { codeHash: id }
  let caseDoc = open(
    {
      _id: new mongoose.Types.ObjectId(),
      no: `2026-1116-${String(i + 1).padStart(5, '0')}`,
      place,
      photoSizes: {},
      routing: { ruleId: 'R-4', ruleVersion: 1, because: [] },
      reports: [{ id, key: id, requestHash: '', n: 1, at, channel: 'mini', reporter, place, consentPublic: true }]
    },
    {
      category: category.code,
      area: 'hebin',
      channel: 'mini',
      limit: city.limit(category, 'hebin'),
      urgency: category.urgency,
      report: id,
      office: 'hebin-squad',
      supervising: 'centre'
    },
    { kind: 'reporter', id },
    { text: '占道' },
    at,
    city
  )
  for (const [turn, whim] of whims.entries()) {
    const possible = acts.filter(([verb]) => canMove(caseDoc, verb))
    const [verb, actor, facts] = possible[whim % possible.length] ?? []
    if (!verb || !actor) break
    const step = { verb, actor, at: new Date(begin + (turn + 1) * 60_000).toISOString(), ...(facts && { facts }) }
    caseDoc = advance(caseDoc, step, city)
  }
  return caseDoc
}

function expected(caseDoc: CaseDoc): string[] {
  let person: string | undefined
  return caseDoc.ledger.flatMap(({ n, verb, actor }) => {
    const [report] = caseDoc.reports
    const reporter = report?.reporter.member ?? `report:${report?.id ?? ''}`
    // Whoever took it in hand hears alone of what follows, until it goes to somebody else.
    if (verb === 'accept') person = actor.id
    if (verb === 'dispatch' || verb === 'return') person = undefined
    const holders = person === undefined ? officers : [person]
    return [
      ...(toReporters.includes(verb) ? [reporter] : []),
      ...(toOfficers.includes(verb) ? holders.filter((id) => id !== actor.id).map((id) => `staff:${id}`) : [])
    ].map((member) => `${caseDoc.no}:${n}:${member}`)
  })
}

interface Worker {
  child: ChildProcess
  turn(said: Turn): Promise<boolean>
}
async function hire(): Promise<Worker> {
  const child = fork(await compiled('tests/support/worker-child.ts'), [uri, '4000'], {
    cwd: root,
    execArgv: [],
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  await once(child, 'message')
  return {
    child,
    turn: (said) =>
      new Promise((resolve) => {
        const told = () => {
          child.off('exit', gone)
          resolve(true)
        }
        const gone = () => {
          child.off('message', told)
          resolve(false)
        }
        child.once('message', told)
        child.once('exit', gone)
        child.send(said)
      })
  }
}

beforeAll(async () => {
  await connect(uri)
  await prepare()
  await keepStaff(
    town.people.map(({ id, name, office, roles, title }) => ({ _id: id, name, office, roles: [...roles], title }))
  )
})
afterAll(async () => {
  await mongoose.connection.dropDatabase()
  await disconnect()
})

test('over a thousand histories and with workers killed in between, each is told of each event once', async () => {
  const whims = fc.sample(fc.array(fc.nat(10_000), { maxLength: 4 }), { seed: 20261116, numRuns: histories })
  const docs = whims.map((history, i) => historyOf(i, history))
  await insertMany(docs)
  // Each of them dies in the middle of a batch, and leaves it to whoever comes when its lease is over.
  let now = begin + 3_600_000
  for (const dieAfter of ['jobs enqueued', 'notice written', 'moved done', 'notice done', 'jobs deleted']) {
    const victim = await hire()
    expect([dieAfter, await victim.turn({ now: new Date(now).toISOString(), dieAfter })]).toEqual([dieAfter, false])
    now += 5_000
  }
  const worker = await hire()
  const due = () =>
    mongoose.connection.collection('jobs').countDocuments({ topic: { $in: ['moved', 'notice'] } }, { limit: 1 })
  const waits = () => mongoose.connection.collection('cases').countDocuments({ 'outbox.0': { $exists: true } })
  for (let i = 0; i < 20 && (await due()) + (await waits()) > 0; i++) {
    expect(await worker.turn({ now: new Date(now).toISOString() })).toBe(true)
    now += 5_000
  }
  // And whatever came to be done twice, once more.
  expect(await worker.turn({ now: new Date(now).toISOString() })).toBe(true)
  worker.child.kill('SIGKILL')

  const notices = await mongoose.connection
    .collection<{ _id: string; no: string; n: number; member: string }>('notices')
    .find({ about: 'case', verb: { $nin: ['urge', 'overdue', 'supervise', 'escalate', 'expose', 'amber'] } })
    .toArray()
  const told = notices.map(({ no, n, member }) => `${no}:${n}:${member}`)
  expect(new Set(told).size).toBe(told.length)
  expect(told.sort()).toEqual(docs.flatMap(expected).sort())
  expect(told.length).toBeGreaterThan(4 * histories)
})
