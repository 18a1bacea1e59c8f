/** What the pages of figures ask for: calls in, props out. */
import type { CaseRow, CaseView } from '#shared/cases.ts'
import { refuse } from '#shared/errors.ts'
import { findTogether } from '#shared/together.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import { asAreas, cityBox, corners, lively } from '../../cases/public/load.ts'
import type { NotOpen } from '../../frame/Preparing.tsx'
import type { HomeProps } from './Home.tsx'

const closedTried = 8

/** The newest closed cases whose photos tell the story, the best rated first. */
async function truePairs(call: Call, closed: readonly CaseRow[]): Promise<CaseView[]> {
  const views = await Promise.all(
    closed.slice(0, closedTried).map((row) => call('readCase', { params: { no: row.no } }, guest))
  )
  const told = views.filter((view) => view.before.length > 0 && view.after.length > 0)
  const happy = (caseView: CaseView) =>
    caseView.ratings.length > 0 &&
    caseView.ratings.every((r) => r.earlier ?? (r.solved === 'solved' && r.satisfied === 'satisfied'))
      ? 1
      : 0
  return told.sort((a, b) => happy(b) - happy(a))
}

/** What was just closed is shown as it is now, not as it was. */
const asItIs =
  (views: readonly CaseView[]) =>
  (row: CaseRow): CaseRow => {
    const after = views.find((view) => view.no === row.no)?.after[0]
    return after ? { ...row, thumb: after } : row
  }

const byLateness = (a: CaseRow, b: CaseRow): number =>
  b.clock.usedMs - b.clock.totalMs - (a.clock.usedMs - a.clock.totalMs)

/** At most so many things to do together. */
const togetherAtMost = 3

export async function loadHome(call: Call, now: Date): Promise<Omit<HomeProps, 'site' | 'base'> | NotOpen> {
  const areas = await call('areas', {}, guest)
  const { preparing } = areas.city
  if (preparing) return { preparing }
  const whole = cityBox(areas)
  const [week, month, dissatisfied, map, overdue, exposed, closed, together] = await Promise.all([
    call('stats', { query: { days: '7' } }, guest),
    call('stats', { query: { days: '30' } }, guest),
    call('countCases', { query: { state: 'dissatisfied', days: '30' } }, guest),
    call('map', { query: { ...corners(whole), zoom: '11', days: '30' } }, guest),
    call('listCases', { query: { state: 'overdue', limit: '50' } }, guest),
    call('exposed', { query: { limit: '2' } }, guest),
    call('listCases', { query: { state: 'closed', limit: '20' } }, guest),
    findTogether(
      async ({ limit, ...days }) =>
        (await call('listActivities', { query: { ...days, limit: String(limit) } }, guest)).items,
      now,
      togetherAtMost
    )
  ])
  const withPhotos = closed.items.filter((row) => row.thumb)
  const pairs = await truePairs(call, withPhotos)
  const [pair] = pairs
  return {
    week,
    month,
    dissatisfied: dissatisfied.all ?? dissatisfied.published ?? 0,
    pair,
    areas: asAreas(map.areas, { days: '30' }),
    box: lively(map.areas, whole),
    overdue: [...overdue.items].sort(byLateness).slice(0, exposed.items.length > 0 ? 3 : 4),
    exposed: exposed.items,
    together,
    closed: withPhotos
      .filter((row) => row.no !== pair?.no)
      .slice(0, 3)
      .map(asItIs(pairs))
  }
}

export async function loadOffice(call: Call, id: string) {
  const [offices, { categories, tiles }, stats, areas] = await Promise.all([
    call('offices', {}, guest),
    call('categories', {}, guest),
    call('stats', { query: { days: '30' } }, guest),
    call('areas', {}, guest)
  ])
  const office = offices.items.find((office) => office.id === id) ?? refuse('not_found')
  const [page, ratings] = await Promise.all([
    call('listCases', { query: { office: id, limit: '10' } }, guest),
    call('officeRatings', { params: { office: id } }, guest)
  ])
  // Asked of the rules themselves: in its own street for a squad, in the middle of the city for who works everywhere.
  const { lng, lat } = areas.items.find((area) => area.id === office.area)?.place ?? areas.city.centre
  const point = { lng: lng.toFixed(6), lat: lat.toFixed(6) }
  const handled = await call('officesHere', { query: point }, guest)
  const sent = new Set(handled.items.filter((row) => row.office?.id === id).map((row) => row.category))
  return {
    office,
    tiles,
    categories: categories.filter((category) => sent.has(category.code)),
    figures: stats.byOffice.find((figures) => figures.office.id === id),
    rows: page.items,
    ratings: ratings.months
  }
}
