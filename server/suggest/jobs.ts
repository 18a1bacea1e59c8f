/** What is heard from the cases, and when it is learned: everything here may happen twice. */
import { findCase, type CaseDoc } from '#server/cases/index.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import type { World } from '#server/kernel/world.ts'
import { build } from './build.ts'
import { countPairs, forgetPairs, keepPair, newestBuild, type Reason } from './model.ts'
import { lookAgain, suggestFor } from './serving.ts'

const day = 86_400_000
/** The first words of a case are what its category is told by. */
const firstWords = 1

let world: World | undefined
let daily = true
const here = (): World => {
  if (!world) throw new Error('setUpSuggest has not been called')
  return world
}

/** The first build is made before anyone is let in: from the seeds, and from what is already there. */
export async function setUpSuggest(own: World, options: { daily: boolean }): Promise<void> {
  world = own
  daily = options.daily
  lookAgain()
  if (!(await newestBuild())) await build(own, 'start').catch(notIfAnotherDid)
}
/** Two that start on one empty database at once: either build will do. */
async function notIfAnotherDid(error: unknown): Promise<void> {
  if (!(await newestBuild())) throw error
}

const categoryBefore = (it: CaseDoc, n: number): string | undefined =>
  it.ledger.reduce<string | undefined>((known, e) => (e.n < n ? (e.facts.category ?? known) : known), undefined)

type Heard = (it: CaseDoc, entry: CaseDoc['ledger'][number], world: World) => Promise<void>

const heard: Record<string, Heard> = {
  /** What its reporter chose although something else was suggested; by telephone and on patrol, staff choose. */
  async receive(it, { n, at, facts }, world) {
    const text = it.words[firstWords]?.text
    const to = facts.category
    if (!text || to === undefined) return
    const [lng, lat] = it.place.coordinates
    const from = (await suggestFor(world, text, { lng, lat }))[0]?.category
    if (from === undefined || from === to) return
    const by = facts.channel === 'hotline' || facts.channel === 'patrol' ? 'staff' : 'resident'
    await keepPair({ _id: `${it.no}:${n}`, no: it.no, n: firstWords, from, to, by, at: new Date(at) })
  },

  async reclassify(it, { n, at, facts }) {
    const from = categoryBefore(it, n)
    const to = facts.category
    if (from === undefined || to === undefined || from === to || !it.words[firstWords]?.text) return
    await keepPair({ _id: `${it.no}:${n}`, no: it.no, n: firstWords, from, to, by: 'staff', at: new Date(at) })
  },

  /** What was erased is forgotten here too: the pair at once, what it had taught with the next build, which is now. */
  async erase(it, { n, facts }, world) {
    if (facts.entry === undefined || (await forgetPairs(it.no, facts.entry)) === 0) return
    await ask('erased', `${it.no}:${n}`, world)
  }
}

/** A case moved. Which entry it was stands in the facts of the outbox. */
export async function hearMove(facts: Record<string, unknown>): Promise<void> {
  const { no, n, verb } = facts as { no: string; n: number; verb: string }
  const hear = heard[verb]
  if (!hear) return
  const it = await findCase(no)
  const entry = it?.ledger.find((e) => e.n === n)
  if (it && entry) await hear(it, entry, here())
}

const ask = (why: Reason, id: string, { now }: World): Promise<void> =>
  enqueue([{ _id: `suggest:${why}:${id}`, topic: 'suggest', dueAt: now(), facts: { why, asked: now().toISOString() } }])

/** Asks for a new build; asking again before it is made asks for the same one. */
export async function askForBuild(world: World, why: Reason = 'asked'): Promise<void> {
  await ask(why, String((await newestBuild())?._id ?? 0), world)
}

/** Makes the build that was asked for, unless one that began later is already there. */
export async function rebuild(facts: Record<string, unknown>): Promise<void> {
  const { why, asked } = facts as { why: Reason; asked: string }
  const newest = await newestBuild()
  if (newest && newest.begun.getTime() > Date.parse(asked)) return
  await build(here(), why)
  lookAgain()
}

/** Once a day, where there is something to learn; at once when the categories are other ones. */
export async function rebuildIfDue(world: World): Promise<void> {
  const newest = await newestBuild()
  if (!newest || !daily) return
  const old = world.now().getTime() - newest.begun.getTime() >= day
  if (old && (await countPairs(newest.begun)) > 0) return askForBuild(world, 'daily')
  const wanted = new Set(world.city().categories.map((it) => it.code))
  const same = newest.codes.length === wanted.size && newest.codes.every((code) => wanted.has(code))
  if (!same) await askForBuild(world, 'daily')
}
