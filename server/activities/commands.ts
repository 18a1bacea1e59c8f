/** Moves of an activity, messages to who signed up, and what time does by itself. */
import type { ActivityNotice, Said } from '#shared/notices.ts'
import { noticeWords } from '#shared/locales/notice-words.ts'
import type { ActivityMove } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import type { Once } from '#server/kernel/idempotency.ts'
import { asked } from '#server/kernel/outbox.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { claimPhotos } from '#server/photos/index.ts'
import { shiftsOf, wholeShiftsOf, type ShiftRow } from '#server/participation/index.ts'
import { logged, noticeItem, save, sync, syncItem, type Now } from './change.ts'
import { next } from './lifecycle.ts'
import { findActivity, replaceIfUnmoved, type ActivityDoc } from './model.ts'
import { activityPolicy } from './policy.ts'

type Change = Partial<ActivityDoc>
type Branch<V extends ActivityMove['verb']> = (
  move: Extract<ActivityMove, { verb: V }>,
  activity: ActivityDoc,
  now: Now
) => Change | Promise<Change>

const shownOf = (activity: ActivityDoc, results: boolean): string[] => [
  ...new Set([
    ...(activity.plan.cover ? [activity.plan.cover] : []),
    ...(results && activity.results ? [...activity.results.before, ...activity.results.after] : [])
  ])
]

/** What each verb changes besides the status and the log. */
const branches: { [V in ActivityMove['verb']]: Branch<V> } = {
  submit: (_move, activity, now) => (activity.from <= now.at ? refuse('not_in_this_status') : {}),
  send_back: () => ({}),
  approve: (_move, activity, now) =>
    activity.from <= now.at
      ? refuse('not_in_this_status')
      : { openAt: now.at, shown: shownOf(activity, false), outbox: [...activity.outbox, syncItem(now.at)] },
  start: (_move, activity, now) => (activity.from > now.at ? refuse('not_in_this_status') : {}),
  async settle(move, activity, now) {
    const shifts = await shiftsOf([activity.no])
    if (shifts.some((s) => !s.settled)) refuse('not_settled')
    const by = `${activity.no} settle`
    const { ids, sizes } = await claimPhotos([...move.before, ...move.after], { no: activity.no, by, at: now.at })
    const [before, after] = [ids.slice(0, move.before.length), ids.slice(move.before.length)]
    const add = (of: (s: NonNullable<ShiftRow['settled']>) => number): number =>
      shifts.reduce((n, s) => n + (s.settled ? of(s.settled) : 0), 0)
    const [people, minutes] = [add((s) => s.came), add((s) => s.minutes)]
    return {
      // Whoever reported what people helped with hears of it.
      outbox: [
        ...activity.outbox,
        ...(people > 0 ? activity.plan.cases : []).map((no) => ({
          id: `helped:${activity.no}:${no}`,
          topic: 'case_helped',
          at: now.at,
          facts: {
            case: no,
            activity: activity.no,
            title: activity.plan.title,
            people,
            minutes,
            words: move.words,
            photos: after
          }
        }))
      ],
      results: { words: move.words, figures: move.figures, before, after },
      photoSizes: { ...activity.photoSizes, ...sizes }
    }
  },
  publish: (_move, activity) => ({ resultsPublic: true, shown: shownOf(activity, true) }),
  withhold: (_move, activity) => ({ resultsPublic: false, shown: shownOf(activity, false) }),
  archive: () => ({}),
  cancel: (move, activity, now) => ({
    outbox: [
      ...activity.outbox,
      syncItem(now.at),
      noticeItem('cancelled', { code: 'cancelled', facts: { title: activity.plan.title, words: move.words } }, now.at)
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
  return save(before, { ...logged(before, said.verb, viewer.id, now.at, words), ...change }, now)
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
  const answer = { people, words, sent: true }
  await mustShow('tellParticipants', () => answer)
  if (!(await replaceIfUnmoved(before, asked(after, now.request, before)))) refuse('stale')
  return answer
}

/** What time does by itself: an activity begins, and is put away. */
export async function moveByClock(no: string, verb: 'start' | 'archive', now: Now): Promise<void> {
  const before = await findActivity(no)
  if (!before || next(before.status, verb) === undefined) return
  const after = logged(before, verb, undefined, now.at)
  if (await replaceIfUnmoved(before, after)) await sync(after, now.at)
}
