/** Cases for anyone, the queue and the moves for staff. */
import type { CaseRow } from '#shared/cases.ts'
import { refuse } from '#shared/errors.ts'
import { addDays, dayOf, startOfDay } from '#shared/when.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { World } from '#server/kernel/world.ts'
import { move } from './commands.ts'
import {
  countByArea,
  countQueue,
  findCase,
  listInBox,
  listNearby,
  listPublished,
  listQueue,
  tabsOf,
  type CaseRowDoc,
  type ListFilter
} from './model.ts'
import { presentCase, presentRow } from './present.ts'
import { isCaseNo, queryGrams } from './search.ts'

type Names = 'listCases' | 'readCase' | 'moveCase' | 'map' | 'queue'

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

export function caseRoutes(world: World): Pick<Handlers, Names> {
  const light = () => ({ now: world.now().getTime(), city: world.city() })
  const rows = (items: CaseRowDoc[]): CaseRow[] => items.map((it) => presentRow(it, 'public', light()))

  const filterOf = (query: ListQuery): ListFilter => {
    const now = world.now()
    const today = dayOf(now)
    const tiled =
      query.tile &&
      world
        .city()
        .categories.filter((c) => c.tile === query.tile)
        .map((c) => c.code)
    const q = query.q?.trim()
    return {
      now,
      endOfToday: new Date(startOfDay(addDays(today, 1))),
      ...(q && (isCaseNo(q) ? { no: q } : { q: queryGrams(q) })),
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

    async readCase({ params }, viewer) {
      const it = (await findCase(params.no)) ?? refuse('not_found')
      const view = presentCase(it, viewer, light()) ?? refuse('not_found')
      if (!view.desk) return view
      const nearby = await listNearby(it.place, 50, it.no)
      return {
        ...view,
        desk: { ...view.desk, nearby: nearby.map((n) => ({ no: n.no, title: n.title, status: n.status, at: n.at })) }
      }
    },

    async moveCase({ params, body }, viewer) {
      const it = await move(params.no, viewer, body, { at: world.now(), city: world.city() })
      world.moved(it.no)
      return presentCase(it, viewer, light()) ?? refuse('not_found')
    },

    async map({ query }) {
      const filter = filterOf(query)
      const { city, now } = light()
      if (query.zoom < singleFromZoom) {
        const counts = await countByArea(filter)
        return {
          areas: counts.flatMap((c) => {
            const area = city.areas.get(c._id)
            const place = city.areas.labelPoint(c._id)
            return area && place
              ? [
                  {
                    area: { id: c._id, name: area.properties.name },
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
      }
      const found = await listInBox(filter, [query.west, query.south, query.east, query.north], featuresAtMost + 1)
      return {
        areas: [],
        cases: found.slice(0, featuresAtMost).map((it) => {
          const row = presentRow(it, 'public', { city, now })
          return {
            no: row.no,
            title: row.title,
            place: row.place ?? { lng: 0, lat: 0 },
            status: row.status,
            light: row.clock.light
          }
        }),
        more: found.length > featuresAtMost
      }
    },

    async queue({ query }, viewer) {
      if (viewer.kind !== 'staff') refuse('forbidden')
      const mine = tabsOf(viewer)
      const tab = query.tab ?? mine[0] ?? 'all'
      if (!mine.includes(tab)) refuse('forbidden')
      const q = query.q?.trim()
      const [page, counts] = await Promise.all([
        listQueue(viewer, tab, {
          limit: 50,
          ...(q && (isCaseNo(q) ? { no: q } : { q: queryGrams(q) })),
          ...(query.after && { after: query.after })
        }),
        Promise.all(mine.map(async (t) => [t, await countQueue(viewer, t)] as const))
      ])
      return {
        tab,
        counts: Object.fromEntries(counts),
        items: page.items.map((it) => presentRow(it, 'staff', light())),
        ...(page.older && { older: page.older })
      }
    }
  }
}
