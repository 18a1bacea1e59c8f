/** The reporter's doors: find, permit, do, present. */
import { refuse } from '#shared/errors.ts'
import {
  answer,
  audienceOf,
  findByReport,
  listMine,
  objectTo,
  ownReports,
  presentReport,
  presentRow,
  rate,
  rateBy,
  requestReopen,
  waitingFor,
  withdraw
} from '#server/cases/index.ts'
import type { CaseDoc } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { senderOf } from '#server/kernel/idempotency.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { receiptOf, submit } from './submit.ts'

type Names =
  'submit' | 'myReports' | 'readReport' | 'readReceipt' | 'answer' | 'withdraw' | 'rate' | 'requestReopen' | 'objectTo'

export function reportRoutes(context: AppContext): Pick<Handlers, Names> {
  const now = (request?: string) => ({ at: context.now(), city: context.city(), request })
  const presenting = () => ({ now: context.now().getTime(), city: context.city(), photos: context.photos })
  const show = (caseDoc: CaseDoc, id: string, viewer: Viewer) => {
    context.moved(caseDoc.no)
    return presentReport(caseDoc, id, viewer, presenting()) ?? refuse('not_found')
  }
  const said = (text: string | undefined, photos?: string[]) => ({ ...(text && { text }), ...(photos && { photos }) })
  return {
    submit: ({ body }, viewer, { once, request }) =>
      submit(body, once(senderOf(viewer)), viewer, now(request), context.keys),

    async myReports({ query }, viewer) {
      const one = viewer.kind === 'code' ? await findByReport(viewer.report) : null
      const page =
        viewer.kind === 'resident'
          ? await listMine(viewer.member, { limit: 20, ...(query.after && { after: query.after }) })
          : { items: one ? [one] : [] }
      return {
        // Two reports of his that were joined are still two.
        items: page.items.flatMap((caseDoc) =>
          ownReports(caseDoc, viewer).map((report) => {
            const waiting = waitingFor(caseDoc, report, context.now().getTime())
            return {
              report: report.id,
              ...(waiting && { waiting }),
              ...(caseDoc.closedAt && { rateBy: rateBy(caseDoc.closedAt) }),
              case: presentRow(caseDoc, 'reporter', presenting(), report)
            }
          })
        ),
        ...('older' in page && page.older && { older: page.older })
      }
    },

    async readReport({ params }, viewer) {
      const caseDoc = (await findByReport(params.id)) ?? refuse('not_found')
      if (audienceOf(viewer, caseDoc) !== 'reporter') refuse('not_found')
      return presentReport(caseDoc, params.id, viewer, presenting()) ?? refuse('not_found')
    },

    async readReceipt({ params }, viewer) {
      const caseDoc = (await findByReport(params.id)) ?? refuse('not_found')
      const report = ownReports(caseDoc, viewer).find(({ id }) => id === params.id) ?? refuse('not_found')
      return receiptOf(report, context.keys) ?? refuse('not_found')
    },

    answer: async ({ params, body }, viewer, { request }) =>
      show(await answer(params.id, viewer, said(body.text, body.photos), now(request)), params.id, viewer),
    withdraw: async ({ params, body }, viewer, { request }) =>
      show(await withdraw(params.id, viewer, said(body.text), now(request)), params.id, viewer),
    rate: async ({ params, body }, viewer, { request }) =>
      show(
        await rate(
          params.id,
          viewer,
          { solved: body.solved, satisfied: body.satisfied },
          said(body.text),
          now(request)
        ),
        params.id,
        viewer
      ),
    requestReopen: async ({ params, body }, viewer, { request }) =>
      show(await requestReopen(params.id, viewer, said(body.text), now(request)), params.id, viewer),
    objectTo: async ({ params, body }, viewer, { request }) =>
      show(await objectTo(params.id, viewer, said(body.text), now(request)), params.id, viewer)
  }
}
