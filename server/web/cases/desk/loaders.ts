/** What the pages of the desk have fetched or checked before they can be drawn. */
import type { ApiAnswer } from '#shared/api.ts'
import { caseEndpoints, moveInput, queueTabs, type CaseView, type DeskView, type MoveVerb } from '#shared/cases.ts'
import { Refused, refuse } from '#shared/errors.ts'
import { check } from '#shared/schema.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest, type Staff } from '#server/kernel/viewer.ts'
import type { DeskForm } from '#shared/verbs.ts'
import type { Where } from './links.ts'
import { bodyOf } from './moves.ts'
import { isNowhere, markedTexts, rulingsOf, type MarkedText } from './masks.ts'
import { consents, type Ticked } from './ticks.ts'
import { one, type Posted } from '../../frame/fields.ts'
import { problemsOf, type Problems } from './problems.ts'

export type Queue = ApiAnswer<'queue'>

/** What a page of the queue shows, and what waits today; each list is read once. */
export interface QueueRead {
  queue: Queue
  /** The first page of his own work; nothing for who has none. */
  todo: Queue | undefined
  /** The first page of what his office has been given and nobody has taken on. */
  accept?: Queue | undefined
}

/** The list that was asked for; to who asked for none, the first that has work. */
export async function queueFor(call: Call, viewer: Staff, where: Where, known?: Queue): Promise<QueueRead> {
  const read = (asked: Where) => call('queue', { query: { ...asked } }, viewer)
  const asked = known ?? (await read(where))
  const busy = queueTabs.find((tab) => tab !== 'all' && (asked.counts[tab] ?? 0) > 0)
  const queue = where.tab || asked.items.length > 0 || !busy ? asked : await read({ ...where, tab: busy })
  if (queue.counts.todo === undefined) return { queue, todo: undefined }
  const whole = async (tab: 'todo' | 'accept'): Promise<Queue> =>
    [queue, asked].find((list) => list.tab === tab && !where.q && !where.after) ?? read({ tab })
  const [todo, accept] = await Promise.all([whole('todo'), queue.counts.accept ? whole('accept') : undefined])
  return { queue, todo, accept }
}

/** A case as staff see it; one that this member of staff may read only as the public does is not there for him. */
export async function readDesk(call: Call, no: string, viewer: Staff): Promise<CaseView & { desk: DeskView }> {
  const caseView = await call('readCase', { params: { no } }, viewer)
  return caseView.desk ? { ...caseView, desk: caseView.desk } : refuse('not_found')
}

/** Whom the rules name now, on the forms that send a case somewhere; asked only where one is on show. */
export async function proposedFor(call: Call, no: string, form: DeskForm | undefined, viewer: Staff) {
  if (form !== 'dispatch' && form !== 'reclassify') return {}
  const { items } = await call('proposeOffices', { params: { no } }, viewer)
  return Object.fromEntries(items.map(({ category, office }) => [category, office]))
}

/** What can be said about a form before anything is done: the contract's own complaints. */
export function complaints(verb: MoveVerb, typed: Posted): Problems | undefined {
  const checked = check(moveInput, bodyOf(verb, typed), '/body')
  return checked.ok ? undefined : problemsOf(new Refused('invalid', { errors: checked.complaints }), verb)
}

/** What is found in the texts of a publication, and what else has been marked; asked only where its form is on show. */
export async function masksFor(
  call: Call,
  caseView: CaseView,
  title: string | undefined,
  posted: Posted,
  viewer: Staff
) {
  // A title that is none is complained of beside its field.
  const asked = title !== undefined && check(titleAsked, { title }).ok ? { title } : {}
  const { texts, measured } = await call('proposeMasks', { params: { no: caseView.no }, body: asked }, viewer)
  const open = new Set(caseView.desk?.publication.open)
  const offered = texts.filter(({ of }) => of === 'title' || of === 'place' || open.has(Number.parseInt(of, 10)))
  const marked = markedTexts(offered, posted)
  return { texts: marked, nowhere: isNowhere(marked, posted) ? one(posted, 'maskWords') : '', measured }
}
const titleAsked = caseEndpoints.proposeMasks.body

/** The public page of a case as these ticks and masks would make it; the liaisons of its street stand on it too. */
export async function loadPreview(
  call: Call,
  caseView: CaseView & { desk: DeskView },
  ticked: Ticked,
  texts: readonly MarkedText[],
  viewer: Staff
) {
  const { title, shown, photos } = ticked
  const body = {
    verb: 'publish',
    version: caseView.desk.version,
    title,
    words: shown,
    photos,
    texts: consents(caseView) ? rulingsOf(texts, shown) : []
  }
  const preview = await call('previewPublication', { params: { no: caseView.no }, body }, viewer)
  const { items: contacts } = await call('contactCards', { query: { area: preview.area.id } }, guest)
  return { caseView: preview, contacts }
}
