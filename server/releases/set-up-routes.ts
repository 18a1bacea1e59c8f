/** Handlers of a city's first day: how far it has come, tables of offices and people, the usual rules. */
import { isBlank } from '#config/city/index.ts'
import { refuse } from '#shared/errors.ts'
import { setUp } from '#shared/locales/set-up.ts'
import type { DraftView } from '#shared/releases.ts'
import { idOf } from '#shared/parts.ts'
import type { setUpEndpoints } from '#shared/set-up.ts'
import { findRelease, readParts, type DraftDoc, type Parts } from '#server/city/index.ts'
import type { AppContext } from '#server/context.ts'
import { keepMails } from '#server/members/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { hashesOf, newest, openDraft, partsOf, putPart, putParts } from './draft.ts'
import { changesBetween, put, type Entry } from './parts.ts'
import { permit } from './policy.ts'
import { presentDraft } from './present.ts'
import { verdictOnNext } from './publish.ts'
import { stepsOf } from './set-up.ts'
import { readPartTable } from './tables.ts'
import { usualRules, usualSupervising } from './usual-rules.ts'

const changesAtMost = 2000
const problemsAtMost = 500

const show = async (draft: DraftDoc): Promise<DraftView> =>
  presentDraft(draft, (await findRelease(draft.base)) ?? refuse('not_found'))

/** Whose checker is not there, or himself, gets the usual one: the centre comes first, and who checks it in a later table. */
function settled(entries: readonly Entry[]): readonly Entry[] {
  const offices = entries as unknown as Parts['offices']
  const known = new Set(offices.map(({ id }) => id))
  return offices.map((office) =>
    known.has(office.supervising) && office.supervising !== office.id
      ? office
      : { ...office, supervising: usualSupervising(office, offices) }
  ) as unknown as Entry[]
}

export function setUpRoutes(context: AppContext): Pick<Handlers, keyof typeof setUpEndpoints> {
  return {
    async readSetUp(_input, viewer) {
      permit(viewer, 'read')
      const draft = await openDraft()
      const now = context.now()
      const [parts, verdict, view, last] = await Promise.all([
        partsOf(draft),
        verdictOnNext(hashesOf(draft), now),
        show(draft),
        newest()
      ])
      const published = last._id > 0 && !isBlank(await readParts(last.parts))
      return {
        open: context.city().areas.streets.length > 0,
        draft: view,
        steps: stepsOf({ parts, verdict, now, published, changed: view.changed })
      }
    },

    async importTable({ body }, viewer) {
      const by = permit(viewer, 'edit')
      const { part } = body
      const before = await openDraft()
      const parts = await partsOf(before)
      const { rows, good, problems, mails } = readPartTable(part, body.text, parts)
      const bad = problems.some(({ severity }) => severity === 'error')
      const was: readonly Entry[] = parts[part] as unknown as Entry[]
      const merged = good.reduce<readonly Entry[]>((all, entry) => put(all, entry) ?? all, was)
      const value = part === 'offices' ? settled(merged) : merged
      const changes = changesBetween({ [part]: was }, { [part]: value })
      const taken = good.length > 0 && (!bad || body.leaveOut === true) && body.dry !== true
      const seen = body.revision
      if (before.parts[part].revision !== seen) refuse('stale')
      const draft = taken ? await putPart(part, seen, value, { by, at: context.now() }) : before
      if (taken) await keepMails(mails, context.now())
      return {
        taken,
        draft: await show(draft),
        revision: draft.parts[part].revision,
        rows,
        good: new Set(good.map(idOf)).size,
        mails: mails.length,
        problems: problems.slice(0, problemsAtMost),
        changes: changes.slice(0, changesAtMost),
        more: changes.length > changesAtMost
      }
    },

    async putUsualRules({ body }, viewer) {
      const by = permit(viewer, 'edit')
      const before = await openDraft()
      if (before.revision !== body.revision) refuse('stale')
      const parts = await partsOf(before)
      for (const { office, categories } of body.exceptions) {
        if (!parts.offices.some(({ id }) => id === office)) refuse('unknown_office')
        if (categories.some((code) => !parts.categories.some((category) => category.code === code)))
          refuse('unknown_category')
      }
      const base = await readParts(((await findRelease(before.base)) ?? refuse('not_found')).parts)
      const made =
        usualRules(parts, body.exceptions, base.rules) ?? refuse('unknown_office', { words: setUp.usual.noCentre })
      return show(await putParts(before.revision, made, 'import', { by, at: context.now() }))
    }
  }
}
