/** What changes in an activity, and who must hear: drafts, edits and moves, each one compare-and-set. */
import type { ActivityNotice, Said } from '#shared/notices.ts'
import { noticeWords } from '#shared/locales/notice-words.ts'
import { randomUUID } from 'node:crypto'
import type { ActivityInput, ActivityMove, ActivityVerb } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf } from '#shared/time-format.ts'
import { fill, words as w } from '#shared/locales/index.ts'
import { jcs, rowsOf } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Once } from '#server/kernel/idempotency.ts'
import { newId } from '#server/kernel/mongo.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { isOrganiser } from '#server/members/index.ts'
import { claimPhotos } from '#server/photos/index.ts'
import { dropShifts, putShift, remind, shiftsOf, wholeShiftsOf, type ShiftRow } from '#server/participation/index.ts'
import { isOpen, next } from './lifecycle.ts'
import {
  findActivity,
  findByKey,
  insertActivity,
  nextNo,
  replaceIfUnmoved,
  type ActivityDoc,
  type Plan
} from './model.ts'
import { areaOf, checkPlan, factsOf, movedTo, spanOf } from './plan.ts'
import { activityPolicy } from './policy.ts'

export interface Now {
  at: Date
  city: CitySnapshot
}

/** Verbs after which somebody has had his hands in it and cannot review it. */
const handsOn = new Set<ActivityVerb>(['draft', 'edit', 'submit', 'settle'])

const logged = (it: ActivityDoc, verb: ActivityVerb, by: string | undefined, at: Date, words?: string): ActivityDoc => {
  const to = next(it.status, verb) ?? it.status
  return {
    ...it,
    status: to,
    log: [...it.log, { n: it.log.length + 1, at, verb, to, ...(by && { by }), ...(words && { words }) }],
    hands: by && handsOn.has(verb) ? [...new Set([...it.hands, by])] : it.hands
  }
}

/** For the outbox: who signed up is told, once each. */
const told = (verb: string, said: Said<ActivityNotice>, at: Date) => ({
  id: randomUUID(),
  topic: 'activity_told',
  at,
  facts: { verb, said }
})
const synced = (at: Date) => ({ id: randomUUID(), topic: 'activity_synced', at, facts: {} })

/** Brings the shifts in line with their activity; safe to repeat, and repeated by a job should this one die halfway. */
export async function sync(it: ActivityDoc, now: Date): Promise<void> {
  const opened = it.openAt !== null
  if (!opened) return
  for (const { facts, capacity } of factsOf(it)) {
    await putShift(facts, capacity)
    if (facts.open) await remind(facts, now)
  }
  await dropShifts(
    it.no,
    it.plan.shifts.map((s) => s.id)
  )
}

async function knownCases(plan: Plan, before?: Plan): Promise<void> {
  const fresh = plan.cases.filter((no) => !before?.cases.includes(no))
  const found = new Set((await rowsOf(fresh)).map((it) => it.no))
  if (fresh.some((no) => !found.has(no))) refuse('invalid', { errors: [{ at: '/body/cases', code: 'invalid_value' }] })
}

// ——— drafting

interface Draft {
  sent: ActivityInput
  key: string
  requestHash: string
  series?: string
  /** Of the demo city. */
  demo?: true
}

/** Stores a draft; under a key that is there already, that one. */
export async function store(
  { sent, key, requestHash, series, demo }: Draft,
  viewer: Staff,
  now: Now
): Promise<ActivityDoc> {
  const known = await findByKey(key)
  if (known) return known
  const plan = checkPlan(sent, now.at)
  const area = areaOf(plan, now.city)
  await knownCases(plan)
  const no = await nextNo(dayOf(now.at))
  const photoSizes = await claimPhotos(plan.cover ? [plan.cover] : [], no)
  const doc: ActivityDoc = {
    _id: newId(),
    no,
    version: 1,
    status: 'draft',
    plan,
    office: viewer.office,
    area,
    ...spanOf(plan),
    openAt: null,
    hands: [viewer.id],
    log: [{ n: 1, at: now.at, by: viewer.id, verb: 'draft', to: 'draft' }],
    key,
    requestHash,
    ...(series && { series }),
    ...(demo && { demo }),
    resultsPublic: false,
    photoSizes,
    shown: [],
    outbox: []
  }
  const kept = await insertActivity(doc)
  return kept === 'duplicate' ? ((await findByKey(key)) ?? refuse('in_flight', { retryAfterS: 1 })) : kept
}

export async function draft(body: ActivityInput, once: Once, viewer: Staff, now: Now): Promise<ActivityDoc> {
  if (!isOrganiser(viewer)) refuse('forbidden')
  const { key, requestHash } = once
  const kept = await store({ sent: body, key, requestHash }, viewer, now)
  once.sameAs(kept)
  return kept
}

