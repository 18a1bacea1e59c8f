/** The exact place, for those who have to go there; never on a public page. */
import type { CaseView, DeskView } from '#shared/cases.ts'
import { around } from '../../map/mercator.ts'
import type { BaseMap } from '../../map/base.ts'
import { MapSvg } from '../../parts/MapSvg.tsx'
import { fill, say } from '../../frame/desk-words.ts'

/** Drawn larger than any pane and cut around its middle, so that names keep their size and the pin stays in sight. */
const size = { width: 760, height: 320, shows: 'always' as const }
const kmWide = 1.1

export function DeskMap({ base, caseView }: { base: BaseMap; caseView: CaseView & { desk: DeskView } }) {
  const place = caseView.desk.exactPlace
  return (
    <div className="dk-map-in">
      <MapSvg
        base={base}
        box={around(place, kmWide, size.width / size.height)}
        label={fill(say.case.mapAlt, { place: caseView.desk.exactAddress ?? caseView.address ?? caseView.area.name })}
        pins={[{ no: caseView.no, title: caseView.title, place, status: caseView.status, light: caseView.clock.light }]}
        sizes={[size]}
      />
    </div>
  )
}
