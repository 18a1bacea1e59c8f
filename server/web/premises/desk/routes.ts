/** The register of premises on the desk: entering, editing, stars of the month, cases that are about one. */
import { dayOf } from '#shared/time-format.ts'
import { premises as say } from '#shared/locales/premises.ts'
import { guest } from '#server/kernel/viewer.ts'
import { deskForm, deskPage, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { trimmed as one, wordsOf } from '../../frame/fields.ts'
import { see, type Sent } from '../../frame/route.ts'
import { NewPremises, PremisesOnDesk } from './Premises.tsx'
import { PremisesList, premisesHome as home } from './PremisesList.tsx'

type Fields = Sent['fields']
interface Shown {
  refused: string
  typed: Fields | undefined
}

/** What a form says, as the contract wants it; what is wrong with it the contract says. */
function premisesOf(fields: Fields) {
  const front = one(fields, 'frontM')
  return {
    name: one(fields, 'name'),
    kind: one(fields, 'kind'),
    area: one(fields, 'area'),
    section: one(fields, 'section'),
    address: one(fields, 'address'),
    ...(front && { frontM: Number(front) }),
    duties: fields['duties'] ?? [],
    statement: one(fields, 'statement'),
    signed: one(fields, 'signed'),
    contact: { name: one(fields, 'contactName'), phone: one(fields, 'contactPhone') },
    closed: one(fields, 'closed') === 'yes'
  }
}

const streets = async ({ call }: DeskRequest): Promise<{ value: string; words: string }[]> =>
  (await call('areas', {}, guest)).items.map((area) => ({ value: area.id, words: area.name }))

type Act = (request: DeskRequest, fields: Fields) => Promise<unknown>
const versioned = (fields: Fields, more: object) => ({ version: Number(one(fields, 'version')), ...more })
const attach =
  (attached: boolean): Act =>
  ({ call, viewer, param }, fields) =>
    call(
      'attachReport',
      { params: { premises: param('no') }, body: versioned(fields, { no: one(fields, 'case'), attached }) },
      viewer
    )
const acts: Readonly<Record<string, Act>> = {
  edit: ({ call, viewer, param }, fields) =>
    call(
      'editPremises',
      { params: { premises: param('no') }, body: versioned(fields, { premises: premisesOf(fields) }) },
      viewer
    ),
  star({ call, viewer, param }, fields) {
    const given = { month: one(fields, 'month'), stars: Number(one(fields, 'stars')) }
    return call('starPremises', { params: { premises: param('no') }, body: versioned(fields, given) }, viewer)
  },
  attach: attach(true),
  detach: attach(false)
}

async function act(request: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  await (acts[one(fields, 'act')] ?? acts['edit'])?.(request, fields)
  return see(`${home}/${request.param('no')}?done`)
}

export const premisesDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: home,
    title: () => say.desk.title,
    async load({ call, viewer, asked }) {
      const after = asked('after')
      return { list: await call('listPremises', { query: after ? { after } : {} }, viewer) }
    },
    view: PremisesList
  }),
  deskForm({
    path: `${home}/new`,
    title: () => say.desk.addTitle,
    async load(request, shown: Shown | undefined) {
      return { areas: await streets(request), ...shown }
    },
    view: NewPremises,
    async act({ call, viewer }, { fields }) {
      const { no } = await call('registerPremises', { body: premisesOf(fields) }, viewer)
      return see(`${home}/${no}?done`)
    },
    goesUp: [],
    refused: (refused, { fields }) => ({ refused: wordsOf(refused), typed: fields })
  }),
  deskForm({
    path: `${home}/:no`,
    async load(request, shown: Shown | undefined) {
      const { call, viewer, param, query, now } = request
      const premises = await call('readPremises', { params: { premises: param('no') } }, viewer)
      const done = !shown && query['done'] !== undefined
      return { premises, areas: await streets(request), done, month: dayOf(now).slice(0, 7), ...shown }
    },
    view: PremisesOnDesk,
    title: ({ premises }) => premises.name,
    act,
    goesUp: [],
    refused: (refused, { fields }) => ({
      refused: wordsOf(refused),
      typed: one(fields, 'act') === 'edit' ? fields : undefined
    })
  })
]
