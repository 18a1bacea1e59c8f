/** 办事规范一览表, read from the rules that the program itself goes by, so that what is published is what is done. */
import { stages } from '#shared/deadlines.ts'
import { areaClasses } from '#shared/limits.ts'
import { urgencies } from '#shared/city.ts'
import type { StandardsView } from '#shared/standards.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import type { CitySnapshot } from './snapshot.ts'
import { answers } from './routes.ts'

/** Offices that keep the same hours stand together. */
function ownHours(city: CitySnapshot): StandardsView['duty']['own'] {
  const groups = new Map<string, StandardsView['duty']['own'][number]>()
  for (const { id, short, kind } of city.offices) {
    const own = city.hours.offices?.[id]
    if (!own) continue
    const key = JSON.stringify([kind, own])
    const known = groups.get(key)
    if (known) known.names.push(short)
    else groups.set(key, { names: [short], kind, everyDay: own.days === 'every', slots: own.slots.map((s) => [...s]) })
  }
  return [...groups.values()]
}

export function standardsRoutes(context: AppContext): Pick<Handlers, 'standards'> {
  return {
    standards() {
      const city = context.city()
      const { rules } = city.calendar
      const year = Number(dayOf(context.now()).slice(0, 4))
      return Promise.resolve({
        rows: city.categories.map((c) => ({
          code: c.code,
          name: c.name,
          tile: c.tile,
          gb: `${c.gb.major}${c.gb.minor} ${c.gb.majorName} ${c.gb.minorName}`,
          urgency: c.urgency,
          filing: c.filing,
          closing: c.closing,
          limit: { n: [...c.limit.n], unit: c.limit.unit },
          ...(c.limit.basis && { basis: c.limit.basis }),
          answers: answers(c, city)
        })),
        tiles: city.tiles.map(({ id, name }) => ({ id, name })),
        areas: areaClasses.map((areaClass) => ({
          class: areaClass,
          names: city.areas.streets
            .filter((f) => (f.properties.areaClass ?? areaClasses[0]) === areaClass)
            .map((f) => f.properties.name)
        })),
        stages: urgencies.map((urgency) => ({
          urgency,
          limits: stages.flatMap((stage) =>
            stage === 'handle' ? [] : [{ stage, limit: rules.stages[urgency][stage] }]
          )
        })),
        hold: rules.hold,
        extension: rules.extension,
        ladder: rules.ladder.map(({ verb, share, days }) => ({ verb, share, ...(days !== undefined && { days }) })),
        duty: { slots: city.hours.slots.map((s) => [...s]), own: ownHours(city) },
        years: [year, year + 1].map((n) => ({ year: n, known: city.calendar.knows(n) }))
      })
    }
  }
}
