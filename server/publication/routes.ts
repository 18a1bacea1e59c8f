/** Published cases as a list and on the map. */
import type { CaseRow } from '#shared/cases.ts'
import { listQuery } from '#shared/cases.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { shownByArea, type ShownInArea } from '#server/statistics/index.ts'
import {
  presentExposed,
  presentPin,
  presentRow,
  searchFor,
  type CasePinDoc,
  type CaseRowDoc
} from '#server/cases/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import {
  countAll,
  countByArea,
  countPublished,
  listExposed,
  listInBox,
  listNewestPins,
  listPublished,
  type ListFilter
} from './model.ts'

interface ListQuery {
  q?: string | undefined
  area?: string | undefined
  tile?: string | undefined
  category?: string | undefined
  office?: string | undefined
  status?: string | undefined
  state?: ListFilter['state'] | undefined
  days?: string | undefined
  on?: string | undefined
}

/** Further in than this the map shows single places, further out street areas with counts. */
const singleFromZoom = 14
const featuresAtMost = 300

type Box = [west: number, south: number, east: number, north: number]
/** Public places may lie a grid cell outside the areas that their cases lie in. Degrees. */
const marginDeg = 0.01
/**
 * What a box shows of the city; nothing when it shows none of it. A map may ask for half the earth, where a polygon of
 * four corners means something else to the database than to who asked.
 */
function cityPart(box: Box, [west, south, east, north]: Box): Box | undefined {
  const part: Box = [
    Math.max(box[0], west - marginDeg),
    Math.max(box[1], south - marginDeg),
    Math.min(box[2], east + marginDeg),
    Math.min(box[3], north + marginDeg)
  ]
  return part[0] < part[2] && part[1] < part[3] ? part : undefined
}

const filterNames = Object.keys(listQuery) as (keyof ListQuery)[]
/** The figures tell these sums; a finer one would tell of a single case that is not public. */
const figures: readonly (readonly (keyof ListQuery)[])[] = [
  ['state', 'days', 'area'],
  ['state', 'days', 'office'],
  ['state', 'on']
]
const onlyAsks = (query: ListQuery, names: readonly (keyof ListQuery)[]): boolean =>
  filterNames.every((name) => query[name] === undefined || names.includes(name))
const isAFigure = (query: ListQuery): boolean => figures.some((names) => onlyAsks(query, names))

export function publicationRoutes(context: AppContext): Pick<Handlers, 'listCases' | 'countCases' | 'exposed' | 'map'> {
  const presenting = () => ({ now: context.now().getTime(), city: context.city(), photos: context.photos })
  const rows = (items: CaseRowDoc[]): CaseRow[] => items.map((caseDoc) => presentRow(caseDoc, 'public', presenting()))

  const filterOf = (query: ListQuery): ListFilter => {
    const now = context.now()
    const today = dayOf(now)
    const tiled =
      query.tile &&
      context
        .city()
        .categories.filter((c) => c.tile === query.tile)
        .map((c) => c.code)
    return {
      now,
      endOfToday: new Date(startOfDay(addDays(today, 1))),
      ...(query.q && searchFor(query.q)),
      ...(query.area && { area: query.area }),
      ...((query.category ?? tiled) && { categories: query.category ? [query.category] : tiled || [] }),
      ...(query.office && { office: query.office }),
      ...(query.status && { status: query.status }),
      ...(query.state && { state: query.state }),
      ...(query.on
        ? {
            from: new Date(startOfDay(query.on)).toISOString(),
            to: new Date(startOfDay(addDays(query.on, 1))).toISOString()
          }
        : query.days && { from: new Date(startOfDay(addDays(today, 1 - Number(query.days)))).toISOString() })
    }
  }

  /** Sums are kept of all, by street area and by the day of the report; what is asked for otherwise is counted. */
  async function countsFor(query: ListQuery, filter: ListFilter): Promise<ShownInArea[] | undefined> {
    const { area, days } = query
    if (!onlyAsks(query, ['days', 'area'])) return countByArea(filter)
    const now = context.now()
    const found = await shownByArea(now, days && addDays(dayOf(now), 1 - Number(days)))
    return area === undefined ? found : found.filter((shownInArea) => shownInArea.area === area)
  }

  /** In the box; from afar, where they are too many to be counted by street area, the newest wherever they are. */
  async function placesFor(
    query: Readonly<Record<'west' | 'south' | 'east' | 'north' | 'zoom', number>>,
    filter: ListFilter
  ): Promise<CasePinDoc[]> {
    if (query.zoom < singleFromZoom) return listNewestPins(filter, featuresAtMost + 1)
    const { west, south, east, north } = query
    const box = cityPart([west, south, east, north], context.city().areas.bbox)
    return box ? listInBox(filter, box, featuresAtMost + 1) : []
  }

  return {
    async listCases({ query }) {
      const { after, before, limit } = query
      const page = await listPublished(filterOf(query), {
        limit: limit ?? 20,
        ...(after && { after }),
        ...(before && { before })
      })
      return { ...page, items: rows(page.items) }
    },

    async countCases({ query }) {
      const filter = filterOf(query)
      const [shown, all] = await Promise.all([
        countPublished(filter),
        isAFigure(query) ? countAll(filter) : Promise.resolve(undefined)
      ])
      return { ...(shown !== undefined && { published: shown }), ...(all !== undefined && { all }) }
    },

    async exposed({ query }) {
      const { after, before, limit } = query
      const page = await listExposed(filterOf({}), {
        limit: limit ?? 10,
        ...(after && { after }),
        ...(before && { before })
      })
      return { ...page, items: page.items.flatMap((caseDoc) => presentExposed(caseDoc, presenting()) ?? []) }
    },

    async map({ query }) {
      const filter = filterOf(query)
      const seen = presenting()
      const { city } = seen
      const counts = query.zoom < singleFromZoom ? await countsFor(query, filter) : undefined
      if (counts)
        return {
          areas: counts.flatMap((c) => {
            const area = city.areas.get(c.area)
            const place = city.areas.labelPoint(c.area)
            return area && place
              ? [
                  {
                    area: { id: c.area, name: area.properties.name },
                    place,
                    count: c.count,
                    closed: c.closed,
                    overdue: c.overdue
                  }
                ]
              : []
          }),
          cases: [],
          more: false
        }
      const found = await placesFor(query, filter)
      return {
        areas: [],
        cases: found.slice(0, featuresAtMost).map((pin) => presentPin(pin, seen)),
        more: found.length > featuresAtMost
      }
    }
  }
}
