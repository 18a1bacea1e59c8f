/** The overview: publish, discard, revoke, export, and bringing a whole city in. */
import { cityParts } from '#shared/parts.ts'
import type { ImportReport } from '#shared/releases.ts'
import type { DeskOutcome, DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, chosenOf, one, type Posted } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { adminFile, adminForm, adminInstead, type AdminAct } from './admin.tsx'
import { ImportCheck } from './ImportCheck.tsx'
import { momentIn, notDone, readDraft, readVerdict, refusedWords, revisionIn } from './draft.ts'
import { keepsake, type Kept } from './kept.ts'
import { adminHome, query } from './links.ts'
import { Overview } from './Overview.tsx'
import { publishOrAsk } from './publish.ts'
import { fill, say } from './words.ts'

const noteWrong = (note: string): string | undefined =>
  [...note.trim()].length < 2
    ? fill(say.wrong.min, { n: 2 })
    : [...note.trim()].length > 200
      ? fill(say.wrong.max, { n: 200 })
      : undefined

interface Shown {
  typed?: Posted
  wrong?: Record<string, string>
  refused?: string
}

async function load({ call, viewer, asked }: DeskRequest, shown: Shown | undefined) {
  const part = chosenOf(cityParts, asked('part'))
  const [after, before] = [asked('after'), asked('before')]
  const [verdict, changes, releases, history] = await Promise.all([
    readVerdict(call, viewer),
    call('diffDraft', {}, viewer),
    call('listReleases', { query: { ...(before && { before }) } }, viewer),
    call('draftHistory', { query: { ...(part && { part }), ...(after && { after }) } }, viewer)
  ])
  return {
    verdict,
    changes,
    releases: releases.items,
    moreReleases: releases.more,
    edits: history.items,
    older: history.older,
    part,
    typed: {},
    wrong: {},
    ...shown
  }
}

const publish: AdminAct<Shown> = async (request, { fields }) => {
  const note = one(fields, 'note')
  const later = one(fields, 'when') === 'later'
  const from = later ? momentIn(one(fields, 'from')) : undefined
  const noteIs = noteWrong(note)
  const wrong = { ...(noteIs && { note: noteIs }), ...(later && !from && { from: say.home.wrongFrom }) }
  if (Object.keys(wrong).length > 0) return again({ typed: fields, wrong })
  const body = { revision: revisionIn(one(fields, 'revision')), note, ...(from && { from }) }
  const tried = await publishOrAsk(request, body)
  if ('see' in tried) return tried
  if ('done' in tried) return see(adminHome + query({ done: 'published', version: tried.done.version }))
  const { refused } = tried
  const shown = notDone(refused, { typed: fields })
  return refused.code === 'too_early'
    ? again({ typed: fields, wrong: { from: refusedWords(refused) } }, shown.status)
    : shown
}

const discard: AdminAct<Shown> = async ({ call, viewer }, { fields }) => {
  const body = { revision: revisionIn(one(fields, 'revision')) }
  const tried = await attempt(() => call('discardDraft', { body }, viewer))
  return 'done' in tried ? see(adminHome + query({ done: 'discarded' })) : notDone(tried.refused, {})
}

const revoke: AdminAct<Shown> = async ({ call, viewer, param }, { fields }) => {
  const version = param('version')
  const note = one(fields, 'note')
  const wrong = noteWrong(note)
  if (wrong) return again({ typed: { revokeNote: [note] }, wrong: { revoke: wrong } })
  const tried = await attempt(() => call('revokeRelease', { params: { version }, body: { note } }, viewer))
  if ('done' in tried) return see(adminHome + query({ done: 'revoked', version }))
  if (tried.refused.code !== 'second_person') return notDone(tried.refused, {})
  await call('askApproval', { body: { ask: { act: 'revoke', version, note } } }, viewer)
  return see('/office/approvals?done=asked')
}

// ——— bringing a whole city in: read, report, and only then take

const report = (request: DeskRequest, file: Kept, told: ImportReport, key: string): Promise<DeskOutcome<Shown>> =>
  adminInstead(
    request,
    'home',
    say.importing.title,
    ({ token }) => (
      <ImportCheck
        title={say.importing.title}
        name={file.name}
        problems={told.problems}
        changes={told.changes}
        more={told.more}
        back={`${adminHome}#files`}
        take={{ action: `${adminHome}import/take`, token, revision: told.draft.revision, key }}
      />
    ),
    told.problems.some((problem) => problem.severity === 'error') ? 422 : 200
  )

function importing(kept: ReturnType<typeof keepsake>): Record<string, AdminAct<Shown>> {
  const wrong = (file: string) => again({ wrong: { file } })
  return {
    async [`${adminHome}import`](request: DeskRequest, { files: [sent] }: Sent) {
      const { call, viewer } = request
      if (!sent) return wrong(say.importing.missing)
      const file = kept.read(sent)
      if (!file) return wrong(say.importing.unreadable)
      const { revision } = await readDraft(call, viewer)
      const told = await call('importCity', { body: { revision, file: file.json, dry: true } }, viewer)
      return report(request, file, told, kept.keep(viewer.family, file))
    },
    async [`${adminHome}import/take`](request: DeskRequest, { fields }: Sent) {
      const { call, viewer } = request
      const key = one(fields, 'key')
      const file = kept.find(viewer.family, key)
      if (!file) return wrong(say.importing.forgotten)
      const body = { revision: revisionIn(one(fields, 'revision')), file: file.json }
      const tried = await attempt(() => call('importCity', { body }, viewer))
      if ('refused' in tried) return notDone(tried.refused, {})
      if (!tried.done.taken) return report(request, file, tried.done, key)
      kept.drop(key)
      return see(adminHome + query({ done: 'imported' }))
    }
  }
}

export const homeRoutes = (): readonly DeskRoute[] => [
  adminForm({
    path: adminHome,
    here: 'home',
    title: () => say.pages.home,
    load,
    view: Overview,
    act: {
      [`${adminHome}publish`]: publish,
      [`${adminHome}discard`]: discard,
      [`${adminHome}releases/:version/revoke`]: revoke,
      ...importing(keepsake())
    },
    restored: ({ fields }, _request, path) =>
      path.endsWith('/revoke')
        ? { typed: { revokeNote: [one(fields, 'note')] } }
        : path.endsWith('/publish')
          ? { typed: fields }
          : undefined
  }),
  adminFile({
    path: `${adminHome}export`,
    async load({ call, viewer, asked }) {
      const release = asked('release')
      const file = await call('exportCity', { query: { ...(release && { release }) } }, viewer)
      return {
        body: `${JSON.stringify(file, null, 1)}\n`,
        type: 'application/json; charset=utf-8',
        name: `${file.info.id}-${release ? `release-${release}` : 'draft'}.json`
      }
    }
  })
]
