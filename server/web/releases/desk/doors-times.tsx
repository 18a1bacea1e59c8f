/** Doors of the table of times: one page, read like the one that is published, saved whole into the draft. */
import { refusals, type Refused } from '#shared/errors.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { attempt, readPart, readVerdict, refusedWords, revisionIn, type Ctx, type Kit } from './kit.ts'
import { adminHome, pageHref, query } from './links.ts'
import { Times } from './Times.tsx'
import { differing, readTable, typedOf, type TimeTable } from './times.ts'
import { say } from './words.ts'

interface More {
  typed?: Posted
  wrong?: Record<string, string>
  unusual?: Record<string, string>
  refused?: Refused
}

export function timeRoutes(kit: Kit): void {
  const { router, call } = kit
  const here = pageHref('times')

  /** What residents go by at this moment. */
  async function inForce(viewer: Staff): Promise<{ version: number; value: TimeTable }> {
    const { items } = await call('listReleases', { query: {} }, viewer)
    const version = items.find((it) => it.state === 'in_force')?.version ?? 1
    const { value } = await call('readReleasePart', { params: { version: String(version), part: 'time' } }, viewer)
    return { version, value: value as TimeTable }
  }

  async function show(ctx: Ctx, viewer: Staff, { typed, wrong = {}, unusual = {}, refused }: More = {}) {
    const [time, categories, calendar, now, { token }, verdict] = await Promise.all([
      readPart(call, viewer, 'time'),
      readPart(call, viewer, 'categories'),
      readPart(call, viewer, 'calendar'),
      inForce(viewer),
      kit.desk(ctx, viewer),
      readVerdict(call, viewer)
    ])
    const stale = refused?.code === 'stale'
    // What was typed, read again over the draft as it is by now.
    const yours =
      typed && readTable(typed, time.value, { categories: categories.value, calendar: calendar.value }).value
    await kit.show(ctx, viewer, {
      here: 'times',
      title: say.times.title,
      status: refused ? refusals[refused.code] : Object.keys({ ...wrong, ...unusual }).length > 0 ? 422 : 200,
      ...(refused && !stale && { refused: refusedWords(refused) }),
      body: (
        <Times
          value={time.value}
          revision={time.revision}
          token={token}
          typed={typed ?? typedOf(time.value)}
          wrong={wrong}
          unusual={unusual}
          categories={categories.value}
          version={now.version}
          changes={differing(now.value, time.value)}
          verdict={verdict}
          {...(stale && yours && { stale: differing(time.value, yours) })}
        />
      )
    })
  }

  router.get(
    here,
    kit.admin((ctx, viewer) => show(ctx, viewer))
  )

  router.post(
    `${adminHome}times/save`,
    kit.act(async (ctx, viewer, { fields: typed }) => {
      const [time, categories, calendar] = await Promise.all([
        readPart(call, viewer, 'time'),
        readPart(call, viewer, 'categories'),
        readPart(call, viewer, 'calendar')
      ])
      const { value, wrong, unusual } = readTable(typed, time.value, {
        categories: categories.value,
        calendar: calendar.value
      })
      const meant = one(typed, 'meant') === 'yes'
      if (Object.keys(wrong).length > 0 || (!meant && Object.keys(unusual).length > 0))
        return show(ctx, viewer, { typed, wrong, unusual })
      const body = { part: 'time', revision: revisionIn(one(typed, 'revision')), value }
      const tried = await attempt(() => call('putDraftPart', { body }, viewer))
      if ('refused' in tried) return show(ctx, viewer, { typed, unusual, refused: tried.refused })
      return kit.see(ctx, `${here}${query({ done: 'saved' })}`)
    })
  )
}
