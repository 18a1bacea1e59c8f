/** The desk's queue and its cases: the pages, the form of every verb, the photos, the papers. */
import { Refused, refuse, refusals } from '#shared/errors.ts'
import { queueTabs } from '#shared/cases.ts'
import type { DeskForm } from '#shared/verbs.ts'
import { DeskMap } from './DeskMap.tsx'
import { CasePage } from '../public/CasePage.tsx'
import {
  deskFile,
  deskForm,
  deskPage,
  deskScript,
  type DeskOutcome,
  type DeskRequest,
  type DeskRoute
} from '../../frame/desk.tsx'
import { fill, say } from '../../frame/desk-words.ts'
import { chosenOf, one } from '../../frame/fields.ts'
import { firstPlace } from '../../frame/nav.ts'
import { keepPhotos } from '../../frame/photos.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import type { ShellSlots } from '../../frame/Shell.tsx'
import type { Box } from '../../map/mercator.ts'
import { ConfirmPage } from './Confirm.tsx'
import { DeskPage } from './DeskPage.tsx'
import { inOrder, mineOf, neighbours } from './groups.ts'
import { caseHref, queueHref, whereOf, type Where } from './links.ts'
import { complaints, loadPreview, masksFor, proposedFor, queueFor, readDesk, type Queue } from './loaders.ts'
import {
  asConfirmed,
  asForm,
  asMoveVerb,
  bodyOf,
  leadingForm,
  leavesCase,
  opens,
  verbsOf,
  type Confirmed,
  type Posted
} from './moves.ts'
import { orderPdf } from './order.ts'
import { problemsOf, type Problems } from './problems.ts'
import { QueueMap } from './QueueMap.tsx'
import { DoneToast, Keys, MineLine } from './ShellParts.tsx'
import { isOutdated, rulingsOf, unseenMarks } from './masks.ts'
import { allowed, consents, notLookedAt, suggested } from './ticks.ts'

const noProblems: Problems = { fields: {} }

/** A form as it is on show: as the address asks, or as it comes back with what was typed. */
interface Shown {
  form: DeskForm | undefined
  typed?: Posted
  problems?: Problems
  /** The list that was asked for, where it has been read already. */
  list?: Queue
}

async function openCase(
  request: DeskRequest,
  no: string,
  { form, typed = {}, problems = noProblems }: Shown,
  tab: Queue['tab']
) {
  const { call, viewer, base } = request
  const [caseView, { tiles, categories }] = await Promise.all([
    readDesk(call, no, viewer),
    call('categories', {}, viewer)
  ])
  const leading = leadingForm(caseView, tab)
  const shown = form && opens(caseView, form) ? form : problems.moved ? undefined : leading
  return {
    caseView,
    form: shown,
    leading,
    typed,
    problems,
    tiles,
    categories,
    proposed: await proposedFor(call, no, shown, viewer),
    masks:
      shown === 'publish' && consents(caseView)
        ? await masksFor(call, caseView, typed['title']?.[0], typed, viewer)
        : undefined,
    by: request.asked('by') === 'office' ? ('office' as const) : undefined,
    map: <DeskMap base={base} caseView={caseView} />
  }
}

/** The queue, and a case beside it: the one that was asked for, else the first. */
async function loadDesk(request: DeskRequest, no: string | undefined, shown: Shown) {
  const { call, viewer, now } = request
  const where = whereOf(request.query)
  const { queue, todo, accept } = await queueFor(call, viewer, where, shown.list)
  const opened = no ?? inOrder(queue.tab, queue.items, now)[0]?.no
  return {
    queue,
    where,
    view: no === undefined ? ('queue' as const) : ('case' as const),
    mine: todo && mineOf(todo, accept, now),
    open: opened === undefined ? undefined : await openCase(request, opened, shown, queue.tab)
  }
}
type Loaded = Awaited<ReturnType<typeof loadDesk>>

const titleOf = ({ view, open, queue }: Loaded): string =>
  view === 'case' && open ? open.caseView.title : say.tab[queue.tab]

function slotsOf({ view, mine, where }: Loaded, { keys, asked }: DeskRequest): ShellSlots {
  const [verb, no] = [asMoveVerb(asked('done')), asked('of')]
  return {
    view,
    ...(mine && { top: <MineLine mine={mine} /> }),
    ...(where.q && { q: where.q }),
    foot: (
      <>
        <Keys desk={{ keys }} />
        {verb && /^\d{4}-\d{4}-\d{5,6}$/.test(no) && <DoneToast done={{ verb, no }} where={where} />}
      </>
    )
  }
}

