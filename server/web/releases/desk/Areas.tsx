/** Areas and owners' ground: the map, what is wrong on it, the lists, and bringing in GeoJSON. */
import type { DraftView, Finding } from '#shared/releases.ts'
import type { BaseMap } from '../../map/base.ts'
import type { Box } from '../../map/mercator.ts'
import { Button, Choice, FileField, TextField } from '../../parts/Form.tsx'
import { AreaMap, pointsIn, type Mark, type Shape } from './AreaMap.tsx'
import type { Choices } from './fields.ts'
import type { AreaEntry, AssetEntry } from './draft.ts'
import { Head, Part, Post, Wide } from './Frame.tsx'
import { adminHome, entryHref } from './links.ts'
import { FindingLine } from './Verdict.tsx'
import { cityWords, fill, say } from './words.ts'
import { Table } from '../../parts/Table.tsx'

interface AreasProps {
  base: BaseMap
  areas: readonly AreaEntry[]
  assets: readonly AssetEntry[]
  offices: Choices['offices']
  box: Box
  findings: readonly Finding[]
  token: string
  draft: DraftView
  info: { revision: number; metres: string }
  wrong: Readonly<Record<string, string>>
  typed: Readonly<Record<string, string>>
}

const w = say.areas
const sizes = [
  { width: 358, height: 360, shows: 'phone' },
  { width: 1100, height: 720, shows: 'wide' }
] as const

export function Areas(props: AreasProps) {
  const { areas, assets, findings, base, box } = props
  const placed = findings.flatMap((finding) => (finding.place ? [{ finding, place: finding.place }] : []))
  const marks: Mark[] = placed.map(({ finding, place }, i) => ({
    n: i + 1,
    place,
    severity: finding.severity,
    words: finding.words
  }))
  const shapes: Shape[] = [
    ...areas.map(({ properties: { id, name, level }, geometry }) => ({
      id,
      name,
      kind: level,
      geometry,
      href: entryHref('areas', id)
    })),
    ...assets.map(({ properties: { id, name }, geometry }) => ({
      id,
      name,
      kind: 'asset' as const,
      geometry,
      href: entryHref('assets', id)
    }))
  ]
  const streets = areas.filter((area) => area.properties.level !== 'community')
  return (
    <>
      <Head title={w.title} lead={w.lead} />
      <figure className="adm-map adm-map-big">
        <AreaMap
          base={base}
          box={box}
          shapes={shapes}
          marks={marks}
          label={fill(w.map, { streets: streets.length, assets: assets.length, findings: marks.length })}
          sizes={sizes}
        />
        <figcaption>
          <ul className="legend">
            {(['street', 'community', 'asset'] as const).map((kind) => (
              <li key={kind}>
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                  <rect className={`ar ar-${kind}`} x="2" y="4" width="16" height="12" />
                </svg>
                {w.legend[kind]}
              </li>
            ))}
            <li>
              <svg viewBox="-10 -26 20 28" width="20" height="20" aria-hidden="true">
                <path className="fm fm-error" d="M0 0-7-9V-24H7V-9z" />
              </svg>
              {w.legend.finding}
            </li>
          </ul>
        </figcaption>
      </figure>
      <Part id="findings" title={w.places}>
        {placed.length === 0 ? (
          <p className="hint">{w.findings}</p>
        ) : (
          <ol className="fnds adm-nums">
            {placed.map(({ finding }, i) => (
              <li key={i} id={`f-${i + 1}`}>
                <b>{i + 1}</b>
                <div>
                  <FindingLine finding={finding} link={false} />
                  <p className="adm-row adm-row-s">
                    {(finding.areas ?? []).map((id) => (
                      <a key={id} href={entryHref('areas', id)}>
                        {areas.find((a) => a.properties.id === id)?.properties.name ?? id}
                      </a>
                    ))}
                    {(finding.assets ?? []).map((id) => (
                      <a key={id} href={entryHref('assets', id)}>
                        {assets.find((a) => a.properties.id === id)?.properties.name ?? id}
                      </a>
                    ))}
                  </p>
                </div>
              </li>
            ))}
          </ol>
        )}
      </Part>
      <Lists {...props} streets={streets} />
      <Geojson {...props} />
      <Border {...props} />
    </>
  )
}

