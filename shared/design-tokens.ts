/**
 * The design tokens of the product, stated once. `npm run tokens` writes them as the style sheets of the web pages and of
 * the mini-program (config/design); code that draws without a style sheet reads them here.
 *
 * Three ideas carry the look, all taken from Chinese print and the camera:
 * 1 「」 corner quotes = viewfinder corners: what a resident saw is quoted, framed, kept.
 * 2 文武线 thick-and-thin double rule of the printed notice: opens every public section.
 * 3 印 one vermilion seal, only on a closed case. It is a signature, never a state.
 * Palette: 青绿山水 (azurite-and-malachite landscape) on near-neutral paper. Text is AA (WCAG 2) on every ground it meets,
 * marks and outlines are at least 3:1. No hue carries meaning alone: every state also has an icon, a shape and a word.
 */
export type Hex = `#${string}`
type Pair = readonly [light: Hex, dark: Hex]
type Values = Readonly<Record<string, string | number>>

/** Every colour in light and in 夜间: an ink-green black, and a brand light enough to carry dark text. */
export const colours = {
  // Paper and ink (纸墨). Paper is barely warm: no cream cast on cheap TN panels.
  paper: ['#f6f6f2', '#101615'], // page
  surface: ['#ffffff', '#18201e'], // sheets, cells, panes
  sunken: ['#eceee9', '#0c1110'], // wells, skeletons, code
  silk: ['#f5efdf', '#26241b'], // 绢 deadline and notice panels only
  ink: ['#17211f', '#e7ece8'], // 墨 text
  'ink-2': ['#44514d', '#b9c3be'], // secondary text
  'ink-3': ['#5c6864', '#98a39e'], // captions; still AA on paper and sunken
  line: ['#dbdfd9', '#2b3532'], // hairline, decorative
  'line-2': ['#b8c0ba', '#44514c'], // stronger divider
  control: ['#74807b', '#7f8c87'], // input and control outline, at least 3:1

  // Brand (青黛).
  brand: ['#0b5752', '#7ccbbe'],
  'brand-hover': ['#084641', '#96d9ce'],
  'brand-press': ['#063632', '#b0e5dc'],
  'brand-tint': ['#e1eeea', '#17322e'],
  'on-brand': ['#ffffff', '#06211e'],
  deep: ['#0a3a37', '#0c2b28'], // viewfinder panels, footer
  'on-deep': ['#eaf3f0', '#e4f0ec'],
  'on-deep-2': ['#a9c9c2', '#a3c4bc'],
  link: ['#0b5752', '#7ccbbe'],
  visited: ['#55407a', '#c3b0e6'],
  focus: ['#17211f', '#ffffff'], // ink ring and a gap of surface: visible on any colour
  'focus-gap': ['#ffd873', '#6b5200'],

  // Seal (朱砂). The dot of the mark, the 办结 seal, nothing else.
  seal: ['#b8351f', '#f0795f'],
  'seal-on-deep': ['#f0795f', '#f0795f'],

  // Words and bars on a photo, which is as dark at night as by day.
  caption: ['#0a1816', '#0a1816'],
  'on-photo': ['#ffffff', '#ffffff'],
  after: ['#0b5752', '#0b5752'], // the caption of the photo taken afterwards
  progress: ['#7ccbbe', '#7ccbbe'],
  shutter: ['#0a3a37', '#0a3a37'], // the camera in the white button of the viewfinder

  // States: text and tint.
  received: ['#3a4a5c', '#c3d0dd'],
  'received-tint': ['#e7ecf1', '#26303a'],
  dispatched: ['#1a4f7e', '#a3cdf2'],
  'dispatched-tint': ['#e0ecf6', '#182f44'],
  handling: ['#734600', '#f0cb85'],
  'handling-tint': ['#faeed4', '#382a10'],
  replied: ['#55407a', '#d0c0ee'],
  'replied-tint': ['#ede8f5', '#302743'],
  verified: ['#ffffff', '#06211e'],
  'verified-tint': ['#0b5752', '#7ccbbe'], // the only filled chip: done is the loudest
  returned: ['#8a2b2f', '#f2b3ae'],
  'returned-tint': ['#f8e5e3', '#412020'],
  refused: ['#4a524f', '#c0c8c4'],
  'refused-tint': ['#e6e8e5', '#2a3230'],

  // Deadline lights: green circle, yellow triangle, red square.
  'light-green': ['#2a7d55', '#58b587'],
  'light-green-text': ['#1c6242', '#8fd6b1'],
  'light-green-tint': ['#e0f0e6', '#16301f'],
  'light-yellow': ['#b97a00', '#dda437'],
  'light-yellow-text': ['#734600', '#f0cb85'],
  'light-yellow-tint': ['#faeed4', '#382a10'],
  'light-red': ['#b3261e', '#f0776c'],
  'light-red-text': ['#9a1f19', '#ffb0a8'],
  'light-red-tint': ['#fbe7e4', '#451d1a'],
  error: ['#9a1f19', '#ffb0a8'],
  'error-tint': ['#fbe7e4', '#451d1a'],

  // Base map.
  'map-land': ['#e9ebe5', '#141a18'],
  'map-city': ['#f4f4ed', '#1c2422'],
  'map-block': ['#e6e7db', '#232d2a'],
  'map-water': ['#b5d5d9', '#1d3e44'],
  'map-water-line': ['#86b4ba', '#2f5c63'],
  'map-green': ['#cde0c5', '#24382c'],
  'map-road': ['#ffffff', '#3d4a46'],
  'map-road-line': ['#cccec2', '#161d1b'],
  'map-bound': ['#77857f', '#7c8984'],
  'map-label': ['#44514d', '#b9c3be'],
  'map-water-label': ['#235660', '#9ccbd0'],

  // Charts: two series at most, told apart by lightness and by direct labels.
  'chart-1': ['#0b5752', '#7ccbbe'],
  'chart-2': ['#a9c0b8', '#46635c'],
  'chart-grid': ['#dbdfd9', '#2b3532']
} as const satisfies Record<string, Pair>
export type Colour = keyof typeof colours

