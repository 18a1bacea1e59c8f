/** The doors of the overview: publish, discard, revoke, export, import. */
import { cityParts } from '#shared/parts.ts'
import type { ImportReport } from '#shared/releases.ts'
import { refusals } from '#shared/errors.ts'
import { startOfDay } from '#shared/time-format.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { first } from '../../cases/desk/links.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { Bring } from './Bring.tsx'
import { keepsake, type Kept } from './kept.ts'
import { attempt, readDraft, readVerdict, refusedWords, revisionIn, type Ctx, type Kit } from './kit.ts'
import { adminHome, query } from './links.ts'
import { Overview } from './Overview.tsx'
import { fill, say } from './words.ts'

const noteWrong = (note: string): string | undefined =>
  [...note.trim()].length < 2
    ? fill(say.wrong.min, { n: 2 })
    : [...note.trim()].length > 200
      ? fill(say.wrong.max, { n: 200 })
      : undefined

/** 2026-12-01T08:00, as the browser's own field writes it, or with a space: a moment in the city. */
export function momentIn(said: string): string | undefined {
  const [, day, hour = '', minute = ''] = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::\d\d)?$/.exec(said.trim()) ?? []
  if (day === undefined) return undefined
  const at = startOfDay(day) + (Number(hour) * 60 + Number(minute)) * 60_000
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

export function overviewRoutes(kit: Kit): void {
  const { router, call } = kit
  const kept = keepsake()

  async function show(
    ctx: Ctx,
    viewer: Staff,
    more: { typed?: Posted; wrong?: Record<string, string>; refused?: string; status?: number } = {}
  ) {
    const part = cityParts.find((it) => it === first(ctx.query['part']))
    const [after, before] = [first(ctx.query['after']), first(ctx.query['before'])]
    const [draft, verdict, changes, releases, history, { token }] = await Promise.all([
      readDraft(call, viewer),
      readVerdict(call, viewer),
      call('diffDraft', {}, viewer),
      call('listReleases', { query: { ...(before && { before }) } }, viewer),
      call('draftHistory', { query: { ...(part && { part }), ...(after && { after }) } }, viewer),
      kit.desk(ctx, viewer)
    ])
    await kit.show(ctx, viewer, {
      here: 'home',
      title: say.pages.home,
      refused: more.refused,
      status: more.status ?? 200,
      body: (
        <Overview
          token={token}
          draft={draft}
          verdict={verdict}
          changes={changes}
          releases={releases.items}
          moreReleases={releases.more}
          edits={history.items}
          older={history.older}
          part={part}
          typed={more.typed ?? {}}
          wrong={more.wrong ?? {}}
        />
      )
    })
  }

  router.get(
    adminHome,
    kit.admin((ctx, viewer) => show(ctx, viewer))
  )

  router.post(
    `${adminHome}publish`,
    kit.act(async (ctx, viewer, { fields }) => {
      const note = one(fields, 'note')
      const later = one(fields, 'when') === 'later'
      const from = later ? momentIn(one(fields, 'from')) : undefined
      const noteIs = noteWrong(note)
      const wrong = { ...(noteIs && { note: noteIs }), ...(later && !from && { from: say.home.wrongFrom }) }
      if (Object.keys(wrong).length > 0) return show(ctx, viewer, { typed: fields, wrong, status: 422 })
      const tried = await attempt(() =>
        call(
          'publishDraft',
          { body: { revision: revisionIn(one(fields, 'revision')), note, ...(from && { from }) } },
          viewer
        )
      )
      if ('done' in tried) return kit.see(ctx, adminHome + query({ done: 'published', version: tried.done.version }))
      const { refused } = tried
      const early = refused.code === 'too_early'
      return show(ctx, viewer, {
        typed: fields,
        wrong: early ? { from: refusedWords(refused) } : {},
        ...(!early && { refused: refusedWords(refused) }),
        status: refusals[refused.code]
      })
    })
  )

  router.post(
    `${adminHome}discard`,
    kit.act(async (ctx, viewer, { fields }) => {
      const tried = await attempt(() =>
        call('discardDraft', { body: { revision: revisionIn(one(fields, 'revision')) } }, viewer)
      )
      if ('done' in tried) return kit.see(ctx, adminHome + query({ done: 'discarded' }))
      return show(ctx, viewer, { refused: refusedWords(tried.refused), status: refusals[tried.refused.code] })
    })
  )

  router.post(
    `${adminHome}releases/:version/revoke`,
    kit.act(async (ctx, viewer, { fields }) => {
      const version = ctx.params['version'] ?? ''
      const note = one(fields, 'note')
      const revoke = noteWrong(note)
      if (revoke) return show(ctx, viewer, { typed: { revokeNote: [note] }, wrong: { revoke }, status: 422 })
      const tried = await attempt(() => call('revokeRelease', { params: { version }, body: { note } }, viewer))
      if ('done' in tried) return kit.see(ctx, adminHome + query({ done: 'revoked', version }))
      return show(ctx, viewer, { refused: refusedWords(tried.refused), status: refusals[tried.refused.code] })
    })
  )

  router.get(
    `${adminHome}export`,
    kit.admin(async (ctx, viewer) => {
      const release = first(ctx.query['release'])
      const file = await call('exportCity', { query: { ...(release && { release }) } }, viewer)
      ctx.type = 'application/json; charset=utf-8'
      ctx.attachment(`${file.info.id}-${release ? `release-${release}` : 'draft'}.json`)
      ctx.body = `${JSON.stringify(file, null, 1)}\n`
    })
  )

  // ——— bringing a whole city in: read, report, and only then take

  const report = async (ctx: Ctx, viewer: Staff, file: Kept, told: ImportReport, key: string) => {
    const { token } = await kit.desk(ctx, viewer)
    await kit.show(ctx, viewer, {
      here: 'home',
      title: say.bring.title,
      status: told.problems.some((it) => it.severity === 'error') ? 422 : 200,
      body: (
        <Bring
          title={say.bring.title}
          name={file.name}
          problems={told.problems}
          changes={told.changes}
          more={told.more}
          back={`${adminHome}#files`}
          take={{ action: `${adminHome}import/take`, token, revision: told.draft.revision, key }}
        />
      )
    })
  }

  router.post(
    `${adminHome}import`,
    kit.act(async (ctx, viewer, { files: [sent] }) => {
      const wrong = (file: string) => show(ctx, viewer, { wrong: { file }, status: 422 })
      if (!sent) return wrong(say.bring.missing)
      const file = kept.read(sent)
      if (!file) return wrong(say.bring.unreadable)
      const { revision } = await readDraft(call, viewer)
      const told = await call('importCity', { body: { revision, file: file.json, dry: true } }, viewer)
      return report(ctx, viewer, file, told, kept.keep(viewer.family, file))
    })
  )

  router.post(
    `${adminHome}import/take`,
    kit.act(async (ctx, viewer, { fields }) => {
      const key = one(fields, 'key')
      const file = kept.find(viewer.family, key)
      if (!file) return show(ctx, viewer, { wrong: { file: say.bring.forgotten }, status: 422 })
      const revision = revisionIn(one(fields, 'revision'))
      const tried = await attempt(() => call('importCity', { body: { revision, file: file.json } }, viewer))
      if ('refused' in tried)
        return show(ctx, viewer, { refused: refusedWords(tried.refused), status: refusals[tried.refused.code] })
      if (!tried.done.taken) return report(ctx, viewer, file, tried.done, key)
      kept.drop(key)
      return kit.see(ctx, adminHome + query({ done: 'imported' }))
    })
  )
}
