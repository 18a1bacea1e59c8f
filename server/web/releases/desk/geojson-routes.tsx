/**
 * GeoJSON comes in by steps: the file, what its properties are, a report with a map, and only then is it taken. A file that
 * has our properties already needs no second step.
 */
import { check } from '#shared/schema.ts'
import { geojsonFieldsInput, mappedFields, type GeojsonReport } from '#shared/releases.ts'
import type { DeskOutcome, DeskRequest } from '../../frame/desk.tsx'
import { attempt, one, trimmed } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import type { Box } from '../../map/mercator.ts'
import { adminInstead, type AdminAct } from './admin.tsx'
import type { Mark } from './AreaMap.tsx'
import { ImportCheck } from './ImportCheck.tsx'
import { areasIn, notDone, readDraft, readPart, refusedWords, revisionIn } from './draft.ts'
import { FileMap, Mapping, sourceOf, spellingsIn, type MappingOptions } from './Mapping.tsx'
import type { keepsake, Kept } from './kept.ts'
import { adminHome, pageHref, query, stepHref } from './links.ts'
import { say } from './words.ts'

export interface Shown {
  wrong?: Record<string, string>
  typed?: Record<string, string>
  refused?: string
}

const here = pageHref('areas')
const paths = {
  file: `${adminHome}areas/geojson`,
  mapping: `${adminHome}areas/geojson/mapping`,
  fields: `${adminHome}areas/geojson/fields`,
  take: `${adminHome}areas/geojson/take`
} as const

const optionsIn = (fields: Sent['fields']): MappingOptions => ({
  part: one(fields, 'part') === 'assets' ? 'assets' : 'areas',
  replace: one(fields, 'replace'),
  datum: one(fields, 'datum'),
  fields: one(fields, 'fields'),
  back: one(fields, 'back') === 'set-up' ? 'set-up' : ''
})
/** What was chosen is carried from step to step as text; what is none is no choice. */
function fieldsIn({ fields }: MappingOptions): object {
  if (fields === '') return {}
  try {
    const read = check(geojsonFieldsInput, JSON.parse(fields))
    return read.ok ? { fields: read.value } : {}
  } catch {
    return {}
  }
}
const bodyOf = (file: Kept, options: MappingOptions, revision: number) => ({
  part: options.part,
  revision,
  file: file.json,
  ...fieldsIn(options),
  ...(options.datum && { datum: options.datum }),
  ...(options.replace === 'yes' && { replace: true })
})

/** Where another file is chosen. */
const begunAt = ({ back }: MappingOptions): string => (back === '' ? `${here}#geojson` : `${stepHref('areas')}#file`)

/** A file in hand, on its way through the steps. */
interface Way {
  request: DeskRequest
  file: Kept
  options: MappingOptions
  key: string
}

async function report({ request, file, options, key }: Way, told: GeojsonReport): Promise<DeskOutcome<Shown>> {
  const { value: info } = await readPart(request.call, request.viewer, 'info')
  const marks = told.problems.flatMap((problem, i): Mark[] =>
    problem.place ? [{ n: i + 1, place: problem.place, severity: problem.severity, words: problem.words }] : []
  )
  const hidden = { ...options }
  const take = { action: paths.take, revision: told.draft.revision, key, options: hidden }
  return adminInstead(
    request,
    'areas',
    say.importing.geoTitle,
    ({ token, base }) => (
      <ImportCheck
        title={say.importing.geoTitle}
        name={file.name}
        problems={told.problems}
        changes={told.changes}
        more={told.more}
        good={told.good.length}
        back={begunAt(options)}
        take={{ ...take, token }}
        mapping={{ ...take, action: paths.mapping, token }}
      >
        <FileMap base={base} box={info.bbox as unknown as Box} shapes={told.shapes ?? []} marks={marks} judged />
      </ImportCheck>
    ),
    told.problems.some((problem) => problem.severity === 'error') ? 422 : 200
  )
}

async function mapping(
  { request, file, options, key }: Way,
  told: GeojsonReport,
  wrong: Readonly<Record<string, string>> = {}
): Promise<DeskOutcome<Shown>> {
  const { call, viewer } = request
  const [{ value: info }, { value: offices }, areas] = await Promise.all([
    readPart(call, viewer, 'info'),
    readPart(call, viewer, 'offices'),
    readPart(call, viewer, 'areas')
  ])
  const chosen = fieldsIn(options) as { fields?: GeojsonReport['guess'] }
  return adminInstead(
    request,
    'areas',
    say.mapping.title,
    ({ token, base }) => (
      <Mapping
        name={file.name}
        told={told}
        fields={chosen.fields ?? told.guess}
        options={options}
        offices={offices}
        areas={areasIn(areas).map((area) => area.properties)}
        wrong={wrong}
        action={paths.fields}
        back={begunAt(options)}
        token={token}
        keyOfFile={key}
      >
        <FileMap base={base} box={info.bbox as unknown as Box} shapes={told.shapes ?? []} marks={[]} />
      </Mapping>
    ),
    Object.keys(wrong).length > 0 ? 422 : 200
  )
}

