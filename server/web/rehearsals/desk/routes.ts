/** Rehearsals: begin, look on, read, take away as CSV. */
import type { RehearsalRow } from '#shared/rehearsals.ts'
import { check, day } from '#shared/schema.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { plainDay } from '#shared/typed.ts'
import type { DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, firsts, one } from '../../frame/fields.ts'
import { again, see } from '../../frame/route.ts'
import type { Box } from '../../map/mercator.ts'
import { adminFile, adminForm, adminPage, type AdminAct } from '../../releases/desk/admin.tsx'
import { notDone, readPart } from '../../releases/desk/draft.ts'
import { adminHome, pageHref } from '../../releases/desk/links.ts'
import { say } from '../../releases/desk/words.ts'
import { dotsAtMost, Rehearsal } from './Rehearsal.tsx'
import { periodWords, rehearsalHref, Rehearsals } from './Rehearsals.tsx'

const here = pageHref('rehearsals')
const daysAtMost = 400
const secondsBetweenLooks = 3

interface Shown {
  typed?: Record<string, string>
  wrong?: Record<string, string>
  refused?: string
}

async function load({ call, viewer, now }: DeskRequest, shown: Shown | undefined) {
  const [{ items }, releases] = await Promise.all([
    call('listRehearsals', {}, viewer),
    call('listReleases', {}, viewer)
  ])
  const today = dayOf(now)
  return {
    items,
    releases: releases.items.filter((release) => release.state !== 'revoked').map((release) => release.version),
    typed: { from: addDays(today, -30), to: addDays(today, -1) },
    wrong: {},
    ...shown
  }
}

const start: AdminAct<Shown> = async ({ call, viewer }, { fields }) => {
  const [from, to] = [plainDay(one(fields, 'from')), plainDay(one(fields, 'to'))]
  const release = one(fields, 'release')
  const typed = { from, to, release }
  const wrongPeriod = () => again({ typed, wrong: { from: say.rehearsal.wrongPeriod } })
  const long = (startOfDay(to) - startOfDay(from)) / 86_400_000
  if (!check(day(), from).ok || !check(day(), to).ok || !(long >= 0 && long < daysAtMost)) return wrongPeriod()
  const body = { from, to, ...(/^\d{1,7}$/.test(release) && { release: Number(release) }) }
  const tried = await attempt(() => call('startRehearsal', { body }, viewer))
  if ('done' in tried) return see(rehearsalHref(tried.done.id))
  return tried.refused.code === 'invalid' ? wrongPeriod() : notDone(tried.refused, { typed })
}

/** As many pages of rows as the map shows dots of. */
async function dotsOf({ call, viewer }: DeskRequest, id: string): Promise<RehearsalRow['place'][]> {
  const places: RehearsalRow['place'][] = []
  let after: string | undefined
  for (let page = 0; page < dotsAtMost / 100; page++) {
    const { items, older } = await call('rehearsalRows', { params: { id }, query: { ...(after && { after }) } }, viewer)
    places.push(...items.filter((rehearsalRow) => rehearsalRow.moved).map((rehearsalRow) => rehearsalRow.place))
    if (!older) break
    after = older
  }
  return places
}

async function loadOne(request: DeskRequest) {
  const { call, viewer, param, asked } = request
  const id = param('id')
  const [office, after] = [asked('office'), asked('after')]
  const rehearsal = await call('readRehearsal', { params: { id } }, viewer)
  const [rows, dots, info] = await Promise.all([
    call('rehearsalRows', { params: { id }, query: { ...(office && { office }), ...(after && { after }) } }, viewer),
    dotsOf(request, id),
    readPart(call, viewer, 'info')
  ])
  return { rehearsal, rows: rows.items, older: rows.older, office, dots, box: info.value.bbox as unknown as Box }
}

export const rehearsalDeskRoutes: readonly DeskRoute[] = [
  adminForm({
    path: here,
    here: 'rehearsals',
    title: () => say.rehearsal.title,
    load,
    view: Rehearsals,
    act: { [`${adminHome}rehearsals/start`]: start },
    restored: ({ fields }) => ({ typed: firsts(fields) })
  }),
  adminPage({
    path: `${here}/:id`,
    here: 'rehearsals',
    // The page looks again by itself, without script too.
    load: loadOne,
    view: Rehearsal,
    title: ({ rehearsal }) => periodWords(rehearsal),
    looksAgain: ({ rehearsal }) =>
      rehearsal.state === 'waiting' || rehearsal.state === 'running' ? secondsBetweenLooks : undefined
  }),
  adminFile({
    path: `${here}/:id/csv`,
    async load({ call, viewer, param }) {
      const { name, csv } = await call('rehearsalCsv', { params: { id: param('id') } }, viewer)
      return { body: csv, type: 'text/csv; charset=utf-8', name }
    }
  })
]
