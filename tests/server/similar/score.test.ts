/** How well cases of the same matter are told from others nearby, and what is worth what. */
import { expect, test } from 'vitest'
import { leastMetres, scoreOf, type Candidate, type Subject } from '#server/similar/score.ts'
import { pairsIn, searchTextOf } from '#server/cases/index.ts'
import { neighbourhood } from '#tests/support/neighbourhood.ts'

const usualM = 50
const shownAtMost = 5

// In a quarter where 240 matters lie on 400 metres square, half of those who ask report one of them. Phrases, dice and places are not
// those that the weights were found with; there precision was 0.72 and recall 0.82.
test('four of five who report what is public already are shown it, and two of three cases shown are it', async () => {
  const counted = { shown: 0, right: 0, known: 0, fresh: 0, spared: 0 }
  for (const seed of ['held 1', 'held 2', 'held 3', 'held 4']) {
    const { cases, asked } = await neighbourhood(seed, 'held')
    for (const { subject, same } of asked) {
      const shown = cases
        .flatMap((candidate, i) => {
          const score = scoreOf(subject, candidate, usualM)
          return score ? [{ i, open: candidate.open, ...score }] : []
        })
        .sort((a, b) => Number(b.open) - Number(a.open) || b.bits - a.bits)
        .slice(0, shownAtMost)
      counted.shown += shown.length
      if (same === undefined) {
        counted.fresh++
        if (shown.length === 0) counted.spared++
      } else {
        counted.known++
        if (shown.some(({ i }) => i === same)) counted.right++
      }
    }
  }
  const { shown, right, known, fresh, spared } = counted
  expect(known).toBe(480)
  expect(right / known).toBeGreaterThan(0.78)
  expect(right / shown).toBeGreaterThan(0.62)
  // Who has something new to report is shown nothing in four of five times, among so much.
  expect(spared / fresh).toBeGreaterThan(0.78)
})

const here = { lng: 120.005, lat: 32.005 }
/** So many metres further east. */
const east = (metres: number) => ({ ...here, lng: here.lng + metres / (111_320 * Math.cos((32.005 * Math.PI) / 180)) })
const pairs = (text: string) => new Set(pairsIn(searchTextOf(text)))
const [street, again, other] = ['0123456789abcdef808080', '0123456789abcdee848482', 'fedcba9876543210808080']
const subject = (more: Partial<Subject> = {}): Subject => ({
  place: here,
  category: 'a',
  pairs: pairs(''),
  looks: [],
  ...more
})
const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  place: here,
  cellM: 0,
  category: 'a',
  pairs: pairs('店外经营 货架摆到盲道上'),
  looks: [],
  open: true,
  ...more
})
const alike = (one: Partial<Subject>, of: Partial<Candidate>) => scoreOf(subject(one), candidate(of), usualM)?.alike

test.each<[string, Partial<Subject>, Partial<Candidate>, string[] | undefined]>([
  ['one kind at one place', {}, {}, ['category', 'place']],
  ['one kind a few steps away', { place: east(16) }, {}, ['category', 'place']],
  ['one kind at the other end of what counts', { place: east(45) }, {}, undefined],
  [
    'beyond that, whatever else is alike',
    { place: east(60), pairs: pairs('货架摆到盲道上'), looks: [street] },
    { looks: [street] },
    undefined
  ],
  ['another kind at one place', { category: 'b' }, {}, undefined],
  ['another kind in the same words', { category: 'b', pairs: pairs('货架摆到盲道上') }, {}, ['words', 'place']],
  [
    'one kind at one place in quite other words',
    { place: east(16), pairs: pairs('垃圾桶满了没人收') },
    { open: false },
    undefined
  ],
  ['what was closed, at one place', {}, { open: false }, ['category', 'place']],
  [
    'a picture that went round',
    { category: 'b', place: east(24), looks: [again] },
    { looks: [other, street] },
    ['photo']
  ],
  ['another picture of it', { looks: [other] }, { looks: [street] }, ['category', 'place']],
  [
    'two dark pictures say nothing',
    { category: 'b', looks: ['0000000000000001000000'] },
    { looks: ['0000000000000001000000'] },
    undefined
  ]
])('%s', (_, one, of, expected) => {
  expect(alike(one, of)).toEqual(expected)
})

test('a public place stands for its square: who stands in it is no metre away', () => {
  const square = { place: here, cellM: 50 }
  expect(leastMetres(east(24), square)).toBe(0)
  expect(leastMetres(east(45), square)).toBeCloseTo(20, 0)
  expect(leastMetres(east(45), { ...square, cellM: 0 })).toBeCloseTo(45, 0)
})
