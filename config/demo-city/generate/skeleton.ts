/** The hand-drawn bones of 云汀市, in kilometres on the drawing board: water, main roads, the city limit. */
import { add, at, beside, clip, curve, length, nearest, type Line, type Pt } from './plane.ts'
import { wiggle } from './random.ts'

export type RoadClass = 1 | 2 | 3
export interface Road {
  id: string
  name: string
  class: RoadClass
  line: Pt[]
}

const step = 0.13
/** A closed line drawn around a centre with a few slow lobes, so that it looks dug by water and not by compasses. */
export function blob(
  seed: string,
  middle: Pt,
  rx: number,
  ry: number,
  tilt = 0,
  roughness = 0.12,
  sampling = 0.12
): Pt[] {
  const lobes = wiggle(seed, 2.1)
  const ripple = wiggle(`${seed} ripple`, 0.7)
  const n = Math.max(12, Math.round((Math.PI * (rx + ry)) / sampling))
  return Array.from({ length: n }, (_, i) => {
    const a = (i / n) * Math.PI * 2
    // The noise is read around a circle and faded into itself, or the seam would show.
    const fade = Math.min(1, i / n / 0.15, (1 - i / n) / 0.15)
    const r = 1 + roughness * fade * (lobes((a / Math.PI) * 2) + 0.35 * ripple((a / Math.PI) * 2))
    const [x, y] = [Math.cos(a) * rx * r, Math.sin(a) * ry * r]
    return add(middle, [x * Math.cos(tilt) - y * Math.sin(tilt), x * Math.sin(tilt) + y * Math.cos(tilt)])
  })
}

// —— water
export const river = curve(
  [
    [-15, -2.2],
    [-12, -1.2],
    [-9.4, 0.2],
    [-7.6, 1.0],
    [-5.9, 1.4],
    [-4.3, 1.1],
    [-2.9, 0.15],
    [-1.4, -0.78],
    [0.3, -1.02],
    [1.9, -0.5],
    [3.3, 0.28],
    [5.0, 0.42],
    [6.6, -0.5],
    [8.2, -1.75],
    [10, -2.3],
    [12.4, -2.0],
    [15, -2.8]
  ],
  step
)
const islandWay = nearest(river, [-5.45, 1.4]).way
const bulge = (way: number): number => 0.2 * Math.exp(-(((way - islandWay) / 0.75) ** 2))
const riverNoise = wiggle('river width', 3.1)
const halfRiver = (way: number): number => 0.27 + 0.045 * riverNoise(way) + bulge(way)
export const riverBanks = { north: beside(river, halfRiver), south: beside(river, (way) => -halfRiver(way)) }
export const islands = [
  { name: '白鹭洲', ring: islandRing(islandWay - 0.62, islandWay + 0.6, 0.06, 0.15) },
  {
    name: '沙头洲',
    ring: islandRing(nearest(river, [9.6, -2.3]).way - 0.35, nearest(river, [9.6, -2.3]).way + 0.4, -0.02, 0.085)
  }
]
/** A long leaf lying along the river. */
function islandRing(from: number, to: number, off: number, half: number): Pt[] {
  const n = 14
  const spine = Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n)
  const line = spine.map((way) => pointBeside(way, off))
  const width = (i: number): number => half * Math.sin((Math.PI * Math.min(n - 0.35, Math.max(0.35, i))) / n) ** 0.6
  const left = line.map((_, i) => pointBeside(at(spine, i), off + width(i)))
  const right = line.map((_, i) => pointBeside(at(spine, i), off - width(i) * 0.75))
  return [...left, ...right.reverse()]
}
function pointBeside(way: number, off: number): Pt {
  let left = way
  for (let i = 1; i < river.length; i++) {
    const [a, b] = [at(river, i - 1), at(river, i)]
    const d = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (left <= d) {
      const t = left / d
      const [nx, ny] = [-(b[1] - a[1]) / d, (b[0] - a[0]) / d]
      return [a[0] + (b[0] - a[0]) * t + nx * off, a[1] + (b[1] - a[1]) * t + ny * off]
    }
    left -= d
  }
  return at(river, -1)
}
/** The boundary in the river keeps to the southern channel, so that an island lies in one street area only. */
export const midstream = beside(river, (way) => -1.35 * bulge(way))
const bankRoad = (way: number): number => halfRiver(way) + 0.13
export const northBankRoad = beside(river, bankRoad)
export const southBankRoad = beside(river, (way) => -bankRoad(way))

