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
/** Thirty rungs a second; the capital's hotline takes less than one report a second in the mean. */
const cases = 900
const spreadMs = 30_000
const killEveryMs = 4_000

type Queue = Child<unknown>

async function enqueued(queue: Queue, at: Progress): Promise<Finding> {
  const much = { n: 1_000, atOnce: 20 }
  const { ratio } = await interleave(
    () => queue.ask<number>('insert', much),
    () => queue.ask<number>('enqueue', much),
    (perS) => perS,
    { rounds: 7, atMost: 13, withinS: 40, onRound: (n) => at.note(`enqueue, round ${n}`) }
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
    () => queue.ask<number>('claims', { n: 500, atOnce: 16 }),
    () => queue.ask<number>('drain', { n: 2_000 }),
    (perS) => perS,
    { rounds: 5, atMost: 9, withinS: 60, onRound: (n) => at.note(`drain, round ${n}`) }
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
  ladder: { next?: { at: number } }
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
    .find({ no: { $in: [...nos] } })
    .toArray()
  const told = new Map<string, number>()
  for (const { no } of notices) told.set(no, (told.get(no) ?? 0) + 1)
  const urges = docs.map((it) => ({ no: it.no, at: it.ledger.filter((e) => e.facts.rung === 'urge').map((e) => e.at) }))
  return {
    waits: urges.flatMap(({ no, at: [first] }) => (first ? [Date.parse(first) - (dueOf.get(no) ?? 0)] : [])),
    lost: urges.filter(({ at }) => at.length === 0).length,
    twice: urges.filter(({ at }) => at.length > 1).length,
    noticesWrong: nos.filter((no) => told.get(no) !== 1).length
  }
}

/** Three workers as the program starts them; `kills` says how many times one of them is shot. */
async function climbed(stage: Stage, queue: Queue, kills: number, at: Progress): Promise<Outcome> {
  const hire = () =>
    startChild('server/main.ts', {
      env: {
        MONGODB_URI: uriOf(name),
        DATA_DIR: `${stage.folder}/${name}`,
        ROLE: 'worker',
        DEMO: '0',
        SUGGEST_DAILY: '0',
        LOG_LEVEL: 'error',
        JOB_LEASE_MS: String(leaseMs)
      }
    })
  const hired: Child<unknown>[] = []
  // The first fills the empty city; then all look at the same.
  for (let i = 0; i < workers; i++) hired.push(await hire())
  try {
    const from = Date.now() + 8_000
    const nos = await queue.ask<string[]>('cases', { n: cases, from, spreadMs })
    const dueOf = new Map(nos.map((no, i) => [no, from + Math.round((i / cases) * spreadMs)]))
    for (let kill = 1; kill <= kills; kill++) {
      await wait(Math.max(0, from + kill * killEveryMs - Date.now()))
      at.note(`kill ${kill} of ${kills}`)
      const i = kill % workers
      await hired[i]?.end('SIGKILL')
      // Its place is taken while the other two go on.
      hired[i] = await hire()
    }
    const over = from + spreadMs + leaseMs + 6_000
    while (Date.now() < over) {
      at.note(`${kills > 0 ? 'with kills' : 'undisturbed'}, ${Math.ceil((over - Date.now()) / 1000)} s to go`)
      await wait(1_000)
    }
    return await outcome(nos, dueOf)
  } finally {
    for (const worker of hired) await worker.end('SIGTERM')
  }
}

export async function b11(stage: Stage, at: Progress): Promise<Finding[]> {
  await drop(name)
  const queue = await startChild('tests/bench/children/queue.ts', { env: { MONGODB_URI: uriOf(name) } })
  try {
    const findings = [await enqueued(queue, at), await drained(queue, at)]
    const calm = await climbed(stage, queue, 0, at)
    const p99 = quantile(calm.waits, 0.99)
    const kills = 6
    const shot = await climbed(stage, queue, kills, at)
    const wrong = (it: Outcome): number => it.lost + it.twice + it.noticesWrong
    const said = (it: Outcome): string =>
      `${it.lost} lost, ${it.twice} twice, ${it.noticesWrong} messages missing or twice`
    const last = Math.max(...shot.waits)
    return [
      ...findings,
      {
        id: 'B11',
        what: `due to run, p99, ${workers} workers, ${cases} rungs in ${spreadMs / 1000} s`,
        goal: '<= 2.0 s',
        measured: ms(p99),
        ok: p99 <= 2_000 && wrong(calm) === 0,
        why: `From the moment in the ledger's arithmetic to the entry; half within ${ms(quantile(calm.waits, 0.5))}, the last ${ms(Math.max(...calm.waits))}; ${said(calm)}. Each rung also makes a message and the next rung's job.`,
        values: { p99, p50: quantile(calm.waits, 0.5), last: Math.max(...calm.waits), wrong: wrong(calm) }
      },
      {
        id: 'B11',
        what: `the same while a worker is killed ${kills} times, lease ${leaseMs / 1000} s`,
        goal: `0 wrong, last <= ${(leaseMs + 2_000) / 1000} s`,
        measured: `${wrong(shot)} wrong, ${ms(last)}`,
        ok: wrong(shot) === 0 && last <= leaseMs + 2_000,
        why: `${said(shot)}; p99 ${ms(quantile(shot.waits, 0.99))}, half within ${ms(quantile(shot.waits, 0.5))}. What a dead worker had leased waits for the end of the lease.`,
        values: { wrong: wrong(shot), last, p99: quantile(shot.waits, 0.99) }
      }
    ]
  } finally {
    await queue.stop()
  }
}
