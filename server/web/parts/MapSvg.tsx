/**
 * The map, drawn on the server: base, street areas with their counts, single places. One drawing for a phone and one for
 * a desktop, since names and finger targets do not scale; the style sheet shows the one that fits.
 */
import type { Light, Status } from '#shared/cases.ts'
import {
  arc,
  gather,
  lie,
  placeLabels,
  radiusOf,
  spread,
  type Gathered,
  type Label,
  type PlacedLabel
} from '#shared/map.ts'
import { endOf } from '#shared/clock-words.ts'
import { lightShape } from './Light.tsx'
import type { BaseMap } from '../map/base.ts'
import { frame, type Box, type Frame, type LngLat } from '../map/mercator.ts'
import { figure, fill, say } from '../frame/words.ts'

export interface MapArea {
  id: string
  name: string
  place: LngLat
  count: number
  closed: number
  overdue: number
  href?: string | undefined
}
/** A single place: a case by its light, or a meeting point by its number in a list. */
export type MapPin = {
  no: string
  title: string
  place: LngLat
  href?: string | undefined
} & ({ status: Status; light: Light } | { label: string })

interface MapProps {
  base: BaseMap
  /** What must be seen. */
  box: Box
  label: string
  areas?: readonly MapArea[]
  pins?: readonly MapPin[]
  /** Drawing sizes in CSS pixels; a map with one size is drawn once. */
  sizes: readonly { width: number; height: number; shows: 'phone' | 'wide' | 'always' }[]
  /** Text size, 1.3 in 大字版. */
  scale?: number
}

export function MapSvg({ sizes, ...map }: MapProps) {
  return (
    <>
      {sizes.map(({ width, height, shows }) => (
        <Drawing key={shows} {...map} view={frame(map.box, width, height, 8)} shows={shows} />
      ))}
    </>
  )
}

const finger = 44
/** Pins nearer than this are one mark with a count. */
const together = 25
const spotRadius = 14
/** A long road or river is named once in so many units, or its name fills the map. */
const apart = 220

function onceNear(): (placedLabel: PlacedLabel) => boolean {
  const said = new Map<string, PlacedLabel[]>()
  return (placedLabel) => {
    const before = said.get(placedLabel.text) ?? []
    if (
      before.some(
        (other) => Math.hypot(other.stands[0] - placedLabel.stands[0], other.stands[1] - placedLabel.stands[1]) < apart
      )
    )
      return false
    said.set(placedLabel.text, [...before, placedLabel])
    return true
  }
}