export const canal = curve(
  [
    [2.1, 10.5],
    [1.6, 8.2],
    [0.55, 6.5],
    [0.75, 4.6],
    [0.15, 3.1],
    [0.4, 1.7],
    [0.1, 0.4],
    [0.25, -1.0]
  ],
  step
)
export const moat = curve(
  [
    [-2.75, 0.0],
    [-3.02, 0.9],
    [-3.08, 1.95],
    [-2.75, 2.85],
    [-1.9, 3.25],
    [-0.8, 3.2],
    [0.17, 3.12]
  ],
  0.1
)
export const brook = curve(
  [
    [4.6, -10.5],
    [3.9, -8.6],
    [4.7, -7.1],
    [4.2, -5.7],
    [3.45, -4.4],
    [3.7, -3.1],
    [4.35, -2.2],
    [4.4, -1.2],
    [4.95, -0.5],
    [5.15, 0.35]
  ],
  step
)
/** Half widths of the lesser waters, and how far off the lanes beside them run. */
export const ribbons = [
  { id: 'canal', name: '运河', line: canal, half: 0.034, lane: 0.085 },
  { id: 'moat', name: '护城河', line: moat, half: 0.022, lane: 0.06 },
  { id: 'brook', name: '柳溪', line: brook, half: 0.032, lane: 0.085 }
] as const
export const lakeMiddle: Pt = [4.55, 3.02]
export const lake = blob('donghu', lakeMiddle, 0.98, 0.72, 0.25, 0.16, 0.06)
export const lakeIsland = blob('huxin', [4.25, 3.12], 0.11, 0.07, 0.5, 0.1, 0.06)
const lakeRoad = blob('donghu', lakeMiddle, 1.12, 0.86, 0.25, 0.14)

// —— the city limit
const limitBase = curve(
  [
    [-8.9, 2.6],
    [-8.3, 5.0],
    [-7.0, 6.7],
    [-4.6, 7.3],
    [-1.6, 7.2],
    [1.4, 7.5],
    [4.4, 7.3],
    [6.9, 6.4],
    [8.3, 4.6],
    [8.9, 2.2],
    [8.7, -0.4],
    [9.0, -2.8],
    [8.1, -5.2],
    [6.1, -6.7],
    [3.2, -7.3],
    [0.2, -7.0],
    [-2.8, -7.4],
    [-5.6, -6.8],
    [-7.7, -5.2],
    [-8.7, -2.8],
    [-9.0, -0.2]
  ],
  0.2,
  true
)
export const limit: Pt[] = (() => {
  const slow = wiggle('limit slow', 4.6)
  const quick = wiggle('limit quick', 1.1)
  const total = length(limitBase)
  const rough = beside(limitBase, (way) => {
    const fade = Math.min(1, way / 1, (total - way) / 1)
    return fade * (0.36 * slow(way) + 0.06 * quick(way))
  })
  return rough.slice(0, -1)
})()

// —— main roads
const smooth = (points: Line, closed = false): Pt[] => curve(points, step, closed)
const sideOf = (line: Line, p: Pt): number => nearest(line, p).side