/** One colour in a theme, for what is drawn without a style sheet: a map's marks, a PDF, the icon of the site. */
export const lightColour = (name: Colour): Hex => colours[name][0]
export const darkColour = (name: Colour): Hex => colours[name][1]

/** 大字版: darker greys and outlines. The web pages keep their night colours as they are. */
export const elderColours = {
  'ink-2': ['#2c3633', '#c8d1cc'],
  'ink-3': ['#3d4945', '#b1bbb6'],
  line: ['#b8c0ba', '#44514c'],
  'line-2': ['#74807b', '#7f8c87'],
  control: ['#44514d', '#98a39e']
} as const satisfies Partial<Record<Colour, Pair>>

/** A shadow means that something floats; at night an edge says it. */
export const floatShadow = [
  '0 1px 2px rgba(23, 33, 31, 0.08), 0 8px 24px rgba(23, 33, 31, 0.12)',
  '0 0 0 1px #34403c, 0 8px 24px rgba(0, 0, 0, 0.5)'
] as const

/**
 * Faces. UI and reading: system Hei. Display: Song, for headings of public pages and the seal only. SimSun is left out on
 * purpose: at display sizes on old Windows, YaHei reads better.
 */
export const faces = {
  font: "'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif",
  'font-notice':
    "'Songti SC', 'STZhongsong', 'Source Han Serif SC', 'Noto Serif CJK SC', 'Noto Serif SC', 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', serif",
  'font-code': "'SF Mono', 'Cascadia Mono', 'Consolas', 'DejaVu Sans Mono', monospace"
} as const satisfies Values

/** Sizes of type, before `--scale`, and how much of a larger scale each takes. Nothing below 13 in public, 12 on the desk. */
export const typeSizes: readonly { px: number; share?: number }[] = [
  { px: 12 },
  { px: 13 },
  { px: 14 },
  { px: 15 },
  { px: 17 }, // body: public pages and mini-program
  { px: 20 },
  { px: 24, share: 0.8 },
  { px: 30, share: 0.6 },
  { px: 40, share: 0.4 }
]

export const scale = { scale: 1 } as const satisfies Values
export const lineHeights = {
  'lh-read': 1.8, // running Chinese; characters fill the em box, so they need air
  'lh-ui': 1.5, // cells, buttons, forms
  'lh-dense': 1.4, // desk rows
  'lh-head': 1.35 // headings
} as const satisfies Values
export const weights = { 'w-regular': 400, 'w-medium': 500, 'w-bold': 600 } as const satisfies Values

/** What a finger or a pointer meets. */
export const targets = { tap: '48px', 'tap-min': '44px', 'tap-desk': '32px' } as const satisfies Values

/** Measures that only the web pages use. */
export const layout = {
  measure: '36em', // 36 characters a line at most
  // Space: 4 px grid.
  's-1': '4px',
  's-2': '8px',
  's-3': '12px',
  's-4': '16px',
  's-5': '20px',
  's-6': '24px',
  's-8': '32px',
  's-10': '40px',
  's-12': '48px',
  's-16': '64px',
  's-20': '80px',
  gutter: '16px', // page edge; wider from 768 and from 1440 on
  page: '1200px',
  // Corners: paper is square. 2 for photos and chips, 6 for controls, 10 for phone cells.
  'r-1': '2px',
  'r-2': '6px',
  'r-3': '10px',
  'r-full': '999px',
  // Edges: rules before boxes, boxes before shadows.
  border: '1px solid var(--line)',
  'border-2': '1px solid var(--line-2)',
  'border-control': '1px solid var(--control)',
  'rule-thick': '3px', // 文
  'rule-thin': '1px', // 武
  'rule-gap': '3px',
  // Motion: position and opacity only; nothing moves on its own.
  't-quick': '120ms',
  't-move': '220ms',
  ease: 'cubic-bezier(0.2, 0, 0.1, 1)',
  'z-sticky': 10,
  'z-menu': 20,
  'z-dialog': 30,
  'z-toast': 40
} as const satisfies Values

/** The page's edge on wider screens, by the width from which it holds. */
export const gutters = { '768px': '32px', '1440px': '48px' } as const

/** 大字版: larger text, taller targets, one column. */
export const elder = {
  scale: 1.3,
  tap: '60px',
  'tap-min': '56px',
  'tap-desk': '44px',
  'lh-read': 1.7,
  'lh-ui': 1.45,
  'w-regular': 500,
  measure: '26em'
} as const satisfies Values

/** What the mini-program's style sheets never name; its package carries no byte of it. */
export const webOnly: ReadonlySet<string> = new Set([
  'brand-hover',
  'visited',
  'seal-on-deep',
  'caption',
  'progress',
  'light-green-tint',
  'light-yellow-tint',
  'light-red-tint',
  'chart-1',
  'chart-2',
  'chart-grid',
  'fs-40',
  'lh-dense',
  'tap-desk',
  'measure'
])
/** What only the mini-program's style sheets name. */
export const phoneOnly: ReadonlySet<string> = new Set(['shutter'])