function Lists({ areas, assets, offices, streets }: AreasProps & { streets: AreasProps['areas'] }) {
  const squad = (street: string) => offices.find((office) => office.area === street)?.short ?? say.none
  return (
    <>
      <Part id="streets" title={w.streets} note={fill(say.lists.count, { n: streets.length })}>
        <Wide label={w.streets}>
          <Table
            className="plain adm-tab adm-list"
            head={[say.columns.name, say.fields.areas.areaClass.label, say.columns.office, w.communities]}
          >
            {streets.map(({ properties: { id, name, areaClass } }) => {
              const inside = areas.filter(
                (area) => area.properties.parent === id && area.properties.level === 'community'
              )
              return (
                <tr key={id}>
                  <th scope="row">
                    <a href={entryHref('areas', id)}>{name}</a>
                    <code className="adm-id">{id}</code>
                  </th>
                  <td>{areaClass && cityWords.areaClass[areaClass]}</td>
                  <td>{squad(id)}</td>
                  <td>
                    <details className="adm-more">
                      <summary>{fill(say.lists.count, { n: inside.length })}</summary>
                      <p className="adm-row adm-row-s">
                        {inside.map((areaEntry) => (
                          <a key={areaEntry.properties.id} href={entryHref('areas', areaEntry.properties.id)}>
                            {areaEntry.properties.name}
                          </a>
                        ))}
                      </p>
                    </details>
                  </td>
                </tr>
              )
            })}
          </Table>
        </Wide>
      </Part>
      <Part id="assets" title={w.assets} note={fill(say.lists.count, { n: assets.length })}>
        {assets.length === 0 ? (
          <p className="hint">{w.noAssets}</p>
        ) : (
          <Wide label={w.assets}>
            <table className="plain adm-tab adm-list">
              <thead>
                <tr>
                  <th scope="col">{say.columns.name}</th>
                  <th scope="col">{say.fields.assets.kind.label}</th>
                  <th scope="col">{say.columns.owner}</th>
                  <th scope="col" className="num">
                    {w.geometry}
                  </th>
                </tr>
              </thead>
              <tbody>
                {assets.slice(0, 200).map(({ properties: { id, name, kind, owner }, geometry }) => (
                  <tr key={id}>
                    <th scope="row">
                      <a href={entryHref('assets', id)}>{name}</a>
                      <code className="adm-id">{id}</code>
                    </th>
                    <td>{say.values.asset[kind]}</td>
                    <td>{offices.find((office) => office.id === owner)?.short ?? owner}</td>
                    <td className="num">{fill(w.points, { n: pointsIn(geometry) })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
        {assets.length > 200 && <p className="hint">{fill(say.cut, { n: 200 })}</p>}
      </Part>
    </>
  )
}

function Geojson({ token, draft, wrong, typed }: AreasProps) {
  return (
    <Part id="geojson" title={w.geo}>
      <p className="adm-lead">{w.geoLead}</p>
      <Post action={`${adminHome}areas/geojson`} token={token} revision={draft.revision} className="adm-f" files>
        <Choice
          name="part"
          label={w.geoPart}
          error={wrong['part']}
          value={typed['part'] ?? 'areas'}
          options={[
            { value: 'areas', words: say.parts.areas },
            { value: 'assets', words: say.parts.assets }
          ]}
        />
        <FileField
          name="file"
          label={w.geoFile}
          hint={w.geoHint}
          error={wrong['file']}
          accept=".geojson,.json,application/geo+json"
        />
        <label className="tick adm-tick">
          <input type="checkbox" name="replace" value="yes" defaultChecked={typed['replace'] === 'yes'} />
          <span>{w.replace}</span>
        </label>
        <div>
          <Button>{w.geoGo}</Button>
        </div>
      </Post>
    </Part>
  )
}

/** 交界处: part of the city's own facts, but a matter of the map. */
function Border({ token, info, wrong, typed }: AreasProps) {
  return (
    <Part id="border" title={w.border}>
      <p className="adm-lead">{w.borderLead}</p>
      <Post action={`${adminHome}areas/border`} token={token} revision={info.revision} className="adm-f">
        <TextField
          name="metres"
          className="adm-short"
          label={w.metres}
          hint={w.metresHint}
          error={wrong['metres']}
          value={typed['metres'] ?? info.metres}
          inputMode="numeric"
        />
        <div>
          <Button>{w.borderSave}</Button>
        </div>
      </Post>
    </Part>
  )
}
