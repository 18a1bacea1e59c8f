/** Reporting, and coming back to one's own report. */
import { randomUUID } from 'node:crypto'
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { photosAtMost } from '#shared/photos.ts'
import { caseNo, valueOf } from '#shared/schema.ts'
import { reporterVerbs, type ReporterVerb } from '#shared/verbs.ts'
import { guest } from '#server/kernel/viewer.ts'
import { onceOpen } from '../../frame/Preparing.tsx'
import { attempt, wordsOf, type Posted } from '../../frame/fields.ts'
import { button, form, reporterPage, type FormOutcome, type FormRequest, type PublicRoute } from '../../frame/public.ts'
import { again, see, type Again, type Limits, type Sent } from '../../frame/route.ts'
import type { Reporter } from '../../frame/session.ts'
import { errorWords, say } from '../../frame/words.ts'
import {
  emptyReport,
  keepReceipt,
  keptInReport,
  loadReceipt,
  loadOpenForm,
  readReport,
  type ReportShown
} from './load.ts'
import { MyReport, type MyReportProps } from './MyReport.tsx'
import { ReceiptPage } from './ReceiptPage.tsx'
import { ReportForm } from './ReportForm.tsx'
import { first, keptIn, similarTo, submitTyped, takePhotos, typedIn } from './submit.ts'
import { doorField, isDoor, Track, type TrackProps } from './Track.tsx'

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
  const earlier = numberIn(first(sent.fields, 'again'))
  const isAsked = errors.length > 0 || earlier !== undefined || first(sent.fields, 'distinct') !== undefined
  const similar = isAsked ? [] : await similarTo(call, typed, ip)
  if (similar.length > 0) return again({ typed, errors: {}, submitKey, similar }, 200)
  const outcome =
    errors.length > 0
      ? { errors: { photos: errors.join(' ') } }
      : await submitTyped(call, typed, areas.items, { ip, key: submitKey })
  if (!('receipt' in outcome)) {
    // What is sent next is another body: the same key would be refused for it.
    return again({ typed, ...outcome, again: earlier, submitKey: randomUUID() })
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
  const { words, status } = codeRefused(tried.refused)
  return again({ no, refused: words }, status)
}

/** A number or code of the wrong shape is as wrong as any other; saying which helps only who guesses. */
function codeRefused({ code: why, more }: Refused): { words: string; status: number } {
  const code = why === 'invalid' || why === 'not_found' ? 'wrong_code' : why
  return {
    words: why === code ? (more.words ?? errorWords.refusal[code]) : errorWords.refusal[code],
    status: refusals[code]
  }
}

// ——— one's own report

interface MineShown extends Pick<MyReportProps, 'refused'> {
  /** Who has shown number and code just now: his cookie comes with the answer. */
  reporter?: Reporter
  /** His key has run out: what was sent is kept on the page that asks for number and code. */
  door?: Pick<TrackProps, 'kept' | 'no' | 'refused'>
}

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
  consent: (call, viewer, fields) => {
    const said = first(fields, 'consent')
    const body = said === 'yes' || said === 'no' ? { consentPublic: said === 'yes' } : {}
    return call('consent', { params: { id: viewer.report }, body }, viewer)
  },
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
    call('requestReopen', { params: { id: viewer.report }, body: { text: first(fields, 'text') ?? '' } }, viewer),
  object: (call, viewer, fields) =>
    call('objectTo', { params: { id: viewer.report }, body: { text: first(fields, 'text') ?? '' } }, viewer)
}

const actOf = ({ param }: FormRequest): ReporterVerb =>
  reporterVerbs.find((act) => act === param('act')) ?? refuse('no_such_address')

const shownAgain = (act: ReporterVerb, fields: Posted, words: string, status: number, more: MineShown = {}) => {
  const typed = { text: first(fields, 'text'), solved: first(fields, 'solved'), satisfied: first(fields, 'satisfied') }
  return again({ ...more, refused: { act, words, typed, photos: keptIn(fields) } }, status)
}

