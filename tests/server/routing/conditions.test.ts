/** What a rule can say of when it applies: each condition alone, what it excepts, and what the checker makes of them. */
import { describe, expect, test } from 'vitest'
import type { City, RoutingRule, RuleConditions } from '#config/city/types.ts'
import { ruleEntry } from '#shared/parts.ts'
import { check } from '#shared/schema.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { checkCity, route, type How } from '#server/routing/index.ts'
import { forms } from '#server/web/releases/desk/forms.ts'
import { complaintsOn, entryOf, typedOf } from '#server/web/releases/desk/fields.ts'
import { whenWords } from '#server/web/releases/desk/ruleWords.ts'
import { town } from '#tests/support/city.ts'

const now = Date.parse('2026-11-24T02:00:00Z')
const square = (id: string, owner: string, west: number): City['assets']['features'][number] => ({
  type: 'Feature',
  properties: { id, name: `${id}地块`, kind: 'estate', owner },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 32.002],
        [west + 0.002, 32.002],
        [west + 0.002, 32.004],
        [west, 32.004],
        [west, 32.002]
      ]
    ]
  }
})
/** Two estates of different owners, and a question whose choices stand for numbers. */
const ground: City = {
  ...town,
  assets: {
    type: 'FeatureCollection',
    features: [square('east', 'water', 120.012), square('west', 'sanitation', 120.002)]
  },
  categories: town.categories.map((category) =>
    category.code === 'garbage'
      ? {
          ...category,
          questions: [
            {
              id: 'bags',
              text: '大概几袋',
              choices: [
                { id: 'few', text: '一两袋', n: 2 },
                { id: 'some', text: '五袋', n: 5 },
                { id: 'many', text: '十袋以上', n: 10 },
                { id: 'unknown', text: '说不清' }
              ]
            }
          ]
        }
      : category
  )
}
const special = (more: Partial<RoutingRule>): RoutingRule => ({
  id: 'R-0',
  version: 1,
  title: '特别',
  categories: ['garbage'],
  areas: '*',
  lead: { office: 'mobile' },
  supervising: 'centre',
  because: '特别安排',
  ...more
})
const cityWith = (more: Partial<RoutingRule>): City => ({ ...ground, rules: [special(more), ...ground.rules] })
const inWest = [120.003, 32.003] as const
const inEast = [120.013, 32.003] as const
const nowhere = [120.008, 32.008] as const
/** Whether the special rule takes it: else it goes to the sanitation office as ever. */
const takes = (
  more: Partial<RoutingRule>,
  how: How = {},
  [lng, lat]: readonly [number, number] = nowhere,
  code = 'garbage'
) => route(makeSnapshot(cityWith(more)), code, lng, lat, { at: now, ...how }).rule === 'R-0'
const at = (day: string, clock = '10:00'): How => ({ at: Date.parse(`${day}T${clock}:00+08:00`) })

const days = {
  'a Tuesday': '2026-11-24',
  'a Saturday': '2026-11-28',
  'a Sunday': '2026-11-29',
  'New Year, a Thursday': '2026-01-01',
  'the eve of a holiday that is made up for, a Sunday': '2026-09-20',
  'National Day, a Thursday': '2026-10-01',
  'a Saturday within the holiday': '2026-10-03'
} as const
type Day = keyof typeof days
const on: [string, RuleConditions['time'], Day[]][] = [
  ['working days', { days: 'working' }, ['a Tuesday', 'the eve of a holiday that is made up for, a Sunday']],
  ['weekends', { days: 'weekend' }, ['a Saturday', 'a Sunday']],
  [
    'holidays',
    { days: 'holiday' },
    ['New Year, a Thursday', 'National Day, a Thursday', 'a Saturday within the holiday']
  ],
  [
    'days off',
    { days: 'off' },
    ['a Saturday', 'a Sunday', 'New Year, a Thursday', 'National Day, a Thursday', 'a Saturday within the holiday']
  ],
  ['Tuesdays', { weekdays: [2] }, ['a Tuesday']],
  [
    'Saturdays and Sundays, whatever they are',
    { weekdays: [6, 0] },
    ['a Saturday', 'a Sunday', 'the eve of a holiday that is made up for, a Sunday', 'a Saturday within the holiday']
  ],
  ['working Sundays', { days: 'working', weekdays: [0] }, ['the eve of a holiday that is made up for, a Sunday']]
]

