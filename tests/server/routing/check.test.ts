/** The checker passes the demo city, and finds each fault that somebody plants in it. */
import { describe, expect, test } from 'vitest'
import type { Polygon, Position } from 'geojson'
import { loadCity } from '#config/city/index.ts'
import type { City, Office, Person, RoutingRule } from '#config/city/types.ts'
import type { Finding, FindingCode, Severity } from '#shared/releases.ts'
import { checkCity, checkCityCalmly } from '#server/routing/index.ts'
import { town } from '#tests/support/city.ts'

const now = Date.parse('2026-11-22T02:00:00.000Z')
const demo = await loadCity()
const verdictOn = (city: City) => checkCity(city, now)
const codesOf = (findings: readonly Finding[]): string[] => findings.map((f) => `${f.severity} ${f.code}`)

test('the demo city has one lead office for every category at every point, by night and on holidays too', () => {
  const verdict = verdictOn(demo)
  // Nothing but a notice: it is November, and the data does not have next year's holidays yet.
  expect(codesOf(verdict.findings)).toEqual(['warning year_soon'])
  expect(verdict).toMatchObject({ passes: true, proved: { categories: demo.categories.length } })
  // Owners' ground and communities make more kinds of place than there are communities.
  expect(verdict.proved.cells).toBeGreaterThan(115)
  expect(verdict.proved.moments).toBeGreaterThan(5)
})

test('a server that has other visitors comes to the same verdict', async () => {
  expect(await checkCityCalmly(demo, now)).toEqual(verdictOn(demo))
})

// ——— planting

type Plant = (city: City) => City
const rule = (id: string): RoutingRule => {
  const routingRule = demo.rules.find((r) => r.id === id)
  if (!routingRule) throw new Error(`no rule ${id}`)
  return routingRule
}
const withRules =
  (change: (rules: RoutingRule[]) => RoutingRule[]): Plant =>
  (city) => ({ ...city, rules: change([...city.rules]) })
const changed = (id: string, more: Partial<RoutingRule>): Plant =>
  withRules((rules) => rules.map((r) => (r.id === id ? { ...r, ...more } : r)))
const before = (id: string, added: RoutingRule): Plant =>
  withRules((rules) => rules.flatMap((r) => (r.id === id ? [added, r] : [r])))
const without = (...ids: string[]): Plant => withRules((rules) => rules.filter((r) => !ids.includes(r.id)))
const person =
  (id: string, more: Partial<Person>): Plant =>
  (city) => ({
    ...city,
    people: city.people.map((p) => (p.id === id ? { ...p, ...more } : p))
  })
const office =
  (id: string, more: Partial<Office>): Plant =>
  (city) => ({
    ...city,
    offices: city.offices.map((o) => (o.id === id ? { ...o, ...more } : o))
  })
const both =
  (...plants: Plant[]): Plant =>
  (city) =>
    plants.reduce((city, plant) => plant(city), city)

const ringOf = (id: string): Position[] => {
  const areaFeature = demo.areas.features.find((f) => f.properties.id === id)
  return (areaFeature?.geometry as Polygon | undefined)?.coordinates[0] ?? []
}
const redrawn =
  (id: string, draw: (ring: Position[]) => Position[]): Plant =>
  (city) => ({
    ...city,
    areas: {
      ...city.areas,
      features: city.areas.features.map((f) =>
        f.properties.id === id
          ? { ...f, geometry: { type: 'Polygon', coordinates: [draw([...ringOf(id)])] } satisfies Polygon }
          : f
      )
    }
  })
const noArea =
  (...ids: string[]): Plant =>
  (city) => ({
    ...city,
    areas: { ...city.areas, features: city.areas.features.filter((f) => !ids.includes(f.properties.id)) }
  })
/** A ring with one corner moved, by a share of the way to its middle: in for a positive share. */
const corner =
  (share: number, i = 5) =>
  (ring: Position[]): Position[] => {
    const n = ring.length - 1
    const [mx, my] = [0, 1].map((k) => ring.slice(0, n).reduce((sum, p) => sum + (p[k] ?? 0), 0) / n) as [
      number,
      number
    ]
    return ring.map(([x = 0, y = 0], k) =>
      k === i ? [Number((x + (mx - x) * share).toFixed(6)), Number((y + (my - y) * share).toFixed(6))] : [x, y]
    )
  }
