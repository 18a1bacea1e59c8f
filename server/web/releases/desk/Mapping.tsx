/** From which property of a file each of our fields comes, beside a map of what the file draws. */
import type { ReactNode } from 'react'
import { areaClasses } from '#shared/limits.ts'
import { areaLevels, assetKinds } from '#shared/parts.ts'
import {
  datums,
  mappedFields,
  type FieldSource,
  type GeojsonFields,
  type GeojsonReport,
  type MappedField
} from '#shared/releases.ts'
import type { BaseMap } from '../../map/base.ts'
import type { Box } from '../../map/mercator.ts'
import { boxesMeet } from '../../map/simplify.ts'
import { Button, ButtonLink, Hidden, Select, Strip, TextArea, type Option } from '../../parts/Form.tsx'
import { AreaMap, boxIn, type Mark, type Shape } from './AreaMap.tsx'
import { Head, Part, Post } from './Frame.tsx'
import { cityWords, fill, say } from './words.ts'

export interface MappingOptions {
  part: keyof typeof mappedFields
  replace: string
  datum: string
  /** As JSON: it goes from form to form. */
  fields: string
  /** Which page it was begun at: the areas', or the step of a city's first day. */
  back: '' | 'set-up'
}

/** One choice of a select: `from:NAME` or `is:street`. */
export function sourceOf(chosen: string): FieldSource | undefined {
  const at = chosen.indexOf(':')
  const [how, what] = [chosen.slice(0, at), chosen.slice(at + 1)]
  return what === '' ? undefined : how === 'from' ? { from: what } : how === 'is' ? { is: what } : undefined
}
const chosenOf = (source: FieldSource | undefined): string =>
  source?.from !== undefined ? `from:${source.from}` : source?.is !== undefined ? `is:${source.is}` : ''

/** Lines of `theirs = ours`. */
export const spellingsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(/\r?\n/).flatMap((line): [string, string][] => {
      const [theirs = '', ours = ''] = line.split(/[=＝]/, 2).map((text) => text.trim())
      return theirs !== '' && ours !== '' ? [[theirs, ours]] : []
    })
  )
const spellingsOf = (fields: GeojsonFields): string =>
  [
    ...new Set(
      Object.values(fields).flatMap((field) => Object.entries(field?.values ?? {}).map((pair) => pair.join(' = ')))
    )
  ].join('\n')

interface FileMapProps {
  base: BaseMap
  box: Box
  shapes: NonNullable<GeojsonReport['shapes']>
  marks: readonly Mark[]
  /** Told apart by whether they can be used. */
  judged?: boolean
}
/** What a file draws, on the city's map; elsewhere where all of it lies elsewhere. */
export function FileMap({ base, box, shapes, marks, judged = false }: FileMapProps) {
  if (shapes.length === 0 && marks.length === 0) return null
  const boxes = shapes.map((shape) => boxIn(shape.geometry))
  const around = boxes.reduce<Box>(
    ([w, s, e, n], box) => [Math.min(w, box[0]), Math.min(s, box[1]), Math.max(e, box[2]), Math.max(n, box[3])],
    [180, 90, -180, -90]
  )
  // A city that has no areas yet could be anywhere: its box is the country's.
  const isAnywhere = boxes.length > 0 && box[2] - box[0] > 20 * (around[2] - around[0])
  const inCity = boxes.length === 0 || boxes.some((shapeBox) => boxesMeet(shapeBox, box))
  const drawn = shapes.map((shape, i): Shape => ({
    id: String(i),
    name: shape.name,
    kind: shape.good || !judged ? 'street' : 'asset',
    geometry: shape.geometry
  }))
  const label = fill(judged ? say.mapping.judged : say.mapping.map, { n: shapes.length })
  return (
    <figure className="adm-map">
      <AreaMap
        base={base}
        box={inCity && !isAnywhere ? box : around}
        shapes={drawn}
        marks={marks}
        label={label}
        sizes={[
          { width: 358, height: 300, shows: 'phone' },
          { width: 720, height: 420, shows: 'wide' }
        ]}
      />
      <figcaption className="hint">{inCity ? label : say.mapping.elsewhere}</figcaption>
    </figure>
  )
}

