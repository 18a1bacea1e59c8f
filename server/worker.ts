/** Every job on one visible list; the only loop over time. */
import { dayOf } from '#shared/time-format.ts'
import { followPeople, handOverLeft } from '#server/accounts/index.ts'
import { followJoin, recount } from '#server/affected/index.ts'
import { approvalJobHandlers, approvalOutboxes } from '#server/approvals/jobs.ts'
import { activityJobHandlers, activityOutboxes, keepTime } from '#server/activities/jobs.ts'
import {
  caseOutboxes,
  escalateDue,
  heldUntil,
  lateEscalations,
  recomputeDeadlines,
  resumeByDate
} from '#server/cases/index.ts'
import { certificateOutboxes, watchCertificates } from '#server/certificates/jobs.ts'
import { sweepBlobs } from '#server/city/index.ts'
import { resumeErasures, sweepRetention } from '#server/erasure/index.ts'
import { applyLeft, hourJobHandlers, hourOutboxes } from '#server/hours/jobs.ts'
import { enqueue, usualLeaseMs, work, type JobHandler } from '#server/kernel/jobs.ts'
import { takingLong } from '#server/kernel/mongo.ts'
import { relay, type OutboxOwners } from '#server/kernel/outbox.ts'
import type { AppContext } from '#server/context.ts'
import {
  deliveryJobHandlers,
  deliveryOutboxes,
  expectAmber,
  followStranded,
  forgetErased,
  issueDigests,
  noticeJobHandlers,
  notify,
  notifyGroups,
  tellQueues
} from '#server/notifications/jobs.ts'
import { rehearsedParts, rehearsing } from '#server/rehearsals/index.ts'
import { sweepPhotos } from '#server/photos/index.ts'
import { moveQueues, shiftJobHandlers, shiftOutboxes } from '#server/participation/jobs.ts'
import { makeRoot, rootCopyHandlers, rootOutboxes } from '#server/roots/index.ts'
import { checkKept, countMarked, markSums } from '#server/statistics/index.ts'
import { attend, hearMove, rebuilding } from '#server/suggestions/index.ts'
import { volunteerOutboxes } from '#server/volunteers/index.ts'

export interface WorkerOptions {
  /** How long a worker may keep a job before another one takes it. */
  leaseMs?: number
  pollMs?: number
  /** Hears how each schedule went. */
  tell?(name: string, good: boolean, ms: number): void
}

/** What the outboxes ask for, by topic. */
const jobHandlers = (context: AppContext): Record<string, JobHandler> => ({
  async moved(facts) {
    await notify(facts)
    await expectAmber(facts, context)
    await forgetErased(facts)
    await notifyGroups(facts, context.city())
    await hearMove(facts, context)
    await followJoin(facts, context)
  },
  async escalation({ no }) {
    const moved = await escalateDue(String(no), { at: context.now(), city: context.city() })
    if (moved) context.moved({ no: moved.no })
  },
  affected: async ({ no }) => void (await recount(String(no), context)),
  // Its days were marked when it was taken up.
  counted: () => Promise.resolve(),
  suggest: (facts) => takingLong(() => rebuilding(context)(facts)),
  ...noticeJobHandlers(context),
  ...shiftJobHandlers(context),
  ...activityJobHandlers(context),
  ...hourJobHandlers,
  ...approvalJobHandlers(context),
  rehearse: (facts) => takingLong(() => rehearsing(context)(facts))
})

const slow = ['deliver', 'rootCopy'] as const

interface Schedule {
  everyMs: number
  /** It goes over everything there is: the database may take its time. */
  long?: true
  run(context: AppContext): Promise<unknown>
}

