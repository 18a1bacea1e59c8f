/** The demo city's corpus, and how well what is learned from one part of it answers for the other. */
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCity } from '#config/city/index.ts'
import type { City } from '#config/city/index.ts'
import { makeCorpus, parts } from '#server/suggestions/corpus/index.ts'
import { phrases } from '#server/suggestions/corpus/phrases/index.ts'
import { vocabulary } from '#server/suggestions/corpus/vocabulary.ts'
import { storyOf } from '#config/demo-city/stories/stories.ts'
import { judge, type Measure } from '#server/suggestions/judge.ts'
import { compile, lexiconOf, rank, suggest, tallyOf, type Model } from '#server/suggestions/learn.ts'
import { seedsOf, type Seeds } from '#server/suggestions/seeds.ts'

let city: City
let codes: string[]
let seeds: Seeds
let model: Model
let measure: Measure
beforeAll(async () => {
  city = await loadCity()
  codes = city.categories.map((category) => category.code)
  seeds = seedsOf(city.categories)
  const lexicon = lexiconOf(seeds.learn, codes)
  model = compile(tallyOf(seeds.learn, lexicon, codes), lexicon, 1.3)
  measure = judge(seeds.held, () => model)
})

describe('the corpus', () => {
  test('says something about every category of the city, and about no other', () => {
    expect(Object.keys(phrases).sort()).toEqual([...codes].sort())
    expect(Object.keys(vocabulary).sort()).toEqual([...codes].sort())
    for (const ways of Object.values(phrases)) expect(new Set(ways).size).toBe(ways.length)
  })

  test('is the same every time', () => {
    expect(makeCorpus(['ludeng', 'jinggai'])).toEqual(makeCorpus(['ludeng', 'jinggai']))
    const alone = makeCorpus(['jinggai']).held
    expect(makeCorpus(['ludeng', 'jinggai']).held.filter((sentence) => sentence.category === 'jinggai')).toEqual(alone)
  })

  test('learns from no phrase that it is asked about, and from no such sentence', () => {
    for (let part = 0; part < parts; part++) {
      const { learn, held } = makeCorpus(codes, part)
      const ways = (list: typeof learn) => new Set(list.map((sentence) => `${sentence.category} ${sentence.phrase}`))
      const learned = ways(learn)
      expect([...ways(held)].filter((way) => learned.has(way))).toEqual([])
    }
    const said = new Set(seeds.learn.map((evidence) => evidence.text))
    expect(seeds.held.filter((evidence) => said.has(evidence.text))).toEqual([])
  })

  test('every category is asked about often enough to say something', () => {
    for (const code of codes)
      expect(seeds.held.filter((evidence) => evidence.category === code).length).toBeGreaterThanOrEqual(30)
  })

  test('carries no brace or sign of its notation into a sentence', () => {
    expect([...seeds.learn, ...seeds.held].filter(({ text }) => /[{}|@]/.test(text))).toEqual([])
  })
})

describe('suggestions learned from it', () => {
  test('the right category is first nine times in ten, and among three nearly always', () => {
    expect(measure.n).toBeGreaterThan(1500)
    expect(measure.top1 / measure.n).toBeGreaterThanOrEqual(0.9)
    expect(measure.top3 / measure.n).toBeGreaterThanOrEqual(0.98)
  })

  test('whichever part is held out, it is the learner that is good and not the luck of the draw', () => {
    for (let part = 0; part < parts - 1; part++) {
      const corpus = makeCorpus(codes, part)
      const own = seeds.learn.filter((evidence) => evidence.weight > 1)
      const evidence = [...own, ...corpus.learn.map((sentence) => ({ ...sentence, weight: 1 }))]
      const lexicon = lexiconOf(evidence, codes)
      const other = compile(tallyOf(evidence, lexicon, codes), lexicon, 1.3)
      const { n, top1, top3 } = judge(corpus.held, () => other)
      expect(top1 / n).toBeGreaterThanOrEqual(0.9)
      expect(top3 / n).toBeGreaterThanOrEqual(0.98)
    }
  })

  test('no category is left behind: each is among three for four of five', () => {
    const poor = measure.categories.filter((category) => category.n > 0 && category.top3 / category.n < 0.8)
    expect(poor.map((item) => item.category)).toEqual([])
  })

  test('small talk, verse and other people’s business get no suggestion', () => {
    const nothing = [
      '你好',
      '谢谢',
      '测试测试',
      '有人在吗',
      '今天天气真好',
      '床前明月光，疑是地上霜',
      '希望领导重视，尽快解决'
    ]
    for (const text of [...nothing, '他昨天借了我两百块钱不还', '明天股票会涨吗', 'hello', '12345678', '哈哈哈哈'])
      expect([text, suggest(model, text)]).toEqual([text, []])
  })

  test('a few plain words are enough', () => {
    const first = (text: string) => rank(model, text)[0]?.category
    expect(['路灯坏了', '井盖没了', '垃圾桶满了', '僵尸车', '露天烧烤'].map(first)).toEqual([
      'ludeng',
      'jinggai',
      'lajitong-manyi',
      'jiangshi-che',
      'lutian-shaokao'
    ])
  })

  test('what the demo city’s residents say is of the category they say it in', () => {
    const asked = city.categories.flatMap(({ code, scene }) =>
      (storyOf(code, scene)?.said ?? []).map((text) => ({ category: code, text }))
    )
    const { n, top3 } = judge(asked, () => model)
    expect(n).toBeGreaterThan(80)
    // Others write those sentences, and not for this: the measure is coarser than for the corpus.
    expect(top3 / n).toBeGreaterThanOrEqual(0.9)
  })
})