interface MappingProps {
  name: string
  told: GeojsonReport
  fields: GeojsonFields
  options: MappingOptions
  offices: readonly { id: string; name: string }[]
  areas: readonly { id: string; name: string; level: string }[]
  wrong: Readonly<Record<string, string>>
  action: string
  back: string
  token: string
  keyOfFile: string
  children: ReactNode
}

const w = say.mapping

/** What may be said of all: codes by their words, offices and areas by their names. */
function fixedFor(field: MappedField, { offices, areas }: Pick<MappingProps, 'offices' | 'areas'>): Option[] {
  const named = (all: readonly { id: string; name: string }[]): Option[] =>
    all.map(({ id, name }) => ({ value: `is:${id}`, words: name }))
  const coded = <C extends string>(codes: readonly C[], words: Readonly<Record<C, string>>): Option[] =>
    codes.map((code) => ({ value: `is:${code}`, words: words[code] }))
  const fixed: Record<MappedField, () => Option[]> = {
    id: () => [],
    name: () => [],
    level: () => coded(areaLevels, say.values.level),
    parent: () => named(areas.filter(({ level }) => level !== 'community').slice(0, 500)),
    areaClass: () => coded(areaClasses, cityWords.areaClass),
    kind: () => coded(assetKinds, say.values.asset),
    owner: () => named(offices)
  }
  return fixed[field]()
}

function FieldSelect({ field, ...props }: MappingProps & { field: MappedField }) {
  const { told, options, fields, wrong } = props
  const labels: Readonly<Record<string, { label: string }>> = say.fields[options.part]
  const fixed = fixedFor(field, props)
  const theirs = told.properties.map(({ name, values }) => ({
    value: `from:${name}`,
    words: fill(w.property, { name, values: values.slice(0, 3).join(say.and) })
  }))
  const none = field === 'id' ? w.idByName : field === 'name' ? say.values.choose : say.values.unchosen
  return (
    <Select
      name={`field.${field}`}
      label={labels[field]?.label ?? field}
      error={wrong[field]}
      value={chosenOf(fields[field])}
      options={[
        { value: '', words: none },
        { group: w.fromFile, options: theirs },
        ...(fixed.length > 0 ? [{ group: w.forAll, options: fixed }] : [])
      ]}
    />
  )
}

export function Mapping(props: MappingProps) {
  const { name, told, fields, options, wrong, action, back, token, keyOfFile, children } = props
  return (
    <>
      <Head title={w.title} lead={w.lead} />
      <dl className="dl">
        <dt>{say.importing.file}</dt>
        <dd>{name}</dd>
        {told.crs !== undefined && (
          <>
            <dt>{w.crs}</dt>
            <dd>
              <code>{told.crs}</code>
            </dd>
          </>
        )}
      </dl>
      <Part id="map" title={w.preview}>
        {told.shapes?.length === 0 ? <Strip icon="warn">{w.nothing}</Strip> : children}
      </Part>
      <Part id="fields" title={w.fields}>
        <Post action={action} token={token} className="adm-f">
          <Hidden name="key" value={keyOfFile} />
          <Hidden name="part" value={options.part} />
          <Hidden name="replace" value={options.replace} />
          <Hidden name="back" value={options.back} />
          {mappedFields[options.part].map((field) => (
            <FieldSelect key={field} {...props} field={field} />
          ))}
          <TextArea
            name="spellings"
            label={w.spellings}
            hint={w.spellingsHint}
            value={spellingsOf(fields)}
            rows={3}
            optional
          />
          <Select
            name="datum"
            label={w.datum}
            hint={w.datumHint}
            error={wrong['datum']}
            value={options.datum || 'wgs84'}
            options={datums.map((value) => ({ value, words: say.values.datum[value] }))}
          />
          <div className="adm-row">
            <Button kind="primary">{w.go}</Button>
            <ButtonLink href={back}>{say.importing.other}</ButtonLink>
          </div>
        </Post>
      </Part>
    </>
  )
}