describe('a rule', () => {
  test.each(on)('for %s holds on these and no other', (_, time, held) => {
    for (const [name, day] of Object.entries(days)) {
      const rule = time ? { time } : {}
      expect([name, takes(rule, at(day))]).toEqual([name, held.includes(name as Day)])
    }
  })

  test('compares the number that an answer stands for', () => {
    const with_ = (choice: string): How => ({ answers: { bags: choice } })
    const among = (numbers: RuleConditions['numbers']) =>
      ['few', 'some', 'many', 'unknown'].filter((choice) => takes(numbers ? { numbers } : {}, with_(choice)))
    expect(among([{ question: 'bags', atLeast: 5 }])).toEqual(['some', 'many'])
    expect(among([{ question: 'bags', atMost: 5 }])).toEqual(['few', 'some'])
    expect(among([{ question: 'bags', atLeast: 3, atMost: 9 }])).toEqual(['some'])
    expect(among([{ question: 'bags', atLeast: 11 }])).toEqual([])
    // Who has not answered has said no number.
    expect(takes({ numbers: [{ question: 'bags', atLeast: 0 }] })).toBe(false)
  })

  test('is for a group of categories', () => {
    const rule = { categories: '*' as const, tiles: ['garbage'] }
    expect(takes(rule)).toBe(true)
    expect(takes(rule, {}, nowhere, 'shopfront')).toBe(false)
  })

  test('is for the ground of one named owner', () => {
    const rule = { owners: ['water'] }
    expect([takes(rule, {}, inEast), takes(rule, {}, inWest), takes(rule, {}, nowhere)]).toEqual([true, false, false])
    expect(takes({ owners: ['water', 'sanitation'] }, {}, inWest)).toBe(true)
    // Kind and owner are asked of one and the same ground.
    expect(takes({ owners: ['water'], assets: ['green'] }, {}, inEast)).toBe(false)
    const owner = route(makeSnapshot(cityWith({ owners: ['water'], lead: { owner: 'asset' } })), 'garbage', ...inEast)
    expect(owner.office).toBe('water')
  })

  test.each<[string, RuleConditions, How, readonly [number, number]]>([
    ['an area', { areas: ['hebin'] }, {}, nowhere],
    ['a category', { categories: ['garbage'] }, {}, nowhere],
    ['a group', { tiles: ['garbage'] }, {}, nowhere],
    ['an owner', { owners: ['water'] }, {}, inEast],
    ['hours', { time: { hours: [{ from: '22:00', to: '06:00' }] } }, at('2026-11-24', '23:00'), nowhere],
    ['weekends', { time: { days: 'weekend' } }, at('2026-11-28'), nowhere],
    ['an answer', { answers: [{ question: 'bags', choices: ['few'] }] }, { answers: { bags: 'few' } }, nowhere],
    ['a number', { numbers: [{ question: 'bags', atMost: 4 }] }, { answers: { bags: 'few' } }, nowhere],
    ['a channel', { channels: ['hotline'] }, { channel: 'hotline' }, nowhere]
  ])('may say not: %s', (_, except, how, place) => {
    expect(takes({}, how, place)).toBe(true)
    expect(takes({ except }, how, place)).toBe(false)
  })

  test('excepts only where all of that holds, and nothing where nothing is said', () => {
    const except = { areas: ['hebin'], time: { days: 'weekend' as const } }
    expect(takes({ except }, at('2026-11-28'))).toBe(false)
    expect(takes({ except }, at('2026-11-24'))).toBe(true)
    expect(takes({ except }, at('2026-11-28'), [120.03, 32.01])).toBe(true)
    expect(takes({ except: {} })).toBe(true)
  })

  test('that is switched off decides nothing', () => {
    expect(takes({ off: true })).toBe(false)
  })
})

