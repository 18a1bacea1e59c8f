/** What each page of activities asks for: calls in, props out. */
import { marks } from '#shared/locales/marks.ts'
import type { ApiAnswer } from '#shared/api.ts'
import type { ActivityRow } from '#shared/activities.ts'
import { soonestFirst } from '#shared/together.ts'
import { addDays, dayOf, weekdayOf } from '#shared/time-format.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { BaseMap } from '../../map/base.ts'
import type { Box } from '../../map/mercator.ts'
import type { MapPin } from '../../parts/MapSvg.tsx'
import { activitiesHref, knownOf, misread, queryOf, type Asked, type Filters } from './filters.ts'
import type { CalendarDay, ListProps } from './List.tsx'

const weeks = 5
const pageSize = 20
/** As many as the contract gives at once. */
const calendarAtMost = 50

/** The box that holds these places, with room around them. */
export function boxAround(places: readonly { lng: number; lat: number }[], whole: Box): Box {
  if (places.length === 0) return whole
  const lngs = places.map((place) => place.lng)
  const lats = places.map((place) => place.lat)
  const [west, south, east, north] = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
  const [x, y] = [(east - west) * 0.15 + 0.006, (north - south) * 0.15 + 0.005]
  return [west - x, south - y, east + x, north + y]
}

/** One mark a meeting point, with the numbers its activities have in the list. */
export function pinsOf(rows: readonly ActivityRow[]): MapPin[] {
  const spots = new Map<string, { row: ActivityRow; n: number }[]>()
  rows.forEach((row, i) => {
    const key = `${row.place.lng.toFixed(4)} ${row.place.lat.toFixed(4)}`
    spots.set(key, [...(spots.get(key) ?? []), { row, n: i + 1 }])
  })
  return [...spots.values()].flatMap((here) => {
    const [first] = here
    if (!first) return []
    const { no, place } = first.row
    return [
      {
        no,
        place,
        title: here.map(({ row, n }) => `${n} ${row.title}`).join(marks.semicolon),
        label: here.length > 1 ? `${first.n}+` : String(first.n),
        href: `/activities/${no}`
      }
    ]
  })
}

/** Five weeks from this Monday, or from the week of the day that is looked at. */
function calendarOf(rows: readonly ActivityRow[], first: string, filters: Filters): CalendarDay[] {
  const { when: _when, free: _free, ...rest } = filters
  return Array.from({ length: weeks * 7 }, (_, i) => {
    const day = addDays(first, i)
    const n = rows.filter((activityRow) => dayOf(activityRow.from) === day).length
    return { day, n, ...(n > 0 && { href: activitiesHref({ ...rest, day }) }) }
  })
}

const mondayOf = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % 7))

const wholeCity = ({ city }: ApiAnswer<'areas'>): Box => {
  const [west = 0, south = 0, east = 0, north = 0] = city.bbox
  return [west, south, east, north]
}

export async function loadList(
  call: Call,
  base: BaseMap,
  asked: Asked,
  after: string | undefined,
  now: Date
): Promise<Omit<ListProps, 'site' | 'base'>> {
  const areas = await call('areas', {}, guest)
  const known = knownOf(asked, areas.items)
  const { filters } = known
  const strange = misread(known)
  const today = dayOf(now)
  const first = mondayOf(filters.day && filters.day > addDays(today, 27) ? filters.day : today)
  const { kind, area } = filters
  const [page, month] = await Promise.all([
    call(
      'listActivities',
      { query: { ...queryOf(filters, now), limit: String(pageSize), ...(after && { after }) } },
      guest
    ),
    call(
      'listActivities',
      {
        query: {
          ...(kind && { kind }),
          ...(area && { area }),
          from: first,
          to: addDays(first, weeks * 7 - 1),
          limit: String(calendarAtMost)
        }
      },
      guest
    )
  ])
  // What was not understood narrows nothing, so nothing is listed under it.
  const rows = strange.length > 0 ? [] : soonestFirst(page.items)
  return {
    filters,
    misread: strange,
    areas: areas.items,
    rows,
    older: strange.length > 0 ? undefined : page.older,
    paged: after !== undefined,
    today,
    calendar: calendarOf(month.items, first, filters),
    ...(month.older && { calendarOf: calendarAtMost }),
    box: boxAround(
      rows.map((activityRow) => activityRow.place),
      (filters.area && base.boxOf(filters.area)) || wholeCity(areas)
    ),
    pins: pinsOf(rows)
  }
}

/** Settled activities whose results may be shown. */
export async function loadWall(call: Call, after: string | undefined) {
  const page = await call(
    'listActivities',
    { query: { when: 'past', limit: String(pageSize), ...(after && { after }) } },
    guest
  )
  return {
    rows: page.items.filter((activityRow) => activityRow.results),
    older: page.older,
    paged: after !== undefined
  }
}
