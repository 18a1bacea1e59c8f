/** The reporter's doors: find, permit, do, present. */
import { refuse } from '#shared/errors.ts'
import type { ReportView } from '#shared/reports.ts'
import {
  answer,
  audienceOf,
  consent,
  findByReport,
  listMine,
  objectTo,
  ownReports,
  presentReport,
  presentRow,
  rate,
  rateBy,
  requestReopen,
  shownBefore,
  waitingFor,
  withdraw
} from '#server/cases/index.ts'
import type { CaseDoc, Now } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { senderOf } from '#server/kernel/idempotency.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { receiptOf, submit } from './submit.ts'

type ReporterMove = 'answer' | 'withdraw' | 'consent' | 'rate' | 'requestReopen' | 'objectTo'
type Names = 'submit' | 'myReports' | 'readReport' | 'readReceipt' | ReporterMove

export function reportRoutes(
  context: AppContext,
  { sameReportMinutes }: { sameReportMinutes: number }
): Pick<Handlers, Names> {
  const now = (request?: string) => ({ at: context.now(), city: context.city(), request })
  const presenting = () => ({ now: context.now().getTime(), city: context.city(), photos: context.photos })
  /** Reads as it would go out before it is written. */
  async function moved(
    name: ReporterMove,
    { id, viewer, request }: { id: string; viewer: Viewer; request: string | undefined },
    move: (now: Now) => Promise<CaseDoc>
  ): Promise<ReportView> {
    const shown = shownBefore(name, (caseDoc) => presentReport(caseDoc, id, viewer, presenting()))
    const caseDoc = await move({ ...now(request), show: shown.show })
    context.moved({ no: caseDoc.no })
    return shown.answer(caseDoc)
  }
  const said = (text: string | undefined, photos?: string[]) => ({ ...(text && { text }), ...(photos && { photos }) })
  return {
    submit: ({ body }, viewer, { once, request }) =>
      submit(body, once(senderOf(viewer)), viewer, now(request), {
        keys: context.keys,
        withinMinutes: sameReportMinutes
      }),

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

    answer: ({ params: { id }, body }, viewer, { request }) =>
      moved('answer', { id, viewer, request }, (at) => answer(id, viewer, said(body.text, body.photos), at)),
    withdraw: ({ params: { id }, body }, viewer, { request }) =>
      moved('withdraw', { id, viewer, request }, (at) => withdraw(id, viewer, said(body.text), at)),
    consent: ({ params: { id }, body }, viewer, { request }) =>
      moved('consent', { id, viewer, request }, (at) => consent(id, viewer, body.consentPublic, at)),
    rate: ({ params: { id }, body: { solved, satisfied, text } }, viewer, { request }) =>
      moved('rate', { id, viewer, request }, (at) => rate(id, viewer, { solved, satisfied }, said(text), at)),
    requestReopen: ({ params: { id }, body }, viewer, { request }) =>
      moved('requestReopen', { id, viewer, request }, (at) => requestReopen(id, viewer, said(body.text), at)),
    objectTo: ({ params: { id }, body }, viewer, { request }) =>
      moved('objectTo', { id, viewer, request }, (at) => objectTo(id, viewer, said(body.text), at))
  }
}