function Drawing({
  base,
  view,
  shows,
  label,
  areas = [],
  pins = [],
  scale = 1
}: Omit<MapProps, 'sizes' | 'box'> & { view: Frame; shows: string }) {
  const small = view.width < 500
  const most = Math.max(1, ...areas.map((area) => area.count))
  const discs = spread(
    areas
      .filter((area) => area.count > 0)
      .map((area) => ({
        id: area.id,
        at: view.at(area.place),
        r: radiusOf(area.count, most, small ? [13, 19] : [16, 26]) * scale
      })),
    view,
    small ? 40 : finger
  )
  const stands = new Map(discs.map((disc) => [disc.id, disc]))
  const nameOf = (mapArea: MapArea): Label => {
    const disc = stands.get(mapArea.id)
    return {
      id: mapArea.id,
      text: mapArea.name,
      at: disc?.stands ?? view.at(mapArea.place),
      r: disc?.r ?? 0,
      size: (small ? 12 : 14) * scale
    }
  }
  const spots = gather(pins, (pin) => view.at(pin.place), together)
  const byCount = [...areas].sort((a, b) => b.count - a.count)
  const taken = [
    ...discs.map((disc) => ({ ...disc, at: disc.stands })),
    ...spots.map(({ at, of }, i) => ({ id: `spot ${i}`, at, r: of.length > 1 ? spotRadius : 9 }))
  ]
  const areaNames = placeLabels(byCount.map(nameOf), taken, view)
  const sizeOf = { water: 14, green: 12, area: 14, plain: 12 } as const
  const groundNames = placeLabels(
    base
      .names(view)
      .filter((namedPlace) => namedPlace.kind !== 'area' || areas.length === 0)
      .slice(0, small ? 60 : 160)
      .map((namedPlace, i) => ({
        id: `${namedPlace.kind} ${i}`,
        text: namedPlace.text,
        at: view.at(namedPlace.at),
        r: 0,
        size: sizeOf[namedPlace.kind] * scale,
        angle: namedPlace.angle,
        ...(namedPlace.kind === 'water' && { apart: 1.7 })
      })),
    taken,
    view,
    areaNames
  ).filter(onceNear())
  return (
    <svg
      className={`map map-${shows}`}
      viewBox={`0 0 ${view.width} ${view.height}`}
      width={view.width}
      height={view.height}
      role="group"
      aria-label={label}
    >
      <rect className="m-land" width={view.width} height={view.height} />
      {base.draw(view).map((layer, i) => (
        <path key={i} className={layer.className} d={layer.d} {...(layer.width && { strokeWidth: layer.width })} />
      ))}
      <g aria-hidden="true">
        {groundNames.map((groundName) => (
          <GroundName key={groundName.id} placedLabel={groundName} />
        ))}
        {areaNames.map((areaName) => (
          <text
            key={areaName.id}
            className="ml ml-area"
            x={areaName.stands[0]}
            y={areaName.stands[1]}
            fontSize={areaName.size}
          >
            {areaName.text}
          </text>
        ))}
      </g>
      {areas
        .flatMap((area) => {
          const disc = stands.get(area.id)
          return disc ? [{ area, disc }] : []
        })
        .map(({ area: mapArea, disc }) => (
          <Cluster key={mapArea.id} area={mapArea} at={disc.stands} r={disc.r} scale={scale} />
        ))}
      {spots.map((spot) => (
        <Spot key={spot.of[0]?.no} spot={spot} scale={scale} />
      ))}
    </svg>
  )
}

/** A name on the ground, character by character where it follows a line. */
function GroundName({ placedLabel: { id, text, size, stands, angle = 0, apart = 1 } }: { placedLabel: PlacedLabel }) {
  const look = { className: `ml ml-${id.split(' ')[0] ?? 'plain'}`, fontSize: size }
  const [x, y] = stands
  if (!angle && apart === 1) {
    return (
      <text {...look} x={x} y={y}>
        {text}
      </text>
    )
  }
  const { stacked, turn } = lie(angle)
  const drop = size * 0.35
  const steps = [...text].map((_, i, all) => ((i - (all.length - 1) / 2) * size * Math.max(apart, 1.04)).toFixed(1))
  return (
    <text
      {...look}
      transform={`translate(${x} ${(y - drop).toFixed(1)}) rotate(${turn})`}
      x={stacked ? steps.map(() => 0).join(' ') : steps.join(' ')}
      y={stacked ? steps.map((step) => (Number(step) + drop).toFixed(1)).join(' ') : drop.toFixed(1)}
    >
      {text}
    </text>
  )
}

/** One place, or several too near each other to tell apart. */
function Spot({ spot, scale }: { spot: Gathered<MapPin>; scale: number }) {
  const [pin] = spot.of
  if (!pin) return null
  if (spot.of.length === 1) return <Pin pin={pin} at={spot.at} />
  const count = spot.of.length
  const area = {
    id: pin.no,
    name: say.map.near,
    place: pin.place,
    count,
    closed: spot.of.filter((mapPin) => 'status' in mapPin && mapPin.status === 'closed').length,
    overdue: spot.of.filter((mapPin) => 'status' in mapPin && mapPin.light === 'red' && mapPin.status !== 'closed')
      .length
  }
  return <Cluster area={area} at={spot.at} r={spotRadius * scale} scale={scale * 0.9} />
}

