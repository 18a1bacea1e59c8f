/** When a digest is due, over which days, and to whom it goes: one message for all that would else be many. */
import type { QueueTab } from '#shared/cases.ts'
import { digestKinds, digestRoles, type DigestKind } from '#shared/digests.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import { staffInRoles } from '#server/members/index.ts'
import { countQueue, tabsOf } from '#server/queue/index.ts'
import { staffViewer } from './clock.ts'
import { digestId, findDigest, keepDigest, minesOf, sumsByOffice } from './digests-model.ts'
import { isMarked, mark } from './marks-model.ts'
import { ofStaff } from './recipients.ts'
import { tell } from './tell.ts'

const issuedAtHour = 8

type IsWorking = (day: string) => boolean
const weekOf = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % 7))
const monthOf = (day: string): string => day.slice(0, 7)

/** The working day before; after a long holiday, at most so many days back. */
function workingDayBefore(day: string, isWorking: IsWorking): string {
  let before = addDays(day, -1)
  for (let i = 0; i < 20 && !isWorking(before); i++) before = addDays(before, -1)
  return before
}

/**
 * Which days a digest that is issued on `day` is about; nothing where none is issued. On the first working day of a week or
 * month the last one is told of, each working day what came since the one before.
 */
export function digestDays(
  kind: DigestKind,
  day: string,
  isWorking: IsWorking
): { from: string; to: string } | undefined {
  if (!isWorking(day)) return undefined
  const before = workingDayBefore(day, isWorking)
  if (kind === 'day') return { from: before, to: addDays(day, -1) }
  if (kind === 'week') {
    const monday = weekOf(day)
    return weekOf(before) === monday ? undefined : { from: addDays(monday, -7), to: addDays(monday, -1) }
  }
  if (monthOf(before) === monthOf(day)) return undefined
  const last = addDays(`${monthOf(day)}-01`, -1)
  return { from: `${monthOf(last)}-01`, to: last }
}

/** Counts and tells what is due today, once: for the city, for each member of staff, one notice a person and digest. */
export async function issueDigests(context: AppContext): Promise<void> {
  const now = context.now()
  const day = dayOf(now)
  const at = new Date(startOfDay(day) + issuedAtHour * 3_600_000)
  if (now < at) return
  const { isWorking } = context.city().calendar
  for (const kind of digestKinds) {
    const days = digestDays(kind, day, isWorking)
    const round = `digest:${kind}:${day}`
    if (!days || (await isMarked(round))) continue
    await issue(kind, day, days, at, context)
    await mark(round, at)
  }
}

async function issue(
  kind: DigestKind,
  day: string,
  days: { from: string; to: string },
  at: Date,
  context: AppContext
): Promise<void> {
  const now = context.now()
  const [from, to] = [startOfDay(days.from), startOfDay(addDays(days.to, 1))].map((ms) => new Date(ms).toISOString())
  const head = { kind, day, ...days, at: now }
  if (!(await findDigest(kind, day, 'city')))
    await keepDigest({
      ...head,
      _id: digestId(kind, day, 'city'),
      whose: 'city',
      offices: await sumsByOffice(from ?? '', to ?? '', now)
    })
  for (const person of await staffInRoles(digestRoles)) {
    const member = ofStaff(person._id)
    if (!(await findDigest(kind, day, member)))
      await keepDigest({ ...head, _id: digestId(kind, day, member), whose: member, ...(await waitingFor(person, now)) })
    await tell([
      {
        _id: `digest:${kind}:${day}:${member}`,
        member,
        no: `${kind}-${day}`,
        about: 'digest',
        verb: 'digest',
        said: { code: 'digest', facts: { digest: kind, from: days.from, to: days.to } },
        at
      }
    ])
  }
}

async function waitingFor(person: Parameters<typeof staffViewer>[0], now: Date) {
  const viewer = staffViewer(person)
  const waiting: Partial<Record<QueueTab, number>> = {}
  for (const tab of tabsOf(viewer)) if (tab !== 'all') waiting[tab] = await countQueue(viewer, tab)
  return { waiting, mine: await minesOf(person._id, now) }
}
