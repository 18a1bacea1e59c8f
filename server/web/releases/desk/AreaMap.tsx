/** The draft's areas and owners' ground as drawn shapes, and what is wrong marked where it is. */
import type { BaseMap } from '../../map/base.ts'
import { around, frame, type Box, type LngLat, type Point } from '../../map/mercator.ts'
import { boxesMeet, boxOf, pathOf, thin } from '../../map/simplify.ts'
import { fill, say } from './words.ts'

export interface Shape {
  id: string
  name: string
  kind: 'street' | 'community' | 'asset' | 'district' | 'city'
  geometry: unknown
  href?: string
  strong?: boolean
}
export interface Mark {
  n: number
  place: LngLat
  severity: 'error' | 'warning' | 'note'
  words: string
}

const ringsOf = (geometry: unknown): Point[][] => {
  const { type, coordinates } = geometry as { type: string; coordinates: unknown }
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as number[][][][]
  return polygons.flat().map((ring) => ring.map(([lng = 0, lat = 0]): Point => [lng, lat]))
}

export const pointsIn = (geometry: unknown): number => ringsOf(geometry).reduce((sum, ring) => sum + ring.length, 0)
export const boxIn = (geometry: unknown): Box => boxOf(ringsOf(geometry).flat())

interface AreaMapProps {
  base: BaseMap
  box: Box
  shapes: readonly Shape[]
  marks?: readonly Mark[]
  label: string
  sizes: readonly { width: number; height: number; shows: 'phone' | 'wide' | 'always' }[]
}

export const AreaMap = ({ sizes, ...props }: AreaMapProps) => (
  <>
    {sizes.map((size) => (
      <Drawing key={size.shows} {...props} {...size} />
    ))}
  </>
)

const order = ['city', 'district', 'street', 'community', 'asset'] as const

function Drawing({
  base,
  box,
  shapes,
  marks = [],
  label,
  width,
  height,
  shows
}: Omit<AreaMapProps, 'sizes'> & { width: number; height: number; shows: string }) {
  const view = frame(box, width, height, 8)
  const drawn = shapes.flatMap((shape) => {
    const rings = ringsOf(shape.geometry)
    if (!boxesMeet(boxOf(rings.flat()), view.box)) return []
    const d = rings
      .map((ring) =>
        pathOf(
          thin(
            ring.map(([lng, lat]) => view.at({ lng, lat })),
            0.4
          ),
          true
        )
      )
      .join('')
    return d === '' ? [] : [{ ...shape, d, box: boxOf(rings.flat()) }]
  })
  const inOrder = [...drawn].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  return (
    <svg
      className={`map map-${shows}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="group"
      aria-label={label}
    >
      <rect className="m-land" width={width} height={height} />
      {base
        .draw(view)
        .map((layer, i) =>
          layer.className === 'm-bound' ? null : (
            <path key={i} className={layer.className} d={layer.d} {...(layer.width && { strokeWidth: layer.width })} />
          )
        )}
      {inOrder.map((outline) => {
        const path = (
          <path className={`ar ar-${outline.kind}${outline.strong ? ' ar-on' : ''}`} d={outline.d} fillRule="evenodd" />
        )
        // Communities lie on top of their street area and would take its place from whoever tabs through.
        return outline.href ? (
          <a
            key={`${outline.kind} ${outline.id}`}
            className="m-a"
            href={outline.href}
            aria-label={outline.name}
            {...(outline.kind === 'community' && { tabIndex: -1 })}
          >
            <title>{outline.name}</title>
            {path}
          </a>
        ) : (
          <g key={`${outline.kind} ${outline.id}`}>{path}</g>
        )
      })}
      <g aria-hidden="true">
        {inOrder
          .filter((outline) => outline.kind === 'street' || outline.strong)
          .map((outline) => {
            const [x, y] = view.at({
              lng: (outline.box[0] + outline.box[2]) / 2,
              lat: (outline.box[1] + outline.box[3]) / 2
            })
            return (
              <text
                key={outline.id}
                className="ml ml-area"
                x={x.toFixed(1)}
                y={y.toFixed(1)}
                fontSize={width < 500 ? 11 : 13}
              >
                {outline.name}
              </text>
            )
          })}
      </g>
      {marks.map((mark) => {
        const [x, y] = view.at(mark.place)
        return (
          <g key={mark.n} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
            <a className="m-a" href={`#f-${mark.n}`} aria-label={mark.words}>
              <circle className="m-hit" r="22" />
              <path className={`fm fm-${mark.severity}`} d="M0 0-7-9V-24H7V-9z" />
              <text className="fm-n" y="-12" fontSize="12">
                {mark.n}
              </text>
            </a>
          </g>
        )
      })}
    </svg>
  )
}

/** Beside the form of an area: where it lies. */
export function AreaAside({ base, entry }: { base: BaseMap; entry: Readonly<Record<string, unknown>> }) {
  const { geometry, properties } = entry as { geometry: unknown; properties: { id: string; name: string } }
  const [west, south, east, north] = boxIn(geometry)
  const middle = { lng: (west + east) / 2, lat: (south + north) / 2 }
  const km = Math.max(
    1.2,
    (east - west) * 111 * Math.cos((middle.lat * Math.PI) / 180) * 1.6,
    (north - south) * 111 * 1.8
  )
  return (
    <figure className="adm-map">
      <AreaMap
        base={base}
        box={around(middle, km, 4 / 3)}
        shapes={[{ ...properties, kind: 'community', geometry, strong: true }]}
        label={properties.name}
        sizes={[{ width: 440, height: 330, shows: 'always' }]}
      />
      <figcaption className="hint">{fill(say.areas.geometryOf, { n: pointsIn(geometry) })}</figcaption>
    </figure>
  )
}
