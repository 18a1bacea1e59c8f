/** The register of premises: read by anyone, kept by the squad of the street and the centre. */
import type { PremisesRow, PremisesView } from '#shared/premises.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf } from '#shared/time-format.ts'
import { isOver, rowsOf, titleOf } from '#server/cases/index.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import {
  changePremises,
  findPremises,
  insertPremises,
  listPremises,
  nextPremisesNo,
  withCase,
  type PremisesDoc,
  type PremisesLog
} from './model.ts'
import { keeps } from './policy.ts'

type Names = 'listPremises' | 'readPremises' | 'registerPremises' | 'editPremises' | 'starPremises' | 'attachReport'

const pageSize = 30
const shownCases = 50

export function premisesRoutes(context: AppContext): Pick<Handlers, Names> {
  const areaOf = (id: string) => ({ id, name: context.city().areas.get(id)?.properties.name ?? id })
  const months = (premises: PremisesDoc) =>
    Object.entries(premises.stars)
      .map(([month, stars]) => ({ month, stars }))
      .sort((a, b) => b.month.localeCompare(a.month))

  const presentPremisesRow = (premises: PremisesDoc): PremisesRow => {
    const [star] = months(premises)
    return {
      no: premises._id,
      name: premises.name,
      kind: premises.kind,
      area: areaOf(premises.area),
      section: premises.section,
      address: premises.address,
      ...(star && { star }),
      closed: premises.closed
    }
  }
  async function presentPremises(premises: PremisesDoc, viewer: Viewer): Promise<PremisesView> {
    const desk = keeps(viewer, premises.area, context.city())
    const found = await rowsOf(premises.cases)
    const cases = found
      .filter((row) => desk || row.publishedAt)
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, shownCases)
    return {
      no: premises._id,
      name: premises.name,
      kind: premises.kind,
      area: areaOf(premises.area),
      section: premises.section,
      address: premises.address,
      ...(premises.frontM !== undefined && { frontM: premises.frontM }),
      duties: premises.duties,
      statement: premises.statement,
      signed: premises.signed,
      closed: premises.closed,
      stars: months(premises).slice(0, 12),
      cases: cases.map((row) => ({
        no: row.no,
        title: titleOf(row, context.city()),
        at: row.at,
        closed: isOver(row.status)
      })),
      ...(desk && {
        desk: {
          version: premises.version,
          contact: premises.contact,
          log: [...premises.log].reverse().map((e) => ({
            at: e.at.toISOString(),
            by: context.city().person(e.by)?.name ?? e.by,
            what: e.what
          }))
        }
      })
    }
  }

  const known = (area: string): void => {
    if (context.city().areas.get(area)?.properties.level !== 'street') refuse('unknown_area')
  }
  /** The premises as this keeper saw it. */
  async function seen(no: string, version: number, viewer: Viewer): Promise<PremisesDoc> {
    const premises = (await findPremises(no)) ?? refuse('not_found')
    if (!keeps(viewer, premises.area, context.city())) refuse('forbidden')
    if (premises.version !== version) refuse('stale')
    return premises
  }
  async function change(
    name: 'editPremises' | 'starPremises' | 'attachReport',
    premises: PremisesDoc,
    changes: Partial<PremisesDoc>,
    what: PremisesLog['what'],
    viewer: Viewer
  ) {
    const line: PremisesLog = { at: context.now(), by: staffOf(viewer).id, what }
    const next = { ...premises, ...changes, version: premises.version + 1, log: [...premises.log, line] }
    await mustShow(name, () => presentPremises(next, viewer))
    const changed = await changePremises(premises, changes, line)
    if (changed === 'stale') return refuse('stale')
    if (changed === 'taken') return refuse('premises_exist')
    context.moved('anything')
    return presentPremises(changed, viewer)
  }

  return {
    async listPremises({ query }) {
      const { items, older } = await listPremises(query, query.after, pageSize)
      return {
        items: items.map(presentPremisesRow),
        ...(older && { older })
      }
    },

    readPremises: async ({ params }, viewer) =>
      presentPremises((await findPremises(params.premises)) ?? refuse('not_found'), viewer),

    async registerPremises({ body }, viewer) {
      if (!keeps(viewer, body.area, context.city())) refuse('forbidden')
      known(body.area)
      const doc: PremisesDoc = {
        ...body,
        _id: await nextPremisesNo(),
        version: 1,
        stars: {},
        cases: [],
        log: [{ at: context.now(), by: staffOf(viewer).id, what: 'made' }]
      }
      await mustShow('registerPremises', () => presentPremises(doc, viewer))
      if (!(await insertPremises(doc))) refuse('premises_exist')
      context.moved('anything')
      return presentPremises(doc, viewer)
    },

    async editPremises({ params, body }, viewer) {
      const premises = await seen(params.premises, body.version, viewer)
      known(body.premises.area)
      // Nobody gives premises away to a street that is not his.
      if (!keeps(viewer, body.premises.area, context.city())) refuse('forbidden')
      return change('editPremises', premises, body.premises, 'edited', viewer)
    },

    async starPremises({ params, body }, viewer) {
      const premises = await seen(params.premises, body.version, viewer)
      if (body.month > dayOf(context.now()).slice(0, 7))
        refuse('invalid', { errors: [{ at: '/body/month', code: 'order' }] })
      return change(
        'starPremises',
        premises,
        { stars: { ...premises.stars, [body.month]: body.stars } },
        'starred',
        viewer
      )
    },

    async attachReport({ params, body }, viewer) {
      const premises = await seen(params.premises, body.version, viewer)
      if (body.attached && (await rowsOf([body.no])).length === 0) refuse('not_found')
      const cases = withCase(premises.cases, body.no, body.attached) ?? refuse('full')
      return change('attachReport', premises, { cases }, body.attached ? 'attached' : 'detached', viewer)
    }
  }
}
