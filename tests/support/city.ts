/**
 * A town of four street areas on a grid of exact squares, for tests: 0.02 degrees a side, west-south corner at
 * 120.00, 32.00. A named cast recurs in every test.
 */
import { usualTime } from '#config/city/time.ts'
import type { AreaCollection, Category, City, Office, Person } from '#config/city/types.ts'

const square = (
  id: string,
  name: string,
  w: number,
  s: number,
  parent?: string,
  size = 0.02
): AreaCollection['features'][number] => ({
  type: 'Feature',
  properties: { id, name, level: parent ? 'community' : 'street', ...(parent && { parent }) },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [w + size, s],
        [w + size, s + size],
        [w, s + size],
        [w, s]
      ].map(([x = 0, y = 0]) => [Number(x.toFixed(6)), Number(y.toFixed(6))])
    ]
  }
})

const streets = [
  ['hebin', '河滨街道', 120.0, 32.0],
  ['wenchang', '文昌街道', 120.02, 32.0],
  ['donghu', '东湖街道', 120.0, 32.02],
  ['nanmen', '南门街道', 120.02, 32.02]
] as const

const office = (id: string, name: string, kind: Office['kind'], more: Partial<Office> = {}): Office => ({
  id,
  name,
  short: name,
  kind,
  phone: '0000-0000000',
  address: `${name}大院`,
  place: { lng: 120.01, lat: 32.01 },
  hours: '8:30 到 18:00',
  supervising: 'centre',
  duties: [{ id: `D-${id}-1`, text: `${name}管的事` }],
  ...more
})

const offices: Office[] = [
  ...streets.map(([id, name]) => office(`${id}-squad`, `${name.slice(0, 2)}中队`, 'squad', { area: id })),
  office('mobile', '机动中队', 'mobile'),
  office('sanitation', '环卫中心', 'department'),
  office('water', '水利局', 'department'),
  office('centre', '市随手拍中心', 'centre', { supervising: 'inspection' }),
  office('inspection', '纪检监督组', 'inspection')
]

const person = (id: string, name: string, officeId: string, roles: Person['roles']): Person => ({
  id,
  name,
  office: officeId,
  roles,
  title: roles.join(' '),
  phone: '0000-0000000'
})

const people: Person[] = [
  person('zhou', '周明远', 'hebin-squad', ['officer']),
  person('wu', '吴桐', 'hebin-squad', ['officer']),
  person('qian', '钱进', 'wenchang-squad', ['officer']),
  person('chen', '陈立', 'sanitation', ['officer']),
  person('zhao', '赵一诺', 'centre', ['verifier']),
  person('sun', '孙晓', 'centre', ['verifier']),
  person('li', '李派', 'centre', ['dispatcher']),
  person('shen', '沈文', 'centre', ['moderator']),
  person('guan', '管理', 'centre', ['admin']),
  person('xu', '徐清', 'hebin-squad', ['organiser']),
  person('he', '何苗', 'wenchang-squad', ['organiser']),
  person('bai', '白监', 'centre', ['supervisor']),
  person('lian', '连心', 'hebin-squad', ['liaison'])
]

const category = (code: string, name: string, tile: string, days: number, more: Partial<Category> = {}): Category => ({
  code,
  name,
  tile,
  order: 1,
  gb: { profile: 'event', major: '05', majorName: '街面秩序', minor: '01', minorName: name },
  urgency: 'limited',
  limit: { n: [days, days, days], unit: 'work_day' },
  filing: '立案条件',
  closing: '结案条件',
  publicPlace: '50m',
  home: false,
  hint: '拍清楚',
  scene: 'generic',
  keywords: [],
  ...more
})

const categories: Category[] = [
  category('shopfront', '店外经营', 'stall', 3),
  category('garbage', '暴露垃圾', 'garbage', 1, { plainName: '垃圾成堆' }),
  category('sewage', '污水入河', 'river', 5),
  category('home-noise', '邻里噪声', 'noise', 2, { publicPlace: 'street', home: true }),
  category('conduct', '队伍作风', 'other', 5, { publicPlace: 'street' }),
  category('generic', '其他', 'other', 5, { publicPlace: 'exact' })
]

const rule = (id: string, codes: string[] | '*', lead: City['rules'][number]['lead'], supervising = 'centre') => ({
  id,
  version: 1,
  title: id,
  categories: codes,
  areas: '*' as const,
  lead,
  supervising,
  because: '按职责分工办'
})

export const town: City = {
  info: {
    id: 'town',
    name: '小镇市',
    short: '小镇',
    province: '江苏',
    timezone: 'Asia/Shanghai',
    adcode: '329999',
    bbox: [120, 32, 120.04, 32.04],
    centre: { lng: 120.02, lat: 32.02 },
    hotline: '12345',
    outside: { words: '这个位置不在小镇市范围内，请打当地 12345。' },
    mapCredit: '',
    tiles: null
  },
  areas: {
    type: 'FeatureCollection',
    features: streets.flatMap(([id, name, w, s]) => [
      square(id, name, w, s),
      ...[0, 1, 2, 3].map((i) =>
        square(`${id}-0${i}`, `第${i + 1}社区`, w + (i % 2) * 0.01, s + Math.floor(i / 2) * 0.01, id, 0.01)
      )
    ])
  },
  assets: { type: 'FeatureCollection', features: [] },
  offices,
  people,
  categories,
  tiles: ['stall', 'garbage', 'parking', 'river', 'construction', 'noise', 'roads', 'other'].map((id, order) => ({
    id,
    name: id,
    icon: id,
    order
  })),
  rules: [
    rule('R-1', ['garbage'], { office: 'sanitation' }),
    rule('R-2', ['sewage'], { office: 'water' }),
    rule('R-3', ['conduct'], { office: 'inspection' }),
    rule('R-4', ['shopfront', 'home-noise'], { duty: 'street' }),
    rule('R-99', '*', { office: 'mobile' })
  ],
  calendar: {
    timezone: 'Asia/Shanghai',
    slots: [
      ['08:30', '12:00'],
      ['13:30', '18:00']
    ],
    overrides: []
  },
  time: usualTime,
  places: []
}

/** A point well inside the first street area. */
export const inHebin = { lng: 120.005, lat: 32.005 }
export const outside = { lng: 121.5, lat: 31.2 }
