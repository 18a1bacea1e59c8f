/** What the doors of the desk have fetched, stored or checked before a page can be drawn. */
import type { ApiAnswer } from '#shared/api.ts'
import { moveInput, queueTabs, type CaseView, type DeskView, type MoveVerb } from '#shared/cases.ts'
import { Refused, refuse } from '#shared/errors.ts'
import { check } from '#shared/schema.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import { guest, type Staff } from '#server/kernel/viewer.ts'
import type { Where } from './links.ts'
import { bodyOf, type Posted } from './moves.ts'
import type { Ticked } from './ticks.ts'
import { problemsOf, type Problems } from './problems.ts'
import { errorWords, fill, say } from '../../frame/desk-words.ts'

export type Queue = ApiAnswer<'queue'>

/** The list that was asked for; to who asked for none, the first that has work. */
export async function queueFor(call: Call, viewer: Staff, where: Where): Promise<Queue> {
  const queue = await call('queue', { query: { ...where } }, viewer)
  const busy = queueTabs.find((tab) => tab !== 'all' && (queue.counts[tab] ?? 0) > 0)
  return where.tab || queue.items.length > 0 || !busy
    ? queue
    : call('queue', { query: { ...where, tab: busy } }, viewer)
}

/** A case as staff see it; one that this member of staff may read only as the public does is not there for him. */
export async function readDesk(call: Call, no: string, viewer: Staff): Promise<CaseView & { desk: DeskView }> {
  const it = await call('readCase', { params: { no } }, viewer)
  return it.desk ? { ...it, desk: it.desk } : refuse('not_found')
}

/** Stores the files of a form; those that are no photos are named, the others are kept. */
export async function keepPhotos(
  call: Call,
  files: Upload['files'],
  viewer: Staff,
  ip: string
): Promise<{ ids: string[]; wrong?: string }> {
  const ids: string[] = []
  const wrong: string[] = []
  for (const { bytes, name, type } of files) {
    try {
      ids.push((await call('addPhoto', {}, viewer, { ip, file: { bytes, name, type } })).id)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      wrong.push(fill(say.problem.photoOne, { name, why: errorWords.refusal[error.code] }))
    }
  }
  return { ids, ...(wrong.length > 0 && { wrong: wrong.join('') }) }
}

/** What can be said about a form before anything is done: the contract's own complaints. */
export function complaints(verb: MoveVerb, typed: Posted): Problems | undefined {
  const checked = check(moveInput, bodyOf(verb, typed), '/body')
  return checked.ok ? undefined : problemsOf(new Refused('invalid', { errors: checked.complaints }), verb)
}

/** The public page of a case as these ticks would make it; the liaisons of its street stand on it too. */
export async function loadPreview(call: Call, it: CaseView & { desk: DeskView }, ticked: Ticked, viewer: Staff) {
  const { title, shown, photos } = ticked
  const body = { verb: 'publish', version: it.desk.version, title, words: shown, photos }
  const preview = await call('previewPublication', { params: { no: it.no }, body }, viewer)
  const { items: contacts } = await call('contactCards', { query: { area: preview.area.id } }, guest)
  return { it: preview, contacts }
}