async function confirmPage(
  request: DeskRequest,
  where: Where,
  verb: Confirmed,
  typed: Posted
): Promise<DeskOutcome<Shown>> {
  const caseView = await readDesk(request.call, request.param('no'), request.viewer)
  return {
    title: say.confirm.page,
    instead: ({ token }) => <ConfirmPage verb={verb} caseView={caseView} typed={typed} token={token} where={where} />
  }
}

/** What is sent, read off the form: the verb, and what cannot be right about it. */
function readMove(form: DeskForm, typed: Posted, photosWrong: string | undefined) {
  const named = asMoveVerb(one(typed, 'verb'))
  const verb = named && verbsOf(form).includes(named) ? named : undefined
  const asked = verb && one(typed, 'confirmed') !== 'yes' ? asConfirmed(verb) : undefined
  // Whatever is sent on is held against the contract there; here only what stays here.
  const staysHere = !verb || photosWrong !== undefined || asked !== undefined
  const problems = staysHere ? complaints(verb ?? verbsOf(form)[0] ?? 'note', typed) : undefined
  if (verb && photosWrong === undefined && !problems) return { verb, asked }
  const fields = {
    ...(!verb && { verb: say.problem.result }),
    ...problems?.fields,
    ...(photosWrong && { photos: photosWrong })
  }
  return { problems: { ...problems, fields } }
}

/** How a moderator ruled on the texts; or what he has not looked at yet. */
async function readRuling({ call, viewer, param }: DeskRequest, typed: Posted) {
  const caseView = await readDesk(call, param('no'), viewer)
  const unseen = notLookedAt(caseView, typed['looked'] ?? [])
  if (unseen.length > 0) return { problems: { fields: { looked: fill(say.problem.looked, { n: unseen.length }) } } }
  if (!consents(caseView)) return {}
  const { texts, nowhere } = await masksFor(call, caseView, one(typed, 'title'), typed, viewer)
  const { shown } = allowed(caseView, { title: '', shown: (typed['shown'] ?? []).map(Number), photos: [] })
  const fresh = unseenMarks(texts, shown)
  if (fresh > 0) return { problems: { fields: { texts: fill(say.problem.masks, { n: fresh }) } } }
  if (isOutdated(texts, typed)) return { problems: { fields: { texts: say.problem.masksOutdated } } }
  if (nowhere) return { problems: { fields: { maskWords: say.problem.maskWords } } }
  return { texts: rulingsOf(texts, shown) }
}

async function moveCase(request: DeskRequest, sent: Sent): Promise<DeskOutcome<Shown>> {
  const { call, viewer, ip, now } = request
  const no = request.param('no')
  const form = asForm(one(sent.fields, 'form')) ?? refuse('unparseable')
  const { ids, wrong } = await keepPhotos(request, sent.files, one(sent.fields, 'key'))
  const typed: Posted = {
    ...sent.fields,
    ...(ids.length > 0 && { photos: [...(sent.fields['photos'] ?? []), ...ids] })
  }
  const look = one(typed, 'look')
  if (look) return again({ form, typed: { ...typed, looked: [...(typed['looked'] ?? []), look] } }, 200)
  if (one(typed, 'redraw') || one(typed, 'back')) return again({ form, typed }, 200)
  const move = readMove(form, typed, wrong)
  if ('problems' in move) return again({ form, typed, problems: move.problems })
  // A sentence that was offered says in brackets what is still to be written.
  if (/〔[^〕]*〕/.test(one(typed, 'words')))
    return again({ form, typed, problems: { fields: { words: say.problem.blank } } })
  const ruled = move.verb === 'publish' ? await readRuling(request, typed) : {}
  if (ruled.problems) return again({ form, typed, problems: ruled.problems })
  const { verb, asked } = move
  const where = whereOf(request.query)
  if (asked) return confirmPage(request, where, asked, typed)

  // Read before the case leaves it, so that the next one is known.
  const list = await call('queue', { query: { ...where } }, viewer)
  const { items, tab } = list
  try {
    await call('moveCase', { params: { no }, body: { ...bodyOf(verb, typed), ...ruled } }, viewer, { ip })
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'forbidden') throw error
    if (error.code === 'second_person' && verb === 'erase') {
      const ask = { act: 'erase', no, entry: Number(one(typed, 'entry')), note: one(typed, 'words') }
      await call('askApproval', { body: { ask } }, viewer)
      return see('/office/approvals?done=asked')
    }
    return again({ form, typed, problems: problemsOf(error, verb), list }, refusals[error.code])
  }
  const beside = neighbours(inOrder(tab, items, now), no)
  const next = leavesCase(verb) ? (beside.after ?? beside.before) : no
  const done = { done: verb, of: no }
  return see(next ? caseHref(next, { ...where, tab }, done) : queueHref({ ...where, tab }, done))
}