const patch = (id: string, kind: 'green' | 'estate', owner: string, [w, s]: [number, number], size = 0.002) => ({
  type: 'Feature' as const,
  properties: { id, kind, name: id, owner },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [w, s],
        [w + size, s],
        [w + size, s + size],
        [w, s + size],
        [w, s]
      ]
    ]
  }
})
const withAssets =
  (...features: City['assets']['features']): Plant =>
  (city) => ({ ...city, assets: { ...city.assets, features: [...city.assets.features, ...features] } })

interface Fault {
  plant: Plant
  code: FindingCode
  severity: Severity
  about?: Partial<Finding>
  words?: RegExp
}
const always = rule('R-99.1')
const faults: Record<string, Fault> = {
  // The map.
  'a street area that was drawn a little smaller leaves a gap': {
    plant: redrawn('gulou', corner(0.05)),
    code: 'gap',
    severity: 'error',
    words: /不属于任何街道.*鼓楼/
  },
  'a street area that was drawn a little larger overlaps': {
    plant: redrawn('gulou', corner(-0.05)),
    code: 'overlap',
    severity: 'error',
    words: /鼓楼.*归属不唯一/
  },
  'a street area that is missing in the middle of the city is a gap': {
    plant: both(
      noArea(
        'wenchang',
        ...demo.areas.features.filter((f) => f.properties.parent === 'wenchang').map((f) => f.properties.id)
      ),
      office('wenchang-squad', { area: 'gulou' })
    ),
    code: 'gap',
    severity: 'error'
  },
  'a ring that does not close': {
    plant: redrawn('hebin', (ring) => ring.slice(0, -1)),
    code: 'open_ring',
    severity: 'error',
    about: { areas: ['hebin'] }
  },
  'a ring of two points': {
    plant: redrawn('hebin', (ring) => [ring[0] ?? [0, 0], ring[1] ?? [0, 0], ring[0] ?? [0, 0]]),
    code: 'few_points',
    severity: 'error'
  },
  'edges that cross': {
    plant: redrawn('hebin', (ring) => ring.map((p, i) => (i === 3 ? (ring[12] ?? p) : i === 12 ? (ring[3] ?? p) : p))),
    code: 'self_crossing',
    severity: 'error',
    about: { areas: ['hebin'] }
  },
  'latitude before longitude': {
    plant: redrawn('hebin', (ring) => ring.map(([x = 0, y = 0]) => [y, x])),
    code: 'swapped',
    severity: 'error'
  },
  'a community that leaves ground of its street to none': {
    plant: noArea('hebin-03'),
    code: 'grid_gap',
    severity: 'warning',
    about: { areas: ['hebin'] }
  },
  'two communities on the same ground, where a rule speaks of one': {
    plant: both(
      redrawn('hebin-03', corner(-0.05, 2)),
      before('R-14.1', { ...rule('R-14.1'), id: 'R-0', areas: ['hebin-03'] })
    ),
    code: 'grid_overlap',
    severity: 'error'
  },
  'a city that ends before its streets do': {
    plant: (city) => ({
      ...city,
      areas: {
        ...city.areas,
        features: [
          ...city.areas.features,
          {
            ...patch('x', 'green', 'x', [119.66, 32.6], 0.06),
            properties: { id: 'whole', level: 'city', name: '云汀市' }
          }
        ]
      }
    }),
    code: 'overhang',
    severity: 'warning'
  },
  'ground of two owners, where a rule says the owner': {
    plant: withAssets(
      patch('one', 'green', 'park-centre', [119.7, 32.63]),
      patch('two', 'green', 'heshun-property', [119.701, 32.631])
    ),
    code: 'asset_overlap',
    severity: 'error',
    about: { assets: ['one', 'two'], rules: ['R-2.2'] }
  },
  // Rules.
  'a rule behind one that takes everything it would take': {
    plant: before('R-15.2', { ...rule('R-15.2'), id: 'R-15.0', title: '全部环卫', person: 'chenliqun' }),
    code: 'shadowed',
    severity: 'error',
    words: /城区环卫.*全部环卫.*挡住/
  },
  'a rule that another takes one category from': {
    plant: before('R-15.2', { ...rule('R-15.2'), id: 'R-15.0', title: '公厕', categories: ['gongce'] }),
    code: 'partly_shadowed',
    severity: 'warning',
    about: { categories: ['gongce'] }
  },
  'a rule for owners of a kind that nobody is': {
    plant: changed('R-2.4', { assets: ['sanitation'] }),
    code: 'unreachable',
    severity: 'error',
    about: { rules: ['R-2.4'] },
    words: /没有这几类权属地块/
  },
  'a rule for an urgency that none of its categories has': {
    plant: changed('R-14.1', { urgencies: ['urgent'] }),
    code: 'unreachable',
    severity: 'error',
    words: /紧急程度/
  },
  'a rule for answers that do not go together': {
    plant: changed('R-17.1', {
      answers: [
        { question: 'source', choices: ['factory'] },
        { question: 'source', choices: ['site'] }
      ]
    }),
    code: 'unreachable',
    severity: 'error',
    words: /回答/
  },
  'a rule that ends before it begins': {
    plant: changed('R-14.1', { from: '2026-12-01', to: '2026-11-01' }),
    code: 'unreachable',
    severity: 'error',
    words: /结束日期早于开始日期/
  },
  'a rule that has run out': {
    plant: before('R-14.1', { ...rule('R-14.1'), id: 'R-0', to: '2026-11-21' }),
    code: 'expired',
    severity: 'warning',
    about: { rules: ['R-0'] }
  },
  'a rule whose time has not come': {
    plant: before('R-14.1', { ...rule('R-14.1'), id: 'R-0', from: '2026-12-01', to: '2026-12-31' }),
    code: 'not_yet',
    severity: 'note'
  },
  'rules without a net under them': {
    plant: without('R-99.1'),
    code: 'no_fallback',
    severity: 'error'
  },
  'a net that only holds by day': {
    plant: changed('R-99.1', { time: { hours: [{ from: '06:00', to: '22:00' }] } }),
    code: 'no_fallback',
    severity: 'error'
  },
  'a category that only the net catches': {
    plant: without('R-21.2'),
    code: 'only_fallback',
    severity: 'warning',
    about: { categories: ['quanzhi'] }
  },
  'a night that nobody has': {
    plant: both(without('R-99.1'), changed('R-14.1', { time: { hours: [{ from: '06:00', to: '20:00' }] } })),
    code: 'no_rule',
    severity: 'error',
    words: /20:00.*流动摊贩/
  },
  'a spring from which on nobody answers': {
    plant: both(without('R-99.1'), changed('R-21.2', { to: '2027-03-31' })),
    code: 'no_rule',
    severity: 'error',
    words: /2027-04-01.*犬只扰民/
  },
  'complaints about officers that would go to a squad': {
    plant: changed('R-1.3', { lead: { duty: 'street' } }),
    code: 'officers_reach_office',
    severity: 'error',
    about: { rules: ['R-1.3'] }
  },
  'an office that would check itself': {
    plant: changed('R-17.3', { supervising: 'water' }),
    code: 'supervises_itself',
    severity: 'error',
    about: { rules: ['R-17.3'], offices: ['water'] }
  },
  'more ways to answer than anyone could check': {
    plant: (city) => ({
      ...before('R-14.1', {
        ...rule('R-14.1'),
        id: 'R-0',
        answers: [1, 2, 3, 4].map((n) => ({ question: `q${n}`, choices: ['c1'] }))
      })(city),
      categories: city.categories.map((c) =>
        c.code === 'liudong-tanfan'
          ? {
              ...c,
              questions: [1, 2, 3, 4].map((n) => ({
                id: `q${n}`,
                text: `问题 ${n}`,
                choices: Array.from({ length: 8 }, (_, i) => ({ id: `c${i}`, text: `选项 ${i}` }))
              }))
            }
          : c
      )
    }),
    code: 'too_many_cases',
    severity: 'error'
  },
  // Names.
  'a rule that names an office nobody knows': {
    plant: changed('R-17.3', { lead: { office: 'nobody' } }),
    code: 'unknown_office',
    severity: 'error',
    about: { rules: ['R-17.3'] }
  },
  'a rule that names an area nobody knows': {
    plant: changed('R-15.1', { areas: ['nowhere'] }),
    code: 'unknown_area',
    severity: 'error'
  },
  'a rule that names a category nobody knows': {
    plant: changed('R-14.1', { categories: ['nothing'] }),
    code: 'unknown_category',
    severity: 'error'
  },
  'a rule that asks a question nobody asks': {
    plant: changed('R-17.1', { answers: [{ question: 'nothing', choices: ['yes'] }] }),
    code: 'unknown_question',
    severity: 'error'
  },
  'a rule that wants a choice nobody has': {
    plant: changed('R-17.1', { answers: [{ question: 'source', choices: ['moon'] }] }),
    code: 'unknown_question',
    severity: 'error',
    words: /source:moon/
  },
  'a rule that rests on a duty nobody has': {
    plant: changed('R-17.3', { duty: 'D-none-1' }),
    code: 'unknown_duty',
    severity: 'error'
  },
  'a rule that rests on another office’s duty': {
    plant: changed('R-17.3', { duty: 'D-police-1' }),
    code: 'duty_of_another',
    severity: 'error'
  },
  'two rules of one name': {
    plant: before('R-14.1', rule('R-14.2')),
    code: 'twice',
    severity: 'error',
    about: { rules: ['R-14.2'] }
  },
  'a category under no tile': {
    plant: (city) => ({
      ...city,
      categories: city.categories.map((c) => (c.code === 'quanzhi' ? { ...c, tile: 'none' } : c))
    }),
    code: 'unknown_tile',
    severity: 'error'
  },
  'a matter in homes shown to the house': {
    plant: (city) => ({
      ...city,
      categories: city.categories.map((c) =>
        c.code === 'linli-zaosheng' ? { ...c, home: true, publicPlace: '50m' } : c
      )
    }),
    code: 'home_place',
    severity: 'error'
  },
  'ground of an owner nobody knows': {
    plant: withAssets(patch('one', 'green', 'nobody', [119.7, 32.63])),
    code: 'unknown_office',
    severity: 'error'
  },
  // Offices and people.
  'a street without a squad': {
    plant: (city) => ({
      ...city,
      offices: city.offices.filter((o) => o.id !== 'hebin-squad'),
      people: city.people.filter((p) => p.office !== 'hebin-squad'),
      categories: city.categories.map((c) => ({
        ...c,
        questions: c.questions?.map((q) => ({ ...q, choices: q.choices.filter((x) => x.id !== 'hebin-squad') })) ?? []
      }))
    }),
    code: 'no_squad',
    severity: 'error',
    about: { areas: ['hebin'] }
  },
  'a street with two squads': {
    plant: office('gulou-squad', { area: 'hebin' }),
    code: 'two_squads',
    severity: 'error'
  },
  'an office without a duty': {
    plant: office('water', { duties: [] }),
    code: 'no_duty',
    severity: 'warning',
    about: { offices: ['water'] }
  },
  'an office whose supervising office is not there': {
    plant: office('water', { supervising: 'inspection-2' }),
    code: 'no_supervising',
    severity: 'error',
    about: { offices: ['water'] }
  },
  'an office that nobody mans': {
    plant: (city) => ({ ...city, people: city.people.filter((p) => p.office !== 'police') }),
    code: 'no_officer',
    severity: 'warning',
    about: { offices: ['police'] }
  },
  'an office that checks, without anyone to check': {
    plant: (city) => ({
      ...city,
      people: city.people.map((p) => ({ ...p, roles: p.roles.filter((r) => r !== 'verifier') }))
    }),
    code: 'no_verifier',
    severity: 'warning'
  },
  'an office that no rule needs': {
    plant: (city) => ({
      ...city,
      offices: [
        ...city.offices,
        { ...(city.offices[0] as Office), id: 'idle', kind: 'department', duties: [{ id: 'D-idle-1', text: '闲' }] }
      ]
    }),
    code: 'idle_office',
    severity: 'note',
    about: { offices: ['idle'] }
  },
  'a person named who has left, with nobody behind him': {
    plant: both(person('linsongtao', { left: '2026-11-01' }), (city) => ({
      ...city,
      people: city.people.map((p) => {
        const { deputy: _, ...alone } = p
        return p.id === 'linsongtao' ? alone : p
      })
    })),
    code: 'left',
    severity: 'error',
    about: { people: ['linsongtao'], rules: ['R-17.3'] }
  },
  'a person named who has left, with a deputy': {
    plant: person('linsongtao', { left: '2026-11-01' }),
    code: 'left',
    severity: 'warning',
    words: /B 岗/
  },
  'both of a pair gone': {
    plant: both(
      person('linsongtao', { left: '2026-11-01' }),
      person(demo.people.find((p) => p.id === 'linsongtao')?.deputy ?? '', {
        away: [{ from: '2026-11-20', to: '2026-11-30' }]
      })
    ),
    code: 'pair_gone',
    severity: 'error'
  },
  'a person of another office': {
    plant: changed('R-17.3', { person: 'chenliqun' }),
    code: 'not_of_office',
    severity: 'error'
  },
  'a person nobody knows': {
    plant: changed('R-17.3', { person: 'nobody' }),
    code: 'unknown_person',
    severity: 'error'
  },
  'a person without a deputy': {
    plant: changed('R-14.4', { person: 'zhoumingyuan' }),
    code: 'no_deputy',
    severity: 'note'
  }
}

