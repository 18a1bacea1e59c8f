/** B7: which area a point lies in, among two thousand of five hundred corners, against a plain linear scan. */
import type { Polygon } from 'geojson'
import type { AreaCollection } from '#config/city/types.ts'
import { boxOfRings, sideOf } from '#server/routing/geometry.ts'
import { checkCityCalmly, indexAreas } from '#server/routing/index.ts'
import { claims, country, scan } from '#tests/support/plain-polygons.ts'
import { town } from '#tests/support/city.ts'
import { interleave } from '../kit/measure.ts'
import { ms, x, type Finding, type Progress } from '../kit/report.ts'
import type { Stage } from '../kit/stage.ts'

const columns = 50
const rows = 40
const corners = 500
const asked = 100_000
/** Points of one round; the plain scan takes some milliseconds each. */
const slow = 120
const fast = 60_000

/** A point of the country, or of a border, a corner of one among them. */
function* places(polygons: readonly Polygon[], seed: number): Generator<[number, number], void> {
  let state = seed
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  for (let n = 0; ; n++) {
    if (n % 3 < 2) {
      yield [118.02 + random() * (columns - 2) * 0.02, 31.02 + random() * (rows - 2) * 0.02]
      continue
    }
    const ring = polygons[Math.floor(random() * polygons.length)]?.coordinates[0] ?? []
    const i = Math.floor(random() * (ring.length - 1))
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [ring[i] ?? [], ring[i + 1] ?? []]
    const t = n % 2 === 0 ? 0 : random()
    yield [ax + (bx - ax) * t, ay + (by - ay) * t]
  }
}

export async function b7(_stage: Stage, at: Progress): Promise<Finding[]> {
  at.note('drawing the country')
  const polygons = country(columns, rows, corners)
  const collection: AreaCollection = {
    type: 'FeatureCollection',
    features: polygons.map((geometry, i) => ({
      type: 'Feature',
      properties: { id: `a${i}`, level: 'street', name: `a${i}` },
      geometry
    }))
  }
  const begun = performance.now()
  const index = indexAreas(collection)
  const indexMs = performance.now() - begun

  const points = places(polygons, 7)
  const next = (): [number, number] => points.next().value ?? [0, 0]
  const perPoint = (count: number, ask: (lng: number, lat: number) => unknown) => () => {
    const list = Array.from({ length: count }, next)
    const from = performance.now()
    for (const [lng, lat] of list) ask(lng, lat)
    return Promise.resolve((performance.now() - from) / count)
  }
  const { ratio } = await interleave(
    perPoint(fast, (lng, lat) => index.locate(lng, lat)),
    perPoint(slow, (lng, lat) => scan(polygons, lng, lat)),
    (msEach) => msEach,
    { rounds: 7, atMost: 15, onRound: (n) => at.note(`plain scan against ours, round ${n}`) }
  )

  // Whether they agree: only polygons whose box holds the point can hold it, so only those are asked, exactly.
  const boxes = polygons.map((p) => boxOfRings(p.coordinates))
  const oracle = places(polygons, 11)
  let [borders, wrong] = [0, 0]
  for (let n = 0; n < asked; n++) {
    if (n % 10_000 === 0) {
      at.note(`comparing, ${n} of ${asked}`)
      await new Promise(setImmediate)
    }
    const [lng, lat] = oracle.next().value ?? [0, 0]
    const near = boxes.flatMap(([w, s, e, no], i) => (lng >= w && lng <= e && lat >= s && lat <= no ? [i] : []))
    const { inside, border } = claims(
      near.map((i) => polygons[i] as Polygon),
      lng,
      lat,
      sideOf
    )
    const found = index.locate(lng, lat)?.street.id
    if (border.length > 0) borders++
    const mayBe: (string | undefined)[] = (inside.length > 0 ? inside : border).map((i) => `a${near[i] ?? -1}`)
    // A place rounded off the outermost border is nobody's, for both.
    if (mayBe.length === 0) mayBe.push(undefined)
    if (inside.length > 1 || !mayBe.includes(found)) wrong++
  }

  at.note('proving the country')
  const proving = performance.now()
  const verdict = await checkCityCalmly(
    {
      ...town,
      info: { ...town.info, bbox: index.bbox },
      areas: collection,
      rules: town.rules.filter((r) => 'office' in r.lead),
      offices: town.offices.filter((o) => o.kind !== 'squad'),
      people: town.people.filter((p) => !p.office.endsWith('squad'))
    },
    Date.parse('2026-11-22T02:00:00Z')
  )
  const proofMs = performance.now() - proving
  return [
    {
      id: 'B7',
      what: `routing, ${polygons.length} areas of ${corners} corners, a plain scan by turf's method / ours`,
      goal: '>= 1000x',
      measured: x(ratio.x),
      ok: ratio.x >= 1000,
      why: `${ms(ratio.ours)} to ${(ratio.bare * 1000).toFixed(1)} us a point (${x(ratio.low)} to ${x(ratio.high)} in ${ratio.rounds} rounds); the index is made in ${ms(indexMs)}.`,
      values: { x: ratio.x, low: ratio.low, high: ratio.high, scanMs: ratio.ours, oursUs: ratio.bare * 1000, indexMs }
    },
    {
      id: 'B7',
      what: `disagreements in ${asked} points, ${borders} of them on a border`,
      goal: '0',
      measured: String(wrong),
      ok: wrong === 0,
      why: 'Inside, both name the same area; on a border the scan names all that share it, ours the one on the east, or on the north of a level border; on the outermost, the one inside.',
      values: { wrong, borders, asked }
    },
    {
      id: 'B7',
      what: `checker over the same million corners`,
      goal: 'passes',
      measured: verdict.counts.error === 0 ? 'passes' : `${verdict.counts.error} errors`,
      ok: verdict.counts.error === 0,
      why: `${verdict.proved.cells} kinds of place proved in ${(proofMs / 1000).toFixed(0)} s, breathing every 8 ms.`,
      values: { proofMs, cells: verdict.proved.cells }
    }
  ]
}
