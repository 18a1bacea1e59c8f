/** How good suggestions are, counted on texts whose category is known and that were not learned from. Pure. */
import { rank, scoresOf, sharesOf, suggest, type Evidence, type Model } from './learn.ts'

export interface Measure {
  n: number
  /** The right one stood first; the right one stood among the first three. */
  top1: number
  top3: number
  /** Something was suggested; what stood first was right. */
  spoke: number
  right: number
  /** `said` is how often it stood first of all, rightly or not. */
  categories: { category: string; n: number; top1: number; top3: number; said: number }[]
  /** What was taken for what, most often first. */
  confusions: { from: string; to: string; n: number }[]
}

const confusionsAtMost = 40

export type Question = Pick<Evidence, 'text' | 'category'>

/** Asks each text of the model that has not seen it. */
export function judge<Q extends Question>(questions: readonly Q[], modelFor: (question: Q) => Model): Measure {
  const measure: Measure = { n: 0, top1: 0, top3: 0, spoke: 0, right: 0, categories: [], confusions: [] }
  const by = new Map<string, Measure['categories'][number]>()
  const of = (category: string) => {
    const figures = by.get(category) ?? { category, n: 0, top1: 0, top3: 0, said: 0 }
    by.set(category, figures)
    return figures
  }
  const mixed = new Map<string, number>()
  for (const question of questions) {
    const model = modelFor(question)
    const ranked = rank(model, question.text)
    const first = ranked[0]?.category
    if (first === undefined) continue
    const own = of(question.category)
    const said = suggest(model, question.text)[0]?.category
    measure.n++
    own.n++
    of(first).said++
    if (said !== undefined) measure.spoke++
    if (said === question.category) measure.right++
    if (ranked.slice(0, 3).some((rank) => rank.category === question.category)) {
      measure.top3++
      own.top3++
    }
    if (first === question.category) {
      measure.top1++
      own.top1++
    } else {
      const key = `${question.category} ${first}`
      mixed.set(key, (mixed.get(key) ?? 0) + 1)
    }
  }
  measure.categories = [...by.values()].sort((a, b) => (a.category < b.category ? -1 : 1))
  measure.confusions = [...mixed]
    .map(([key, n]) => {
      const [from = '', to = ''] = key.split(' ')
      return { from, to, n }
    })
    .sort((a, b) => b.n - a.n || (a.from + a.to < b.from + b.to ? -1 : 1))
    .slice(0, confusionsAtMost)
  return measure
}

/** The temperature at which shares are least surprised by the truth: they then mean what they say. */
export function calmest(
  questions: readonly Question[],
  model: Model,
  between: readonly [number, number] = [0.2, 8]
): number {
  const some = Math.ceil(questions.length / 600)
  const known = questions.flatMap(({ text, category }, i) => {
    if (i % some !== 0) return []
    const c = model.categories.indexOf(category)
    return c < 0 ? [] : [{ c, scores: scoresOf(model, text).scores }]
  })
  if (known.length === 0) return 1
  const surprise = (t: number) =>
    known.reduce((sum, { c, scores }) => sum - Math.log(Math.max(1e-12, sharesOf(scores, t)[c] ?? 0)), 0)
  let [low, high] = between
  for (let i = 0; i < 12; i++) {
    const third = (high - low) / 3
    if (surprise(low + third) < surprise(high - third)) high -= third
    else low += third
  }
  return (low + high) / 2
}
