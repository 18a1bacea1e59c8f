/** The map: areas and owners' ground, GeoJSON in, the width of a border. */
import type { GeojsonReport } from '#shared/releases.ts'
import type { DeskOutcome, DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, trimmed } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import type { Box } from '../../map/mercator.ts'
import { adminForm, adminInstead, type AdminAct } from './admin.tsx'
import { AreaMap, type Mark } from './AreaMap.tsx'
import { Areas } from './Areas.tsx'
import { Bring } from './Bring.tsx'
import { areasIn, assetsIn, notDone, readDraft, readPart, readVerdict, refusedWords, revisionIn } from './draft.ts'
import { keepsake, type Kept } from './kept.ts'
import { adminHome, pageHref, query } from './links.ts'
import { say } from './words.ts'

const here = pageHref('areas')

interface Shown {
  wrong?: Record<string, string>
  typed?: Record<string, string>
  refused?: string
}

async function load({ call, viewer }: DeskRequest, shown: Shown | undefined) {
  const [areas, assets, offices, info, verdict] = await Promise.all([
    readPart(call, viewer, 'areas'),
    readPart(call, viewer, 'assets'),
    readPart(call, viewer, 'offices'),
    readPart(call, viewer, 'info'),
    readVerdict(call, viewer)
  ])
  return {
    areas: areasIn(areas),
    assets: assetsIn(assets),
    offices: offices.value,
    box: info.value.bbox as unknown as Box,
    findings: verdict.findings,
    info: { revision: info.revision, metres: String(info.value.border?.metres ?? 0) },
    wrong: {},
    typed: {},
    ...shown
  }
}

const border: AdminAct<Shown> = async ({ call, viewer }, { fields }) => {
  const said = trimmed(fields, 'metres')
  const metres = /^\d{1,3}$/.test(said) ? Number(said) : Number.NaN
  const typed = { metres: said }
  if (!(metres <= 500)) return again({ typed, wrong: { metres: say.areas.metresWrong } })
  const { value } = await readPart(call, viewer, 'info')
  const { border: _was, ...rest } = value
  const body = {
    part: 'info',
    revision: revisionIn(one(fields, 'revision')),
    value: { ...rest, ...(metres > 0 && { border: { metres } }) }
  }
  const tried = await attempt(() => call('putDraftPart', { body }, viewer))
  return 'done' in tried ? see(`${here}${query({ done: 'saved' })}`) : notDone(tried.refused, { typed })
}

// ——— GeoJSON: read, report with a map of what is bad, and only then take

interface Options {
  part: string
  replace: string
}
const optionsIn = (fields: Sent['fields']): Options => ({ part: one(fields, 'part'), replace: one(fields, 'replace') })
const bodyOf = (file: Kept, { part, replace }: Options, revision: number) => ({
  part,
  revision,
  file: file.json,
  ...(replace === 'yes' && { replace: true })
})

async function report(
  request: DeskRequest,
  file: Kept,
  told: GeojsonReport,
  options: Options,
  key: string
): Promise<DeskOutcome<Shown>> {
  const { value: info } = await readPart(request.call, request.viewer, 'info')
  const marks = told.problems.flatMap((problem, i): Mark[] =>
    problem.place ? [{ n: i + 1, place: problem.place, severity: problem.severity, words: problem.words }] : []
  )
  const take = { action: `${adminHome}areas/geojson/take`, revision: told.draft.revision, key, options: { ...options } }
  return adminInstead(
    request,
    'areas',
    say.bring.geoTitle,
    ({ token, base }) => (
      <Bring
        title={say.bring.geoTitle}
        name={file.name}
        problems={told.problems}
        changes={told.changes}
        more={told.more}
        good={told.good.length}
        back={`${here}#geojson`}
        take={{ ...take, token }}
      >
        {marks.length > 0 && (
          <div className="adm-map">
            <AreaMap
              base={base}
              box={info.bbox as unknown as Box}
              shapes={[]}
              marks={marks}
              label={say.areas.places}
              sizes={[{ width: 720, height: 420, shows: 'always' }]}
            />
          </div>
        )}
      </Bring>
    ),
    told.problems.some((problem) => problem.severity === 'error') ? 422 : 200
  )
}

function importing(kept: ReturnType<typeof keepsake>): Record<string, AdminAct<Shown>> {
  return {
    async [`${adminHome}areas/geojson`](request: DeskRequest, { fields, files: [sent] }: Sent) {
      const { call, viewer } = request
      const options = optionsIn(fields)
      const no = (file: string) => again({ typed: { ...options }, wrong: { file } })
      if (!sent) return no(say.bring.missing)
      const file = kept.read(sent)
      if (!file) return no(say.bring.unreadable)
      const { revision } = await readDraft(call, viewer)
      const body = { ...bodyOf(file, options, revision), dry: true }
      const tried = await attempt(() => call('importGeojson', { body }, viewer))
      if ('refused' in tried) return no(refusedWords(tried.refused))
      return report(request, file, tried.done, options, kept.keep(viewer.family, file))
    },
    async [`${adminHome}areas/geojson/take`](request: DeskRequest, { fields }: Sent) {
      const { call, viewer } = request
      const key = one(fields, 'key')
      const options = optionsIn(fields)
      const file = kept.find(viewer.family, key)
      if (!file) return again({ typed: { ...options }, wrong: { file: say.bring.forgotten } })
      // The report named the bad ones, and the button said that they are left out.
      const body = { ...bodyOf(file, options, revisionIn(one(fields, 'revision'))), leaveOut: true }
      const tried = await attempt(() => call('importGeojson', { body }, viewer))
      if ('refused' in tried) return notDone(tried.refused, { typed: { ...options } })
      if (!tried.done.taken) return report(request, file, tried.done, options, key)
      kept.drop(key)
      return see(`${here}${query({ done: 'imported' })}`)
    }
  }
}

export const areaRoutes = (): readonly DeskRoute[] => [
  adminForm({
    path: here,
    here: 'areas',
    title: () => say.areas.title,
    load,
    view: Areas,
    act: { [`${adminHome}areas/border`]: border, ...importing(keepsake()) }
  })
]