const wenchang = smooth([
  [-1.6, 10.5],
  [-1.9, 8],
  [-2.05, 6],
  [-1.85, 4],
  [-1.6, 2.2],
  [-1.35, 0.8],
  [-1.1, -0.9],
  [-0.9, -2.4],
  [-1.05, -4.2],
  [-0.8, -6.2],
  [-0.3, -8.5],
  [-0.1, -10.5]
])
const xuefu = smooth([
  [-4.3, 10.5],
  [-4.8, 8],
  [-4.9, 6.4],
  [-4.5, 5.0],
  [-4.2, 3.6],
  [-3.95, 2.2],
  [-3.75, 0.7],
  [-3.8, -0.8],
  [-4.0, -2.4],
  [-4.3, -4.0],
  [-4.8, -6],
  [-5.6, -8],
  [-6.2, -10.5]
])
const lakeAvenue = smooth([
  [4.2, 10.5],
  [3.8, 8],
  [3.4, 6],
  [2.85, 4.2],
  [2.45, 2.4],
  [2.25, 0.8],
  [2.1, -0.4],
  [2.15, -1.9],
  [2.5, -3.6],
  [2.6, -5.4],
  [2.3, -7.6],
  [2.5, -10.5]
])
const renmin = smooth([
  [-15, 4.9],
  [-12, 4.2],
  [-9, 3.7],
  [-6.6, 3.0],
  [-4, 2.6],
  [-1.6, 2.1],
  [0.4, 1.75],
  [2.4, 1.42],
  [4.4, 1.4],
  [6.6, 1.5],
  [9, 1.1],
  [12, 0.5],
  [15, 0.7]
])
const jiangnan = smooth([
  [-15, -4.4],
  [-12, -3.3],
  [-9, -1.9],
  [-6.7, -0.9],
  [-4.6, -0.7],
  [-2.6, -1.6],
  [-0.9, -2.35],
  [0.7, -2.5],
  [2.2, -2.0],
  [4.0, -1.25],
  [5.6, -1.4],
  [7.2, -2.7],
  [9, -3.8],
  [12, -4.2],
  [15, -4.0]
])
const ring = smooth(
  [
    [-6.6, 2.9],
    [-5.7, 4.3],
    [-4.0, 5.1],
    [-1.8, 5.4],
    [0.6, 5.3],
    [2.9, 5.0],
    [5.0, 4.6],
    [6.4, 3.4],
    [6.75, 1.5],
    [6.4, -0.4],
    [5.9, -2.3],
    [4.7, -3.8],
    [2.6, -4.6],
    [0.4, -4.75],
    [-1.6, -4.6],
    [-3.8, -4.3],
    [-5.6, -3.2],
    [-6.65, -1.4],
    [-6.95, 0.8]
  ],
  true
)
const jiefang = smooth([
  [1.15, 1.62],
  [2.0, 3.0],
  [2.95, 4.35],
  [4.4, 5.7],
  [6.6, 7.8],
  [9, 10.5]
])
const yingbin = smooth([
  [-0.92, -2.36],
  [-1.9, -3.4],
  [-2.75, -4.6],
  [-3.1, -6.2],
  [-3.2, -8.2],
  [-3.6, -10.5]
])
const shiqiao = smooth([
  [2.57, -4.62],
  [4.0, -6.0],
  [6.0, -7.1],
  [9, -8.8],
  [12, -10.4]
])
const northBelt = smooth([
  [-15, 7.9],
  [-11, 6.9],
  [-8, 6.2],
  [-4.9, 6.5],
  [-2, 6.6],
  [1, 6.5],
  [3.5, 6.2],
  [6.2, 5.6],
  [8.6, 4.2],
  [12, 3.4],
  [15, 3.8]
])
const southBelt = smooth([
  [-15, -7.2],
  [-11, -6.4],
  [-8, -5.4],
  [-4.7, -5.7],
  [-1, -6.0],
  [2.5, -6.1],
  [6, -5.2],
  [9, -5.6],
  [12, -5.4],
  [15, -6.2]
])
const portRoad = smooth([
  [6.75, 1.5],
  [7.4, 0.2],
  [7.9, -0.75],
  [8.5, -1.7]
])
const westRoad = smooth([
  [-6.65, -1.4],
  [-7.6, -2.7],
  [-8.1, -4.0],
  [-8, -5.4],
  [-8.6, -8],
  [-9.2, -10.5]
])
const hillRoad = smooth([
  [-5.7, 4.3],
  [-6.5, 5.1],
  [-6.9, 6.25],
  [-7.6, 8],
  [-7.9, 10.5]
])
const eastRoad = smooth([
  [6.4, 3.4],
  [7.3, 3.9],
  [8.0, 4.55],
  [9.4, 6.2],
  [11, 9]
])

