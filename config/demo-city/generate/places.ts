/** Named places for the demo: house numbers, corners, homes, markets, riversides, all on the roads of the base map. */
import type { NamedPlace } from '../../city/types.ts'
import type { AddressBook, Spot } from './addresses.ts'
import type { Area } from './areas.ts'
import { placeOf } from './frame.ts'
import { landmarks } from './landmarks.ts'
import { add, at, centroid, inside, type Pt } from './plane.ts'
import { dice, type Dice } from './random.ts'
import { streets } from './streets.ts'

type Kind = NamedPlace['kind']

/** Houses that the stories of the demo mention. */
const known: { road: string; number: number; street: string; kind: Kind; after?: string }[] = [
  { road: '文庙巷', number: 7, street: 'hebin', kind: 'shop' },
  { road: '文庙巷', number: 31, street: 'hebin', kind: 'residential' },
  { road: '滨江路', number: 77, street: 'hebin', kind: 'shop' },
  { road: '滨江路', number: 96, street: 'hebin', kind: 'residential' },
  { road: '滨江路', number: 128, street: 'hebin', kind: 'shop' },
  { road: '滨江路', number: 166, street: 'hebin', kind: 'shop' },
  { road: '滨江路', number: 201, street: 'hebin', kind: 'shop' },
  { road: '仁济路', number: 5, street: 'hebin', kind: 'road', after: '门前' },
  { road: '仁济路', number: 12, street: 'hebin', kind: 'shop' },
  { road: '学堂巷', number: 3, street: 'hebin', kind: 'school', after: '河滨小学门口' },
  { road: '学府路', number: 22, street: 'wenchang', kind: 'road', after: '对面' },
  { road: '学府路', number: 30, street: 'wenchang', kind: 'road', after: '门前' },
  { road: '江南大道', number: 301, street: 'qiaobei', kind: 'site', after: '工地' },
  { road: '建材路', number: 40, street: 'nanmen', kind: 'road', after: '建材市场西侧' },
  { road: '东堤路', number: 18, street: 'donghu', kind: 'river', after: '对面' },
  { road: '环湖北路', number: 26, street: 'donghu', kind: 'site', after: '工地' },
  { road: '桥北三巷', number: 9, street: 'qiaobei', kind: 'residential' },
  { road: '学府后街', number: 9, street: 'xueyuan', kind: 'shop' }
]

/** Watersides, where people stand and look. */
const watersides: { name: string; at: Pt; road: string }[] = [
  { name: '轮渡口售票亭', at: [1.55, -0.2], road: '滨江路' },
  { name: '滨江步道 2 段', at: [0.75, -0.6], road: '滨江路' },
  { name: '文昌桥南头', at: [-1.02, -1.35], road: '文昌路' },
  { name: '文昌桥下游 80 米', at: [-0.7, -0.62], road: '滨江路' },
  { name: '白鹭桥下', at: [-3.9, 1.1], road: '学府路' },
  { name: '东湖大桥上游 50 米', at: [2.0, -0.72], road: '南堤路' },
  { name: '柳溪桥下游 60 米', at: [4.5, -1.14], road: '江南大道' },
  { name: '柳溪入江口', at: [5.2, 0.06], road: '南堤路' },
  { name: '柳溪桥南头', at: [4.5, -1.32], road: '江南大道' },
  { name: '人民桥下运河边', at: [0.32, 1.66], road: '人民路' },
  { name: '运河码头', at: [0.5, 3.9], road: '运河西路' },
  { name: '北关桥下', at: [0.75, 5.2], road: '环城路' },
  { name: '护城河西门段', at: [-3.04, 1.4], road: '环城河里街' },
  { name: '护城河水关', at: [-2.82, 0.25], road: '滨江路' },
  { name: '东湖亲水平台', at: [5.5, 3.0], road: '东堤路' },
  { name: '东湖荷花池', at: [3.62, 3.35], road: '环湖北路' },
  { name: '望江楼江堤', at: [-5.0, 1.78], road: '滨江路' },
  { name: '白鹭洲对岸', at: [-5.6, 1.86], road: '滨江路' },
  { name: '莲花江滩', at: [-5.4, 0.7], road: '南堤路' },
  { name: '丰乐江堤', at: [0.6, -1.42], road: '南堤路' },
  { name: '桥北江堤', at: [3.2, -0.12], road: '南堤路' },
  { name: '九里沟闸口', at: [-6.2, -5.05], road: '南环路' },
  { name: '竹塘湿地木栈道', at: [-7.5, -3.8], road: '竹塘路' },
  { name: '北塘河桥边', at: [-2.35, 6.75], road: '北环路' },
  { name: '东塘河泵站旁', at: [7.85, 2.4], road: '东郊路' },
  { name: '新港码头下游', at: [8.1, -1.05], road: '滨江路' },
  { name: '圩河闸口', at: [6.6, -5.3], road: '南环路' },
  { name: '大圩河边', at: [-0.9, -6.5], road: '南环路' },
  { name: '龙潭水边', at: [2.2, 5.85], road: '环城路' },
  { name: '梅岭水库坝下', at: [-7.7, 4.4], road: '梅岭路' }
]
const gates: Record<Kind, string[]> = {
  park: ['东门', '南门', '西区'],
  school: ['门口', '北侧围墙'],
  market: ['东墙外', '后门'],
  hospital: ['正门', '后门'],
  river: [''],
  site: ['在建工地'],
  road: ['门前', '南侧'],
  shop: [''],
  residential: ['']
}
/** Where the gates stand, seen from the middle: east, south, west. */
const asides: readonly Pt[] = [
  [0.05, 0],
  [0, -0.06],
  [-0.06, 0.01]
]
const homes = ['新村', '花园', '小区', '家园', '公寓', '苑']

