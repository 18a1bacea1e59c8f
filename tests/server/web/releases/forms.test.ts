/** What is typed becomes an entry and back; a rule reads aloud; a year shows its days. */
import { describe, expect, test } from 'vitest'
import type { PartValues } from '#shared/parts.ts'
import { complaintsOn, differing, entryOf, typedOf } from '#server/web/releases/desk/fields.ts'
import { forms } from '#server/web/releases/desk/forms.ts'
import { slotsIn } from '#server/web/releases/desk/hours.ts'
import { momentIn } from '#server/web/releases/desk/draft.ts'
import { keepsake } from '#server/web/releases/desk/kept.ts'
import { spanWords, thenWords, whenWords } from '#server/web/releases/desk/ruleWords.ts'
import { yearOf } from '#server/web/releases/desk/year.ts'

type Rule = PartValues['rules'][number]
const night: Rule = {
  id: 'R-7',
  version: 3,
  title: '夜间摊贩',
  categories: ['stall'],
  areas: ['hebin', 'wenchang'],
  assets: ['green'],
  time: { days: 'off', hours: [{ from: '22:00', to: '06:00' }] },
  channels: ['hotline'],
  answers: [{ question: 'where', choices: ['road', 'bridge'] }],
  from: '2026-12-01',
  to: '2026-12-31',
  lead: { duty: 'street' },
  assisting: [{ office: 'mobile' }, { owner: 'asset' }],
  supervising: 'centre',
  person: 'zhou',
  because: '夜里归中队'
}
const city = {
  offices: [
    { id: 'mobile', name: '机动中队', short: '机动中队' },
    { id: 'centre', name: '市中心', short: '中心' }
  ],
  people: [
    { id: 'zhou', name: '周明远', deputy: 'wu' },
    { id: 'wu', name: '吴桐' }
  ],
  categories: [
    {
      code: 'stall',
      name: '摊贩',
      questions: [
        {
          id: 'where',
          text: '摆在哪里',
          choices: [
            { id: 'road', text: '路上' },
            { id: 'bridge', text: '桥上' }
          ]
        }
      ]
    }
  ],
  areas: [
    { id: 'hebin', name: '河滨街道' },
    { id: 'wenchang', name: '文昌街道' }
  ]
}

describe('a rule as a form', () => {
  test('typed and read again it is the same rule', () => {
    const typed = typedOf(forms.rules, night)
    expect(entryOf(forms.rules, typed, { version: 3 })).toEqual(night)
    expect(typed['timeHours']).toEqual(['22:00-06:00'])
    expect(typed['lead']).toEqual(['duty:street'])
  })

  test('what is emptied leaves the entry, and nothing ticked is everything', () => {
    const typed = {
      ...typedOf(forms.rules, night),
      categories: [],
      timeDays: [''],
      timeHours: [''],
      answers: [],
      to: ['']
    }
    const entry = entryOf(forms.rules, typed, { ...night })
    expect(entry).toMatchObject({ categories: '*' })
    for (const gone of ['time', 'answers', 'to']) expect(entry).not.toHaveProperty(gone)
  })

  test.each([
    ['timeHours', '25:00-06:00', '22:00-06:00'],
    ['because', '', '不能空着'],
    ['because', '字'.repeat(101), '最多 100 个字'],
    ['lead', '', '请选一个'],
    ['id', '有 空格', '小写字母']
  ])('%s that says %p is refused beside its own field', (field, said, words) => {
    const typed = { ...typedOf(forms.rules, night), [field]: [said] }
    const wrong = complaintsOn('rules', forms.rules, entryOf(forms.rules, typed, { version: 3 }), typed)
    expect(Object.keys(wrong)).toEqual([field])
    expect(wrong[field]).toContain(words)
  })

  test('only the fields that differ are set beside each other', () => {
    const now = typedOf(forms.rules, { ...night, because: '别人写的' })
    expect(differing(forms.rules, now, typedOf(forms.rules, night)).map((item) => [item.field.name, item.now])).toEqual(
      [['because', '别人写的']]
    )
  })

  test('it reads aloud as 当…则…', () => {
    expect(whenWords(night, city)).toEqual([
      '类别是摊贩',
      '位置在河滨街道、文昌街道',
      '位置在绿地公园里',
      '时间是休息日',
      '时段是 22:00 到次日 06:00',
      '来源是热线',
      '问题「摆在哪里」答路上、桥上'
    ])
    expect(thenWords(night, city)).toEqual([
      '由所在街道的中队主办',
      '机动中队、地块的权属单位协办',
      '中心监督',
      '经办人周明远，B 岗吴桐'
    ])
    expect(spanWords(night)).toBe('2026-12-01 起，到 2026-12-31 为止')
    expect(whenWords({ ...night, categories: '*', areas: '*' }, city)).not.toContain('类别是摊贩')
  })
})

