/** Shops and offices of the demo city that answer for the ground before their doors. Made up, the people too. */
import type { PremisesInput } from '#shared/premises.ts'

export interface DemoPremises extends Omit<PremisesInput, 'contact' | 'closed' | 'statement' | 'signed'> {
  answers: string
  /** Days before the first start on which it signed. */
  signedAgo: number
  /** Stars of the months before this one, the last first. */
  stars: readonly number[]
  closed?: true
}

const river = '滨江路（文庙巷至新桥）'
const market = '仁济路（滨江路至人民路）'
const temple = '文庙巷'
const drum = '鼓楼步行街'
const three: DemoPremises['duties'] = ['cleaning', 'greening', 'order']

export const statement =
  '门前地面随脏随扫，垃圾不落地；门前绿化不踩踏、不堆物；不出店经营，车辆在线内顺向停放。做不到的，大家可以拍下来。'

export const premises: readonly DemoPremises[] = [
  {
    name: '滨江早点铺',
    kind: 'shop',
    area: 'hebin',
    section: river,
    address: '滨江路 77 号',
    frontM: 6,
    duties: ['cleaning', 'order'],
    answers: '罗桂香',
    signedAgo: 310,
    stars: [5, 4, 4]
  },
  {
    name: '临河书店',
    kind: 'shop',
    area: 'hebin',
    section: river,
    address: '滨江路 128 号',
    frontM: 9,
    duties: three,
    answers: '陶知行',
    signedAgo: 310,
    stars: [5, 5, 5]
  },
  {
    name: '新桥水果店',
    kind: 'shop',
    area: 'hebin',
    section: river,
    address: '滨江路 166 号',
    frontM: 5,
    duties: ['cleaning', 'order'],
    answers: '贾小满',
    signedAgo: 220,
    stars: [2, 3, 3]
  },
  {
    name: '老码头饭馆',
    kind: 'shop',
    area: 'hebin',
    section: river,
    address: '滨江路 201 号',
    frontM: 14,
    duties: three,
    answers: '范大江',
    signedAgo: 310,
    stars: [3, 3, 2]
  },
  {
    name: '仁济路农贸市场',
    kind: 'market',
    area: 'hebin',
    section: market,
    address: '仁济路 9 号',
    frontM: 86,
    duties: ['cleaning', 'greening', 'order', 'facilities'],
    answers: '金友亮',
    signedAgo: 402,
    stars: [3, 4, 3]
  },
  {
    name: '仁济大药房',
    kind: 'shop',
    area: 'hebin',
    section: market,
    address: '仁济路 12 号',
    frontM: 8,
    duties: ['cleaning', 'order'],
    answers: '俞景行',
    signedAgo: 402,
    stars: [5, 5, 4]
  },
  {
    name: '河滨小学',
    kind: 'school',
    area: 'hebin',
    section: '学堂巷',
    address: '学堂巷 3 号',
    frontM: 42,
    duties: ['cleaning', 'greening', 'order', 'snow'],
    answers: '程望舒',
    signedAgo: 188,
    stars: [4, 5, 5]
  },
  {
    name: '文庙茶馆',
    kind: 'shop',
    area: 'hebin',
    section: temple,
    address: '文庙巷 7 号',
    frontM: 11,
    duties: three,
    answers: '温如玉',
    signedAgo: 264,
    stars: [4, 4, 4]
  },
  {
    name: '文庙旧货行',
    kind: 'shop',
    area: 'hebin',
    section: temple,
    address: '文庙巷 15 号',
    frontM: 7,
    duties: ['cleaning', 'order'],
    answers: '邵老三',
    signedAgo: 264,
    stars: [1, 2],
    closed: true
  },
  {
    name: '鼓楼百货',
    kind: 'company',
    area: 'gulou',
    section: drum,
    address: '鼓楼步行街 1 号',
    frontM: 60,
    duties: ['cleaning', 'greening', 'order', 'facilities'],
    answers: '钟子期',
    signedAgo: 350,
    stars: [5, 4, 5]
  },
  {
    name: '鼓楼照相馆',
    kind: 'shop',
    area: 'gulou',
    section: drum,
    address: '鼓楼步行街 18 号',
    frontM: 6,
    duties: ['cleaning', 'order'],
    answers: '白一鸣',
    signedAgo: 350,
    stars: [4, 4, 5]
  },
  {
    name: '文昌里小区',
    kind: 'estate',
    area: 'wenchang',
    section: '学府路（文昌阁至书院）',
    address: '学府路 26 号',
    frontM: 120,
    duties: ['cleaning', 'greening', 'order', 'snow', 'facilities'],
    answers: '黎春生',
    signedAgo: 96,
    stars: [3, 3]
  }
]