/** The same again on other days; a day that has been drafted already stays as it is. */
export async function repeat(no: string, days: readonly string[], viewer: Staff, now: Now): Promise<ActivityDoc[]> {
  const source = (await findActivity(no)) ?? refuse('not_found')
  activityPolicy.permit(viewer, 'draft', source)
  const drafts: ActivityDoc[] = []
  for (const day of [...new Set(days)].sort()) {
    if (day === dayOf(source.from)) refuse('wrong_times')
    const sent = movedTo(source.plan, day)
    drafts.push(
      await store(
        { sent, key: `repeat:${no}:${day}`, requestHash: '', series: source.series ?? source.no },
        viewer,
        now
      )
    )
  }
  return drafts
}

// ——— changing

/** Somebody signed up: his shift stays, his role stays, and the seats are not fewer than those taken. */
function seatsHold(plan: Plan, shifts: readonly ShiftRow[]): void {
  for (const shift of shifts) {
    const planned = plan.shifts.find((s) => s.id === shift._id)
    for (const [role, capacity] of Object.entries(shift.capacity)) {
      const taken = capacity - (shift.free[role] ?? 0)
      const waiting = shift.waiting[role] ?? 0
      const now = planned?.roles.find((r) => r.id === role)?.capacity ?? 0
      if (now < taken || (now === 0 && waiting > 0)) refuse('seats_taken')
    }
  }
}

const frozen = ['title', 'kind', 'about'] as const
const noticed = [
  ['time', (p: Plan) => p.shifts.map((s) => [s.id, s.from, s.to])],
  ['place', (p: Plan) => [p.place, p.address]],
  ['bring', (p: Plan) => p.bring],
  ['contact', (p: Plan) => p.contact],
  ['other', (p: Plan) => [p.weather, p.insurance, p.minAge, p.maxAge]]
] as const

export async function edit(
  no: string,
  sent: ActivityInput,
  version: number,
  viewer: Staff,
  now: Now
): Promise<ActivityDoc> {
  const before = (await findActivity(no)) ?? refuse('not_found')
  activityPolicy.permit(viewer, 'edit', before)
  if (before.version !== version) refuse('stale')
  if (next(before.status, 'edit') === undefined) refuse('not_in_this_status')
  const plan = checkPlan(sent, now.at, before.plan)
  const opened = isOpen(before.status)
  // A reviewer approved these words; others would have to be approved anew.
  if (opened && frozen.some((name) => plan[name] !== before.plan[name])) refuse('not_in_this_status')
  if (opened && plan.cover !== before.plan.cover) refuse('not_in_this_status')
  if (opened) seatsHold(plan, await shiftsOf([no]))
  await knownCases(plan, before.plan)
  const fresh = plan.cover && plan.cover !== before.plan.cover ? await claimPhotos([plan.cover], no) : {}
  const changed = noticed
    .filter(([, of]) => jcs(of(plan) ?? null) !== jcs(of(before.plan) ?? null))
    .map(([name]) => name)
  const after: ActivityDoc = {
    ...logged(before, 'edit', viewer.id, now.at),
    plan,
    area: areaOf(plan, now.city),
    ...spanOf(plan),
    photoSizes: { ...before.photoSizes, ...fresh },
    outbox: [
      ...before.outbox,
      ...(opened ? [synced(now.at)] : []),
      ...(opened && changed.length > 0
        ? [told('changed', { code: 'changed', facts: { title: plan.title, what: changed } }, now.at)]
        : [])
    ]
  }
  return land(before, after, now)
}

async function land(before: ActivityDoc, after: ActivityDoc, now: Now): Promise<ActivityDoc> {
  if (!(await replaceIfUnmoved(before, after))) refuse('stale')
  const it = { ...after, version: before.version + 1 }
  if (before.status !== after.status || isOpen(after.status)) await sync(it, now.at)
  return it
}

const spanOfMinutes = (total: number): string => {
  const [hours, minutes] = [Math.floor(total / 60), total % 60]
  const say = hours === 0 ? w.activities.minutes : minutes === 0 ? w.activities.hours : w.activities.hoursMinutes
  return fill(say, { hours, minutes })
}

type Change = Partial<ActivityDoc>
type Branch<V extends ActivityMove['verb']> = (
  move: Extract<ActivityMove, { verb: V }>,
  it: ActivityDoc,
  now: Now
) => Change | Promise<Change>

const shownOf = (it: ActivityDoc, results: boolean): string[] => [
  ...new Set([
    ...(it.plan.cover ? [it.plan.cover] : []),
    ...(results && it.results ? [...it.results.before, ...it.results.after] : [])
  ])
]

