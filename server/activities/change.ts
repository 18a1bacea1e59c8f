/** A change of an activity: one compare-and-set with its line of the log and its outbox; the shifts follow. */
import type { ActivityNotice, Said } from '#shared/notices.ts'
import { randomUUID } from 'node:crypto'
import type { ActivityVerb } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { asked } from '#server/kernel/outbox.ts'
import { notBefore } from '#server/kernel/shown.ts'
import { dropShifts, keepShift, remind } from '#server/participation/index.ts'
import { isOpen, next } from './lifecycle.ts'
import { replaceIfUnmoved, type ActivityDoc } from './model.ts'
import { factsOf } from './plan.ts'

export interface Now {
  at: Date
  city: CitySnapshot
  /** Name of the request that does it; what it asks for bears that too. */
  request?: string | undefined
  /** Is given what is about to be written, and throws where it could not be shown. */
  show?: (activity: ActivityDoc) => Promise<void>
}

/** Verbs after which somebody has had his hands in it and cannot review it. */
const handsOn = new Set<ActivityVerb>(['draft', 'edit', 'submit', 'settle'])

export const logged = (
  activity: ActivityDoc,
  verb: ActivityVerb,
  by: string | undefined,
  at: Date,
  words?: string
): ActivityDoc => {
  const to = next(activity.status, verb) ?? activity.status
  return {
    ...activity,
    status: to,
    log: [
      ...activity.log,
      {
        n: activity.log.length + 1,
        at: notBefore(activity.log.at(-1)?.at, at),
        verb,
        to,
        ...(by && { by }),
        ...(words && { words })
      }
    ],
    hands: by && handsOn.has(verb) ? [...new Set([...activity.hands, by])] : activity.hands
  }
}

/** For the outbox: who signed up is told, once each. */
export const noticeItem = (verb: string, said: Said<ActivityNotice>, at: Date) => ({
  id: randomUUID(),
  topic: 'activity_told',
  at,
  facts: { verb, said }
})
export const syncItem = (at: Date) => ({ id: randomUUID(), topic: 'activity_synced', at, facts: {} })

/** Brings the shifts in line with their activity; safe to repeat, and repeated by a job should this one die halfway. */
export async function sync(activity: ActivityDoc, now: Date): Promise<void> {
  const opened = activity.openAt !== null
  if (!opened) return
  for (const { facts, capacity } of factsOf(activity)) {
    await keepShift(facts, capacity, now)
    if (facts.open) await remind(facts, now)
  }
  await dropShifts(
    activity.no,
    activity.plan.shifts.map((s) => s.id)
  )
}

/** Compare-and-set; the shifts follow. */
export async function save(before: ActivityDoc, after: ActivityDoc, now: Now): Promise<ActivityDoc> {
  await now.show?.({ ...after, version: before.version + 1 })
  if (!(await replaceIfUnmoved(before, asked(after, now.request, before)))) refuse('stale')
  const doc = { ...after, version: before.version + 1 }
  if (before.status !== after.status || isOpen(after.status)) await sync(doc, now.at)
  return doc
}
