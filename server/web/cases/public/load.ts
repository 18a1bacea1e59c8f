/** What each page asks for: calls in, props out. Nothing here knows of HTTP, nothing here draws. */
import type { ApiAnswer } from '#shared/api.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { BaseMap } from '../../map/base.ts'
import { frame, zoomOf, type Box } from '../../map/mercator.ts'
import type { MapArea, MapPin } from '../../parts/MapSvg.tsx'
import type { CaseListProps } from './CaseList.tsx'
import type { ExposedProps } from './Exposed.tsx'
import { casesHref, knownOf, misread, type Asked, type Filters } from './filters.ts'

export const cityBox = ({ city }: ApiAnswer<'areas'>): Box => {
  const [west = 0, south = 0, east = 0, north = 0] = city.bbox
  return [west, south, east, north]
}
export const corners = ([west, south, east, north]: Box) => ({
  west: west.toFixed(6),
  south: south.toFixed(6),
  east: east.toFixed(6),
  north: north.toFixed(6)
})

/** The box the streets with cases take: a wide city is not shown for the sake of its empty fields. */
export function lively(areas: readonly { place: { lng: number; lat: number }; count: number }[], whole: Box): Box {
  const busy = areas.filter((area) => area.count > 0)
  if (busy.length < 3) return whole
  const lngs = busy.map((spot) => spot.place.lng)
  const lats = busy.map((spot) => spot.place.lat)
  const [west, south, east, north] = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
  const [x, y] = [(east - west) * 0.12 + 0.005, (north - south) * 0.12 + 0.005]
  return [west - x, south - y, east + x, north + y]
}

export const asAreas = (areas: ApiAnswer<'map'>['areas'], filters: Filters): MapArea[] =>
  areas.map((area) => ({
    id: area.area.id,
    name: area.area.name,
    place: area.place,
    count: area.count,
    closed: area.closed,
    overdue: area.overdue,
    href: casesHref({ ...filters, area: area.area.id })
  }))

const asPins = (cases: ApiAnswer<'map'>['cases']): MapPin[] =>
  cases.map((casePin) => ({ ...casePin, href: `/cases/${casePin.no}` }))

export async function loadList(
  call: Call,
  base: BaseMap,
  asked: Asked,
  cursor: { after?: string; before?: string }
): Promise<Omit<CaseListProps, 'site' | 'base'>> {
  const [areas, { tiles, categories }, offices] = await Promise.all([
    call('areas', {}, guest),
    call('categories', {}, guest),
    call('offices', {}, guest)
  ])
  const choices = { areas: areas.items, tiles, categories, offices: offices.items }
  const known = knownOf(asked, choices)
  const { filters } = known
  const strange = misread(known)
  const whole = cityBox(areas)
  if (strange.length > 0)
    return { filters, choices, misread: strange, rows: [], count: { published: 0 }, areas: [], pins: [], box: whole }
  const box = (filters.area && base.boxOf(filters.area)) || whole
  // A street fills the drawing: near enough for single places.
  const zoom = filters.area ? Math.max(14, zoomOf(frame(box, 480, 480))) : 11
  const [page, count, map] = await Promise.all([
    call('listCases', { query: { ...filters, ...cursor } }, guest),
    call('countCases', { query: filters }, guest),
    call('map', { query: { ...filters, ...corners(box), zoom: String(zoom) } }, guest)
  ])
  return {
    filters,
    choices,
    misread: strange,
    rows: page.items,
    count,
    newer: page.newer,
    older: page.older,
    areas: asAreas(map.areas, filters),
    pins: asPins(map.cases),
    box: filters.area ? box : lively(map.areas, whole)
  }
}

/** So many overdue entries lead to exposure, by the rules in force. */
const entriesToExposure = ({ ladder }: ApiAnswer<'standards'>): number =>
  ladder.filter(({ verb }) => verb === 'overdue').length

export async function loadExposed(
  call: Call,
  cursor: { after?: string; before?: string }
): Promise<Omit<ExposedProps, 'site'>> {
  const [page, standards] = await Promise.all([call('exposed', { query: cursor }, guest), call('standards', {}, guest)])
  return { ...page, entries: entriesToExposure(standards) }
}
