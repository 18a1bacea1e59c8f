/** Who reads which of the facts that routed a case: by their kind, never by their wording. */
import { describe, expect, test } from 'vitest'
import type { RoutingFact, RoutingFactKind } from '#shared/routing.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { becauseFor } from '#server/cases/present-because.ts'

/** One fact of every kind: a new kind does not compile until it stands here. */
const facts: { [K in RoutingFactKind]: RoutingFact } = {
  rule: { kind: 'rule', category: '邻里噪声', because: '按职责分工办' },
  answers: { kind: 'answers', answers: [{ question: '几楼', choice: '三楼' }] },
  complaint: { kind: 'complaint' },
  asset: { kind: 'asset', asset: '文庙小区' },
  hour: { kind: 'hour', working: false, clock: '22:30' },
  channel: { kind: 'channel', channel: 'hotline' },
  area: { kind: 'area', area: '河滨街道', grid: '第1社区' },
  border: { kind: 'border', area: '文昌街道', metres: 12, limit: 50, offices: ['文昌中队'] },
  result: { kind: 'result', office: '第1社区服务站', assisting: [] },
  by_hand: { kind: 'by_hand', office: '环卫中心' },
  refused: { kind: 'refused', refusal: 'outside_city' },
  text: { kind: 'text', text: '一句手写的话' }
}
const city = {
  category: (code: string) => ({ publicPlace: code === 'home' ? 'street' : '50m' }),
  called: { area: (id: string) => (id === 'hebin-00' ? '第1社区' : undefined) }
} as unknown as CitySnapshot

const read = (
  category: 'home' | 'street',
  consentPublic: boolean,
  ...who: ['public' | 'reporter' | 'staff', boolean]
) =>
  becauseFor(
    {
      category,
      grid: 'hebin-00',
      reports: [{ consentPublic }],
      publication: { ruledTo: 0 },
      routing: { because: Object.values(facts) }
    } as unknown as Parameters<typeof becauseFor>[0],
    ...who,
    city
  )
const kinds = (because: readonly RoutingFact[]) => because.map(({ kind }) => kind)

describe('the facts that routed a case', () => {
  const all = Object.keys(facts) as RoutingFactKind[]
  const outside = all.filter((kind) => kind !== 'refused' && kind !== 'text')

  test('are all there for staff', () => {
    expect(kinds(read('home', false, 'staff', false))).toEqual(all)
  })

  test('are told to everybody where the place is, except what is for staff', () => {
    expect(kinds(read('street', true, 'public', false))).toEqual(outside)
  })

  test.each([
    ['at a home', 'home', true],
    ['of who said no to publication', 'street', false]
  ] as const)('%s name neither ground nor border nor grid to the public', (_, category, consent) => {
    const because = read(category, consent, 'public', false)
    const hidden: RoutingFactKind[] = ['asset', 'border', 'result']
    expect(kinds(because)).toEqual(outside.filter((kind) => !hidden.includes(kind)))
    expect(because).toContainEqual({ kind: 'area', area: '河滨街道' })
    expect(JSON.stringify(because)).not.toMatch(/第1社区|文庙小区|文昌/)
  })

  test('about a home are read whole by who opened the case, and as the public reads them by who came later', () => {
    expect(kinds(read('home', true, 'reporter', true))).toEqual(outside)
    expect(read('home', true, 'reporter', false)).toEqual(read('home', true, 'public', false))
  })
})
