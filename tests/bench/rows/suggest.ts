/** B21: category suggestion, learned from one part of the corpus and asked about the other; and what asking costs. */
import { loadCity } from '#config/city/index.ts'
import { makeCorpus, parts } from '#server/suggestions/corpus/index.ts'
import { judge, calmest } from '#server/suggestions/judge.ts'
import { compile, lexiconOf, suggest, tallyOf, type Evidence, type Model } from '#server/suggestions/learn.ts'
import { seedsOf } from '#server/suggestions/seeds.ts'
import { median, quantile } from '../kit/measure.ts'
import { us, type Finding, type Progress } from '../kit/report.ts'

const goal = { top1: 0.9, top3: 0.98, us: 100 } as const
const rounds = 15

/** Microseconds a question, one figure a round. */
function timed(model: Model, texts: readonly string[]): number[] {
  return Array.from({ length: rounds }, () => {
    const begun = performance.now()
    for (const text of texts) suggest(model, text)
    return ((performance.now() - begun) * 1000) / texts.length
  })
}

export async function b21(_stage: unknown, at: Progress): Promise<Finding[]> {
  const { categories } = await loadCity()
  const codes = categories.map((category) => category.code)
  const seeds = seedsOf(categories)
  const own = seeds.learn.filter((evidence) => evidence.weight > 1)
  const learn = (evidence: readonly Evidence[], questions: readonly Evidence[]): Model => {
    const lexicon = lexiconOf(evidence, codes)
    const tally = tallyOf(evidence, lexicon, codes)
    return compile(tally, lexicon, calmest(questions, compile(tally, lexicon, 1)))
  }
  const of = (corpus: readonly { category: string; text: string }[]): Evidence[] =>
    corpus.map(({ category, text }) => ({ category, text, weight: 1 }))
  const measured = []
  let model: Model | undefined
  let learnMs = 0
  for (let part = 0; part < parts; part++) {
    at.note(`part ${part + 1} of ${parts} held out`)
    const corpus = makeCorpus(codes, part)
    const held = of(corpus.held)
    const begun = performance.now()
    model = learn([...own, ...of(corpus.learn)], held)
    learnMs = performance.now() - begun
    measured.push(judge(held, () => model ?? learn(own, held)))
  }
  const last = measured.at(-1)
  if (!last || !model) throw new Error('nothing was measured')
  const shares = measured.map(({ n, top1, top3 }) => [top1 / n, top3 / n] as const)
  const [top1 = 0, top3 = 0] = shares.at(-1) ?? []
  const lowest = shares.reduce(([a, b], [c, d]) => [Math.min(a, c), Math.min(b, d)] as const, [1, 1] as const)

  at.note('asking, over and over')
  const texts = seeds.held.map((evidence) => evidence.text)
  const long = texts.slice(0, 20).join('，').slice(0, 500)
  const usual = timed(model, texts)
  const longest = timed(
    model,
    Array.from({ length: 100 }, () => long)
  )
  const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length
  return [
    {
      id: 'B21',
      what: 'category suggestion on held-out phrases, first and among three',
      goal: '>= 0.90, >= 0.98',
      measured: `${top1.toFixed(3)}, ${top3.toFixed(3)}`,
      ok: top1 >= goal.top1 && top3 >= goal.top3,
      why: `${last.n} sentences of phrases never learned, ${codes.length} categories; the lowest of ${parts} such parts ${lowest[0].toFixed(3)}, ${lowest[1].toFixed(3)}. Spoke ${last.spoke} times, ${((last.right / last.spoke) * 100).toFixed(1)} % of them right. The corpus is made up by one hand: what residents write is measured on cases, by every build.`,
      values: { top1, top3, lowestTop1: lowest[0], lowestTop3: lowest[1], n: last.n }
    },
    {
      id: 'B21',
      what: 'one suggestion',
      goal: '<= 100 us',
      measured: us(median(usual)),
      ok: median(usual) <= goal.us,
      why: `${length.toFixed(0)} characters on average, ${rounds} rounds, fastest ${us(quantile(usual, 0))}; 500 characters ${us(median(longest))}. Learning all of it took ${learnMs.toFixed(0)} ms.`,
      values: { us: median(usual), longUs: median(longest), learnMs }
    }
  ]
}
