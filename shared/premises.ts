/**
 * The register of 门前三包: every shop and office answers for the ground before its door, by road section; a statement of
 * what it answers for, stars of the month, and the reports that were about it (domain.md 2.5, F1-13, F1-8, F2-4).
 */
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { areaRef } from './cases.ts'
import { phone } from './reports.ts'
import {
  bool,
  caseNo,
  day,
  input,
  int,
  line,
  list,
  matching,
  maybe,
  moment,
  oneOf,
  pageOf,
  said,
  slug,
  text,
  view,
  type Infer
} from './schema.ts'

export const unitKinds = ['shop', 'market', 'company', 'office', 'school', 'estate', 'site'] as const
export type UnitKind = (typeof unitKinds)[number]
/** What is answered for: the three of 三包, and two more where a city has 五包. */
export const duties = ['cleaning', 'greening', 'order', 'snow', 'facilities'] as const
export type Duty = (typeof duties)[number]
export const starsAtMost = 5
/** Reports attached to one unit. */
export const attachedAtMost = 500

export const unitNo = () => matching(/^\d{5}$/, 5)
const month = () => matching(/^\d{4}-(0[1-9]|1[0-2])$/, 7)

export const unitInput = input({
  name: line(40, 2),
  kind: oneOf(unitKinds),
  /** Street area. */
  area: slug(),
  /** 滨江路（文庙巷至新桥）: the section of road it stands on. */
  section: line(40, 2),
  address: line(80, 2),
  /** Front in metres, as measured. */
  frontM: maybe(int(1, 2000)),
  duties: list(oneOf(duties), { min: 1, max: duties.length }),
  statement: text(400, 5),
  signed: day(),
  /** Who answers for it; for the desk alone. */
  contact: input({ name: line(20, 1), phone: phone() }),
  closed: bool()
})
export type UnitInput = Infer<typeof unitInput>

const star = view({ month: month(), stars: int(0, starsAtMost) })
const unitRow = view({
  no: unitNo(),
  name: said(),
  kind: oneOf(unitKinds),
  area: areaRef,
  section: said(),
  address: said(),
  /** Of the last month that was judged. */
  star: maybe(star),
  closed: bool()
})
export type UnitRow = Infer<typeof unitRow>

export const unitView = view({
  no: unitNo(),
  name: said(),
  kind: oneOf(unitKinds),
  area: areaRef,
  section: said(),
  address: said(),
  frontM: maybe(int(1, 2000)),
  duties: list(oneOf(duties), { max: duties.length }),
  statement: said(),
  signed: day(),
  closed: bool(),
  stars: list(star, { max: 12 }),
  /** Only cases that are public; for the desk all that are attached. */
  cases: list(view({ no: caseNo(), title: said(), at: moment(), closed: bool() }), { max: 50 }),
  desk: maybe(
    view({
      version: int(1, 1_000_000),
      contact: view({ name: said(), phone: said() }),
      log: list(
        view({ at: moment(), by: said(), what: oneOf(['made', 'edited', 'starred', 'attached', 'detached']) }),
        {
          max: 50
        }
      )
    })
  )
})
export type UnitView = Infer<typeof unitView>

const one = input({ unit: unitNo() })
const version = int(1, 1_000_000)
const moves = ['not_found', 'forbidden', 'stale'] as const

export const premisesEndpoints = {
  listUnits: endpoint({
    method: 'GET',
    path: '/api/units',
    says: 'Units that answer for the ground before their doors, by number; by street, by section of road, by name.',
    who: anyone,
    query: input({ area: maybe(slug()), section: maybe(line(40, 1)), q: maybe(line(40, 1)), after: maybe(unitNo()) }),
    answer: pageOf(unitRow),
    refuses: ['invalid'],
    cache: publicFor(5)
  }),
  readUnit: endpoint({
    method: 'GET',
    path: '/api/units/:unit',
    says: 'One unit: what it answers for, its stars, the public reports about it; its contact for the office of its street.',
    who: anyone,
    params: one,
    answer: unitView,
    refuses: ['not_found'],
    cache: publicFor(5)
  }),
  makeUnit: endpoint({
    method: 'POST',
    path: '/api/units',
    says: 'Enters a unit into the register; the same name at the same address is there once.',
    who: ['staff'],
    body: unitInput,
    answer: unitView,
    status: 201,
    refuses: ['forbidden', 'unknown_area', 'unit_exists']
  }),
  editUnit: endpoint({
    method: 'POST',
    path: '/api/units/:unit',
    says: 'Changes what the register says of a unit.',
    who: ['staff'],
    params: one,
    body: input({ version, unit: unitInput }),
    answer: unitView,
    refuses: [...moves, 'unknown_area', 'unit_exists']
  }),
  starUnit: endpoint({
    method: 'POST',
    path: '/api/units/:unit/stars',
    says: 'Gives the stars of a month that has begun; a second time replaces the first.',
    who: ['staff'],
    params: one,
    body: input({ version, month: month(), stars: int(0, starsAtMost) }),
    answer: unitView,
    refuses: moves
  }),
  attachReport: endpoint({
    method: 'POST',
    path: '/api/units/:unit/cases',
    says: 'Says that a case is about this unit, or that it is not after all.',
    who: ['staff'],
    params: one,
    body: input({ version, no: caseNo(), attached: bool() }),
    answer: unitView,
    refuses: [...moves, 'full']
  })
}