export function namePlaces(book: AddressBook, areas: readonly Area[]): NamedPlace[] {
  const d = dice('places')
  const places: NamedPlace[] = []
  const taken = new Set<string>()
  const put = (spot: Spot | undefined, name: string, road: string, kind: Kind): boolean => {
    const key = `${spot?.street ?? ''} ${name}`
    if (!spot || taken.has(key)) return false
    taken.add(key)
    places.push({ street: spot.street, community: spot.community, name, road, kind, place: placeOf(spot.at) })
    return true
  }

  for (const house of known) {
    const spot = book.house(house.road, house.number)
    if (spot?.street !== house.street)
      throw new Error(`${house.road} ${house.number} 号 lies in ${spot?.street ?? 'nowhere'}, not in ${house.street}`)
    put(spot, `${house.road} ${house.number} 号${house.after ?? ''}`, house.road, house.kind)
  }
  for (const { name, at: p, road } of watersides)
    if (!put(book.find(p), name, road, 'river')) throw new Error(`${name} lies outside`)
  for (const mark of landmarks) {
    if (mark.kind === 'river') continue
    const road = book.nearestRoad(mark.at)
    const used = mark.kind === 'park' ? 2 + (mark.name === '河滨公园' ? 1 : 0) : mark.kind === 'market' ? 2 : 1
    gates[mark.kind].slice(0, used).forEach((gate, i) => {
      put(book.find(add(mark.at, at(asides, i))), `${mark.name}${gate}`, road, mark.kind)
    })
  }
  for (const street of streets) fillStreet(street.id, book, areas, d, put)
  return places
}

function fillStreet(
  street: string,
  book: AddressBook,
  areas: readonly Area[],
  d: Dice,
  put: (spot: Spot | undefined, name: string, road: string, kind: Kind) => boolean
): void {
  const roads = d.shuffle(book.housesIn(street))
  const some = (count: number, make: (road: { road: string; numbers: number[] }, i: number) => boolean): void => {
    let made = 0
    for (let i = 0; made < count && i < 40; i++) if (make(at(roads, i % roads.length), i)) made++
  }
  some(4, ({ road, numbers }) => {
    const n = d.pick(numbers)
    return put(book.house(road, n), `${road} ${n} 号`, road, 'shop')
  })
  some(2, ({ road, numbers }) => {
    const n = d.pick(numbers)
    return put(book.house(road, n), `${road} ${n} 号对面`, road, 'road')
  })
  some(1, ({ road, numbers }) => {
    const n = d.pick(numbers)
    return put(book.house(road, n), `${road} ${n} 号工地`, road, 'site')
  })
  let corners = 0
  for (const a of roads)
    for (const b of roads) {
      if (corners >= 2 || a.road >= b.road) continue
      if (put(book.corner(a.road, b.road, street), `${a.road}${b.road}路口`, a.road, 'road')) corners++
    }
  const communities = d.shuffle(areas.filter((area) => area.parent === street)).slice(0, 3)
  for (const community of communities) {
    const name = `${community.name.replace(/(社区|村)$/, '')}${community.name.endsWith('村') ? '新居' : d.pick(homes)}`
    const ring = book.communityRing(community.id)
    for (let i = 0; i < 12; i++) {
      const middle = i === 0 ? community.label : centroid(ring)
      const p = add(middle, [d.between(-0.12, 0.12), d.between(-0.12, 0.12)])
      if (!inside(ring, p)) continue
      if (put(book.find(p), `${name} ${d.whole(1, 18)} 幢`, book.nearestRoad(p), 'residential')) break
    }
  }
}