/** The four links that tie the lake's shore road to the city around it. */
const lakeLinks: { id: string; name: string; line: Pt[] }[] = [
  {
    id: 'link-west',
    name: '湖滨路',
    line: curve(
      [
        [2.5, 3.1],
        [3.1, 3.05],
        [3.9, 3.0]
      ],
      0.1
    )
  },
  {
    id: 'link-south',
    name: '采莲路',
    line: curve(
      [
        [4.55, 1.3],
        [4.6, 1.8],
        [4.6, 2.5]
      ],
      0.1
    )
  },
  {
    id: 'link-east',
    name: '荷塘路',
    line: curve(
      [
        [5.2, 3.2],
        [6.0, 3.3],
        [6.6, 3.3]
      ],
      0.1
    )
  },
  {
    id: 'link-north',
    name: '观湖路',
    line: curve(
      [
        [4.4, 3.6],
        [4.25, 4.3],
        [4.3, 4.95]
      ],
      0.1
    )
  }
]
const quarter = (from: number, to: number): Pt[] =>
  [...lakeRoad, ...lakeRoad].slice(
    Math.round((from / 360) * lakeRoad.length),
    Math.round((to / 360) * lakeRoad.length) + 1
  )

const northShore = (p: Pt): boolean => sideOf(northBankRoad, p) > 0
const southShore = (p: Pt): boolean => sideOf(southBankRoad, p) < 0

/** Left and right in the direction the water was drawn: the canal runs down the board, the brook up it. */
const laneNames = {
  canal: ['运河东路', '运河西路'],
  moat: ['环城河外街', '环城河里街'],
  brook: ['柳溪西岸路', '柳溪东岸路']
} as const

/** Lanes on both sides of canal, moat and brook: they stop where the bank road or another water begins. */
const lanes: Road[] = ribbons.flatMap((water) =>
  ([1, -1] as const).flatMap((hand) =>
    clip(beside(curve(water.line, 0.1), hand * water.lane), (p) => {
      if (water.id === 'brook') return southShore(p)
      return northShore(p) && (water.id !== 'moat' || nearest(canal, p).far > 0.085)
    }).map((line, i) => ({
      id: `${water.id}-${hand > 0 ? 'left' : 'right'}${i || ''}`,
      name: laneNames[water.id][hand > 0 ? 0 : 1],
      class: 3 as const,
      line
    }))
  )
)
const insideLimit = 9.3
const within = (line: Pt[]): Pt[] => line.filter((p) => Math.abs(p[0]) < insideLimit)

/** All roads drawn by hand. Earlier ones win where two run on the same ground. */
export const roads: Road[] = [
  { id: 'ring', name: '环城路', class: 1, line: ring },
  { id: 'renmin', name: '人民路', class: 1, line: renmin },
  { id: 'jiangnan', name: '江南大道', class: 1, line: jiangnan },
  { id: 'wenchang', name: '文昌路', class: 1, line: wenchang },
  { id: 'donghu', name: '东湖大道', class: 1, line: lakeAvenue },
  { id: 'jiefang', name: '解放路', class: 1, line: jiefang },
  { id: 'xuefu', name: '学府路', class: 2, line: xuefu },
  { id: 'yingbin', name: '迎宾大道', class: 2, line: yingbin },
  { id: 'binjiang', name: '滨江路', class: 2, line: within(northBankRoad) },
  { id: 'nandi', name: '南堤路', class: 2, line: within(southBankRoad) },
  { id: 'northbelt', name: '北环路', class: 2, line: northBelt },
  { id: 'southbelt', name: '南环路', class: 2, line: southBelt },
  { id: 'shiqiao', name: '石桥大道', class: 2, line: shiqiao },
  { id: 'port', name: '新港路', class: 2, line: clip(portRoad, northShore).flat() },
  { id: 'west', name: '竹塘路', class: 2, line: westRoad },
  { id: 'hill', name: '梅岭路', class: 2, line: hillRoad },
  { id: 'east', name: '东郊路', class: 2, line: eastRoad },
  ...lakeLinks.map((link) => ({ ...link, class: 3 as const })),
  { id: 'shore-north', name: '环湖北路', class: 3, line: quarter(20, 190) },
  { id: 'shore-south', name: '环湖南路', class: 3, line: quarter(190, 285) },
  { id: 'shore-east', name: '东堤路', class: 3, line: [...quarter(285, 360), ...quarter(0, 20).slice(1)] },
  ...lanes
]

