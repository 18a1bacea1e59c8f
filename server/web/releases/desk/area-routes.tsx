/** The map: areas and owners' ground, and the width of a border; GeoJSON comes in by geojson-routes.tsx. */
import type { DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, firsts, one, trimmed } from '../../frame/fields.ts'
import { again, see } from '../../frame/route.ts'
import type { Box } from '../../map/mercator.ts'
import { adminForm, type AdminAct } from './admin.tsx'
import { Areas } from './Areas.tsx'
import { areasIn, assetsIn, notDone, readPart, readVerdict, revisionIn } from './draft.ts'
import { geojsonActs, type Shown } from './geojson-routes.tsx'
import { keepsake } from './kept.ts'
import { adminHome, pageHref, query } from './links.ts'
import { say } from './words.ts'

const here = pageHref('areas')

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

export const areaRoutes = (): readonly DeskRoute[] => [
  adminForm({
    path: here,
    here: 'areas',
    title: () => say.areas.title,
    load,
    view: Areas,
    act: { [`${adminHome}areas/border`]: border, ...geojsonActs(keepsake()) },
    restored: ({ fields }) => ({ typed: firsts(fields) })
  })
]
