/** The table of times: one page, read like the one that is published, saved whole into the draft. */
import type { Refused } from '#shared/errors.ts'
import { refusals } from '#shared/errors.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, type Posted } from '../../frame/fields.ts'
import { again, see } from '../../frame/route.ts'
import { adminForm, type AdminAct } from './admin.tsx'
import { readPart, readVerdict, refusedWords, revisionIn } from './draft.ts'
import { adminHome, pageHref, query } from './links.ts'
import { Times } from './Times.tsx'
import { differing, readTable, typedOf, type TimeTable } from './times.ts'
import { say } from './words.ts'

const here = pageHref('times')

interface Shown {
  typed: Posted
  wrong?: Record<string, string>
  unusual?: Record<string, string>
  refused?: Refused
}

/** What residents go by at this moment. */
async function inForce(call: Call, viewer: Staff): Promise<{ version: number; value: TimeTable }> {
  const { items } = await call('listReleases', { query: {} }, viewer)
  const version = items.find((release) => release.state === 'in_force')?.version ?? 1
  const { value } = await call('readReleasePart', { params: { version: String(version), part: 'time' } }, viewer)
  return { version, value: value as TimeTable }
}

const readParts = ({ call, viewer }: DeskRequest) =>
  Promise.all([
    readPart(call, viewer, 'time'),
    readPart(call, viewer, 'categories'),
    readPart(call, viewer, 'calendar')
  ])

async function load(request: DeskRequest, shown: Shown | undefined) {
  const { call, viewer } = request
  const [[time, categories, calendar], now, verdict] = await Promise.all([
    readParts(request),
    inForce(call, viewer),
    readVerdict(call, viewer)
  ])
  const { typed, wrong = {}, unusual = {}, refused } = shown ?? {}
  const stale = refused?.code === 'stale'
  // What was typed, read again over the draft as it is by now.
  const yours = typed && readTable(typed, time.value, { categories: categories.value, calendar: calendar.value }).value
  return {
    value: time.value,
    revision: time.revision,
    typed: typed ?? typedOf(time.value),
    wrong,
    unusual,
    categories: categories.value,
    version: now.version,
    changes: differing(now.value, time.value),
    verdict,
    ...(refused && !stale && { refused: refusedWords(refused) }),
    ...(stale && yours && { stale: differing(time.value, yours) })
  }
}

const save: AdminAct<Shown> = async (request, { fields: typed }) => {
  const { call, viewer } = request
  const [time, categories, calendar] = await readParts(request)
  const others = { categories: categories.value, calendar: calendar.value }
  const { value, wrong, unusual } = readTable(typed, time.value, others)
  const meant = one(typed, 'meant') === 'yes'
  if (Object.keys(wrong).length > 0 || (!meant && Object.keys(unusual).length > 0))
    return again({ typed, wrong, unusual })
  const body = { part: 'time', revision: revisionIn(one(typed, 'revision')), value }
  const tried = await attempt(() => call('putDraftPart', { body }, viewer))
  if ('done' in tried) return see(`${here}${query({ done: 'saved' })}`)
  return again({ typed, unusual, refused: tried.refused }, refusals[tried.refused.code])
}

export const timeRoutes: readonly DeskRoute[] = [
  adminForm({
    path: here,
    here: 'times',
    title: () => say.times.title,
    load,
    view: Times,
    act: { [`${adminHome}times/save`]: save },
    restored: ({ fields: typed }) => ({ typed })
  })
]
