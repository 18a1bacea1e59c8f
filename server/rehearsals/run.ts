/**
 * One step of a rehearsal: some of the past cases, sent again with the facts they came in with. A step is a job that may
 * be done twice, die in the middle, or be done by another server; what it found is counted once.
 */
import { setImmediate } from 'node:timers/promises'
import { Refused } from '#shared/errors.ts'
import type { Limit } from '#shared/limits.ts'
import type { RoutingFactOf } from '#shared/routing.ts'
import { addDays, startOfDay } from '#shared/time-format.ts'
import { makeSnapshot, readParts, type CitySnapshot } from '#server/city/index.ts'
import { deadlineState } from '#server/deadlines/index.ts'
import { enqueue, type JobHandler } from '#server/kernel/jobs.ts'
import type { AppContext } from '#server/context.ts'
import { route, type Route } from '#server/routing/index.ts'
import {
  addStep,
  findRehearsal,
  nextCases,
  setState,
  type PastCase,
  type RehearsalDoc,
  type RowDoc,
  type Sums
} from './model.ts'

/** Cases of one step, and how many between two breaths. */
const stepOf = 2_000
const breathOf = 200
/** Rows kept for reading; what goes beyond is still counted. */
export const rowsAtMost = 20_000

export const begin = (id: string, cursor: string, at: Date): Promise<void> =>
  enqueue([{ _id: `rehearse:${id}:${cursor}`, topic: 'rehearse', dueAt: at, facts: { id, cursor } }])

/** Both ends of a period as moments; the end is the first that is no longer in it. */
export const momentsOf = ({ from, to }: Pick<RehearsalDoc, 'from' | 'to'>): [string, string] => [
  new Date(startOfDay(from)).toISOString(),
  new Date(startOfDay(addDays(to, 1))).toISOString()
]

/** The last cities rehearsed, ready to be asked by the next step. */
const cities = new Map<string, Promise<CitySnapshot>>()
function cityOf({ _id, parts, against }: RehearsalDoc): Promise<CitySnapshot> {
  const known =
    cities.get(_id) ??
    readParts(parts).then((part) => makeSnapshot(part, { release: against === 'draft' ? 0 : against }))
  cities.set(_id, known)
  if (cities.size > 3) cities.delete(cities.keys().next().value ?? '')
  known.catch(() => cities.delete(_id))
  return known
}

const dueOf = (city: CitySnapshot, at: number, limit: Limit, office: string | undefined): string => {
  const first = { at, status: 'dispatched' as const, limit, ...(office !== undefined && { office }) }
  return new Date(deadlineState([first], city.calendar).dueAt).toISOString()
}

/** Where it would go; why nowhere. */
function sendAgain(city: CitySnapshot, pastCase: PastCase): Route | RoutingFactOf<'refused'> {
  const { category = '', channel = 'mini', answers = {} } = pastCase.ledger[0]?.facts ?? {}
  const [lng, lat] = pastCase.place.coordinates
  const asked = city.category(category)?.questions ?? []
  const known = Object.entries(answers).filter(([id, choice]) =>
    asked.some((q) => q.id === id && q.choices.some((c) => c.id === choice))
  )
  try {
    return route(city, category, lng, lat, {
      at: Date.parse(pastCase.at),
      channel,
      answers: Object.fromEntries(known)
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code: refusal, more } = error
    return { kind: 'refused', refusal, ...(more.words && { words: more.words }) }
  }
}

function look(
  city: CitySnapshot,
  now: CitySnapshot,
  pastCase: PastCase,
  rehearsal: string
): { row: RowDoc; dueChanged: boolean } {
  const facts = pastCase.ledger[0]?.facts ?? {}
  const way = sendAgain(city, pastCase)
  const at = Date.parse(pastCase.at)
  const from = facts.office ?? pastCase.office
  const to = 'kind' in way ? undefined : way.office
  const before: Limit = facts.limit ?? { n: facts.days ?? 1, unit: 'work_day' }
  const category = city.category(facts.category ?? '')
  const after = 'kind' in way || !category ? before : city.limit(category, way.area.id, way.grid?.id)
  const dueBefore = dueOf(now, at, before, from)
  const dueAfter = dueOf(city, at, after, to ?? from)
  const [lng, lat] = pastCase.place.coordinates
  return {
    dueChanged: dueBefore !== dueAfter,
    row: {
      _id: `${rehearsal}:${pastCase.no}`,
      rehearsal,
      no: pastCase.no,
      at: pastCase.at,
      category: facts.category ?? '',
      area: pastCase.area,
      place: { lng, lat },
      channel: facts.channel ?? 'mini',
      moved: to !== from,
      from,
      ...(to !== undefined && { to }),
      ruleBefore: facts.rule ?? pastCase.routing.ruleId,
      ruleAfter: 'kind' in way ? '' : way.rule,
      because: 'kind' in way ? [way] : way.because,
      dueBefore,
      dueAfter
    }
  }
}

/** Does one step and asks for the next. */
export async function rehearse(context: AppContext, { id, cursor }: { id: string; cursor: string }): Promise<void> {
  const doc = await findRehearsal(id)
  if (!doc || doc.state === 'done' || doc.state === 'failed') return
  // Counted by somebody who died before he asked for the next: ask for it.
  if (doc.cursor !== cursor) return begin(id, doc.cursor, context.now())
  const [from, to] = momentsOf(doc)
  const cases = await nextCases(from, to, cursor, stepOf)
  const city = await cityOf(doc)
  const now = context.city()
  const sums: Sums = { done: 0, moved: 0, dueChanged: 0, byHand: 0, agrees: 0, load: {}, streams: {}, areas: {} }
  const rows: RowDoc[] = []
  for (const [i, pastCase] of cases.entries()) {
    if (i % breathOf === breathOf - 1) await setImmediate()
    const { row, dueChanged } = look(city, now, pastCase, id)
    count(sums, row, pastCase, dueChanged)
    if ((row.moved || dueChanged) && doc.rows + rows.length < rowsAtMost) rows.push(row)
  }
  const last = cases.at(-1)
  const over = cases.length < stepOf
  const next = last ? `${last.at}|${last._id.toHexString()}` : cursor
  if (!(await addStep(id, cursor, next === cursor ? `${cursor}.` : next, sums, rows, over))) return
  if (!over) await begin(id, next, context.now())
}

function count(sums: Sums, row: RowDoc, pastCase: PastCase, dueChanged: boolean): void {
  sums.done++
  if (dueChanged) sums.dueChanged++
  const before = (sums.load[row.from] ??= {})
  before.before = (before.before ?? 0) + 1
  if (row.to !== undefined) {
    const after = (sums.load[row.to] ??= {})
    after.after = (after.after ?? 0) + 1
  }
  if (row.moved) {
    sums.moved++
    const key = `${row.from}>${row.to ?? '-'}`
    sums.streams[key] = (sums.streams[key] ?? 0) + 1
    sums.areas[row.area] = (sums.areas[row.area] ?? 0) + 1
  }
  if (!pastCase.byHand || pastCase.office === row.from) return
  sums.byHand++
  if (row.to === pastCase.office) sums.agrees++
}

/** The job: a rehearsal that cannot go on says so instead of trying for ever. */
export const rehearsing =
  (context: AppContext): JobHandler =>
  async (facts) => {
    const { id, cursor } = facts as { id: string; cursor: string }
    try {
      await rehearse(context, { id, cursor })
    } catch (error) {
      await setState(id, 'failed')
      throw error
    }
  }
