/**
 * Which polygons hold a point. A box index (flatbush) finds the few candidates, an even-odd test over edges bucketed by
 * latitude decides. The test is half-open and exact: an edge counts from its lower end up to, not including, its upper
 * end, and only when it lies truly to the right. So polygons that share edges give every point to exactly one of them; on
 * the border itself to the one on the east, and on a level border to the one on the north.
 */
import Flatbush from 'flatbush'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { lngScale, metresPerDegree, ringsOf, type Box } from './geometry.ts'
import { mend } from './mend.ts'
import { distance, holds, shapeOf, touches, type Shape } from './outline.ts'

type Outline<P> = Feature<Polygon | MultiPolygon, P>

export interface PolygonIndex<P> {
  features: readonly Outline<P>[]
  box: Box
  /** Everything that holds the point, in the order given. */
  at(lng: number, lat: number): Outline<P>[]
  /** Everything on whose border the point lies, exactly, in the order given. */
  on(lng: number, lat: number): Outline<P>[]
  /** Everything whose border is no farther than `metres`, with how far it is, in the order given. */
  near(lng: number, lat: number, metres: number): { feature: Outline<P>; metres: number }[]
  /** A point inside, where a name can stand. */
  inside(i: number): { lng: number; lat: number }
}

export function indexPolygons<P>(features: readonly Outline<P>[]): PolygonIndex<P> {
  const shapes = features.map((f) => shapeOf(ringsOf(mend(f.geometry).geometry)))
  const tree = new Flatbush(Math.max(1, features.length))
  for (const shape of shapes) tree.add(...shape.box)
  if (features.length === 0) tree.add(0, 0, 0, 0)
  tree.finish()
  const asked = (test: typeof holds) => (lng: number, lat: number) =>
    tree
      .search(lng, lat, lng, lat, (i) => {
        const shape = shapes[i]
        return shape !== undefined && test(shape, lng, lat)
      })
      .sort((a, b) => a - b)
      .map((i) => features[i] as Outline<P>)
  return {
    features,
    box: [tree.minX, tree.minY, tree.maxX, tree.maxY],
    at: asked(holds),
    on: asked(touches),
    near(lng, lat, metres) {
      const dy = metres / metresPerDegree
      const dx = dy / lngScale(lat)
      return tree
        .search(lng - dx, lat - dy, lng + dx, lat + dy, (i) => i < shapes.length)
        .sort((a, b) => a - b)
        .map((i) => ({
          feature: features[i] as Outline<P>,
          metres: distance(shapes[i] as Shape, lng, lat, metres)
        }))
        .filter((near) => near.metres <= metres)
    },
    inside: (i) => insidePoint(shapes[i] as Shape)
  }
}

/** The middle of the widest stretch on a few level lines: inside even where an area bends around its centre. */
function insidePoint({ box, edges }: Shape): { lng: number; lat: number } {
  const [w, s, e, n] = box
  let best = { lng: (w + e) / 2, lat: (s + n) / 2, width: -1 }
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66]) {
    const lat = s + (n - s) * share + 1e-9
    const xs: number[] = []
    for (let i = 0; i < edges.length; i += 4) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = edges.subarray(i, i + 4)
      if (lat >= y1 && lat < y2) xs.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1))
    }
    xs.sort((a, b) => a - b)
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const [a = 0, b = 0] = xs.slice(i, i + 2)
      if (b - a > best.width * 1.15) best = { lng: (a + b) / 2, lat, width: b - a }
    }
  }
  return { lng: best.lng, lat: best.lat }
}