describe('a fault that is planted in the demo city is found', () => {
  test.each(Object.entries(faults))('%s', (_, { plant, code, severity, about, words }) => {
    const verdict = verdictOn(plant(demo))
    const found = verdict.findings.filter((f) => f.code === code && f.severity === severity)
    expect({ code, of: codesOf(verdict.findings), found: found.length > 0 }).toEqual({
      code,
      of: expect.any(Array),
      found: true
    })
    if (['gap', 'overlap', 'self_crossing'].includes(code))
      expect(found[0]?.place).toEqual({ lng: expect.any(Number), lat: expect.any(Number) })
    if (about) expect(found).toContainEqual(expect.objectContaining(about))
    if (words) expect(found.map((f) => f.words).join('\n')).toMatch(words)
    for (const f of verdict.findings) expect(f.words).not.toMatch(/\{\w+\}/)
    expect(verdict.passes).toBe(verdict.findings.every((f) => f.severity !== 'error'))
  })
})

test('an overlap that sends everything to one office all the same is only a warning', () => {
  const [first] = town.areas.features
  const wide = first?.geometry as Polygon
  const ring = (wide.coordinates[0] ?? []).map(([x = 0, y = 0]) => [x === 120.02 ? 120.021 : x, y])
  const overlapping: City = {
    ...town,
    areas: {
      ...town.areas,
      features: town.areas.features.map((f) =>
        f === first ? { ...f, geometry: { type: 'Polygon', coordinates: [ring] } } : f
      )
    }
  }
  const overlap = (city: City) => checkCity(city, now).findings.find((f) => f.code === 'overlap')
  expect(overlap(overlapping)).toMatchObject({ severity: 'error', areas: ['hebin', 'wenchang'] })
  const byTrade = overlapping.rules.filter((r) => 'office' in r.lead)
  expect(overlap({ ...overlapping, rules: byTrade })).toMatchObject({ severity: 'warning' })
})

test('a broken map does not hide what is wrong with the rules', () => {
  const plant = both(
    faults['a ring that does not close']?.plant ?? always2,
    changed('R-17.3', { lead: { office: 'nobody' } })
  )
  const codes = codesOf(verdictOn(plant(demo)).findings)
  expect(codes).toContain('error open_ring')
  expect(codes).toContain('error unknown_office')
  // Of owners' ground nothing is known now, so nothing is said of it.
  expect(codes).not.toContain('error unreachable')
})
const always2: Plant = (city) => ({ ...city, rules: [...city.rules, always] })
