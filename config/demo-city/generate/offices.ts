/** Who works for the city: a squad in each street area and a mobile one (17 + 1), departments, the centre, the inspectors. */
import type { Office } from '../../city/types.ts'
import type { AddressBook } from './addresses.ts'
import { placeOf } from './frame.ts'
import { streets } from './streets.ts'

/**
 * Telephone numbers that nobody has: the area code is not in use, and a local number never begins with 0.
 */
const phone = (n: number): string => `0520-00${String(10100 + n).padStart(5, '0')}`

const weekdays = '工作日 8:30 到 12:00，13:30 到 18:00'
const squadDuties = [
  '流动摊贩、店外经营、占压盲道',
  '人行道、绿化带上的机动车和非机动车',
  '户外广告、店招、小广告',
  '违法搭建的巡查、制止和拆除',
  '餐饮油烟、露天烧烤、商业噪声',
  '建筑垃圾乱倒、露天焚烧',
  '没有对应事项的，先接下来再定归属'
]
const townDuties = [...squadDuties, '镇区清扫保洁、垃圾桶和公厕']

interface Desk {
  id: string
  name: string
  short: string
  road: string
  number: number
  duties: string[]
}
const departments: Desk[] = [
  {
    id: 'police',
    name: '市公安局',
    short: '公安局',
    road: '人民路',
    number: 212,
    duties: ['邻里噪声、娱乐场所噪声', '犬只管理', '占用消防通道', '制售假证件、喷涂办证广告']
  },
  {
    id: 'ecology',
    name: '市生态环境局',
    short: '生态环境局',
    road: '东湖大道',
    number: 68,
    duties: ['夜间施工噪声', '企业废气、废水', '油烟排放监测']
  },
  {
    id: 'water',
    name: '市水利局',
    short: '水利局',
    road: '滨江路',
    number: 36,
    duties: ['河道、湖泊的排水口', '水面打捞', '河堤、护坡和亲水步道']
  },
  {
    id: 'market-regulation',
    name: '市市场监督管理局',
    short: '市场监管局',
    road: '文昌路',
    number: 88,
    duties: ['农贸市场秩序和外溢', '食品经营卫生', '无照经营的登记和引导']
  },
  {
    id: 'housing',
    name: '市住房和城乡建设局',
    short: '住建局',
    road: '江南大道',
    number: 120,
    duties: ['路面、井盖、路灯、排水', '供水管道抢修', '架空线缆', '工地扬尘和围挡']
  },
  {
    id: 'health',
    name: '市卫生健康委员会',
    short: '卫健委',
    road: '人民路',
    number: 305,
    duties: ['公共场所卫生', '鼠蚊蝇蟑防制', '医疗废物']
  },
  {
    id: 'traffic',
    name: '市公安局交警支队',
    short: '交警支队',
    road: '东湖大道',
    number: 41,
    duties: ['车道、路口违法停放', '僵尸车', '交通护栏、标志标线']
  },
  {
    id: 'enforcement',
    name: '市城市管理综合执法支队',
    short: '城管支队',
    road: '江南大道',
    number: 77,
    duties: ['渣土运输车辆', '园林绿化', '跨街道和重大案件', '督办各中队']
  },
  {
    id: 'sanitation',
    name: '市环境卫生管理中心',
    short: '环卫中心',
    road: '文昌路',
    number: 130,
    duties: ['城区清扫保洁', '垃圾清运和大件预约', '垃圾桶、公厕']
  }
]

/** Who owns or runs ground of its own (谁权属谁负责): property firms, parks, roads and lamps. */
const owners: Desk[] = [
  {
    id: 'park-centre',
    name: '市公园管理中心',
    short: '公园中心',
    road: '东湖大道',
    number: 96,
    duties: ['公园里的保洁和公厕', '公园里的树木、草坪和设施']
  },
  {
    id: 'municipal-works',
    name: '市市政设施养护中心',
    short: '市政养护',
    road: '江南大道',
    number: 141,
    duties: ['站前广场的地面、井盖和照明', '节假日市政抢修', '供水井盖']
  },
  {
    id: 'heshun-property',
    name: '和顺物业服务有限公司',
    short: '和顺物业',
    road: '文昌路',
    number: 52,
    duties: ['所管小区的保洁和垃圾桶', '所管小区的绿化、照明和消防通道']
  },
  {
    id: 'anju-property',
    name: '安居物业服务有限公司',
    short: '安居物业',
    road: '人民路',
    number: 96,
    duties: ['所管小区的保洁和垃圾桶', '所管小区的绿化、照明和消防通道']
  }
]

export function openOffices(book: AddressBook): Office[] {
  let line = 0
  const office = (
    desk: Desk,
    kind: Office['kind'],
    hours: string,
    more: { area?: string; supervising?: string; where?: string } = {}
  ): Office => {
    const spot = book.house(desk.road, desk.number)
    if (!spot) throw new Error(`${desk.name}: no house ${desk.road} ${desk.number}`)
    const home = streets.find((s) => s.id === spot.street)
    return {
      id: desk.id,
      name: desk.name,
      short: desk.short,
      kind,
      ...(more.area !== undefined && { area: more.area }),
      phone: phone(line++),
      address: `${home?.name ?? ''}${desk.road} ${desk.number} 号${more.where ?? ''}`,
      place: placeOf(spot.at),
      hours,
      supervising: more.supervising ?? 'centre',
      duties: desk.duties.map((text, i) => ({ id: `D-${desk.id}-${i + 1}`, text }))
    }
  }

  const squads = streets.map((street) => {
    const town = street.name.endsWith('镇')
    const local = book.housesIn(street.id).sort((a, b) => a.class - b.class || b.numbers.length - a.numbers.length)
    const home = local.find((road) => road.class === 2) ?? local[0]
    const number = home?.numbers[Math.floor(home.numbers.length / 2)]
    if (!home || number === undefined) throw new Error(`${street.name} has no house for its squad`)
    return office(
      {
        id: `${street.id}-squad`,
        name: `${street.name}综合执法中队`,
        short: `${street.name.replace(/(街道|镇)$/, '')}中队`,
        road: home.road,
        number,
        duties: town ? townDuties : squadDuties
      },
      'squad',
      '每天 7:00 到 22:00，夜间有人值班',
      { area: street.id }
    )
  })

  return [
    ...squads,
    office(
      {
        id: 'mobile',
        name: '市机动执法中队',
        short: '机动中队',
        road: '解放路',
        number: 26,
        duties: ['没有规则对得上的案件', '街道交界处', '夜间和节假日支援']
      },
      'mobile',
      '全天'
    ),
    ...departments.map((desk) => office(desk, 'department', weekdays)),
    office(
      {
        id: 'centre',
        name: '市随手拍中心',
        short: '随手拍中心',
        road: '人民路',
        number: 160,
        duties: ['受理和派遣', '公开前看照片和文字', '核查和回访', '归属有争议时裁定']
      },
      'centre',
      '全天',
      { supervising: 'inspection' }
    ),
    office(
      {
        id: 'inspection',
        name: '市纪检监督组',
        short: '纪检监督组',
        road: '人民路',
        number: 188,
        duties: ['反映工作人员作风的事', '抽查核查结果']
      },
      'inspection',
      weekdays
    ),
    ...owners.map((desk) => office(desk, 'owner', '每天 8:00 到 20:00'))
  ]
}
