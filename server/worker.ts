/** Every job on one visible list; the only loop over time. */
import { dayOf } from '#shared/when.ts'
import { activityDoers, keepTime, relayActivities } from '#server/activities/jobs.ts'
import { climb, dropOutboxes, heldUntil, lateRungs, recount, resumeByDate, withOutbox } from '#server/cases/index.ts'
import { watchCertificates } from '#server/certificates/jobs.ts'
import { sweepBlobs } from '#server/city/index.ts'
import { applyLeft } from '#server/hours/jobs.ts'
import { passed } from '#server/kernel/failpoints.ts'
import { enqueue, usualLeaseMs, work, type Doer, type NewJob } from '#server/kernel/jobs.ts'
import type { World } from '#server/kernel/world.ts'
import { followCity } from '#server/members/index.ts'
import { notify } from '#server/members/notices.ts'
import { rehearsedParts, rehearsing } from '#server/rehearsal/index.ts'
import { sweepPhotos } from '#server/photos/index.ts'
import { relayShifts, shiftDoers } from '#server/signups/jobs.ts'
import { attend, hearMove, rebuild } from '#server/suggest/index.ts'

export interface WorkerOptions {
  /** How long a worker may keep a job before another one takes it. */
  leaseMs?: number
  pollMs?: number
}

/** What the outboxes ask for, by topic. */
const doers = (world: World): Record<string, Doer> => ({
  async moved(facts) {
    await notify(facts)
    await hearMove(facts)
  },
  async climb({ no }) {
    const it = await climb(String(no), { at: world.now(), city: world.city() })
    if (it) world.moved(it.no)
  },
  suggest: rebuild,
  ...shiftDoers(world),
  ...activityDoers(world),
  rehearse: rehearsing(world)
})

interface Chore {
  everyMs: number
  run(world: World): Promise<unknown>
}

const choresOf = ({ leaseMs = usualLeaseMs, pollMs = 500 }: WorkerOptions): Record<string, Chore> => ({
  relay: { everyMs: pollMs, run: relay },
  relayActivities: { everyMs: pollMs, run: relayActivities },
  relayShifts: { everyMs: pollMs, run: relayShifts },
  work: { everyMs: pollMs, run: (world) => work(doers(world), { now: () => world.now(), log: world.log, leaseMs }) },
  applyCorrections: { everyMs: 60_000, run: applyLeft },
  watchCertificates: { everyMs: 60_000, run: watchCertificates },
  keepTime: { everyMs: 30_000, run: keepTime },
  resume: { everyMs: 60_000, run: resumeHeld },
  recount: { everyMs: 60_000, run: (world) => recount(world.city()) },
  rungs: { everyMs: 60_000, run: findLateRungs },
  staff: { everyMs: 30_000, run: followPeople },
  sweep: { everyMs: 3_600_000, run: (world) => sweepPhotos(world.now()) },
  parts: { everyMs: 3_600_000, run: async (world) => sweepBlobs(world.now(), await rehearsedParts()) },
  suggest: { everyMs: 60_000, run: attend }
})

const followed = new WeakMap<World, string>()
/** Accounts follow the release in force; once for each release and day, since whoever leaves leaves by the day. */
async function followPeople(world: World): Promise<void> {
  const city = world.city()
  const day = dayOf(world.now())
  const mark = `${city.release} ${city.from} ${day}`
  if (mark === followed.get(world)) return
  await followCity(
    city.people.map((p) => ({ ...p, roles: [...p.roles] })),
    city.gone,
    day,
    world.now()
  )
  followed.set(world, mark)
}

const atOnce = 100

/** Moves outbox items into jobs under their own ids: dying between the two steps repeats the first, harmlessly. */
async function relay(): Promise<void> {
  for (let round = 0; round < 50; round++) {
    const found = await withOutbox(atOnce)
    if (found.length === 0) return
    passed('outboxes read')
    await enqueue(
      found.flatMap((it) =>
        it.outbox.map(({ id, topic, at, dueAt, facts }): NewJob => ({
          _id: id,
          topic,
          dueAt: new Date(dueAt ?? at),
          facts: { no: it.no, at, ...facts }
        }))
      )
    )
    passed('jobs enqueued')
    await dropOutboxes(found)
    passed('outboxes dropped')
    if (found.length < atOnce) return
  }
}

async function resumeHeld(world: World): Promise<void> {
  for (const { no } of await heldUntil(dayOf(world.now()))) {
    await resumeByDate(no, { at: world.now(), city: world.city() })
    world.moved(no)
  }
}

/** A rung whose job was given up is asked for again: nothing is late because a job died. */
async function findLateRungs(world: World): Promise<void> {
  const now = world.now()
  const late = await lateRungs(now.getTime() - 60_000)
  await enqueue(
    late.map(({ no, version }) => ({
      _id: `${no}/late/${version}`,
      topic: 'climb',
      dueAt: now,
      facts: { no }
    }))
  )
}

/** Runs every chore once, in order. */
export async function turn(world: World, options: WorkerOptions = {}, names?: readonly string[]): Promise<void> {
  for (const [name, chore] of Object.entries(choresOf(options)))
    if (!names || names.includes(name)) await once(world, name, chore)
}

const once = (world: World, name: string, chore: Chore): Promise<unknown> =>
  chore.run(world).catch((error: unknown) => world.log.error({ err: error, chore: name }, 'chore failed'))

/** Runs every chore in its own rhythm until stopped; a chore never runs twice at once. */
export function startWorker(
  world: World,
  options: WorkerOptions = {}
): { stop(): Promise<void>; tick(): Promise<void> } {
  let stopped = false
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<unknown>>()
  const loop = async (name: string, chore: Chore): Promise<void> => {
    const run = once(world, name, chore)
    running.add(run)
    await run
    running.delete(run)
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void loop(name, chore)
    }, chore.everyMs)
    timers.add(timer)
  }
  for (const [name, chore] of Object.entries(choresOf(options))) void loop(name, chore)
  return {
    tick: () => turn(world, options),
    async stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(running)
    }
  }
}
