/** Reporting, and coming back to one's own report. */
import { randomUUID } from 'node:crypto'
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { photosAtMost } from '#shared/photos.ts'
import { caseNo, valueOf } from '#shared/schema.ts'
import { reporterVerbs, type ReporterVerb } from '#shared/verbs.ts'
import { guest } from '#server/kernel/viewer.ts'
import { attempt, wordsOf } from '../../frame/fields.ts'
import { button, form, reporterPage, type FormOutcome, type FormRequest, type PublicRoute } from '../../frame/public.ts'
import { again, see, type Limits, type Sent } from '../../frame/route.ts'
import type { Reporter } from '../../frame/session.ts'
import { errorWords, say } from '../../frame/words.ts'
import { emptyReport, keepReceipt, keyIn, loadReceipt, loadReportForm, readReport, type ReportShown } from './load.ts'
import { MyReport, type MyReportProps } from './MyReport.tsx'
import { ReceiptPage } from './ReceiptPage.tsx'
import { ReportForm } from './ReportForm.tsx'
import { first, submitTyped, takePhotos, typedIn } from './submit.ts'
import { Track } from './Track.tsx'

/** Nine photos, sixty megabytes in all: what a phone sends at most, and what may lie in memory for one visitor. */
const withPhotos: Limits = { files: photosAtMost, fields: 60, totalBytes: 60 * 1024 * 1024 }
const wordsOnly: Limits = { files: 0, fields: 20 }

const numberIn = (typed: string | undefined): string | undefined => valueOf(caseNo(), typed)

/** A form may be begun by a link: which category, where. */
function begunBy({ asked }: FormRequest): ReportShown {
  const { category, area, address } = typedIn({
    category: [asked('category')],
    area: [asked('area')],
    address: [asked('address')]
  })
  return emptyReport({ category, area, address, photos: [] }, numberIn(asked('again')))
}

async function report(request: FormRequest, sent: Sent): Promise<FormOutcome<ReportShown>> {
  const { call, ip } = request
  const { typed, submitKey, errors } = await readReport(request, sent)
  const areas = await call('areas', {}, guest)
  const outcome =
    errors.length > 0
      ? { errors: { photos: errors.join(' ') } }
      : await submitTyped(call, typed, areas.items, { ip, key: submitKey })
  if (!('receipt' in outcome)) {
    // What is sent next is another body: the same key would be refused for it.
    return again({ typed, ...outcome, again: numberIn(first(sent.fields, 'again')), submitKey: randomUUID() })
  }
  await keepReceipt(request, outcome.receipt)
  return see(receiptHref(outcome.receipt.no))
}

const receiptHref = (no: string): string => `/track/receipt/${no}`

interface TrackShown {
  no?: string | undefined
  refused?: string
}

async function track({ call, ip, keepReporter }: FormRequest, { fields }: Sent): Promise<FormOutcome<TrackShown>> {
  const no = first(fields, 'no') ?? ''
  const tried = await attempt(
    () => call('signInCode', { body: { no, code: first(fields, 'code') ?? '' } }, guest, { ip }),
    []
  )
  if ('done' in tried) {
    keepReporter(tried.done)
    return see('/track/report')
  }
  const { refused } = tried
  // A number or code of the wrong shape is as wrong as any other; saying which helps only who guesses.
  const wrong = refused.code === 'invalid' || refused.code === 'not_found'
  const code = wrong ? 'wrong_code' : refused.code
  return again({ no, refused: refused.more.words ?? errorWords.refusal[code] }, refusals[code])
}

// ——— one's own report

type MineShown = Pick<MyReportProps, 'refused'>

const textIn = (fields: Sent['fields']) => {
  const text = first(fields, 'text')
  return text ? { text } : {}
}

