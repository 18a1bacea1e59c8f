/**
 * B10 and R3: signing up over HTTP against Koa with one conditional update of the same array, and a thousand
 * people at once for a hundred seats, twenty times, some of them leaving at once.
 */
import type { Outcome } from '#tests/support/contention.ts'
import { startChild } from '../kit/child.ts'
import { drop, uriOf } from '../kit/database.ts'
import { bytesOf, loadOk, type Load } from '../kit/load.ts'
import { interleave, median } from '../kit/measure.ts'
import { x, type Finding, type Progress } from '../kit/report.ts'
import { json, type Stage } from '../kit/stage.ts'

const connections = 60
const seats = 600
const contentionRounds = 20

export async function b10(stage: Stage, at: Progress): Promise<Finding[]> {
  const name = 'bench_seats'
  await drop(name)
  const child = await startChild<{ url: string; bare: string }>('tests/bench/children/seats.ts', {
    env: { MONGODB_URI: uriOf(name), DATA_DIR: `${stage.folder}/${name}` }
  })
  try {
    const { url, bare } = child.ready
    let sent = 0
    const round = async (ours: boolean): Promise<Load & { rps: number }> => {
      const shift = await child.ask<string>('open', { seats, waitAtMost: 0 })
      const tokens = ours ? await child.ask<string[]>('tokens', seats) : []
      const request = (n: number): Buffer =>
        ours
          ? bytesOf({
              path: `/api/shifts/${shift}/signups`,
              ...json(
                { role: 'sweep', adult: true },
                {
                  authorization: `Bearer ${tokens[n] ?? ''}`,
                  'idempotency-key': `bench-signup-${String(++sent).padStart(10, '0')}`
                }
              )
            })
          : bytesOf({ path: `/${shift}/${String(++sent).padStart(24, '0')}`, ...json({ role: 'sweep', adult: true }) })
      const load = await loadOk(ours ? url : bare, { connections, requests: seats, request }, 201)
      return { ...load, rps: (seats / load.ms) * 1000 }
    }
    const { ratio } = await interleave(
      () => round(false),
      () => round(true),
      (l) => l.rps,
      { rounds: 7, atMost: 13, withinS: 60, onRound: (n) => at.note(`round ${n}`) }
    )
    const outcomes: Outcome[] = []
    for (let n = 1; n <= contentionRounds; n++) {
      at.note(`1,000 at once, round ${n}`)
      const shift = await child.ask<string>('open', { seats: 100, waitAtMost: 1000 })
      outcomes.push(await child.ask<Outcome>('contention', { shift, round: n, people: 1000, seats: 100, leaves: 10 }))
    }
    const total = (of: (o: Outcome) => number): number => outcomes.reduce((sum, o) => sum + of(o), 0)
    const wrong = {
      oversold: total((o) => o.oversold),
      undersold: total((o) => o.undersold),
      twice: total((o) => o.twice),
      overtaken: total((o) => o.overtaken),
      miscounted: total((o) => o.miscounted)
    }
    const exact =
      outcomes.every((o) => o.taken === 100 && o.answered === 1000) && Object.values(wrong).every((n) => n === 0)
    const perS = median(outcomes.map((o) => (o.answered / o.ms) * 1000))
    return [
      {
        id: 'B10',
        what: 'sign-ups for one shift, throughput / Koa + one conditional updateOne',
        goal: '>= 0.70x',
        measured: x(ratio.x),
        ok: ratio.x >= 0.7,
        why: `${ratio.ours.toFixed(0)} to ${ratio.bare.toFixed(0)} a second, ${seats} people for ${seats} seats on ${connections} connections (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} in ${ratio.rounds} rounds).`,
        values: { x: ratio.x, oursPerS: ratio.ours, barePerS: ratio.bare }
      },
      {
        id: 'B10',
        what: `1,000 at once for 100 seats, a tenth leaving again, ${contentionRounds} rounds`,
        goal: '0 wrong',
        measured: `${Object.values(wrong).reduce((a, b) => a + b, 0)} wrong`,
        ok: exact,
        why: `${wrong.oversold} oversold, ${wrong.undersold} undersold, ${wrong.twice} twice, ${wrong.overtaken} overtaken in the queue, ${wrong.miscounted} miscounted; ${total((o) => o.answered)} answered, ${perS.toFixed(0)} a second in process.`,
        values: { ...wrong, answered: total((o) => o.answered), perS }
      }
    ]
  } finally {
    await child.stop()
  }
}
