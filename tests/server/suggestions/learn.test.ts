/** Learning from what was said: the order makes no difference, evidence never works against itself, and silence is kept. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { commonGrams } from '#server/suggestions/build.ts'
import { calmest, judge } from '#server/suggestions/judge.ts'
import {
  compile,
  gramsOf,
  lexiconOf,
  rank,
  sharesOf,
  suggest,
  sumOf,
  tallyOf,
  type Evidence,
  type Model
} from '#server/suggestions/learn.ts'
import { pack, unpack } from '#server/suggestions/packed.ts'
import { tiltsOf } from '#server/suggestions/serving.ts'

const categories = ['stall', 'garbage', 'lamp', 'noise']
const say = (category: string, text: string, weight = 10): Evidence => ({ category, text, weight })
const seeds: Evidence[] = [
  say('stall', '路边摆摊的小贩占了人行道'),
  say('stall', '摊位占道经营'),
  say('garbage', '垃圾堆在路边没人清'),
  say('garbage', '垃圾桶满了，一股臭味'),
  say('lamp', '路灯不亮，晚上太黑'),
  say('lamp', '整条街的路灯都坏了'),
  say('noise', '喇叭声音太大，吵得睡不着'),
  say('noise', '半夜音响吵闹')
]
const lexicon = lexiconOf(seeds, categories)
const model = (evidence: readonly Evidence[]): Model => compile(tallyOf(evidence, lexicon, categories), lexicon, 1)

const words = fc
  .array(fc.constantFrom(...'路灯坏摊垃圾吵满黑臭，。 一啊a1𠮷'), { minLength: 1, maxLength: 24 })
  .map((item) => item.join(''))
const evidence = fc.record({
  category: fc.constantFrom(...categories),
  text: words,
  weight: fc.integer({ min: 1, max: 40 })
})

describe('what is looked at in a text', () => {
  test('characters and their neighbours, with the place where they first stand', () => {
    const grams = gramsOf('路灯路灯')
    expect([...grams.values()]).toEqual([0, 1, 0, 1])
  })

  test('a telephone number leaves no trace, and nobody is his own neighbour across it', () => {
    expect([...gramsOf('灯13812345678坏').keys()]).toEqual([...gramsOf('灯，坏').keys()])
    expect(gramsOf('0571-88888888，12345').size).toBe(0)
  })

  test('letters count alike, large or small, and never alone', () => {
    expect([...gramsOf('LED').keys()]).toEqual([...gramsOf('led').keys()])
    expect(gramsOf('a b c').size).toBe(0)
  })
})

describe('learning', () => {
  test('the order in which people reported makes no difference, to the last bit', () => {
    fc.assert(
      fc.property(
        fc
          .array(evidence, { maxLength: 20 })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        words,
        ([list, shuffled], text) => {
          expect(rank(model(shuffled), text)).toEqual(rank(model(list), text))
        }
      )
    )
  })

  test('learned in two halves or at once, it knows the same', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 12 }), fc.array(evidence, { maxLength: 12 }), words, (a, b, text) => {
        const halves = sumOf(tallyOf(a, lexicon, categories), tallyOf(b, lexicon, categories))
        expect(rank(compile(halves, lexicon, 1), text)).toEqual(rank(model([...a, ...b]), text))
      })
    )
  })

  test('one more correction never makes its own category less likely for that text', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 20 }), evidence, (list, more) => {
        const share = (m: Model) => rank(m, more.text).find((rank) => rank.category === more.category)?.share ?? 0
        // A gram heard for the first time is known from now on; before, it was passed over.
        const known = [...list, ...categories.map((c) => say(c, more.text, 1))]
        expect(share(model([...known, more]))).toBeGreaterThanOrEqual(share(model(known)) - 1e-6)
      }),
      { numRuns: 500 }
    )
  })

  test('enough corrections turn a suggestion round', () => {
    const text = '路灯杆子上吵得很的小喇叭'
    const before = rank(model(seeds), text)[0]?.category
    const other = before === 'lamp' ? 'noise' : 'lamp'
    const after = rank(model([...seeds, ...Array.from({ length: 12 }, () => say(other, text, 20))]), text)
    expect(after[0]?.category).toBe(other)
  })

  test('a category that the city no longer has is left out', () => {
    const few = tallyOf([...seeds, say('gone', '路灯')], lexicon, categories)
    expect(few.categories).not.toContain('gone')
    expect(few.totals).toHaveLength(categories.length)
  })

  test('shares are shares of one, at any temperature', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -500, max: 0, noNaN: true }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.2, max: 8, noNaN: true }),
        (scores, temperature) => {
          const shares = sharesOf(Float64Array.from(scores), temperature)
          expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
        }
      )
    )
  })
})

describe('suggesting', () => {
  const known = model(seeds)

  test('the likeliest comes first, and what is improbable is not said at all', () => {
    expect(suggest(known, '路灯不亮，晚上太黑')[0]?.category).toBe('lamp')
    expect(suggest(known, '垃圾桶满了，一股臭味').map((rank) => rank.category)).toEqual(['garbage'])
  })

  test('a text of unknown words gets no suggestion', () => {
    for (const text of ['', '鑫淼焱垚', '12345', 'lorem ipsum', '！！？', '𠮷野家'])
      expect(suggest(known, text)).toEqual([])
  })

  test('a text that says the same of everything gets no suggestion', () => {
    const even = model(categories.map((c) => say(c, '这里有个问题')))
    expect(suggest(even, '这里有个问题')).toEqual([])
  })

  test('never more than three, never below the threshold', () => {
    fc.assert(
      fc.property(words, (text) => {
        const found = suggest(known, text)
        expect(found.length).toBeLessThanOrEqual(3)
        expect(found.every((rank) => rank.share >= 0.1)).toBe(true)
        expect(found.map((rank) => rank.share)).toEqual([...found.map((rank) => rank.share)].sort((a, b) => b - a))
        if (found[0]) expect(found[0].share).toBeGreaterThanOrEqual(0.35)
      })
    )
  })

  test('the place tips the scale between two, and cannot outweigh what was said', () => {
    const near = [
      { area: 'river', category: 'garbage', n: 400 },
      { area: 'town', category: 'lamp', n: 400 },
      { area: 'town', category: 'noise', n: 400 }
    ]
    const tilt = tiltsOf(near, categories).get('river')
    expect(tilt).toBeDefined()
    for (const n of tilt ?? []) expect(Math.abs(n)).toBeLessThanOrEqual(Math.LN2)
    const share = (t?: number[]) => rank(known, '路边坏了', t).find((rank) => rank.category === 'garbage')?.share ?? 0
    expect(share(tilt)).toBeGreaterThan(share())
    expect(rank(known, '路灯不亮，晚上太黑', tilt)[0]?.category).toBe('lamp')
    expect(suggest(known, '鑫淼焱垚', tilt)).toEqual([])
  })
})

describe('what is learned from cases', () => {
  test('a name is not learned, a word that several cases use is', () => {
    const told = (no: string, text: string) => ({ no, text })
    const common = commonGrams(
      [told('1', '找王淑芬，光伏板掉了'), told('2', '光伏板松动'), told('3', '屋顶光伏板'), told('3', '王淑芬又来')],
      lexicon
    )
    const first = (text: string) => [...gramsOf(text).keys()].at(-1) ?? 0
    expect(common(first('光伏'))).toBe(true)
    expect(common(first('淑芬'))).toBe(false)
    expect(common(first('路灯'))).toBe(true)
  })

  test('what is packed comes back as it was', () => {
    const tally = tallyOf(seeds, lexicon, categories)
    const back = unpack(pack(tally, lexicon))
    expect(back.tally).toEqual(tally)
    expect(back.lexicon).toEqual(lexicon)
  })
})

describe('measuring', () => {
  test('counts what was right, what was among three, and what was taken for what', () => {
    const known = model(seeds)
    const measure = judge([say('lamp', '路灯不亮'), say('stall', '路灯不亮'), say('noise', '半夜吵闹')], () => known)
    expect(measure).toMatchObject({ n: 3, top1: 2, confusions: [{ from: 'stall', to: 'lamp', n: 1 }] })
    expect(measure.categories.find((category) => category.category === 'lamp')).toMatchObject({
      n: 1,
      top1: 1,
      said: 2
    })
  })

  test('shares are made milder where they were too sure of themselves', () => {
    const known = model(seeds)
    const wrong = seeds.map((evidence, i) => ({
      ...evidence,
      category: i % 2 ? evidence.category : (categories[i % 4] ?? '')
    }))
    expect(calmest(wrong, known)).toBeGreaterThan(calmest(seeds, known))
  })
})
