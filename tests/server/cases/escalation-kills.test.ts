/**
 * Three workers climb the ladder of late cases, and one of them dies after each of its steps in turn, as if the power had
 * gone. Time is the test's own: every round is half a second, and nobody sleeps. (figures.md, R5)
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { insertMany, open, verifyChain, type CaseDoc } from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { connect, disconnect, mongoose, prepare } from '#server/kernel/mongo.ts'
import '#server/notifications/tell.ts'
import { town } from '#tests/support/city.ts'
import { root } from '#tests/support/source.ts'
import { compiled } from '#tests/support/compiled.ts'
import type { Turn } from '#tests/support/worker-child.ts'

const leaseMs = 4_000
const roundMs = 500
const city = makeSnapshot(town)
const uri = (() => {
  const at = new URL(process.env.TEST_MONGODB_URI ?? 'mongodb://missing')
  at.pathname = `/k_${randomBytes(6).toString('hex')}`
  return at.href
})()

interface Worker {
  child: ChildProcess
  /** One turn; whether it lived to tell. */
  turn(said: Turn): Promise<boolean>
}

async function hire(): Promise<Worker> {
  const child = fork(await compiled('tests/support/worker-child.ts'), [uri, String(leaseMs)], {
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

let steady: Worker[] = []
beforeAll(async () => {
  await connect(uri)
  await prepare()
  steady = await Promise.all([hire(), hire()])
}, 60_000)
afterAll(async () => {
  for (const { child } of steady) child.kill('SIGKILL')
  await mongoose.connection.dropDatabase()
  await disconnect()
})

const monday = Date.parse('2026-11-16T02:00:00Z')
let count = 0
/** Cases of a member, dispatched on Monday at ten, with three days to go. */
function someCases(n: number): CaseDoc[] {
  const category = city.category('shopfront')
  if (!category) throw new Error('no such category')
  return Array.from({ length: n }, () => {
    const id = randomBytes(12).toString('hex')
    const at = new Date(monday).toISOString()
    const place = { type: 'Point' as const, coordinates: [120.005, 32.005] as [number, number] }
    return open(
      {
        _id: new mongoose.Types.ObjectId(),
        no: `2026-1116-${String(++count).padStart(5, '0')}`,
        place,
        photoSizes: {},
        routing: { ruleId: 'R-4', ruleVersion: 1, because: [] },
        reports: [
          {
            id,
            key: id,
            requestHash: '',
            n: 1,
            at,
            channel: 'mini',
            reporter: { member: id },
            place,
            consentPublic: true
          }
        ]
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
  })
}

const stored = (docs: readonly CaseDoc[]): Promise<CaseDoc[]> =>
  mongoose.connection
    .collection<CaseDoc>('cases')
    .find({ no: { $in: docs.map((doc) => doc.no) } })
    .toArray()

/** Every step of relaying an outbox, leasing a job, climbing a step and telling a reporter. */
const steps = [
  'outboxes read',
  'jobs enqueued',
  'outboxes dropped',
  'jobs found',
  'jobs leased',
  'leased jobs read',
  'case read',
  'escalation written',
  'escalation done',
  'notice written',
  'moved done',
  'jobs deleted'
]

describe('a worker that is killed after', () => {
  test.each(steps)(
    '「%s」 leaves nothing undone, nothing done twice, and nothing later than lease and two seconds',
    async (step) => {
      const docs = someCases(4)
      // Outboxes are full and the first step is due: everything happens in one turn.
      const due = docs[0]?.escalation.next?.at ?? 0
      await insertMany(docs)
      const victim = await hire()
      expect(await victim.turn({ now: new Date(due).toISOString(), dieAfter: step })).toBe(false)
      const rounds = (leaseMs + 2_000) / roundMs
      for (let round = 1; round <= rounds; round++) {
        const now = new Date(due + round * roundMs).toISOString()
        expect(await Promise.all(steady.map((worker) => worker.turn({ now })))).toEqual([true, true])
      }

      for (const caseDoc of await stored(docs)) {
        const escalationSteps = caseDoc.ledger.filter((e) => e.facts.rung)
        expect(escalationSteps.map((e) => e.facts.rung)).toEqual(['urge'])
        expect(Date.parse(escalationSteps[0]?.at ?? '')).toBeLessThanOrEqual(due + leaseMs + 2_000)
        expect(verifyChain(caseDoc.ledger, caseDoc.words)).toBeUndefined()
        expect(caseDoc.outbox).toEqual([])
      }
      const notices = await mongoose.connection
        .collection<{ no: string }>('notices')
        .find({ no: { $in: docs.map((doc) => doc.no) } })
        .toArray()
      // Two for each who reported, that it was received and dispatched: none lost, none twice.
      expect(notices.map((notice) => notice.no).sort()).toEqual(docs.flatMap(({ no }) => [no, no]).sort())
      // What is left is the next step of each, and it is not due yet.
      const jobs = await mongoose.connection
        .collection<{ facts: { no: string; step?: string } }>('jobs')
        .find({ 'facts.no': { $in: docs.map((doc) => doc.no) } })
        .toArray()
      expect(jobs.map((job) => job.facts.step)).toEqual(docs.map(() => 'overdue-1'))
    }
  )
})

test('a case whose promise stays broken climbs the whole ladder, each step once, in order, at its time', async () => {
  const docs = someCases(3)
  await insertMany(docs)
  // Monday to Monday week, two hours a turn, three workers at once.
  const turnMs = 2 * 3_600_000
  const third = await hire()
  const all = [...steady, third]
  for (let at = monday; at <= monday + 9 * 86_400_000; at += turnMs) {
    const now = new Date(at).toISOString()
    await Promise.all(all.map((worker) => worker.turn({ now })))
  }
  third.child.kill('SIGKILL')
  for (const caseDoc of await stored(docs)) {
    const escalationSteps = caseDoc.ledger.filter((e) => e.facts.rung)
    expect(escalationSteps.map((e) => [e.facts.rung, e.facts.office, e.facts.count])).toEqual([
      ['urge', 'hebin-squad', 1],
      ['overdue-1', 'hebin-squad', 1],
      ['supervise', 'hebin-squad', 1],
      ['overdue-2', 'hebin-squad', 2],
      ['escalate', 'inspection', 1],
      ['overdue-3', 'hebin-squad', 3],
      ['expose', 'hebin-squad', 3]
    ])
    // 2.4, 3, 4.5 and 6 working days after Monday at ten, and written within the turn.
    const at = (day: string) => Date.parse(`${day}:00+08:00`)
    const moments = ['2026-11-18T14:42', '2026-11-19T10:00', '2026-11-19T10:00', '2026-11-20T15:30', '2026-11-20T15:30']
    for (const [i, moment] of [...moments, '2026-11-24T10:00', '2026-11-24T10:00'].entries()) {
      const late = Date.parse(escalationSteps[i]?.at ?? '') - at(moment)
      expect({ escalationStep: escalationSteps[i]?.facts.rung, inTime: late >= 0 && late < turnMs }).toEqual({
        escalationStep: escalationSteps[i]?.facts.rung,
        inTime: true
      })
    }
    expect(caseDoc.exposedAt).toBe(escalationSteps.at(-1)?.at)
    expect(caseDoc.escalation.next).toBeUndefined()
  }
}, 120_000)
