/** What the city is made of: areas, offices, categories. Read by anyone. */
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { areaClasses, limit, limitUnits, unitsAtMost } from './limits.ts'
import {
  bool,
  degrees,
  input,
  int,
  just,
  list,
  lngLat,
  maybe,
  number,
  oneOf,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'

/** `owner`: who owns or runs a piece of ground and answers for it: an estate's manager, a waterworks. */
export const officeKinds = ['squad', 'mobile', 'department', 'owner', 'centre', 'inspection'] as const
/** How soon a matter has to be seen to: 即办, 限办, 急办 in the city's standard. */
export const urgencies = ['immediate', 'limited', 'urgent'] as const
export type Urgency = (typeof urgencies)[number]
/** Of a question; a complaint about officers is asked of which office, and a city has dozens. */
export const choicesAtMost = 200
/** How precisely the public may see a place: the street area, a 50 m grid, or as reported. */
export const precisions = ['street', '50m', 'exact'] as const
export type Precision = (typeof precisions)[number]
/** Metres within which two reports may be of one matter. */
export const similarMetres = { usual: 50, most: 500 } as const

export const officeRef = view({ id: slug(), name: said(), short: said() })
export type OfficeRef = Infer<typeof officeRef>

export const officeView = view({
  id: slug(),
  name: said(),
  short: said(),
  kind: oneOf(officeKinds),
  area: maybe(slug()),
  phone: said(),
  address: said(),
  hours: said(),
  place: maybe(lngLat()),
  duties: list(view({ id: said(), text: said() }), { max: 100 })
})
export type OfficeView = Infer<typeof officeView>

/** Who answers for a category wherever it is: an office, the squad of the street (所在街道中队), or whoever owns the ground. */
export const categoryAnswers = view({ by: oneOf(['office', 'street', 'asset']), name: maybe(said()) })
export type CategoryAnswers = Infer<typeof categoryAnswers>

export const categoryView = view({
  code: slug(),
  name: said(),
  /** What residents call it; the name itself where they call it that. */
  plainName: said(),
  tile: slug(),
  hint: said(),
  urgency: oneOf(urgencies),
  /** One number for each area class, in their order. */
  limit: view({ n: list(int(1, unitsAtMost), { min: 3, max: 3 }), unit: oneOf(limitUnits), basis: maybe(said()) }),
  home: bool(),
  gb: said(),
  filing: said(),
  closing: said(),
  answers: categoryAnswers,
  /** A few typed choices to ask after the category; answering is free. */
  questions: maybe(
    list(
      view({ id: slug(), text: said(), choices: list(view({ id: slug(), text: said() }), { max: choicesAtMost }) }),
      { max: 5 }
    )
  )
})
export type CategoryView = Infer<typeof categoryView>

export const tileView = view({ id: slug(), name: said(), icon: said() })

export const areaView = view({ id: slug(), name: said(), class: oneOf(areaClasses), place: lngLat() })
export type AreaView = Infer<typeof areaView>

export const cityEndpoints = {
  categories: endpoint({
    method: 'GET',
    path: '/api/categories',
    says: 'Categories a resident chooses from, under eight tiles, each with its limit by area class.',
    who: anyone,
    answer: view({ tiles: list(tileView, { max: 40 }), categories: list(categoryView, { max: 500 }) }),
    refuses: [],
    cache: publicFor(5, { listsCases: false })
  }),
  offices: endpoint({
    method: 'GET',
    path: '/api/offices',
    says: 'Offices that answer for the city, with their duties.',
    who: anyone,
    answer: view({ items: list(officeView, { max: 500 }) }),
    refuses: [],
    cache: publicFor(5, { listsCases: false })
  }),
  areas: endpoint({
    method: 'GET',
    path: '/api/areas',
    says: 'Street areas of the city with a label point, and the box of the whole city (WGS-84).',
    who: anyone,
    answer: view({
      city: view({
        id: slug(),
        name: said(),
        centre: lngLat(),
        bbox: list(number(), { min: 4, max: 4 }),
        hotline: said(),
        tiles: maybe(said()),
        /** No area yet: nobody can report, and pages say that the city is getting ready. */
        preparing: maybe(just(true)),
        // Nobody vouches for anybody here: a browser may try as some resident what elsewhere takes WeChat.
        trial: maybe(just(true))
      }),
      items: list(areaView, { max: 500 })
    }),
    refuses: [],
    cache: publicFor(5, { listsCases: false })
  }),
  whereami: endpoint({
    method: 'GET',
    path: '/api/where',
    says: 'Which street area and grid a point lies in, and a nearby place name; outside the city is a clear refusal.',
    who: anyone,
    query: input({ lng: degrees(180), lat: degrees(90), category: maybe(slug()) }),
    answer: view({
      area: view({ id: slug(), name: said() }),
      grid: maybe(view({ id: slug(), name: said() })),
      office: maybe(officeRef),
      /** What would be promised for the category here. */
      limit: maybe(limit)
    }),
    refuses: ['outside_city', 'not_open', 'unknown_category'],
    cache: 'no-store'
  }),
  officesHere: endpoint({
    method: 'GET',
    path: '/api/where/offices',
    says: 'Which office each category would be sent to from this point; none where no rule sends it there.',
    who: anyone,
    query: input({ lng: degrees(180), lat: degrees(90) }),
    answer: view({ items: list(view({ category: slug(), office: maybe(officeRef) }), { max: 500 }) }),
    refuses: ['outside_city', 'not_open'],
    cache: 'no-store'
  })
}