/** What each verb changes besides the status and the log. */
const branches: { [V in ActivityMove['verb']]: Branch<V> } = {
  submit: (_move, it, now) => (it.from <= now.at ? refuse('not_in_this_status') : {}),
  send_back: () => ({}),
  approve: (_move, it, now) =>
    it.from <= now.at
      ? refuse('not_in_this_status')
      : { openAt: now.at, shown: shownOf(it, false), outbox: [...it.outbox, synced(now.at)] },
  start: (_move, it, now) => (it.from > now.at ? refuse('not_in_this_status') : {}),
  async settle(move, it, now) {
    const shifts = await shiftsOf([it.no])
    if (shifts.some((s) => !s.settled)) refuse('not_settled')
    const sizes = await claimPhotos([...move.before, ...move.after], it.no)
    const add = (of: (s: NonNullable<ShiftRow['settled']>) => number): number =>
      shifts.reduce((n, s) => n + (s.settled ? of(s.settled) : 0), 0)
    const [people, minutes] = [add((s) => s.came), add((s) => s.minutes)]
    const words = fill(w.activities.helped, {
      title: it.plan.title,
      people,
      hours: spanOfMinutes(minutes),
      words: move.words
    })
    return {
      // Whoever reported what people helped with hears of it.
      outbox: [
        ...it.outbox,
        ...(people > 0 ? it.plan.cases : []).map((no) => ({
          id: `helped:${it.no}:${no}`,
          topic: 'case_helped',
          at: now.at,
          facts: { case: no, activity: it.no, people, minutes, words, photos: move.after }
        }))
      ],
      results: { words: move.words, figures: move.figures, before: move.before, after: move.after },
      photoSizes: { ...it.photoSizes, ...sizes }
    }
  },
  publish: (_move, it) => ({ resultsPublic: true, shown: shownOf(it, true) }),
  withhold: (_move, it) => ({ resultsPublic: false, shown: shownOf(it, false) }),
  archive: () => ({}),
  cancel: (move, it, now) => ({
    outbox: [
      ...it.outbox,
      synced(now.at),
      told('cancelled', { code: 'cancelled', facts: { title: it.plan.title, words: move.words } }, now.at)
    ]
  })
}

/** Moves an activity. Refuses not_found, forbidden, stale, not_in_this_status and what the verb itself asks for. */
export async function move(no: string, said: ActivityMove, viewer: Staff, now: Now): Promise<ActivityDoc> {
  const before = (await findActivity(no)) ?? refuse('not_found')
  activityPolicy.permit(viewer, said.verb, before)
  if (before.version !== said.version) refuse('stale')
  if (next(before.status, said.verb) === undefined) refuse('not_in_this_status')
  const branch = branches[said.verb] as Branch<ActivityMove['verb']>
  const change = await branch(said, before, now)
  const words = 'words' in said ? said.words : undefined
  return land(before, { ...logged(before, said.verb, viewer.id, now.at, words), ...change }, now)
}

export interface Message {
  to: 'in' | 'waiting' | 'all'
  shift?: string | undefined
  words: string
  send: boolean
}
const heardBy = { in: ['in'], waiting: ['waiting', 'offered'], all: ['in', 'waiting', 'offered'] } as const

/** Tells who signed up; first how many that would be. A repeat under the same key tells nobody twice. */
export async function message(
  no: string,
  { to, shift, words: said, send }: Message,
  once: Once,
  viewer: Staff,
  now: Now
): Promise<{ people: number; words: string; sent: boolean }> {
  const before = (await findActivity(no)) ?? refuse('not_found')
  activityPolicy.permit(viewer, 'message', before)
  if (next(before.status, 'message') === undefined) refuse('not_in_this_status')
  const states: readonly string[] = heardBy[to]
  const shifts = (await wholeShiftsOf(no)).filter((s) => shift === undefined || s._id === shift)
  if (shift !== undefined && shifts.length === 0) refuse('not_found')
  const people = new Set(shifts.flatMap((s) => s.people.filter((e) => states.includes(e.state)).map((e) => e.member)))
    .size
  const notice: Said<ActivityNotice> = { code: 'message', facts: { title: before.plan.title, words: said } }
  const words = noticeWords('activity', notice) ?? said
  if (!send) return { people, words, sent: false }
  const known = before.log.find((e) => e.id !== undefined && once.isKeptUnder(e.id))
  if (known) {
    // A message of before migration 006 was kept by its words alone.
    if (known.requestHash) once.sameAs({ requestHash: known.requestHash })
    else if (known.words !== said) refuse('key_reused')
    return { people: known.people ?? people, words, sent: true }
  }
  const { key: id, requestHash } = once
  const noted = logged(before, 'message', viewer.id, now.at, said)
  const log = noted.log.map((e, i) => (i === noted.log.length - 1 ? { ...e, id, requestHash, people } : e))
  const facts = { verb: 'message', said: notice, states, ...(shift !== undefined && { shift }) }
  const after = { ...noted, log, outbox: [...before.outbox, { id, topic: 'activity_told', at: now.at, facts }] }
  if (!(await replaceIfUnmoved(before, after))) refuse('stale')
  return { people, words, sent: true }
}

/** What time does by itself: an activity begins, and is put away. */
export async function moveByClock(no: string, verb: 'start' | 'archive', now: Now): Promise<void> {
  const before = await findActivity(no)
  if (!before || next(before.status, verb) === undefined) return
  const after = logged(before, verb, undefined, now.at)
  if (await replaceIfUnmoved(before, after)) await sync(after, now.at)
}
