/** Doors of the rehearsals: begin, look on, read, take away as CSV. */
import { refusals } from '#shared/errors.ts'
import type { RehearsalRow } from '#shared/rehearsals.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { Box } from '../../map/mercator.ts'
import { first } from '../../cases/desk/links.ts'
import { one } from '../../cases/desk/moves.ts'
import { attempt, readPart, refusedWords, type Ctx, type Kit } from '../../releases/desk/kit.ts'
import { adminHome, pageHref } from '../../releases/desk/links.ts'
import { dotsAtMost, Rehearsal } from './Rehearsal.tsx'
import { periodWords, rehearsalHref, Rehearsals } from './Rehearsals.tsx'
import { say } from '../../releases/desk/words.ts'

const day = /^\d{4}-\d\d-\d\d$/
const daysAtMost = 400
const secondsBetweenLooks = 3

export function rehearsalRoutes(kit: Kit): void {
  const { router, call } = kit
  const here = pageHref('rehearsals')

  interface More {
    typed?: Record<string, string>
    wrong?: Record<string, string>
    refused?: string
    status?: number
  }

  async function show(ctx: Ctx, viewer: Staff, { typed, wrong = {}, ...more }: More = {}) {
    const [{ items }, releases, { token }] = await Promise.all([
      call('listRehearsals', {}, viewer),
      call('listReleases', {}, viewer),
      kit.desk(ctx, viewer)
    ])
    const today = dayOf(kit.now())
    await kit.show(ctx, viewer, {
      here: 'rehearsals',
      title: say.rehearsal.title,
      ...more,
      status: more.status ?? (Object.keys(wrong).length > 0 ? 422 : 200),
      body: (
        <Rehearsals
          items={items}
          releases={releases.items.filter((it) => it.state !== 'revoked').map((it) => it.version)}
          token={token}
          typed={typed ?? { from: addDays(today, -30), to: addDays(today, -1) }}
          wrong={wrong}
        />
      )
    })
  }

  router.get(
    here,
    kit.admin((ctx, viewer) => show(ctx, viewer))
  )

  router.post(
    `${adminHome}rehearsals/start`,
    kit.act(async (ctx, viewer, { fields }) => {
      const [from, to, release] = [one(fields, 'from'), one(fields, 'to'), one(fields, 'release')]
      const typed = { from, to, release }
      const long = (startOfDay(to) - startOfDay(from)) / 86_400_000
      if (!day.test(from) || !day.test(to) || !(long >= 0 && long < daysAtMost))
        return show(ctx, viewer, { typed, wrong: { from: say.rehearsal.wrongPeriod } })
      const body = { from, to, ...(/^\d{1,7}$/.test(release) && { release: Number(release) }) }
      const tried = await attempt(() => call('startRehearsal', { body }, viewer))
      if ('done' in tried) return kit.see(ctx, rehearsalHref(tried.done.id))
      if (tried.refused.code === 'invalid')
        return show(ctx, viewer, { typed, wrong: { from: say.rehearsal.wrongPeriod } })
      return show(ctx, viewer, { typed, refused: refusedWords(tried.refused), status: refusals[tried.refused.code] })
    })
  )

  /** As many pages of rows as the map shows dots of. */
  async function dotsOf(viewer: Staff, id: string): Promise<RehearsalRow['place'][]> {
    const places: RehearsalRow['place'][] = []
    let after: string | undefined
    for (let page = 0; page < dotsAtMost / 100; page++) {
      const { items, older } = await call(
        'rehearsalRows',
        { params: { id }, query: { ...(after && { after }) } },
        viewer
      )
      places.push(...items.filter((it) => it.moved).map((it) => it.place))
      if (!older) break
      after = older
    }
    return places
  }

  router.get(
    `${here}/:id`,
    kit.admin(async (ctx, viewer) => {
      const id = ctx.params['id'] ?? ''
      const [office, after] = [first(ctx.query['office']), first(ctx.query['after'])]
      const it = await call('readRehearsal', { params: { id } }, viewer)
      const [rows, dots, info] = await Promise.all([
        call(
          'rehearsalRows',
          { params: { id }, query: { ...(office && { office }), ...(after && { after }) } },
          viewer
        ),
        dotsOf(viewer, id),
        readPart(kit.call, viewer, 'info')
      ])
      // The page looks again by itself, without script too.
      if (it.state === 'waiting' || it.state === 'running') ctx.set('Refresh', String(secondsBetweenLooks))
      await kit.show(ctx, viewer, {
        here: 'rehearsals',
        title: periodWords(it),
        body: (
          <Rehearsal
            it={it}
            rows={rows.items}
            older={rows.older}
            office={office}
            dots={dots}
            base={kit.base}
            box={info.value.bbox as unknown as Box}
          />
        )
      })
    })
  )

  router.get(
    `${here}/:id/csv`,
    kit.admin(async (ctx, viewer) => {
      const { name, csv } = await call('rehearsalCsv', { params: { id: ctx.params['id'] ?? '' } }, viewer)
      ctx.type = 'text/csv; charset=utf-8'
      ctx.attachment(name)
      ctx.body = csv
    })
  )
}
