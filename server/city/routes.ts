/** What the city is made of, for anyone. */
import type { CategoryAnswers } from '#shared/city.ts'
import { areaClasses } from '#shared/limits.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Category } from '#config/city/types.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { locateIn, route } from '#server/routing/index.ts'
import { hoursShown } from './duty-hours.ts'
import type { CitySnapshot } from './snapshot.ts'

type Names = 'categories' | 'offices' | 'areas' | 'whereami' | 'officesHere'

/** Who answers for a category, as far as that can be said without a place: by the rule of the whole city where there is one. */
export function answers(category: Category, city: CitySnapshot): CategoryAnswers {
  // What holds by day and anywhere: rules for a time, a piece of ground or an answer are exceptions to it.
  const rules = city.book
    .of(category.code)
    .filter((r) => r.categories !== '*' && !r.time && !r.assets && !r.answers && !r.channels)
  const rule = rules.find((r) => r.areas === '*') ?? rules[0]
  const lead = rule?.lead ?? { duty: 'street' as const }
  if ('office' in lead) return { by: 'office', name: city.office(lead.office)?.name ?? lead.office }
  return { by: 'duty' in lead ? 'street' : 'asset' }
}

/** `trial`: a stub answers for WeChat. */
export function cityRoutes(context: AppContext, { trial }: { trial: boolean }): Pick<Handlers, Names> {
  return {
    categories() {
      const city = context.city()
      return Promise.resolve({
        tiles: city.tiles.map(({ id, name, icon }) => ({ id, name, icon })),
        categories: city.categories.map((c) => ({
          code: c.code,
          name: c.name,
          plainName: c.plainName ?? c.name,
          tile: c.tile,
          hint: c.hint,
          urgency: c.urgency,
          limit: c.limit,
          home: c.home,
          gb: `${c.gb.major}${c.gb.minor} ${c.gb.majorName} ${c.gb.minorName}`,
          filing: c.filing,
          closing: c.closing,
          answers: answers(c, city),
          ...(c.questions && {
            // What a choice stands for is the rules' business.
            questions: c.questions.map((q) => ({ ...q, choices: q.choices.map(({ id, text }) => ({ id, text })) }))
          })
        }))
      })
    },

    offices() {
      const { offices: all, hours } = context.city()
      const day = dayOf(context.now())
      return Promise.resolve({
        items: all.map((o) => ({ ...o, duties: o.duties, hours: hoursShown(o, hours, day) }))
      })
    },

    areas() {
      const { info, areas } = context.city()
      return Promise.resolve({
        city: {
          id: info.id,
          name: info.name,
          centre: info.centre,
          bbox: info.bbox,
          hotline: info.hotline,
          ...(info.tiles && { tiles: info.tiles }),
          ...(areas.streets.length === 0 && { preparing: true }),
          ...(trial && { trial })
        },
        items: areas.streets.map((f) => ({
          id: f.properties.id,
          name: f.properties.name,
          class: areaClasses.find((areaClass) => areaClass === f.properties.areaClass) ?? areaClasses[0],
          place: areas.labelPoint(f.properties.id) ?? info.centre
        }))
      })
    },

    whereami({ query }) {
      const city = context.city()
      if (!query.category) {
        const at = locateIn(city, query.lng, query.lat)
        return Promise.resolve({
          area: { id: at.street.id, name: at.street.name },
          ...(at.grid && { grid: { id: at.grid.id, name: at.grid.name } })
        })
      }
      const way = route(city, query.category, query.lng, query.lat, { at: context.now().getTime() })
      const office = city.office(way.office)
      const category = city.category(query.category)
      return Promise.resolve({
        area: way.area,
        ...(way.grid && { grid: way.grid }),
        ...(office && { office: { id: office.id, name: office.name, short: office.short } }),
        ...(category && { limit: city.limit(category, way.area.id, way.grid?.id) })
      })
    },

    officesHere({ query: { lng, lat } }) {
      const city = context.city()
      const at = context.now().getTime()
      return Promise.resolve({
        items: city.categories.map(({ code }) => {
          const office = city.office(route(city, code, lng, lat, { at }).office)
          return {
            category: code,
            ...(office && { office: { id: office.id, name: office.name, short: office.short } })
          }
        })
      })
    }
  }
}
