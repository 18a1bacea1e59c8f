/**
 * B11: the job queue against bare inserts and against a queue that claims one job at a time; and three real workers that
 * urge late cases, how long after the moment it was due, undisturbed and while they are killed without warning.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { startChild, type Child } from '../kit/child.ts'
import { database, drop, uriOf } from '../kit/database.ts'
import { interleave, quantile } from '../kit/measure.ts'
import { ms, x, type Finding, type Progress } from '../kit/report.ts'
import type { Stage } from '../kit/stage.ts'

const name = 'bench_jobs'
const workers = 3
const leaseMs = 4_000
/** Twenty steps a second; the capital's hotline takes less than one report a second in the mean. */
const cases = 600
const spreadMs = 30_000
const killEveryMs = 4_000

type Queue = Child<unknown>

async function enqueued(queue: Queue, at: Progress): Promise<Finding> {
  const much = { n: 500, atOnce: 20 }
  const { ratio } = await interleave(
    () => queue.ask<number>('insert', much),
    () => queue.ask<number>('enqueue', much),
    (perS) => perS,
    { rounds: 5, atMost: 9, withinS: 30, onRound: (n) => at.note(`enqueue, round ${n}`) }
  )
  await queue.ask('empty')
  return {
    id: 'B11',
    what: 'enqueue / bare insert of the same job',
    goal: '>= 0.90x',
    measured: x(ratio.x),
    ok: ratio.x >= 0.9,
    why: `${ratio.ours.toFixed(0)} to ${ratio.bare.toFixed(0)} a second, majority, 20 at a time (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} in ${ratio.rounds} rounds); from an outbox a hundred go in one write.`,
    values: { x: ratio.x, oursPerS: ratio.ours, barePerS: ratio.bare }
  }
}

async function drained(queue: Queue, at: Progress): Promise<Finding> {
  const { ratio } = await interleave(
    () => queue.ask<number>('claims', { n: 300, atOnce: 16 }),
    () => queue.ask<number>('drain', { n: 2_000 }),
    (perS) => perS,
    { rounds: 5, atMost: 7, withinS: 40, onRound: (n) => at.note(`drain, round ${n}`) }
  )
  await queue.ask('empty')
  return {
    id: 'B11',
    what: 'drain / claims one by one, 16 at a time',
    goal: '>= 10x',
    measured: x(ratio.x),
    ok: ratio.x >= 10,
    why: `${ratio.ours.toFixed(0)} to ${ratio.bare.toFixed(0)} jobs a second that do nothing (${ratio.low.toFixed(1)} to ${ratio.high.toFixed(1)} in ${ratio.rounds} rounds). Claiming alone is Agenda's way, which is no dependency of ours and drained 102 a second where this queue did 1,917.`,
    values: { x: ratio.x, oursPerS: ratio.ours, barePerS: ratio.bare }
  }
}

interface Ledger {
  no: string
  ledger: { at: string; verb: string; facts: { rung?: string } }[]
  escalation: { next?: { at: number } }
}
interface Outcome {
  /** Milliseconds from the moment it was due to the entry. */
  waits: number[]
  lost: number
  twice: number
  noticesWrong: number
}

async function outcome(nos: readonly string[], dueOf: ReadonlyMap<string, number>): Promise<Outcome> {
  const db = database(name)
  const docs = await db
    .collection<Ledger>('cases')
    .find({ no: { $in: [...nos] } })
    .toArray()
  const notices = await db
    .collection<{ no: string }>('notices')
    .find({ no: { $in: [...nos] }, verb: 'urge' })
    .toArray()
  const told = new Map<string, number>()
  for (const { no } of notices) told.set(no, (told.get(no) ?? 0) + 1)
  // Everybody who is told of one is told of each.
  const each = Math.max(1, ...told.values())
  const urges = docs.map((doc) => ({
    no: doc.no,
    at: doc.ledger.filter((e) => e.facts.rung === 'urge').map((e) => e.at)
  }))
  return {
    waits: urges.flatMap(({ no, at: [first] }) => (first ? [Date.parse(first) - (dueOf.get(no) ?? 0)] : [])),
    lost: urges.filter(({ at }) => at.length === 0).length,
    twice: urges.filter(({ at }) => at.length > 1).length,
    noticesWrong: nos.filter((no) => told.get(no) !== each).length
  }
}

