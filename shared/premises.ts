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
  figures,
  maybe,
  moment,
  oneOf,
  pageOf,
  personName,
  said,
  slug,
  text,
  view,
  type Infer
} from './schema.ts'

export const premisesKinds = ['shop', 'market', 'company', 'office', 'school', 'estate', 'site'] as const
export type PremisesKind = (typeof premisesKinds)[number]
/** What is answered for: the three of 三包, and two more where a city has 五包. */
export const duties = ['cleaning', 'greening', 'order', 'snow', 'facilities'] as const
export type Duty = (typeof duties)[number]
export const starsAtMost = 5
/** Reports attached to one of them. */
export const attachedAtMost = 500

export const premisesNo = () => figures(/^\d{5}$/, 5)
const month = () => figures(/^\d{4}-(0[1-9]|1[0-2])$/, 7)

export const premisesInput = input({
  name: line(40, 2),
  kind: oneOf(premisesKinds),
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
  contact: input({ name: personName(), phone: phone() }),
  closed: bool()
})
export type PremisesInput = Infer<typeof premisesInput>

const star = view({ month: month(), stars: int(0, starsAtMost) })
const premisesRow = view({
  no: premisesNo(),
  name: said(),
  kind: oneOf(premisesKinds),
  area: areaRef,
  section: said(),
  address: said(),
  /** Of the last month that was judged. */
  star: maybe(star),
  closed: bool()
})
export type PremisesRow = Infer<typeof premisesRow>

export const premisesView = view({
  no: premisesNo(),
  name: said(),
  kind: oneOf(premisesKinds),
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
export type PremisesView = Infer<typeof premisesView>

const one = input({ premises: premisesNo() })
const version = int(1, 1_000_000)
const moves = ['not_found', 'forbidden', 'stale'] as const

export const premisesEndpoints = {
  listPremises: endpoint({
    method: 'GET',
    path: '/api/premises',
    says: 'Premises that answer for the ground before their doors, by number; by street, by section of road, by name.',
    who: anyone,
    query: input({
      area: maybe(slug()),
      section: maybe(line(40, 1)),
      q: maybe(line(40, 1)),
      after: maybe(premisesNo())
    }),
    answer: pageOf(premisesRow),
    refuses: ['invalid'],
    cache: publicFor(5)
  }),
  readPremises: endpoint({
    method: 'GET',
    path: '/api/premises/:premises',
    says: 'What they answer for, their stars, the public reports about them; their contact for the office of their street.',
    who: anyone,
    params: one,
    answer: premisesView,
    refuses: ['not_found'],
    cache: publicFor(5)
  }),
  registerPremises: endpoint({
    method: 'POST',
    path: '/api/premises',
    says: 'Enters premises into the register; the same name at the same address is there once.',
    who: ['staff'],
    body: premisesInput,
    answer: premisesView,
    status: 201,
    refuses: ['forbidden', 'unknown_area', 'premises_exist']
  }),
  editPremises: endpoint({
    method: 'POST',
    path: '/api/premises/:premises',
    says: 'Changes what the register says of them.',
    who: ['staff'],
    params: one,
    body: input({ version, premises: premisesInput }),
    answer: premisesView,
    refuses: [...moves, 'unknown_area', 'premises_exist']
  }),
  starPremises: endpoint({
    method: 'POST',
    path: '/api/premises/:premises/stars',
    says: 'Gives the stars of a month that has begun; a second time replaces the first.',
    who: ['staff'],
    params: one,
    body: input({ version, month: month(), stars: int(0, starsAtMost) }),
    answer: premisesView,
    refuses: moves
  }),
  attachReport: endpoint({
    method: 'POST',
    path: '/api/premises/:premises/cases',
    says: 'Says that a case is about these premises, or that it is not after all.',
    who: ['staff'],
    params: one,
    body: input({ version, no: caseNo(), attached: bool() }),
    answer: premisesView,
    refuses: [...moves, 'full']
  })
}