test('an office whose place is no pair of degrees is refused at its place, and keeps its polygon-free rest', () => {
  const typed = { place: ['东边'], name: ['甲'] }
  const entry = entryOf(forms.offices, typed, {})
  expect(complaintsOn('offices', forms.offices, entry, typed)['place']).toContain('经度在前')
  expect(entryOf(forms.offices, { place: ['119.7，32.6'] }, {})).toMatchObject({ place: { lng: 119.7, lat: 32.6 } })
})

test('an area keeps the border that no field speaks of', () => {
  const area = {
    type: 'Feature',
    properties: { id: 'hebin', level: 'street', name: '河滨街道' },
    geometry: { type: 'Polygon', coordinates: [] }
  }
  const typed = { ...typedOf(forms.areas, area), name: ['河滨'] }
  expect(entryOf(forms.areas, typed, area)).toEqual({ ...area, properties: { ...area.properties, name: '河滨' } })
})

test.each([
  [
    '08:30-12:00，13:30-18:00',
    [
      ['08:30', '12:00'],
      ['13:30', '18:00']
    ]
  ],
  [
    '8:30-12:00 13:30-24:00',
    [
      ['08:30', '12:00'],
      ['13:30', '24:00']
    ]
  ],
  ['12:00-08:30', undefined],
  ['08:30-12:00,11:00-13:00', undefined],
  ['', undefined]
])('hours of a working day written %p', (said, slots) => {
  expect(slotsIn(said)).toEqual(slots)
})

test('a moment is read in the city’s time', () => {
  expect(momentIn('2026-12-01T08:00')).toBe('2026-12-01T00:00:00.000Z')
  expect(momentIn('2026-12-01 08:00')).toBe('2026-12-01T00:00:00.000Z')
  expect(momentIn('明天')).toBeUndefined()
})

test('a year tells make-up days, holidays and what the city set from each other', () => {
  const data = {
    timezone: 'Asia/Shanghai',
    slots: [['08:30', '12:00']],
    overrides: [{ day: '2026-11-24', working: false }]
  }
  const year = yearOf(2026, data)
  const dayOf = (day: string) => year.months.flatMap((month) => month.weeks.flat()).find((item) => item?.day === day)
  expect(dayOf('2026-02-17')).toMatchObject({ kind: 'holiday', holiday: 'spring_festival' })
  expect(dayOf('2026-02-14')).toMatchObject({ kind: 'makeup', holiday: 'spring_festival' })
  expect(dayOf('2026-11-22')).toMatchObject({ kind: 'off' })
  expect(dayOf('2026-11-24')).toMatchObject({ kind: 'holiday', own: true })
  expect(year.sums.working + year.sums.off).toBe(365)
  expect(year.known).toBe(true)
  expect(yearOf(2035, data).known).toBe(false)
})

test('a file waits only for the sign-in that brought it, and not for ever', () => {
  let now = 0
  const kept = keepsake(() => now)
  const key = kept.keep('family', { name: 'city.json', json: {} })
  expect(kept.find('family', key)?.name).toBe('city.json')
  expect(kept.find('another', key)).toBeUndefined()
  now = 3_600_000
  expect(kept.find('family', key)).toBeUndefined()
})