// —— green
export const hills = [
  { name: '梅岭', ring: blob('meiling', [-6.9, 5.35], 1.25, 0.85, 0.5, 0.2) },
  { name: '狮子山', ring: blob('shizishan', [-5.15, 3.35], 0.42, 0.3, 0.4, 0.14) },
  { name: '云台山', ring: blob('yuntai', [6.6, 6.15], 0.8, 0.42, -0.7, 0.18) }
]

/** Field ditches and small rivers of the plain: drawn, but no boundary follows them. */
export const creeks: { name: string; line: Pt[]; half: number }[] = [
  {
    name: '九里沟',
    half: 0.018,
    line: smooth([
      [-15, -5.6],
      [-12, -4.9],
      [-9.4, -4.3],
      [-7.4, -4.75],
      [-6.2, -5.0],
      [-5.9, -6.3],
      [-6.9, -8.2],
      [-7.4, -10.5]
    ])
  },
  {
    name: '北塘河',
    half: 0.02,
    line: smooth([
      [-3.0, 10.5],
      [-3.1, 8.4],
      [-2.6, 7.0],
      [-1.2, 6.15],
      [-0.2, 5.9],
      [0.6, 6.1]
    ])
  },
  {
    name: '东塘河',
    half: 0.022,
    line: smooth([
      [12, 8.2],
      [10, 6.2],
      [8.6, 5.3],
      [7.75, 3.6],
      [7.9, 2.0],
      [8.3, 0.4],
      [8.1, -1.4]
    ])
  },
  {
    name: '圩河',
    half: 0.018,
    line: smooth([
      [6.4, -10.5],
      [6.9, -8],
      [6.4, -5.9],
      [6.9, -4.4],
      [8.1, -3.5],
      [8.7, -2.3]
    ])
  },
  {
    name: '西塘河',
    half: 0.02,
    line: smooth([
      [-15, 2.6],
      [-12.5, 1.9],
      [-10.6, 2.2],
      [-9.1, 1.8],
      [-8.4, 1.2]
    ])
  },
  {
    name: '大圩河',
    half: 0.016,
    line: smooth([
      [-12, -9.5],
      [-10, -7.8],
      [-8.6, -7.0],
      [-6.8, -6.9],
      [-4, -6.9],
      [-1.9, -6.6],
      [-0.2, -6.7],
      [1.6, -6.6],
      [3.0, -6.9],
      [4.5, -7.4]
    ])
  }
]
/** Fish ponds and small lakes out in the fields. */
export const outerPonds: Pt[][] = (
  [
    [-7.9, -1.6, 0.26, 0.12, 0.5],
    [-7.2, -6.1, 0.2, 0.12, 0.1],
    [-3.9, -6.35, 0.17, 0.1, 0.3],
    [0.2, -6.45, 0.15, 0.08, 0],
    [7.4, -4.9, 0.28, 0.15, -0.5],
    [6.9, -6.1, 0.16, 0.1, 0.2],
    [8.0, 3.0, 0.13, 0.22, 0.2],
    [5.6, 6.5, 0.2, 0.1, 0.7],
    [-7.9, 2.6, 0.22, 0.11, 0.3],
    [-10.6, 5.6, 0.5, 0.3, 0.2],
    [10.9, -5.4, 0.55, 0.28, -0.3],
    [10.6, 2.6, 0.4, 0.5, 0.1],
    [-10.9, -2.0, 0.3, 0.18, 0.6],
    [4.9, -9.0, 0.3, 0.16, 0.2],
    [-8.6, -8.6, 0.42, 0.22, 0.1],
    [0.6, 8.6, 0.34, 0.18, 0.4],
    [-9.4, 8.4, 0.4, 0.2, -0.2],
    [8.4, 8.4, 0.36, 0.2, 0.5]
  ] as const
).map(([x, y, rx, ry, tilt], i) => blob(`field pond ${i}`, [x, y], rx, ry, tilt, 0.22, 0.09))