/** What was sent by whom this browser no longer knows: it waits beside number and code, and comes back with them. */
async function enterAgain(request: FormRequest, { fields }: Sent): Promise<Again<MineShown>> {
  const { call, ip, keepReporter } = request
  const kept = {
    action: `/track/report/${actOf(request)}`,
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== '_token' && !isDoor(name)))
  }
  const [no, code] = [first(fields, doorField('no')), first(fields, doorField('code'))]
  if (no === undefined && code === undefined) return again({ door: { kept } }, 401)
  const tried = await attempt(() => call('signInCode', { body: { no: no ?? '', code: code ?? '' } }, guest, { ip }), [])
  if ('refused' in tried) {
    const { words, status } = codeRefused(tried.refused)
    return again({ door: { kept, no, refused: words } }, status)
  }
  const { viewer } = tried.done
  keepReporter(tried.done)
  if (viewer.no === undefined || viewer.report === undefined) return refuse('broken')
  const reporter: Reporter = { kind: 'code', no: viewer.no, report: viewer.report }
  return shownAgain(actOf(request), kept.fields, say.mine.restored, 200, { reporter })
}

/** The fields with the photos that came as files, which go on by their ids. */
async function withKept({ call, reporter, ip }: FormRequest, sent: Sent) {
  const { photos, errors } = await takePhotos(call, reporter ?? guest, ip, {
    files: sent.files,
    already: keptIn(sent.fields),
    key: sent.fields['key']?.[0]
  })
  return {
    photos,
    errors,
    sent: { fields: { ...sent.fields, photo: photos.map((photo) => keptInReport(photo)[1]) }, files: [] }
  }
}

async function actOnMine(request: FormRequest, given: Sent): Promise<FormOutcome<MineShown>> {
  const act = actOf(request)
  const { call, reporter } = request
  const { photos, errors, sent } = await withKept(request, given)
  if (!reporter) return enterAgain(request, sent)
  if (errors.length > 0) return shownAgain(act, sent.fields, errors.join(' '), 422)
  try {
    const ids = photos.map((photo) => photo.id)
    await acts[act](call, reporter, sent.fields, ids)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const words = error.code === 'invalid' ? say.mine.needs[act] : wordsOf(error)
    return shownAgain(act, sent.fields, words, refusals[error.code])
  }
  return see(`/track/report?done=${act}`)
}

const toldAtMost = 3

/** His report and what he may do with it, or the page that asks for number and code. */
const Mine = (props: MyReportProps | TrackProps) => ('report' in props ? <MyReport {...props} /> : <Track {...props} />)

async function loadMine({ call, asked, reporter: known }: FormRequest, shown: MineShown | undefined) {
  const reporter = shown?.reporter ?? known
  if (!reporter) return shown?.door ?? see('/track')
  const [report, { items }, { items: reads }] = await Promise.all([
    call('readReport', { params: { id: reporter.report } }, reporter),
    call('myNotices', { query: {} }, reporter),
    call('contactReads', { params: { id: reporter.report } }, reporter)
  ])
  const told = items.slice(0, toldAtMost)
  return {
    report,
    told,
    reads,
    ...(shown ? { refused: shown.refused } : { done: reporterVerbs.find((act) => act === asked('done')) })
  }
}

export const reportPublicRoutes: readonly PublicRoute[] = [
  form({
    path: '/report',
    query: ['category', 'area', 'address', 'again'],
    limits: withPhotos,
    load: (request, shown: ReportShown | undefined) => loadOpenForm(request, shown ?? begunBy(request)),
    view: onceOpen(ReportForm),
    act: report,
    async notOurs(sent, request) {
      const { typed, submitKey, errors } = await readReport(request, sent)
      const { fields } = sent
      return again(
        {
          typed,
          errors: errors.length > 0 ? { photos: errors.join(' ') } : {},
          refused: say.badForm,
          again: numberIn(first(fields, 'again')),
          submitKey
        },
        403
      )
    }
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
    load: loadMine,
    view: Mine,
    act: actOnMine,
    async notOurs(given, request) {
      const { sent } = await withKept(request, given)
      return request.reporter ? shownAgain(actOf(request), sent.fields, say.badForm, 403) : enterAgain(request, sent)
    }
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