const schedulesOf = ({ leaseMs = usualLeaseMs, pollMs = 500 }: WorkerOptions): Record<string, Schedule> => ({
  relay: { everyMs: pollMs, run: relayAll },
  count: { everyMs: pollMs, long: true, run: countSums },
  checkCounts: { everyMs: 3_600_000, long: true, run: (context) => checkKept(context.now(), context.log) },
  work: {
    everyMs: pollMs,
    run: (context) =>
      work(jobHandlers(context), { now: () => context.now(), log: context.log, leaseMs, topics: { but: slow } })
  },
  // Other systems answer when they like: nothing of our own waits behind them.
  deliver: {
    everyMs: pollMs,
    run: (context) =>
      work(
        { ...deliveryJobHandlers(context), ...rootCopyHandlers(context) },
        {
          now: () => context.now(),
          log: context.log,
          leaseMs,
          topics: { only: slow }
        }
      )
  },
  stranded: { everyMs: 300_000, run: followStranded },
  applyCorrections: { everyMs: 60_000, run: applyLeft },
  watchCertificates: { everyMs: 60_000, run: watchCertificates },
  moveQueues: { everyMs: 60_000, run: (context) => moveQueues(context.now()) },
  keepTime: { everyMs: 30_000, run: keepTime },
  resume: { everyMs: 60_000, run: resumeHeld },
  recomputeDeadlines: { everyMs: 60_000, long: true, run: (context) => recomputeDeadlines(context.city()) },
  escalations: { everyMs: 60_000, run: findLateEscalations },
  roots: { everyMs: 60_000, long: true, run: makeRoot },
  staff: { everyMs: 30_000, run: followPeople },
  leavers: { everyMs: 60_000, run: handOverLeft },
  queues: { everyMs: 60_000, run: tellQueues },
  digests: { everyMs: 60_000, long: true, run: issueDigests },
  sweep: { everyMs: 300_000, run: (context) => sweepPhotos(context.photos, context.now()) },
  erasures: { everyMs: 10_000, run: resumeErasures },
  retention: { everyMs: 3_600_000, long: true, run: (context) => sweepRetention(context.now()) },
  parts: { everyMs: 3_600_000, run: async (context) => sweepBlobs(context.now(), await rehearsedParts()) },
  suggest: { everyMs: 60_000, long: true, run: attend }
})

/** All that has an outbox, by what it is called among the figures. */
export const outboxes: Readonly<Record<string, () => readonly OutboxOwners[]>> = {
  cases: () => [caseOutboxes()],
  activities: () => [activityOutboxes()],
  shifts: () => [shiftOutboxes()],
  deliveries: () => [deliveryOutboxes()],
  roots: () => [rootOutboxes()],
  hours: hourOutboxes,
  certificates: () => [certificateOutboxes()],
  volunteers: () => [volunteerOutboxes()],
  approvals: () => [approvalOutboxes()]
}

/** What was written beside what it is about becomes a job. */
async function relayAll({ now }: AppContext): Promise<void> {
  for (const owners of Object.values(outboxes).flatMap((of) => of()))
    await relay(owners, (days) => markSums(days, now()))
}

/** Pages that were made while a day waited show it as it was. */
async function countSums({ moved }: AppContext): Promise<void> {
  if ((await countMarked()) > 0) moved('figures')
}

async function resumeHeld(context: AppContext): Promise<void> {
  for (const { no } of await heldUntil(dayOf(context.now()))) {
    await resumeByDate(no, { at: context.now(), city: context.city() })
    context.moved({ no })
  }
}

/** A step whose job was given up is asked for again: nothing is late because a job died. */
async function findLateEscalations(context: AppContext): Promise<void> {
  const now = context.now()
  const late = await lateEscalations(now.getTime() - 60_000)
  await enqueue(
    late.map(({ no, version }) => ({
      _id: `${no}/late/${version}`,
      topic: 'escalation',
      dueAt: now,
      facts: { no }
    }))
  )
}

/** What the clock does, by name. */
export const scheduleNames = (): string[] => Object.keys(schedulesOf({}))

/** Runs every schedule once, in order. */
export async function turn(context: AppContext, options: WorkerOptions = {}, names?: readonly string[]): Promise<void> {
  for (const [name, schedule] of Object.entries(schedulesOf(options)))
    if (!names || names.includes(name)) await once(context, name, schedule)
}

async function once(
  context: AppContext,
  name: string,
  schedule: Schedule,
  tell?: WorkerOptions['tell']
): Promise<void> {
  const began = performance.now()
  try {
    await (schedule.long ? takingLong(() => schedule.run(context)) : schedule.run(context))
    tell?.(name, true, performance.now() - began)
  } catch (error) {
    tell?.(name, false, performance.now() - began)
    context.log.error({ err: error, schedule: name }, 'schedule failed')
  }
}

/** Runs every schedule in its own rhythm until stopped; a schedule never runs twice at once. */
export function startWorker(
  context: AppContext,
  options: WorkerOptions = {}
): { stop(): Promise<void>; tick(): Promise<void> } {
  let stopped = false
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<unknown>>()
  const loop = async (name: string, schedule: Schedule): Promise<void> => {
    const run = once(context, name, schedule, options.tell)
    running.add(run)
    await run
    running.delete(run)
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void loop(name, schedule)
    }, schedule.everyMs)
    timers.add(timer)
  }
  for (const [name, schedule] of Object.entries(schedulesOf(options))) void loop(name, schedule)
  return {
    tick: () => turn(context, options),
    async stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(running)
    }
  }
}
