/** The 17 street areas: where they lie between the hand-drawn bones, and what people call things there. */
import type { AreaClass } from '#shared/limits.ts'
import { inside, nearest, type Line, type Pt } from './plane.ts'
import { canal, limit, midstream, roads } from './skeleton.ts'

export interface Street {
  id: string
  name: string
  areaClass: AreaClass
  /** Names of its community grids, from the north-west in reading order; their number is the number of grids. */
  communities: string[]
  /** Names for the streets between the main roads, longest first. */
  roads: string[]
}

const lineOf = (id: string): Line => roads.find((road) => road.id === id)?.line ?? []
const [ring, renmin, wenchang, xuefu, lakeAvenue] = ['ring', 'renmin', 'wenchang', 'xuefu', 'donghu'].map(lineOf) as [
  Line,
  Line,
  Line,
  Line,
  Line
]
const brook = lineOf('brook-left0').length > 0 ? lineOf('brook-left0') : lineOf('brook-left')

const north = (p: Pt): boolean => nearest(midstream, p).side > 0
/** Lines drawn downwards have the east on their left hand. */
const eastOf = (line: Line, p: Pt): boolean => nearest(line, p).side > 0
const above = (line: Line, p: Pt): boolean => nearest(line, p).side > 0
export const inRing = (p: Pt): boolean => inside(ring, p)
export const inLimit = (p: Pt): boolean => inside(limit, p)

/** Which street area a point of the city lies in. Boundaries are main roads, the river, the brook and the ring. */
export function streetAt(p: Pt): string {
  if (north(p)) {
    if (inRing(p)) {
      if (!eastOf(xuefu, p)) return 'wangjiang'
      if (!eastOf(wenchang, p)) return above(renmin, p) ? 'wenchang' : 'gulou'
      if (!eastOf(lakeAvenue, p)) return above(renmin, p) ? 'yunhe' : 'hebin'
      return 'donghu'
    }
    if (p[0] < 0 && !eastOf(xuefu, p)) return 'meiling'
    if (p[0] < 0 && !eastOf(wenchang, p)) return 'xueyuan'
    return eastOf(lakeAvenue, p) ? 'xingang' : 'beiguan'
  }
  if (inRing(p)) {
    if (!eastOf(xuefu, p)) return 'lianhua'
    if (!eastOf(wenchang, p)) return 'nanmen'
    if (!eastOf(lakeAvenue, p)) return 'fengle'
    return onEastBank(p) ? 'liuxi' : 'qiaobei'
  }
  if (!eastOf(wenchang, p)) return 'zhutang'
  return southEast(p) ? 'liuxi' : 'shiqiao'
}
/** The western lane of the brook is drawn upwards: the east bank lies on its right hand. */
const onEastBank = (p: Pt): boolean => nearest(brook, p).side < 0
const southEast = (p: Pt): boolean => {
  const belt = lineOf('southbelt')
  return p[0] > 3 && onEastBank(p) && above(belt, p)
}
/** Closest-built inside the moat and by the canal, looser to the ring, villages beyond. Spacing of streets in km. */
export function spacingAt(p: Pt): number {
  const old = Math.hypot((p[0] + 1.2) / 1.25, p[1] - 1.1)
  if (inRing(p)) return Math.min(0.4, 0.2 + Math.max(0, old - 1.4) * 0.085)
  return ['xingang', 'xueyuan'].includes(streetAt(p)) ? 0.55 : 0.68
}
export const byCanal = (p: Pt): number => nearest(canal, p).far

