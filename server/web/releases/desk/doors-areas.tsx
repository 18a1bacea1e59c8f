/** Doors of the map: areas and owners' ground, GeoJSON in, the width of a border. */
import { refusals } from '#shared/errors.ts'
import type { GeojsonReport } from '#shared/releases.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { Box } from '../../map/mercator.ts'
import { one } from '../../cases/desk/moves.ts'
import { AreaMap, type Mark } from './AreaMap.tsx'
import { Areas } from './Areas.tsx'
import { Bring } from './Bring.tsx'
import { keepsake, type Kept } from './kept.ts'
import {
  areasIn,
  assetsIn,
  attempt,
  readDraft,
  readPart,
  readVerdict,
  refusedWords,
  revisionIn,
  type Ctx,
  type Kit
} from './kit.ts'
import { adminHome, pageHref, query } from './links.ts'
import { say } from './words.ts'

export function areaRoutes(kit: Kit): void {
  const { router, call } = kit
  const kept = keepsake()
  const here = pageHref('areas')

  interface More {
    wrong?: Record<string, string>
    typed?: Record<string, string>
    refused?: string
    status?: number
  }

  async function show(ctx: Ctx, viewer: Staff, { wrong = {}, typed = {}, ...more }: More = {}) {
    const [areas, assets, offices, info, draft, verdict, { token }] = await Promise.all([
      readPart(call, viewer, 'areas'),
      readPart(call, viewer, 'assets'),
      readPart(call, viewer, 'offices'),
      readPart(call, viewer, 'info'),
      readDraft(call, viewer),
      readVerdict(call, viewer),
      kit.desk(ctx, viewer)
    ])
    await kit.show(ctx, viewer, {
      here: 'areas',
      title: say.areas.title,
      status: Object.keys(wrong).length > 0 ? 422 : 200,
      ...more,
      body: (
        <Areas
          base={kit.base}
          areas={areasIn(areas)}
          assets={assetsIn(assets)}
          offices={offices.value}
          box={info.value.bbox as unknown as Box}
          findings={verdict.findings}
          token={token}
          draft={draft.revision}
          info={{ revision: info.revision, metres: String(info.value.border?.metres ?? 0) }}
          wrong={wrong}
          typed={typed}
        />
      )
    })
  }

  router.get(
    here,
    kit.admin((ctx, viewer) => show(ctx, viewer))
  )

  router.post(
    `${adminHome}areas/border`,
    kit.act(async (ctx, viewer, { fields }) => {
      const said = one(fields, 'metres').trim()
      const metres = /^\d{1,3}$/.test(said) ? Number(said) : Number.NaN
      const typed = { metres: said }
      if (!(metres <= 500)) return show(ctx, viewer, { typed, wrong: { metres: say.areas.metresWrong } })
      const { value } = await readPart(call, viewer, 'info')
      const { border: _was, ...rest } = value
      const body = {
        part: 'info',
        revision: revisionIn(one(fields, 'revision')),
        value: { ...rest, ...(metres > 0 && { border: { metres } }) }
      }
      const tried = await attempt(() => call('putDraftPart', { body }, viewer))
      if ('done' in tried) return kit.see(ctx, `${here}${query({ done: 'saved' })}`)
      return show(ctx, viewer, { typed, refused: refusedWords(tried.refused), status: refusals[tried.refused.code] })
    })
  )

  // ——— GeoJSON: read, report with a map of what is bad, and only then take

  interface Options {
    part: string
    replace: string
  }
  const bodyOf = (file: Kept, { part, replace }: Options, revision: number) => ({
    part,
    revision,
    file: file.json,
    ...(replace === 'yes' && { replace: true })
  })

  async function report(ctx: Ctx, viewer: Staff, file: Kept, told: GeojsonReport, options: Options, key: string) {
    const [{ value: info }, { token }] = await Promise.all([readPart(call, viewer, 'info'), kit.desk(ctx, viewer)])
    const marks = told.problems.flatMap((it, i): Mark[] =>
      it.place ? [{ n: i + 1, place: it.place, severity: it.severity, words: it.words }] : []
    )
    await kit.show(ctx, viewer, {
      here: 'areas',
      title: say.bring.geoTitle,
      status: told.problems.some((it) => it.severity === 'error') ? 422 : 200,
      body: (
        <Bring
          title={say.bring.geoTitle}
          name={file.name}
          problems={told.problems}
          changes={told.changes}
          more={told.more}
          good={told.good.length}
          back={`${here}#geojson`}
          take={{
            action: `${adminHome}areas/geojson/take`,
            token,
            revision: told.draft.revision,
            key,
            options: { ...options }
          }}
        >
          {marks.length > 0 && (
            <div className="adm-map">
              <AreaMap
                base={kit.base}
                box={info.bbox as unknown as Box}
                shapes={[]}
                marks={marks}
                label={say.areas.places}
                sizes={[{ width: 720, height: 420, shows: 'always' }]}
              />
            </div>
          )}
        </Bring>
      )
    })
  }

  router.post(
    `${adminHome}areas/geojson`,
    kit.act(async (ctx, viewer, { fields, files: [sent] }) => {
      const options = { part: one(fields, 'part'), replace: one(fields, 'replace') }
      const no = (file: string) => show(ctx, viewer, { typed: options, wrong: { file } })
      if (!sent) return no(say.bring.missing)
      const file = kept.read(sent)
      if (!file) return no(say.bring.unreadable)
      const { revision } = await readDraft(call, viewer)
      const tried = await attempt(() =>
        call('importGeojson', { body: { ...bodyOf(file, options, revision), dry: true } }, viewer)
      )
      if ('refused' in tried) return no(refusedWords(tried.refused))
      return report(ctx, viewer, file, tried.done, options, kept.keep(viewer.family, file))
    })
  )

  router.post(
    `${adminHome}areas/geojson/take`,
    kit.act(async (ctx, viewer, { fields }) => {
      const key = one(fields, 'key')
      const options = { part: one(fields, 'part'), replace: one(fields, 'replace') }
      const file = kept.find(viewer.family, key)
      if (!file) return show(ctx, viewer, { typed: options, wrong: { file: say.bring.forgotten } })
      // The report named the bad ones, and the button said that they are left out.
      const body = { ...bodyOf(file, options, revisionIn(one(fields, 'revision'))), leaveOut: true }
      const tried = await attempt(() => call('importGeojson', { body }, viewer))
      if ('refused' in tried)
        return show(ctx, viewer, {
          typed: options,
          refused: refusedWords(tried.refused),
          status: refusals[tried.refused.code]
        })
      if (!tried.done.taken) return report(ctx, viewer, file, tried.done, options, key)
      kept.drop(key)
      return kit.see(ctx, `${here}${query({ done: 'imported' })}`)
    })
  )
}
