/**
 * 巡查上报: whoever works at the desk reports what he sees, in the form everybody uses; the case then says that it came from
 * a patrol, and not from whom.
 */
import { randomUUID } from 'node:crypto'
import { supervision } from '#shared/locales/oversight.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { deskForm, deskPage, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { again, isSee, see, type Sent } from '../../frame/route.ts'
import { say as deskSay } from '../../frame/desk-words.ts'
import { caseWords, fill } from '../../frame/words.ts'
import {
  emptyReport,
  keepReceipt,
  keptInReport,
  keyIn,
  loadReceipt,
  loadReportForm,
  readReport,
  type ReportShown
} from '../../reports/public/load.ts'
import { ReceiptBody } from '../../reports/public/ReceiptPage.tsx'
import { ReportFields } from '../../reports/public/ReportForm.tsx'
import { submitTyped, typedIn } from '../../reports/public/submit.ts'

const say = supervision.patrol
const home = '/office/patrol'

/** By his task, where he has one that is seen on the street. */
const dutyOf = ({ roles }: Staff): string =>
  caseWords.role[roles.find((role) => role === 'supervisor' || role === 'liaison') ?? roles[0] ?? 'officer']

async function load(request: DeskRequest, shown: ReportShown | undefined) {
  const { viewer, query, site } = request
  const area = typeof query['area'] === 'string' ? query['area'] : undefined
  const data = await loadReportForm(request, shown ?? emptyReport({ area, photos: [] }))
  return { ...data, site, patrol: { by: fill(say.who, { name: viewer.name, role: dutyOf(viewer) }), action: home } }
}

async function report(request: DeskRequest, sent: Sent): Promise<DeskOutcome<ReportShown>> {
  const { call, viewer, ip } = request
  const { typed, submitKey, errors } = await readReport(request, sent)
  const areas = await call('areas', {}, viewer)
  const outcome =
    errors.length > 0
      ? { errors: { photos: errors.join(' ') } }
      : await submitTyped(call, typed, areas.items, { ip, key: submitKey }, { viewer, channel: 'patrol' })
  // What is sent next is another body: the same key would be refused for it.
  if (!('receipt' in outcome)) return again({ typed, ...outcome, submitKey: randomUUID() })
  await keepReceipt(request, outcome.receipt)
  return see(`${home}/receipt/${outcome.receipt.no}`)
}

async function readReceipt(request: DeskRequest) {
  const data = await loadReceipt(request, home)
  return isSee(data) ? data : { ...data, site: request.site, again: home }
}

export const patrolRoutes: readonly DeskRoute[] = [
  deskForm({
    path: home,
    title: () => say.title,
    scripts: ['report.js'],
    slots: () => ({ publicParts: true }),
    load,
    view: (props) => (
      <main className="dk-page" id="case">
        <ReportFields {...props} />
      </main>
    ),
    act: report,
    restored: ({ fields }) => ({
      typed: typedIn(fields),
      errors: {},
      refused: deskSay.signIn.restored,
      submitKey: keyIn(fields)
    }),
    keptAs: keptInReport
  }),
  deskPage({
    path: `${home}/receipt/:no`,
    title: ({ receipt }) => receipt.no,
    scripts: ['case.js', 'receipt.js'],
    slots: () => ({ publicParts: true }),
    load: readReceipt,
    view: (props) => (
      <main className="dk-page" id="case">
        <ReceiptBody {...props} />
      </main>
    )
  })
]