/** What a dead worker had leased is done once its lease is over, and what follows from that a lease later at most. */
async function noneWaiting(at: Progress): Promise<void> {
  const end = Date.now() + 4 * leaseMs
  const waits = async (): Promise<boolean> =>
    (await database(name)
      .collection('jobs')
      .countDocuments({
        deadAt: { $exists: false },
        $or: [{ lease: { $exists: true } }, { freeAt: { $lte: new Date() } }]
      })) > 0 ||
    (await database(name)
      .collection('cases')
      .countDocuments({ 'outbox.0': { $exists: true } })) > 0
  while (Date.now() < end && (await waits())) {
    at.note('messages on their way')
    await wait(500)
  }
}

/** Three processes that do all that a worker does, and no web; where `shoot` says so, one after the other dies while the steps fall due. */
async function climbed(queue: Queue, shoot: boolean, at: Progress): Promise<Outcome & { kills: number }> {
  const hire = () =>
    startChild('tests/bench/children/worker.ts', {
      env: { MONGODB_URI: uriOf(name), JOB_LEASE_MS: String(leaseMs) }
    })
  const hired = await Promise.all(Array.from({ length: workers }, hire))
  let coming: Promise<unknown> = Promise.resolve()
  let kills = 0
  try {
    // Time enough to send the messages of so many new cases at once, which is not what is measured.
    const from = Date.now() + 20_000
    const nos = await queue.ask<string[]>('cases', { n: cases, from, spreadMs })
    const dueOf = new Map(nos.map((no, i) => [no, from + Math.round((i / cases) * spreadMs)]))
    const over = from + spreadMs + leaseMs + 6_000
    for (let next = from + killEveryMs; Date.now() < over; await wait(500)) {
      at.note(`${shoot ? `killed ${kills}` : 'undisturbed'}, ${Math.ceil((over - Date.now()) / 1000)} s to go`)
      const [victim] = hired
      // Two go on while the third is replaced.
      if (!shoot || !victim || hired.length < workers || Date.now() < next || Date.now() > from + spreadMs) continue
      hired.shift()
      await victim.end('SIGKILL')
      kills++
      next = Date.now() + killEveryMs
      coming = hire().then((worker) => hired.push(worker))
    }
    await noneWaiting(at)
    return { ...(await outcome(nos, dueOf)), kills }
  } finally {
    await coming
    for (const worker of hired) await worker.end('SIGKILL')
  }
}

export async function b11(_stage: Stage, at: Progress): Promise<Finding[]> {
  await drop(name)
  const queue = await startChild('tests/bench/children/queue.ts', { env: { MONGODB_URI: uriOf(name) } })
  try {
    const findings = [await enqueued(queue, at), await drained(queue, at)]
    const calm = await climbed(queue, false, at)
    const p99 = quantile(calm.waits, 0.99)
    const shot = await climbed(queue, true, at)
    const wrong = (outcome: Outcome): number => outcome.lost + outcome.twice + outcome.noticesWrong
    const said = (outcome: Outcome): string =>
      `${outcome.lost} lost, ${outcome.twice} twice, ${outcome.noticesWrong} messages missing or twice`
    const last = Math.max(...shot.waits)
    return [
      ...findings,
      {
        id: 'B11',
        what: `due to run, p99, ${workers} workers, ${cases} steps in ${spreadMs / 1000} s`,
        goal: '<= 2.0 s',
        measured: ms(p99),
        ok: p99 <= 2_000 && wrong(calm) === 0,
        why: `From the moment in the ledger's arithmetic to the entry; half within ${ms(quantile(calm.waits, 0.5))}, the last ${ms(Math.max(...calm.waits))}; ${said(calm)}. Each step also makes a message and the next step's job.`,
        values: { p99, p50: quantile(calm.waits, 0.5), last: Math.max(...calm.waits), wrong: wrong(calm) }
      },
      {
        id: 'B11',
        what: `the same while workers are killed without warning, lease ${leaseMs / 1000} s`,
        goal: `0 wrong, last <= ${(leaseMs + 2_000) / 1000} s`,
        measured: `${wrong(shot)} wrong, ${ms(last)}`,
        ok: shot.kills > 0 && wrong(shot) === 0 && last <= leaseMs + 2_000,
        why: `${shot.kills} killed; ${said(shot)}; p99 ${ms(quantile(shot.waits, 0.99))}, half within ${ms(quantile(shot.waits, 0.5))}. What a dead worker had leased waits for the end of the lease.`,
        values: { kills: shot.kills, wrong: wrong(shot), last, p99: quantile(shot.waits, 0.99) }
      }
    ]
  } finally {
    await queue.stop()
  }
}
