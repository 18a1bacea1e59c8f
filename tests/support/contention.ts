/** Contention for seats: everybody at once, some changing their minds at once, and then a count of what came of it. */
import type { ActivityInput } from '#shared/activities.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { findShift, type Entry } from '#server/participation/index.ts'

export interface Contention {
  people: number
  seats: number
  /** Every how many-th of those who got in or queue leaves again at once. */
  leaves: number
}
export interface Outcome {
  answered: number
  taken: number
  waiting: number
  oversold: number
  undersold: number
  twice: number
  /** People who wait before somebody who was moved up. */
  overtaken: number
  /** Counters that do not say what the list says. */
  miscounted: number
  refused: Record<string, number>
  ms: number
}

export const resident = (n: number): Viewer => ({
  kind: 'resident',
  member: n.toString(16).padStart(24, '0'),
  family: 'contention'
})
const seatsOf = (entries: readonly Entry[]): number => entries.reduce((n, e) => n + e.n, 0)

let keys = 0
const key = (): string => `contention-key-${String(++keys).padStart(10, '0')}`

/** Drafts and opens an activity in process. */
export async function openFor(call: Call, plan: ActivityInput): Promise<string> {
  const staff = (id: string, office: string, role: 'organiser' | 'moderator'): Viewer => ({
    kind: 'staff',
    id,
    name: id,
    office,
    roles: [role],
    family: 'contention'
  })
  const xu = staff('xu', 'hebin-squad', 'organiser')
  const { no } = await call('draftActivity', { body: plan }, xu, { key: key() })
  await call('moveActivity', { params: { activity: no }, body: { verb: 'submit', version: 1 } }, xu)
  const open = await call(
    'moveActivity',
    { params: { activity: no }, body: { verb: 'approve', version: 2 } },
    staff('shen', 'centre', 'moderator')
  )
  return open.shifts[0]?.id ?? ''
}

/** In a fixed disorder, so that no round is like the one before and every run like the last. */
const shuffled = (n: number, seed: number): number[] =>
  Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => ((a * 7919 + seed * 104729) % n) - ((b * 7919 + seed * 104729) % n) || a - b
  )

export async function signUpAtOnce(
  call: Call,
  shift: string,
  { people, leaves }: Contention,
  round: number
): Promise<Outcome> {
  const refused: Record<string, number> = {}
  let answered = 0
  const begun = performance.now()
  await Promise.all(
    shuffled(people, round).map(async (n) => {
      const viewer = resident(round * 100_000 + n)
      try {
        const { id } = await call('signUp', { params: { shift }, body: { role: 'sweep', adult: true } }, viewer, {
          key: key()
        })
        answered++
        if (leaves > 0 && n % leaves === 0)
          await call('moveSignup', { params: { signup: id }, body: { verb: 'cancel' } }, viewer).catch(
            // The seat was offered to him meanwhile: he declines it.
            () => call('moveSignup', { params: { signup: id }, body: { verb: 'decline' } }, viewer)
          )
      } catch (error) {
        const code = (error as { code?: string }).code ?? String(error)
        refused[code] = (refused[code] ?? 0) + 1
      }
    })
  )
  const ms = performance.now() - begun
  const item = await findShift(shift)
  if (!item) throw new Error('the shift is gone')
  const taken = seatsOf(item.people.filter((e) => e.state !== 'waiting'))
  const queue = item.people.filter((e) => e.state === 'waiting')
  const waiting = seatsOf(queue)
  const capacity = item.capacity.sweep ?? 0
  const lastMoved = item.people.findLastIndex((e) => e.state === 'offered')
  const firstWaiting = item.people.findIndex((e) => e.state === 'waiting')
  return {
    answered,
    taken,
    waiting,
    oversold: Math.max(0, taken - capacity),
    undersold: Math.max(0, Math.min(capacity, taken + waiting) - taken),
    twice: item.people.length - new Set(item.people.map((e) => e.member)).size,
    overtaken:
      firstWaiting < 0 || firstWaiting > lastMoved
        ? 0
        : item.people.slice(0, lastMoved).filter((e) => e.state === 'waiting').length,
    miscounted:
      ((item.free.sweep ?? 0) === capacity - taken ? 0 : 1) +
      ((item.waiting.sweep ?? 0) === waiting ? 0 : 1) +
      (item.people.length + item.gone.length === answered ? 0 : 1),
    refused,
    ms
  }
}