/** What was said on the form of fields, as the contract takes it. */
function chosenIn(fields: Sent['fields'], part: MappingOptions['part']): Record<string, object> {
  const values = spellingsIn(one(fields, 'spellings'))
  return Object.fromEntries(
    mappedFields[part].flatMap((field): [string, object][] => {
      const source = sourceOf(one(fields, `field.${field}`))
      if (!source) return []
      const spelt = 'from' in source && field !== 'id' && field !== 'name' && Object.keys(values).length > 0
      return [[field, spelt ? { ...source, values } : source]]
    })
  )
}

export function geojsonActs(kept: ReturnType<typeof keepsake>): Record<string, AdminAct<Shown>> {
  const dry = async ({ request: { call, viewer }, file, options }: Way) => {
    const { revision } = await readDraft(call, viewer)
    return attempt(() => call('importGeojson', { body: { ...bodyOf(file, options, revision), dry: true } }, viewer))
  }
  const forgotten = ({ part, replace }: MappingOptions) =>
    again({ typed: { part, replace }, wrong: { file: say.importing.forgotten } })
  /** The file that a step is about, and whatever has to be said where there is none. */
  const wayOf = (request: DeskRequest, fields: Sent['fields'], options = optionsIn(fields)): Way | undefined => {
    const key = one(fields, 'key')
    const file = kept.find(request.viewer.family, key)
    return file && { request, file, options, key }
  }
  return {
    async [paths.file](request: DeskRequest, { fields, files: [sent] }: Sent) {
      const options = { ...optionsIn(fields), fields: '', datum: '' }
      const { part, replace } = options
      const no = (file: string) => again({ typed: { part, replace }, wrong: { file } })
      if (!sent) return no(say.importing.missing)
      const file = kept.read(sent)
      if (!file) return no(say.importing.unreadable)
      const way = { request, file, options, key: '' }
      const tried = await dry(way)
      if ('refused' in tried) return no(refusedWords(tried.refused))
      const known = { ...way, key: kept.keep(request.viewer.family, file) }
      const { ours, problems } = tried.done
      return ours && problems.every((problem) => problem.entry !== undefined)
        ? report(known, tried.done)
        : mapping(known, tried.done)
    },
    async [paths.mapping](request: DeskRequest, { fields }: Sent) {
      const way = wayOf(request, fields)
      if (!way) return forgotten(optionsIn(fields))
      const tried = await dry(way)
      return 'refused' in tried ? notDone(tried.refused, {}) : mapping(way, tried.done)
    },
    async [paths.fields](request: DeskRequest, { fields }: Sent) {
      const given = optionsIn(fields)
      const chosen = chosenIn(fields, given.part)
      const way = wayOf(request, fields, { ...given, fields: JSON.stringify(chosen), datum: trimmed(fields, 'datum') })
      if (!way) return forgotten(given)
      const tried = await dry(way)
      if ('refused' in tried) return notDone(tried.refused, {})
      const whole = tried.done.problems.find((problem) => problem.entry === undefined)
      const wrong = {
        ...(!('name' in chosen) && { name: say.mapping.nameMissing }),
        ...(whole && { datum: whole.words })
      }
      return Object.keys(wrong).length > 0 ? mapping(way, tried.done, wrong) : report(way, tried.done)
    },
    async [paths.take](request: DeskRequest, { fields }: Sent) {
      const way = wayOf(request, fields)
      const { part, replace } = optionsIn(fields)
      if (!way) return forgotten(optionsIn(fields))
      // The report named the bad ones, and the button said that they are left out.
      const body = { ...bodyOf(way.file, way.options, revisionIn(one(fields, 'revision'))), leaveOut: true }
      const tried = await attempt(() => request.call('importGeojson', { body }, request.viewer))
      if ('refused' in tried) return notDone(tried.refused, { typed: { part, replace } })
      if (!tried.done.taken) return report(way, tried.done)
      kept.drop(way.key)
      return see(
        way.options.back === ''
          ? `${here}${query({ done: 'imported' })}`
          : `${stepHref('areas')}${query({ done: 'imported' })}`
      )
    }
  }
}
