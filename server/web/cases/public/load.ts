/** What each page asks for: calls in, props out. Nothing here knows of HTTP, nothing here draws. */
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseRow, CaseView } from '#shared/cases.ts'
import { refuse } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { BaseMap } from '../../map/base.ts'
import { frame, zoomOf, type Box } from '../../map/mercator.ts'
import type { MapArea, MapPin } from '../../parts/MapSvg.tsx'
import type { Site } from '../../frame/site.ts'
import type { CaseListProps } from './CaseList.tsx'
import type { ExposedProps } from './Exposed.tsx'
import { casesHref, type Filters } from './filters.ts'
import type { HomeProps } from '../../statistics/public/Home.tsx'

const cityBox = ({ city }: ApiAnswer<'areas'>): Box => {
  const [west = 0, south = 0, east = 0, north = 0] = city.bbox
  return [west, south, east, north]
}
const corners = ([west, south, east, north]: Box) => ({
  west: west.toFixed(6),
  south: south.toFixed(6),
  east: east.toFixed(6),
  north: north.toFixed(6)
})

/** The box the streets with cases take: a wide city is not shown for the sake of its empty fields. */
function lively(areas: readonly { place: { lng: number; lat: number }; count: number }[], whole: Box): Box {
  const busy = areas.filter((it) => it.count > 0)
  if (busy.length < 3) return whole
  const lngs = busy.map((it) => it.place.lng)
  const lats = busy.map((it) => it.place.lat)
  const [west, south, east, north] = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
  const [x, y] = [(east - west) * 0.12 + 0.005, (north - south) * 0.12 + 0.005]
  return [west - x, south - y, east + x, north + y]
}

const asAreas = (areas: ApiAnswer<'map'>['areas'], filters: Filters): MapArea[] =>
  areas.map((it) => ({
    id: it.area.id,
    name: it.area.name,
    place: it.place,
    count: it.count,
    closed: it.closed,
    overdue: it.overdue,
    href: casesHref({ ...filters, area: it.area.id })
  }))

const asPins = (cases: ApiAnswer<'map'>['cases']): MapPin[] => cases.map((it) => ({ ...it, href: `/cases/${it.no}` }))

const closedTried = 8

/** The newest closed cases whose photos tell the story, the best rated first. */
async function truePairs(call: Call, closed: readonly CaseRow[]): Promise<CaseView[]> {
  const views = await Promise.all(
    closed.slice(0, closedTried).map((row) => call('readCase', { params: { no: row.no } }, guest))
  )
  const told = views.filter((it) => it.before.length > 0 && it.after.length > 0)
  const happy = (it: CaseView) =>
    it.ratings.length > 0 && it.ratings.every((r) => r.solved === 'solved' && r.satisfied === 'satisfied') ? 1 : 0
  return told.sort((a, b) => happy(b) - happy(a))
}

/** What was just closed is shown as it is now, not as it was. */
const asItIs =
  (views: readonly CaseView[]) =>
  (row: CaseRow): CaseRow => {
    const after = views.find((it) => it.no === row.no)?.after[0]
    return after ? { ...row, thumb: after } : row
  }

const byLateness = (a: CaseRow, b: CaseRow): number =>
  b.clock.usedMs - b.clock.totalMs - (a.clock.usedMs - a.clock.totalMs)

export async function loadHome(call: Call, site: Site, base: BaseMap): Promise<HomeProps> {
  const areas = await call('areas', {}, guest)
  const whole = cityBox(areas)
  const [week, month, map, overdue, exposed, closed] = await Promise.all([
    call('stats', { query: { days: '7' } }, guest),
    call('stats', { query: { days: '30' } }, guest),
    call('map', { query: { ...corners(whole), zoom: '11', days: '30' } }, guest),
    call('listCases', { query: { state: 'overdue', limit: '50' } }, guest),
    call('exposed', { query: { limit: '2' } }, guest),
    call('listCases', { query: { state: 'closed', limit: '20' } }, guest)
  ])
  const withPhotos = closed.items.filter((row) => row.thumb)
  const pairs = await truePairs(call, withPhotos)
  const [pair] = pairs
  return {
    site,
    week,
    month,
    base,
    pair,
    areas: asAreas(map.areas, { days: '30' }),
    box: lively(map.areas, whole),
    overdue: [...overdue.items].sort(byLateness).slice(0, exposed.items.length > 0 ? 3 : 4),
    exposed: exposed.items,
    closed: withPhotos
      .filter((row) => row.no !== pair?.no)
      .slice(0, 3)
      .map(asItIs(pairs))
  }
}

export async function loadList(
  call: Call,
  site: Site,
  base: BaseMap,
  filters: Filters,
  cursor: { after?: string; before?: string }
): Promise<CaseListProps> {
  const [areas, { tiles, categories }, offices] = await Promise.all([
    call('areas', {}, guest),
    call('categories', {}, guest),
    call('offices', {}, guest)
  ])
  const whole = cityBox(areas)
  const box = (filters.area && base.boxOf(filters.area)) || whole
  // A street fills the drawing: near enough for single places.
  const zoom = filters.area ? Math.max(14, zoomOf(frame(box, 480, 480))) : 11
  const [page, map] = await Promise.all([
    call('listCases', { query: { ...filters, ...cursor } }, guest),
    call('map', { query: { ...filters, ...corners(box), zoom: String(zoom) } }, guest)
  ])
  return {
    site,
    filters,
    base,
    choices: { areas: areas.items, tiles, categories, offices: offices.items },
    rows: page.items,
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
  site: Site,
  cursor: { after?: string; before?: string }
): Promise<ExposedProps> {
  const [page, standards] = await Promise.all([call('exposed', { query: cursor }, guest), call('standards', {}, guest)])
  return { site, ...page, entries: entriesToExposure(standards) }
}

export async function loadOffice(call: Call, id: string) {
  const [offices, { categories, tiles }, stats, areas] = await Promise.all([
    call('offices', {}, guest),
    call('categories', {}, guest),
    call('stats', { query: { days: '30' } }, guest),
    call('areas', {}, guest)
  ])
  const office = offices.items.find((it) => it.id === id) ?? refuse('not_found')
  const [page, ratings] = await Promise.all([
    call('listCases', { query: { office: id, limit: '10' } }, guest),
    call('officeRatings', { params: { office: id } }, guest)
  ])
  // Asked of the rules themselves: in its own street for a squad, in the middle of the city for who works everywhere.
  const { lng, lat } = areas.items.find((it) => it.id === office.area)?.place ?? areas.city.centre
  const point = { lng: lng.toFixed(6), lat: lat.toFixed(6) }
  const sent = await Promise.all(
    categories.map(async (it) => {
      const at = await call('whereami', { query: { ...point, category: it.code } }, guest)
      return at.office?.id === id ? [it] : []
    })
  )
  return {
    office,
    tiles,
    categories: sent.flat(),
    figures: stats.byOffice.find((it) => it.office.id === id),
    rows: page.items,
    ratings: ratings.months
  }
}