describe('the checker', () => {
  const found = (more: Partial<RoutingRule>) =>
    checkCity(cityWith(more), now)
      .findings.filter((finding) => finding.rules?.[0] === 'R-0')
      .map((finding) => `${finding.severity} ${finding.code}`)

  test.each<[string, Partial<RoutingRule>]>([
    ['weekdays', { time: { weekdays: [1, 3] } }],
    ['weekends', { time: { days: 'weekend' } }],
    ['holidays', { time: { days: 'holiday' } }],
    ['holidays on a Wednesday', { time: { days: 'holiday', weekdays: [3] } }],
    ['numbers', { numbers: [{ question: 'bags', atLeast: 5 }] }],
    ['groups', { tiles: ['garbage'] }],
    ['owners', { owners: ['water'] }],
    ['exceptions', { except: { time: { days: 'weekend' }, owners: ['water'] } }]
  ])('knows rules for %s, and finds nothing wrong with them', (_, more) => {
    expect(found(more)).toEqual([])
    expect(check(ruleEntry, special(more)).ok).toBe(true)
  })

  test.each([
    ['16:00', '16:00'],
    ['00:00', '00:00'],
    ['24:00', '00:00'],
    ['24:00', '24:00']
  ])('finds that %s to %s is no time', (from, to) => {
    expect(found({ time: { hours: [{ from, to }] } })).toContain('error hours_same')
    expect(found({ except: { time: { hours: [{ from, to }] } } })).toContain('error hours_same')
  })
  test('lets a whole day, and a night, be', () => {
    for (const hours of [[{ from: '00:00', to: '24:00' }], [{ from: '22:00', to: '06:00' }]])
      expect(found({ time: { hours } })).toEqual([])
  })

  test('says which names, numbers and days come to nothing, and what is switched off', () => {
    expect(found({ tiles: ['nothing'] })).toContain('error unknown_tile')
    expect(found({ owners: ['nobody'] })).toContain('error unknown_office')
    expect(found({ except: { areas: ['nowhere'] } })).toContain('error unknown_area')
    expect(found({ numbers: [{ question: 'weight', atLeast: 1 }] })).toContain('error unknown_question')
    expect(found({ numbers: [{ question: 'bags', atLeast: 99 }] })).toContain('error unreachable')
    expect(found({ tiles: ['river'] })).toContain('error unreachable')
    expect(found({ time: { days: 'weekend', weekdays: [2] } })).toContain('error unreachable')
    expect(found({ except: { categories: ['garbage'] } })).toContain('error unreachable')
    expect(found({ off: true })).toEqual(['note switched_off'])
  })

  test('sees where a switched-off or narrowed rule leaves a category to nobody', () => {
    const bare = (more: Partial<RoutingRule>): City => ({ ...town, rules: [special({ categories: '*', ...more })] })
    const codes = (city: City) => checkCity(city, now).findings.map((finding) => finding.code)
    expect(codes(bare({}))).not.toContain('no_rule')
    for (const more of [{ off: true as const }, { time: { days: 'weekend' as const } }, { tiles: ['garbage'] }])
      expect(codes(bare(more))).toEqual(expect.arrayContaining(['no_rule', 'no_fallback']))
    expect(codes(bare({ except: { time: { weekdays: [0] } } }))).toEqual(
      expect.arrayContaining(['no_rule', 'no_fallback'])
    )
  })
})

describe('on its form', () => {
  const whole = special({
    tiles: ['garbage'],
    owners: ['water'],
    time: { days: 'weekend', weekdays: [6, 0], hours: [{ from: '22:00', to: '06:00' }] },
    numbers: [
      { question: 'bags', atLeast: 5 },
      { question: 'bags', atMost: 9 },
      { question: 'bags', atLeast: 3, atMost: 9 }
    ],
    except: {
      categories: ['sewage'],
      areas: ['nanmen'],
      tiles: ['river'],
      owners: ['sanitation'],
      time: { days: 'holiday', weekdays: [1], hours: [{ from: '08:00', to: '09:00' }] },
      channels: ['hotline'],
      urgencies: ['urgent'],
      answers: [{ question: 'bags', choices: ['few'] }],
      numbers: [{ question: 'bags', atLeast: 2 }]
    },
    off: true
  })
  const { version: _, ...typedEntry } = whole

  test('everything that a rule says comes back as it was', () => {
    const typed = typedOf(forms.rules, typedEntry)
    expect(entryOf(forms.rules, typed, {})).toEqual(typedEntry)
    expect(complaintsOn('rules', forms.rules, whole, typed)).toEqual({})
  })

  test('what cannot be read is told beside its field', () => {
    const typed = { ...typedOf(forms.rules, typedEntry), numbers: ['bags 多于三袋'] }
    const entry = { ...entryOf(forms.rules, typed, {}), version: 1 }
    expect(Object.keys(complaintsOn('rules', forms.rules, entry, typed))).toEqual(['numbers'])
  })

  test('is read aloud, what it excepts at the end', () => {
    const words = whenWords(whole, {
      offices: ground.offices,
      people: [],
      categories: ground.categories,
      areas: ground.areas.features.map((f) => f.properties),
      tiles: ground.tiles
    })
    const aloud = words.join('；')
    for (const part of ['水利局的地块上', '周末', '周六、周日', '大概几袋', '不小于 5', '3 到 9 之间'])
      expect(aloud).toContain(part)
    expect(words.at(-1)).toMatch(/^但不是：.*污水入河.*节假日.*周一/u)
  })

  test('a choice keeps the number that it stands for', () => {
    const category = ground.categories.find((category) => category.code === 'garbage')
    const typed = typedOf(forms.categories, category)
    expect(typed['questions']?.[0]).toContain('many 十袋以上 = 10')
    expect(entryOf(forms.categories, typed, {})['questions']).toEqual(category?.questions)
  })
})
