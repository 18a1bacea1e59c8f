/**
 * A city that has nothing yet: what a first release holds where no folder of a city is given and no demo is wanted. The
 * catalogue of categories with their limits, the hours of a working day and the rules of time are the shipped ones; areas,
 * offices, people and rules are what its administrator enters.
 */
import { setUp } from '#shared/locales/set-up.ts'
import type { CalendarData, Category, City } from './types.ts'

/** The whole country, until its own areas say where the city lies. */
const country: City['info']['bbox'] = [73.4, 18.1, 135.1, 53.6]

/** Questions whose choices are offices have nothing to choose from yet. */
function withoutOffices(category: Category, offices: ReadonlySet<string>): Category {
  const { questions, ...rest } = category
  const kept = questions?.filter((question) => !question.choices.some((choice) => offices.has(choice.id)))
  return { ...rest, ...(kept && kept.length > 0 && { questions: kept }) }
}

const ownHoursOf = ({ timezone, slots }: CalendarData): CalendarData => ({ timezone, slots, overrides: [] })

export function blankCity(shipped: City): City {
  const offices = new Set(shipped.offices.map((office) => office.id))
  const { name, short, province, outside } = setUp.blank
  return {
    info: {
      id: 'city',
      name,
      short,
      province,
      timezone: shipped.info.timezone,
      adcode: '000000',
      bbox: country,
      centre: { lng: 104.2, lat: 35.9 },
      hotline: '12345',
      outside: { words: outside },
      mapCredit: '',
      tiles: null
    },
    areas: { type: 'FeatureCollection', features: [] },
    assets: { type: 'FeatureCollection', features: [] },
    offices: [],
    people: [],
    categories: shipped.categories.map((category) => withoutOffices(category, offices)),
    tiles: shipped.tiles,
    rules: [],
    calendar: ownHoursOf(shipped.calendar),
    time: shipped.time,
    places: []
  }
}

/** Nobody can report to a city without a street area. */
export const isBlank = ({ areas }: Pick<City, 'areas'>): boolean =>
  !areas.features.some(({ properties }) => properties.level === 'street')