/** Opens name and number; the page shows them for half an hour. */
async function openContact({ call, param, viewer }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  const no = param('no')
  const words = one(fields, 'words')
  const body = { report: one(fields, 'report'), reason: one(fields, 'reason'), ...(words && { words }) }
  await call('openContact', { params: { no }, body }, viewer)
  return see(caseHref(no, {}))
}

/** The public page of a case as these ticks would make it, for the moderator's frame alone. */
async function preview(request: DeskRequest) {
  const { call, viewer, param, asked, query, site } = request
  const caseView = await readDesk(call, param('no'), viewer)
  const every = (name: string) => [query[name] ?? []].flat()
  const posted: Posted = { of: every('of'), hit: every('hit'), mask: every('mask') }
  const ticked =
    query['title'] === undefined
      ? suggested(caseView)
      : { title: asked('title'), shown: every('shown').map(Number), photos: every('photos') }
  const { texts } = await masksFor(
    call,
    caseView,
    query['title'] === undefined ? undefined : ticked.title,
    posted,
    viewer
  )
  return {
    ...(await loadPreview(call, caseView, ticked, texts, viewer)),
    site: { ...site, here: `/cases/${caseView.no}` }
  }
}

export const caseDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: '/office/',
    title: titleOf,
    slots: slotsOf,
    async load(request) {
      chosenOf(queueTabs, request.asked('tab'))
      const elsewhere = firstPlace(request.viewer)
      if (elsewhere !== undefined) return see(elsewhere)
      // A city without a street has no case either: who may begin it begins.
      const begins = request.viewer.roles.includes('admin') && (await request.call('areas', {}, request.viewer)).city
      return begins && begins.preparing
        ? see('/office/admin/set-up')
        : loadDesk(request, undefined, { form: undefined })
    },
    view: DeskPage
  }),
  deskForm({
    path: '/office/cases/:no',
    title: titleOf,
    slots: slotsOf,
    load: (request, shown: Shown | undefined) =>
      loadDesk(request, request.param('no'), shown ?? { form: asForm(request.asked('act')) }),
    view: DeskPage,
    act: { '/office/cases/:no': moveCase, '/office/cases/:no/contact': openContact },
    restored: ({ fields }) => ({ form: asForm(one(fields, 'form')), typed: fields })
  }),
  deskPage({
    path: '/office/map',
    title: () => say.map.title,
    async load({ call, viewer, query }) {
      const { tab } = whereOf(query)
      const [queue, areas] = await Promise.all([
        call('queue', { query: { ...(tab && { tab }) } }, viewer),
        call('areas', {}, viewer)
      ])
      const { items, counts, older } = queue
      return { tab: queue.tab, counts, items, more: older !== undefined, city: areas.city.bbox as unknown as Box }
    },
    view: QueueMap
  }),
  deskPage({ path: '/office/cases/:no/preview', whole: true, load: preview, view: CasePage }),
  deskScript({
    path: '/office/photos',
    act({ call, viewer, ip }, { files: [sent] }) {
      const { bytes, name, type } = sent ?? refuse('not_a_photo')
      return call('addPhoto', {}, viewer, { ip, file: { bytes, name, type } })
    }
  }),
  deskFile({
    path: '/office/cases/:no/orders/:n.pdf',
    strangers: 'refused',
    async load({ call, viewer, param, site, origin }) {
      const order = await call('readOrder', { params: { no: param('no'), n: param('n') } }, viewer)
      const body = await orderPdf(order, site.city.name, `${origin}/office/cases/${order.no}`)
      const name = `${order.number}.pdf`
      return { body, type: 'application/pdf', name, inline: true, header: 'private, no-store' }
    }
  })
]