/** A street area: its count, the dark arc is what is closed, the red square what is overdue. */
function Cluster({
  area,
  at: [x, y],
  r,
  scale
}: {
  area: MapArea
  at: readonly [number, number]
  r: number
  scale: number
}) {
  const inner = r - 2.5
  const corner = r * (r < 16 * scale ? 0.95 : 0.72)
  const side = 8 * scale
  const words = fill(area.overdue > 0 ? say.map.areaOverdue : say.map.area, {
    area: area.name,
    n: area.count,
    closed: area.closed,
    overdue: area.overdue
  })
  const drawing = (
    <>
      <circle className="m-hit" r={Math.max(r, finger / 2)} />
      <circle className="cl" r={r} />
      <circle className="cl-t" r={inner} />
      <circle
        className="cl-d"
        r={inner}
        strokeDasharray={arc(area.closed / area.count, inner)}
        transform="rotate(-90)"
      />
      <text className="cl-n" y={5 * scale} fontSize={(area.count > 999 ? 12 : 14) * scale}>
        {figure(area.count)}
      </text>
    </>
  )
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      {area.href ? (
        <a className="m-a" href={area.href} aria-label={words}>
          {drawing}
        </a>
      ) : (
        <g role="img" aria-label={words}>
          <title>{words}</title>
          {drawing}
        </g>
      )}
      {area.overdue > 0 && (
        <g className="cl-b" transform={`translate(${corner.toFixed(1)} ${(-corner).toFixed(1)})`} aria-hidden="true">
          <rect className="cl-o" x={-side} y={-side} width={2 * side} height={2 * side} />
          <text className="cl-on" y={4.3 * scale} fontSize={12 * scale}>
            {area.overdue}
          </text>
        </g>
      )}
    </g>
  )
}

/** A single place: the light's shape, or a tick once closed. */
export function PinMark({ status, light }: { status: Status; light: Light }) {
  if (status === 'closed') {
    return (
      <>
        <circle className="mp mp-done" r="9" />
        <path className="mp-k" d="M-4 .2-1.2 3 4-3.2" />
      </>
    )
  }
  if (endOf(status)) return <circle className="mp mp-off" r="6.5" />
  return <path className={`mp mp-${light}`} d={lightShape[light]} transform="scale(1.25) translate(-8 -8)" />
}

/** Where people meet: a flag of our own, with the number of the list beside it. */
function MeetMark({ label }: { label: string }) {
  return (
    <>
      <path className="mp mp-meet" d="M0 0C-9-8-13-13-13-20a13 13 0 0 1 26 0C13-13 9-8 0 0z" />
      {label ? (
        <text className="mp-n" y="-15.5" fontSize={label.length > 2 ? 11 : 13}>
          {label}
        </text>
      ) : (
        <circle className="mp-o" cy="-20" r="4.5" />
      )}
    </>
  )
}

function Pin({ pin, at: [x, y] }: { pin: MapPin; at: readonly [number, number] }) {
  const drawing = (
    <>
      <circle className="m-hit" r={finger / 2} />
      {'label' in pin ? <MeetMark label={pin.label} /> : <PinMark status={pin.status} light={pin.light} />}
    </>
  )
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      {pin.href ? (
        <a className="m-a" href={pin.href} aria-label={pin.title}>
          {drawing}
        </a>
      ) : (
        <g role="img" aria-label={pin.title}>
          {drawing}
        </g>
      )}
    </g>
  )
}

/** What the marks mean, in words. */
export function MapLegend({ pins = false }: { pins?: boolean }) {
  return (
    <ul className="legend">
      {!pins && (
        <>
          <li>
            <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
              <circle className="cl-t" cx="12" cy="12" r="9" />
              <circle
                className="cl-d"
                cx="12"
                cy="12"
                r="9"
                strokeDasharray={arc(0.7, 9)}
                transform="rotate(-90 12 12)"
              />
            </svg>
            {say.map.legend.area}
          </li>
          <li>
            <svg className="lt lt-red" viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
              <path d={lightShape.red} />
            </svg>
            {say.map.legend.overdue}
          </li>
        </>
      )}
      {pins && (
        <>
          <li>
            <svg viewBox="-12 -12 24 24" width="20" height="20" aria-hidden="true">
              <PinMark status="closed" light="green" />
            </svg>
            {say.map.legend.closed}
          </li>
          {(['green', 'yellow', 'red'] as const).map((light) => (
            <li key={light}>
              <svg className={`lt lt-${light}`} viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
                <path d={lightShape[light]} />
              </svg>
              {say.map.legend[light]}
            </li>
          ))}
          <li>
            <svg viewBox="-12 -12 24 24" width="20" height="20" aria-hidden="true">
              <PinMark status="refused" light="green" />
            </svg>
            {say.map.legend.off}
          </li>
        </>
      )}
    </ul>
  )
}