type Act = (
  call: FormRequest['call'],
  viewer: Reporter,
  fields: Sent['fields'],
  photos: readonly string[]
) => Promise<unknown>
const acts: Record<ReporterVerb, Act> = {
  answer: (call, viewer, fields, photos) =>
    call('answer', { params: { id: viewer.report }, body: { text: first(fields, 'text') ?? '', photos } }, viewer),
  withdraw: (call, viewer, fields) => call('withdraw', { params: { id: viewer.report }, body: textIn(fields) }, viewer),
  rate: (call, viewer, fields) =>
    call(
      'rate',
      {
        params: { id: viewer.report },
        body: { solved: first(fields, 'solved'), satisfied: first(fields, 'satisfied'), ...textIn(fields) }
      },
      viewer
    ),
  request_reopen: (call, viewer, fields) =>
    call('requestReopen', { params: { id: viewer.report }, body: { text: first(fields, 'text') ?? '' } }, viewer)
}

const actOf = ({ param }: FormRequest): ReporterVerb =>
  reporterVerbs.find((act) => act === param('act')) ?? refuse('no_such_address')

const shownAgain = (act: ReporterVerb, { fields }: Sent, words: string, status: number) => {
  const typed = { text: first(fields, 'text'), solved: first(fields, 'solved'), satisfied: first(fields, 'satisfied') }
  return again({ refused: { act, words, typed } }, status)
}

async function actOnMine(request: FormRequest, sent: Sent): Promise<FormOutcome<MineShown>> {
  const act = actOf(request)
  const { call, ip, reporter } = request
  if (!reporter) return see('/track')
  const { photos, errors } = await takePhotos(call, reporter, ip, sent.files, [])
  if (errors.length > 0) return shownAgain(act, sent, errors.join(' '), 422)
  try {
    const ids = photos.map((photo) => photo.id)
    await acts[act](call, reporter, sent.fields, ids)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const words = error.code === 'invalid' ? say.mine.needs[act] : wordsOf(error)
    return shownAgain(act, sent, words, refusals[error.code])
  }
  return see(`/track/report?done=${act}`)
}

export const reportPublicRoutes: readonly PublicRoute[] = [
  form({
    path: '/report',
    query: ['category', 'area', 'address', 'again'],
    limits: withPhotos,
    load: (request, shown: ReportShown | undefined) => loadReportForm(request, shown ?? begunBy(request)),
    view: ReportForm,
    act: report,
    notOurs: ({ fields }) =>
      again(
        {
          typed: typedIn(fields),
          errors: {},
          refused: say.badForm,
          again: numberIn(first(fields, 'again')),
          submitKey: keyIn(fields)
        },
        403
      )
  }),
  form({
    path: '/track',
    query: ['no'],
    limits: wordsOnly,
    load: ({ asked, reporter }, shown: TrackShown | undefined) =>
      Promise.resolve({ open: reporter?.no, ...(shown ?? { no: numberIn(asked('no')) }) }),
    view: Track,
    act: track,
    notOurs: ({ fields }) => again({ no: first(fields, 'no') ?? '', refused: say.badForm }, 403)
  }),
  reporterPage({
    path: '/track/receipt/:no',
    load: (request) => loadReceipt(request, `/track?no=${numberIn(request.param('no')) ?? ''}`),
    view: ReceiptPage
  }),
  form({
    path: '/track/report',
    sentTo: '/track/report/:act',
    query: ['done'],
    limits: withPhotos,
    async load({ call, asked, reporter }, shown: MineShown | undefined) {
      if (!reporter) return see('/track')
      const it = await call('readReport', { params: { id: reporter.report } }, reporter)
      return { it, ...(shown ?? { done: reporterVerbs.find((act) => act === asked('done')) }) }
    },
    view: MyReport,
    act: actOnMine,
    notOurs: (sent, request) => shownAgain(actOf(request), sent, say.badForm, 403)
  }),
  button({
    path: '/track/leave',
    limits: wordsOnly,
    act(request) {
      request.keepReporter(null)
      return see('/track')
    },
    notOurs: () => see('/track')
  })
]
