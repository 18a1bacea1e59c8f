/** What is heard from the cases, and when it is learned: everything here may happen twice. */
import { findCase, type CaseDoc } from '#server/cases/index.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import type { AppContext } from '#server/context.ts'
import { build } from './build.ts'
import {
  choicesAfter,
  countPairs,
  forgetPairs,
  heardUpTo,
  keepPair,
  markHeard,
  newestBuild,
  type Reason
} from './model.ts'
import { lookAgain, suggestFor } from './serving.ts'

const day = 86_400_000
/** The first words of a case are what its category is told by. */
const firstWords = 1

/** The first build is made before anyone is let in: from the seeds, and from what is already there. */
export async function prepareSuggestions(context: AppContext): Promise<void> {
  if (!(await newestBuild())) await build(context, 'start').catch(notIfAnotherDid)
  if ((await heardUpTo()) === undefined) await markHeard(context.now().toISOString())
}
/** Two that start on one empty database at once: either build will do. */
async function notIfAnotherDid(error: unknown): Promise<void> {
  if (!(await newestBuild())) throw error
}

const categoryBefore = (caseDoc: CaseDoc, n: number): string | undefined =>
  caseDoc.ledger.reduce<string | undefined>((known, e) => (e.n < n ? (e.facts.category ?? known) : known), undefined)

type Heard = (caseDoc: CaseDoc, entry: CaseDoc['ledger'][number], context: AppContext) => Promise<void>

const heard: Record<string, Heard> = {
  async reclassify(caseDoc, { n, at, facts }) {
    const from = categoryBefore(caseDoc, n)
    const to = facts.category
    if (from === undefined || to === undefined || from === to) return
    // Words that a join took elsewhere may come back; others that are not there are gone.
    if (!caseDoc.words[firstWords]?.text && !caseDoc.joinedInto) return
    await keepPair({
      _id: `${caseDoc.no}:${n}`,
      no: caseDoc.no,
      n: firstWords,
      from,
      to,
      by: 'staff',
      at: new Date(at)
    })
  },

  /** What was erased is forgotten here too: the pair at once, what it had taught with the next build, which is now. */
  async erase(caseDoc, { n, facts }, context) {
    if (facts.entry === undefined || (await forgetPairs(caseDoc.no, facts.entry)) === 0) return
    await ask('erased', `${caseDoc.no}:${n}`, context)
  }
}

/** Cases looked at in one go, and how often in a row. */
const choices = { batch: 500, rounds: 20 } as const
/** Two servers' clocks and a slow write may disagree by so much: what came in then is looked at twice. */
const overlapMs = 60_000

/**
 * What reporters chose although something else was suggested; by telephone and on patrol, staff choose. Looked at
 * together, once a minute, so that a wave of reports is not slowed down by it.
 */
async function hearChoices(context: AppContext): Promise<void> {
  const known = await heardUpTo()
  if (known === undefined) return
  const now = context.now().toISOString()
  let from = new Date(Date.parse(known) - overlapMs).toISOString()
  for (let round = 0; round < choices.rounds; round++) {
    const found = await choicesAfter(from, choices.batch)
    for (const { no, at, text, place, category: to, channel } of found) {
      const likely = text && (await suggestFor(context, text, place))[0]?.category
      if (!likely || likely === to) continue
      const by = channel === 'hotline' || channel === 'patrol' ? 'staff' : 'resident'
      await keepPair({ _id: `${no}:1`, no, n: firstWords, from: likely, to, by, at: new Date(at) })
    }
    from = found.at(-1)?.at ?? from
    if (found.length < choices.batch) return markHeard(now)
  }
  await markHeard(from)
}

/** A case moved. Which entry it was stands in the facts of the outbox. */
export async function hearMove(facts: Record<string, unknown>, context: AppContext): Promise<void> {
  const { no, n, verb } = facts as { no: string; n: number; verb: string }
  const hear = heard[verb]
  if (!hear) return
  const caseDoc = await findCase(no)
  const entry = caseDoc?.ledger.find((e) => e.n === n)
  if (caseDoc && entry) await hear(caseDoc, entry, context)
}

const ask = (why: Reason, id: string, { now }: AppContext): Promise<void> =>
  enqueue([{ _id: `suggest:${why}:${id}`, topic: 'suggest', dueAt: now(), facts: { why, asked: now().toISOString() } }])

/** Asks for a new build; asking again before it is made asks for the same one. */
export async function askForBuild(context: AppContext, why: Reason = 'asked'): Promise<void> {
  await ask(why, String((await newestBuild())?._id ?? 0), context)
}

/** Makes the build that was asked for, unless one that began later is already there. */
export const rebuilding =
  (context: AppContext) =>
  async (facts: Record<string, unknown>): Promise<void> => {
    const { why, asked } = facts as { why: Reason; asked: string }
    const newest = await newestBuild()
    if (newest && newest.begun.getTime() > Date.parse(asked)) return
    await build(context, why)
    lookAgain(context)
  }

/** What is done about suggestions every minute. */
export async function attend(context: AppContext): Promise<void> {
  await hearChoices(context)
  await rebuildIfDue(context)
}

/** Once a day, where there is something to learn; at once when the categories are other ones. */
async function rebuildIfDue(context: AppContext): Promise<void> {
  const newest = await newestBuild()
  if (!newest || !context.suggestDaily) return
  const old = context.now().getTime() - newest.begun.getTime() >= day
  if (old && (await countPairs(newest.begun)) > 0) return askForBuild(context, 'daily')
  const wanted = new Set(context.city().categories.map((category) => category.code))
  const same = newest.codes.length === wanted.size && newest.codes.every((code) => wanted.has(code))
  if (!same) await askForBuild(context, 'daily')
}
