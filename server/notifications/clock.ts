/** What is told by the clock: a limit that is nearly used up, and work that waits in a queue. */
import type { QueueTab } from '#shared/cases.ts'
import { dayOf, startOfDay } from '#shared/time-format.ts'
import { clockSteps, findCase, isWithOffice, timeRulesOf, type CaseDoc } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { amberAt, amberShare } from '#server/deadlines/index.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { staffInRoles } from '#server/members/index.ts'
import { countQueue, tabsOf } from '#server/queue/index.ts'
import { isMarked, mark } from './marks-model.ts'
import type { Notice } from './model.ts'
import { holdersOf, ofStaff } from './recipients.ts'
import { tell } from './tell.ts'

/** Where the ladder urges no later than that, the urging is this news, and nobody hears it twice. */
const isUrgedByThen = (caseDoc: CaseDoc, { city }: AppContext): boolean =>
  timeRulesOf(caseDoc.ledger, city().calendar).ladder.some(({ verb, share }) => verb === 'urge' && share <= amberShare)

const amberOf = (caseDoc: CaseDoc, { city }: AppContext): number | undefined =>
  isWithOffice(caseDoc.status) && !caseDoc.joinedInto ? amberAt(clockSteps(caseDoc.ledger), city().calendar) : undefined

const amberJob = (no: string, at: number, request: unknown) => ({
  _id: `amber:${no}:${at}`,
  topic: 'amber',
  dueAt: new Date(at),
  facts: { no, ...(typeof request === 'string' && { request }) }
})

/** After a move: asks for the moment at which four fifths of the limit will be used. */
export async function expectAmber({ no, request }: Record<string, unknown>, context: AppContext): Promise<void> {
  const caseDoc = await findCase(String(no))
  if (!caseDoc || isUrgedByThen(caseDoc, context)) return
  const at = amberOf(caseDoc, context)
  if (at !== undefined && at < caseDoc.deadline.dueAt) await enqueue([amberJob(caseDoc.no, at, request)])
}

/** Each office hears it once of each limit that a case has in its hands. */
export async function tellAmber({ no, request }: Record<string, unknown>, context: AppContext): Promise<void> {
  const caseDoc = await findCase(String(no))
  const now = context.now()
  if (!caseDoc || now.getTime() >= caseDoc.deadline.dueAt) return
  const at = amberOf(caseDoc, context)
  if (at === undefined) return
  // The clock stood still in the meantime, or counts by another calendar now.
  if (at > now.getTime()) return enqueue([amberJob(caseDoc.no, at, request)])
  const { limit, extended } = caseDoc.deadline
  const event = `${caseDoc.no}:amber:${caseDoc.office}:${limit.n}${limit.unit}+${extended}`
  await tell(
    (await holdersOf(caseDoc, caseDoc.office, 'amber', caseDoc.person)).map((id) => ({
      _id: `${event}:${ofStaff(id)}`,
      member: ofStaff(id),
      no: caseDoc.no,
      about: 'case' as const,
      verb: 'amber',
      said: { code: 'amber', facts: { office: caseDoc.office } },
      at: new Date(at)
    })),
    typeof request === 'string' ? request : undefined
  )
}

// ——— queues

/** Twice a working day, so that nobody is told of every case that comes into a queue. */
const slots = [9, 14] as const
const queued: readonly QueueTab[] = ['dispatch', 'rule', 'publish', 'verify']

/** When queues were last to be told of; nothing on a day off, or before the first time of the day. */
export function slotAt({ now, city }: Pick<AppContext, 'now' | 'city'>): Date | undefined {
  const day = dayOf(now())
  if (!city().calendar.isWorking(day)) return undefined
  const begun = slots.map((hour) => startOfDay(day) + hour * 3_600_000).filter((at) => at <= now().getTime())
  const last = begun.at(-1)
  return last === undefined ? undefined : new Date(last)
}

export const staffViewer = (person: { _id: string; name: string; office: string; roles: Staff['roles'] }): Staff => ({
  kind: 'staff',
  id: person._id,
  name: person.name,
  office: person.office,
  roles: person.roles,
  family: ''
})

export async function tellQueues(context: AppContext): Promise<void> {
  const at = slotAt(context)
  if (!at || (await isMarked(`queue:${at.toISOString()}`))) return
  for (const person of await staffInRoles(['dispatcher', 'moderator', 'verifier'])) {
    const viewer = staffViewer(person)
    const member = ofStaff(person._id)
    const notices: Notice[] = []
    for (const tab of tabsOf(viewer).filter((one) => queued.includes(one))) {
      const n = await countQueue(viewer, tab)
      if (n > 0)
        notices.push({
          _id: `queue:${tab}:${at.toISOString()}:${member}`,
          member,
          no: tab,
          about: 'queue',
          verb: 'queue',
          said: { code: 'queue', facts: { tab, n } },
          at
        })
    }
    await tell(notices)
  }
  await mark(`queue:${at.toISOString()}`, at)
}
