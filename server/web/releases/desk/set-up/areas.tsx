/** The outlines of the streets: the file goes through the same steps as everywhere, and comes back here. */
import { setUp } from '#shared/locales/set-up.ts'
import type { Finding } from '#shared/releases.ts'
import type { DeskRequest } from '../../../frame/desk.tsx'
import type { Box } from '../../../map/mercator.ts'
import { Button, Choice, FileField, Hidden } from '../../../parts/Form.tsx'
import type { AdminGiven } from '../admin.tsx'
import { AreaMap, type Mark } from '../AreaMap.tsx'
import { areasIn, readPart, readVerdict, type AreaEntry } from '../draft.ts'
import { Part, Post } from '../Frame.tsx'
import { adminHome, pageHref } from '../links.ts'
import { FindingLine } from '../Verdict.tsx'
import { fill } from '../words.ts'
import { stepForm, type Shown } from './step.tsx'

const w = setUp.areas

interface AreasProps extends AdminGiven {
  areas: readonly AreaEntry[]
  box: Box
  findings: readonly Finding[]
}

function Areas({ areas, box, findings, base, token }: AreasProps) {
  const of = (level: string) => areas.filter(({ properties }) => properties.level === level).length
  const placed = findings.flatMap((finding) => (finding.place ? [{ finding, place: finding.place }] : []))
  const marks: Mark[] = placed.map(({ finding, place }, i) => ({
    n: i + 1,
    place,
    severity: finding.severity,
    words: finding.words
  }))
  const label = areas.length === 0 ? w.none : fill(w.have, { streets: of('street'), communities: of('community') })
  return (
    <>
      <Part id="have" title={label}>
        {areas.length > 0 && (
          <figure className="adm-map">
            <AreaMap
              base={base}
              box={box}
              shapes={areas.map(({ properties: { id, name, level }, geometry }) => ({
                id,
                name,
                kind: level,
                geometry
              }))}
              marks={marks}
              label={label}
              sizes={[
                { width: 358, height: 300, shows: 'phone' },
                { width: 720, height: 420, shows: 'wide' }
              ]}
            />
          </figure>
        )}
        {placed.slice(0, 8).map(({ finding }, i) => (
          <FindingLine key={i} finding={finding} />
        ))}
        {areas.length > 0 && (
          <p>
            <a href={pageHref('areas')}>{w.edit}</a>
          </p>
        )}
      </Part>
      <Part id="file" title={w.file}>
        <p className="adm-lead">{w.where}</p>
        <Post action={`${adminHome}areas/geojson`} token={token} className="adm-f adm-file" files>
          <Hidden name="part" value="areas" />
          <Hidden name="back" value="set-up" />
          <FileField name="file" label={w.file} hint={w.fileHint} accept=".json,.geojson,application/geo+json" />
          {areas.length > 0 && (
            <Choice
              name="replace"
              label={w.replace}
              value="no"
              options={[
                { value: 'no', words: w.replaceNo },
                { value: 'yes', words: w.replaceYes }
              ]}
            />
          )}
          <div>
            <Button kind="primary">{w.go}</Button>
          </div>
        </Post>
      </Part>
    </>
  )
}

export const areasRoute = stepForm('areas', {
  async load({ call, viewer }: DeskRequest, _shown: Shown | undefined) {
    const [areas, info, verdict] = await Promise.all([
      readPart(call, viewer, 'areas'),
      readPart(call, viewer, 'info'),
      readVerdict(call, viewer)
    ])
    return { areas: areasIn(areas), box: info.value.bbox as unknown as Box, findings: verdict.findings }
  },
  view: Areas
})
