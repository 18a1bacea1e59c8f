/** B5: a screen of the map at every zoom, uncached, beside the bare list: one indexed query and one answer. */
import { gzipSync } from 'node:zlib'
import { bytesOf, loadOk } from '../kit/load.ts'
import { database } from '../kit/database.ts'
import { interleave, quantile } from '../kit/measure.ts'
import { ms, x, type Finding, type Progress } from '../kit/report.ts'
import { ask, type Stage } from '../kit/stage.ts'

const zooms = [9, 12, 14, 16, 18] as const
const [goalX, featuresAtMost, kbAtMost] = [3, 500, 50]
/** What a phone of 390 pixels sees. */
const widthAt = (zoom: number): number => (390 / 256) * (360 / 2 ** zoom)

interface Answer {
  areas: unknown[]
  cases: unknown[]
}

export async function b5(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  const cases = database(core.database).collection<{
    publishedAt: Date
    publicPlace: { coordinates: [number, number] }
  }>('cases')
  const newest = await cases.find({}).sort({ publishedAt: -1 }).limit(1).next()
  if (!newest) throw new Error('there is no case')
  const [lng, lat] = newest.publicPlace.coordinates
  let n = 0
  // Each time moved by a hair, so that no address comes twice.
  const screen = (zoom: number): string => {
    const half = widthAt(zoom) / 2
    const west = lng - half + ++n * 1e-7
    return `/api/map?zoom=${zoom}&west=${west.toFixed(7)}&south=${(lat - half).toFixed(6)}&east=${(lng + half).toFixed(6)}&north=${(lat + half).toFixed(6)}`
  }
  const list = bytesOf({ path: `/?at=${newest.publishedAt.toISOString()}&id=${newest._id.toHexString()}` })
  const findings: Finding[] = []
  for (const zoom of zooms) {
    const { ratio } = await interleave(
      () => loadOk(core.child.ready.bare, { connections: 1, requests: 60, request: () => list }),
      () => loadOk(core.url, { connections: 1, requests: 60, request: () => bytesOf({ path: screen(zoom) }) }),
      (l) => quantile(l.latencies, 0.5),
      { rounds: 5, atMost: 9, calm: 0.15, onRound: (round) => at.note(`zoom ${zoom}, round ${round}`) }
    )
    const { body, text } = await ask<Answer>(core.url, { path: screen(zoom) })
    const features = body.areas.length + body.cases.length
    const kb = gzipSync(text).length / 1024
    findings.push({
      id: 'B5',
      what: `map at zoom ${zoom}, uncached, p50 / raw list query`,
      goal: `<= ${goalX}x`,
      measured: x(ratio.x),
      ok: ratio.x <= goalX && features <= featuresAtMost && kb <= kbAtMost,
      why: `${features} features, ${kb.toFixed(1)} KB packed; ${ms(ratio.ours)} to ${ms(ratio.bare)}. At most two seconds behind by construction (docs/decisions/057).`,
      values: {
        x: ratio.x,
        low: ratio.low,
        high: ratio.high,
        oursMs: ratio.ours,
        bareMs: ratio.bare,
        features,
        kb,
        zoom
      }
    })
  }
  return findings
}
