/**
 * Learns anew from the seeds and from every pair whose words are still there, measures what came of it, and keeps it.
 * Between its steps it lets others have the processor.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { AppContext } from '#server/context.ts'
import { calmest, judge, type Question } from './judge.ts'
import { compile, gramsOf, lexiconOf, sumOf, tallyOf, type Evidence, type Lexicon, type Tally } from './learn.ts'
import {
  countNear,
  forgetPairs,
  keepBuild,
  listPairs,
  newestBuild,
  settled,
  signedFor,
  wordsOf,
  type Pair,
  type Reason
} from './model.ts'
import { pack } from './packed.ts'
import { seedsOf } from './seeds.ts'

const day = 86_400_000
const pairsAtMost = 20_000
const casesAtMost = 2_000
/** Days of cases that a build is measured on, and that say what is common in a street area. */
const days = { measured: 30, near: 365 } as const
/** Tenths of a sentence: who is trained and answers for it is believed more than who only chose. */
const weights = { staff: 20, resident: 10 } as const
/** A gram that the seeds do not know is learned once this many cases have said it, so that no name or number is kept. */
const saidIn = 3
const folds = 5

export interface Learned extends Evidence {
  no: string
  by: Pair['by']
}

/**
 * What the pairs teach, as far as their words are still there. The newest word of staff decides about a text; what only
 * its reporter chose counts once an office has signed for it, so that nobody teaches nonsense by sending it.
 */
export async function readPairs(): Promise<Learned[]> {
  const pairs = await listPairs(pairsAtMost)
  const told = await wordsOf(pairs)
  const taught = new Map<string, Learned>()
  for (const { no, n, to, by } of pairs) {
    const log = told.get(no)
    const text = log?.words[n]
    if (log === undefined || text === undefined) {
      if (!log?.joined) await forgetPairs(no, n)
      continue
    }
    if (log.status === 'withdrawn' || log.status === 'refused') continue
    if (by === 'resident' && !signedFor.includes(log.status)) continue
    const key = `${no}:${n}`
    const known = taught.get(key)
    if (known?.by === 'staff' || (known && by === 'resident')) continue
    taught.set(key, { no, text, category: to, weight: weights[by], by })
  }
  return [...taught.values()]
}

/** Which grams may be learned from cases: what the seeds know, and what several cases have said. */
export function commonGrams(
  learned: readonly Pick<Learned, 'no' | 'text'>[],
  lexicon: Lexicon
): (gram: number) => boolean {
  const saying = new Map<number, Set<string>>()
  for (const { no, text } of learned)
    for (const gram of gramsOf(text).keys())
      if (!lexicon.has(gram)) saying.set(gram, (saying.get(gram) ?? new Set()).add(no))
  return (gram) => lexicon.has(gram) || (saying.get(gram)?.size ?? 0) >= saidIn
}

const foldOf = (no: string): number => Number(no.slice(-4)) % folds

/** For each fold of the cases, what is known when nothing of that fold was learned. */
function withoutFold(seeds: Tally, learned: readonly Learned[], lexicon: Lexicon): (no: string) => Tally {
  const made = new Map<number, Tally>()
  return (no) => {
    const fold = foldOf(no)
    const known = made.get(fold)
    if (known) return known
    const others = learned.filter((learned) => foldOf(learned.no) !== fold)
    const tally = sumOf(seeds, tallyOf(others, lexicon, seeds.categories, commonGrams(others, lexicon)))
    made.set(fold, tally)
    return tally
  }
}

/** Makes the next build. Throws when another process kept one meanwhile; its job then comes again and sees. */
export async function build(context: AppContext, why: Reason): Promise<void> {
  const begun = context.now()
  const n = ((await newestBuild())?._id ?? 0) + 1
  const categories = context.city().categories
  const codes = categories.map((category) => category.code)
  const learned = await readPairs()
  const recent = await settled(new Date(begun.getTime() - days.measured * day), casesAtMost)
  const cases = recent.filter((settled) => codes.includes(settled.category))
  const near = await countNear(new Date(begun.getTime() - days.near * day))

  const seeds = seedsOf(categories)
  await breathe()
  const strict = lexiconOf(seeds.learn, codes)
  await breathe()
  const apart = sumOf(
    tallyOf(seeds.learn, strict, codes),
    tallyOf(learned, strict, codes, commonGrams(learned, strict))
  )
  await breathe()
  const temperature = calmest(seeds.held, compile(apart, strict, 1))
  const unseen = compile(apart, strict, temperature)
  await breathe()
  const held = judge(seeds.held, () => unseen)
  await breathe()

  const lexicon = lexiconOf([...seeds.learn, ...seeds.held], codes)
  await breathe()
  const known = tallyOf([...seeds.learn, ...seeds.held], lexicon, codes)
  await breathe()
  const whole = sumOf(known, tallyOf(learned, lexicon, codes, commonGrams(learned, lexicon)))
  const byFold = withoutFold(known, learned, lexicon)
  const models = new Map<Tally, ReturnType<typeof compile>>()
  const modelFor = ({ no }: Question & { no: string }) => {
    const tally = byFold(no)
    const model = models.get(tally) ?? compile(tally, lexicon, temperature)
    models.set(tally, model)
    return model
  }
  await breathe()
  const measured = judge(cases, modelFor)
  await breathe()

  const count = (by: Pair['by']) => learned.filter((learned) => learned.by === by).length
  const kept = await keepBuild({
    _id: n,
    why,
    begun,
    at: context.now(),
    learned: {
      seeds: seeds.learn.length + seeds.held.length,
      staff: count('staff'),
      resident: count('resident')
    },
    codes,
    held,
    cases: measured,
    demo: cases.filter((settled) => settled.demo).length,
    temperature,
    near,
    model: pack(whole, lexicon)
  })
  if (!kept) throw new Error(`another process made build ${n} of the category suggestion`)
}
