/** B15: all public cases as a table, beside the same documents from one cursor as lines of JSON, over the same connection. */
import { get } from 'node:http'
import { interleave } from '../kit/measure.ts'
import { mb, x, type Finding, type Progress } from '../kit/report.ts'
import type { Stage } from '../kit/stage.ts'

const [goalX, growthMb] = [0.4, 150]

/** Reads to the end and keeps nothing; bytes and milliseconds. */
const drained = (url: string): Promise<{ bytes: number; ms: number }> =>
  new Promise((resolve, reject) => {
    const begun = performance.now()
    get(url, (answer) => {
      let bytes = 0
      answer.on('data', (piece: Buffer) => (bytes += piece.length))
      answer.on('error', reject)
      answer.on('end', () =>
        answer.statusCode === 200
          ? resolve({ bytes, ms: performance.now() - begun })
          : reject(new Error(`${url} answers ${answer.statusCode ?? 0}`))
      )
    }).on('error', reject)
  })

export async function b15(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  const before = await core.child.rss()
  let peak = before
  const sampler = setInterval(() => {
    void core.child.rss().then((now) => (peak = Math.max(peak, now)))
  }, 200)
  try {
    const { ratio, pairs } = await interleave(
      () => drained(`${core.child.ready.bare}/lines`),
      () => drained(`${core.url}/open-data/cases.csv`),
      ({ ms }) => 1 / ms,
      { rounds: 3, atMost: 5, withinS: 120, onRound: (n) => at.note(`all cases, round ${n}`) }
    )
    const growth = (peak - before) / 1048576
    return [
      {
        id: 'B15',
        what: 'all cases as CSV / cursor to lines of JSON, rows a second',
        goal: `>= ${goalX}x, growth <= ${growthMb} MB`,
        measured: `${x(ratio.x)}, ${growth.toFixed(0)} MB`,
        ok: ratio.x >= goalX && growth <= growthMb,
        why: `${mb(pairs[0]?.ours.bytes ?? 0)} of CSV to ${mb(pairs[0]?.bare.bytes ?? 0)} of JSON with the same fields (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} in ${ratio.rounds} rounds); both by the same process, memory at its highest in either.`,
        values: { x: ratio.x, low: ratio.low, high: ratio.high, growthMb: growth, csvBytes: pairs[0]?.ours.bytes ?? 0 }
      }
    ]
  } finally {
    clearInterval(sampler)
  }
}
