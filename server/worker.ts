/** Every job on one visible list; the only loop over time. */
import { dayOf } from '#shared/when.ts'
import { dropOutbox, heldUntil, resumeByDate, withOutbox } from '#server/cases/index.ts'
import { enqueue, work, type Doer } from '#server/kernel/jobs.ts'
import type { World } from '#server/kernel/world.ts'
import { notify } from '#server/members/notices.ts'
import { sweepPhotos } from '#server/photos/index.ts'
import { hearMove, rebuild, rebuildIfDue } from '#server/suggest/index.ts'

/** What the outboxes of cases ask for, by topic. */
const doers: Record<string, Doer> = {
  async moved(facts) {
    await notify(facts)
    await hearMove(facts)
  },
  suggest: rebuild
}

interface Chore {
  everyMs: number
  run(world: World): Promise<unknown>
}

const chores: Record<string, Chore> = {
  relay: { everyMs: 500, run: relay },
  work: { everyMs: 500, run: (world) => work(doers, () => world.now(), world.log) },
  resume: { everyMs: 60_000, run: resumeHeld },
  sweep: { everyMs: 3_600_000, run: (world) => sweepPhotos(world.now()) },
  suggest: { everyMs: 60_000, run: rebuildIfDue }
}

/** Moves outbox items into jobs under their own ids: dying between the two steps repeats the first, harmlessly. */
async function relay(): Promise<void> {
  for (const it of await withOutbox(100)) {
    await enqueue(
      it.outbox.map((o) => ({
        _id: o.id,
        topic: o.topic,
        dueAt: new Date(o.at),
        facts: { no: it.no, at: o.at, ...o.facts }
      }))
    )
    await dropOutbox(
      it._id,
      it.outbox.map((o) => o.id)
    )
  }
}

async function resumeHeld(world: World): Promise<void> {
  for (const { no } of await heldUntil(dayOf(world.now()))) {
    await resumeByDate(no, { at: world.now(), city: world.city() })
    world.moved(no)
  }
}

/** Runs every chore in its own rhythm until stopped; a chore never runs twice at once. */
export function startWorker(world: World): { stop(): Promise<void>; tick(): Promise<void> } {
  let stopped = false
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<unknown>>()
  const once = async (name: string, chore: Chore): Promise<void> => {
    const run = chore.run(world).catch((error: unknown) => world.log.error({ err: error, chore: name }, 'chore failed'))
    running.add(run)
    await run
    running.delete(run)
  }
  const loop = async (name: string, chore: Chore): Promise<void> => {
    await once(name, chore)
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void loop(name, chore)
    }, chore.everyMs)
    timers.add(timer)
  }
  for (const [name, chore] of Object.entries(chores)) void loop(name, chore)
  return {
    async tick() {
      for (const [name, chore] of Object.entries(chores)) await once(name, chore)
    },
    async stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(running)
    }
  }
}