export const streets: Street[] = [
  {
    id: 'hebin',
    name: '河滨街道',
    areaClass: 'first',
    communities: [
      '文庙社区',
      '学堂巷社区',
      '仁济社区',
      '运河湾社区',
      '轮渡社区',
      '滨江社区',
      '河滨公园社区',
      '人民桥社区'
    ],
    roads: ['仁济路', '轮渡路', '学后街', '文庙巷', '学堂巷', '药局巷', '盐店巷', '水门街', '篦子巷', '米行街']
  },
  {
    id: 'wenchang',
    name: '文昌街道',
    areaClass: 'first',
    communities: ['文昌阁社区', '书院社区', '北园社区', '状元坊社区', '翰林社区', '新华社区', '文津社区'],
    roads: ['书院路', '文津路', '新华街', '状元坊', '北园路', '翰林巷', '砚池巷', '棋杆巷', '青云街']
  },
  {
    id: 'donghu',
    name: '东湖街道',
    areaClass: 'first',
    communities: ['湖滨社区', '采莲社区', '荷塘社区', '望湖社区', '东堤社区', '湖心亭社区', '菱塘社区'],
    roads: ['望湖路', '菱塘路', '湖景街', '藕花巷', '芦苇荡路', '渔歌街', '映月路', '柳浪街']
  },
  {
    id: 'nanmen',
    name: '南门街道',
    areaClass: 'first',
    communities: ['南门社区', '建材社区', '瓦匠营社区', '迎宾社区', '南塘社区', '染坊社区', '五里庙社区', '宝塔社区'],
    roads: ['建材路', '南塘路', '宝塔路', '南门菜市街', '瓦匠营', '染坊巷', '铁匠街', '油车巷', '五里庙街']
  },
  {
    id: 'qiaobei',
    name: '桥北街道',
    areaClass: 'second',
    communities: ['桥北社区', '三元社区', '渡口社区', '电机厂社区', '柳岸社区', '新桥社区'],
    roads: ['电机厂路', '桥北一巷', '桥北二巷', '桥北三巷', '三元街', '渡口路', '柳岸街']
  },
  {
    id: 'liuxi',
    name: '柳溪镇',
    areaClass: 'third',
    communities: ['柳溪社区', '溪口社区', '河东村', '蒋家圩村', '双桥村', '沙田村', '高墩村'],
    roads: ['溪口路', '柳溪老街', '双桥路', '蒋圩路', '沙田路', '高墩路', '溪东街']
  },
  {
    id: 'gulou',
    name: '鼓楼街道',
    areaClass: 'first',
    communities: ['鼓楼社区', '西门社区', '县前社区', '城隍庙社区', '太平社区', '水关社区', '大井社区', '竹巷社区'],
    roads: ['鼓楼街', '县前街', '西门街', '太平街', '城隍庙街', '大井巷', '竹巷', '水关巷', '箍桶巷', '钱庄巷']
  },
  {
    id: 'beiguan',
    name: '北关街道',
    areaClass: 'second',
    communities: ['北关社区', '车站社区', '物流园社区', '机床厂社区', '龙潭社区', '高庄社区'],
    roads: ['车站路', '物流路', '机床厂路', '龙潭路', '高庄路', '北关街', '货场路']
  },
  {
    id: 'yunhe',
    name: '运河街道',
    areaClass: 'first',
    communities: ['运河社区', '粮库社区', '棉纺社区', '塔影社区', '北辰社区', '河西社区', '通惠社区'],
    roads: ['通惠路', '北辰路', '棉纺路', '粮库街', '塔影街', '船闸路', '码头街', '纱厂巷']
  },
  {
    id: 'meiling',
    name: '梅岭街道',
    areaClass: 'third',
    communities: ['梅岭社区', '茶场社区', '青石社区', '林泉村', '白鹭村', '上林村'],
    roads: ['茶场路', '林泉路', '青石路', '白鹭路', '上林路', '梅花坞路']
  },
  {
    id: 'xueyuan',
    name: '学苑街道',
    areaClass: 'second',
    communities: ['大学城社区', '科创园社区', '明德社区', '格致社区', '西湖塘社区', '博雅社区'],
    roads: ['明德路', '格致路', '博雅路', '科创路', '求真路', '学府后街', '致远路']
  },
  {
    id: 'xingang',
    name: '新港街道',
    areaClass: 'second',
    communities: ['新港社区', '船厂社区', '云台社区', '保税社区', '东郊社区', '江口社区', '港湾社区'],
    roads: ['港湾路', '船厂路', '保税路', '云台路', '江口路', '集装箱路', '灯塔路']
  },
  {
    id: 'wangjiang',
    name: '望江街道',
    areaClass: 'second',
    communities: ['望江社区', '狮子山社区', '西园社区', '白鹭洲社区', '长堤社区', '五一社区'],
    roads: ['西园路', '狮山路', '五一路', '长堤街', '望江楼街', '洲头路', '晒布街']
  },
  {
    id: 'lianhua',
    name: '莲花街道',
    areaClass: 'second',
    communities: ['莲花池社区', '荷香社区', '西郊社区', '红旗社区', '锦绣社区', '金桂社区'],
    roads: ['莲花路', '金桂路', '锦绣路', '红旗街', '荷香街', '西郊路', '桂花巷']
  },
  {
    id: 'fengle',
    name: '丰乐街道',
    areaClass: 'first',
    communities: ['丰乐社区', '体育场社区', '江南社区', '牌楼社区', '和平社区', '金水湾社区', '光明社区'],
    roads: ['丰乐路', '体育场路', '和平路', '光明街', '牌楼街', '金水街', '安居巷', '粮油街']
  },
  {
    id: 'zhutang',
    name: '竹塘镇',
    areaClass: 'third',
    communities: ['竹塘社区', '竹园村', '九里村', '大圩村', '砖桥村', '新河村', '藕湾村'],
    roads: ['九里路', '大圩路', '砖桥路', '竹园路', '新河路', '藕湾路', '竹塘老街']
  },
  {
    id: 'shiqiao',
    name: '石桥镇',
    areaClass: 'third',
    communities: ['石桥社区', '集镇社区', '南圩村', '朱庄村', '花园村', '河口村'],
    roads: ['花园路', '朱庄路', '南圩路', '河口路', '石桥老街', '集镇街']
  }
]
