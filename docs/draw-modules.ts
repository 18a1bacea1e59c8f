/**
 * `npm run docs:modules` draws docs/images/modules.svg from the imports of the code: every module a box, as wide as it is long
 * in lines, standing above all that it uses. An arrow that can be read through another box is left out.
 */
import { writeFileSync } from 'node:fs'
import { readSources } from '#tests/support/source.ts'

const sources = readSources(['shared', 'config', 'server', 'miniprogram/src'])

/** The module a file belongs to; files of the server that stand alone are the program that puts the modules together. */
function moduleOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  if (top === 'shared') return second === 'locales' ? 'shared/locales' : 'shared'
  if (top === 'config') return ['demo-city', 'setup', 'design'].includes(second) ? `config/${second}` : 'config'
  if (top !== 'server') return 'miniprogram'
  return second.includes('.') ? 'server' : `server/${second}`
}

const lines = new Map<string, number>()
const uses = new Map<string, Set<string>>()
for (const { path, lines: count, imports } of sources) {
  const from = moduleOf(path)
  lines.set(from, (lines.get(from) ?? 0) + count)
  const targets = uses.get(from) ?? new Set<string>()
  uses.set(from, targets)
  for (const { to } of imports) {
    const target = to && moduleOf(to)
    if (target && target !== from) targets.add(target)
  }
}
// The context is a type that every module is given: it lies beside them and is no floor of its own.
for (const [name, targets] of uses) if (name !== 'config/demo-city') targets.delete('server')

const floors = new Map<string, number>()
function floorOf(name: string, trail: readonly string[] = []): number {
  const known = floors.get(name)
  if (known !== undefined) return known
  const below = [...(uses.get(name) ?? [])].filter((target) => !trail.includes(target) && target !== name)
  const floor = below.length === 0 ? 0 : 1 + Math.max(...below.map((target) => floorOf(target, [...trail, name])))
  floors.set(name, floor)
  return floor
}
for (const name of uses.keys()) floorOf(name)

/** Every module that can be reached from here, itself left out. */
function reachable(name: string, seen = new Set<string>()): Set<string> {
  for (const target of uses.get(name) ?? [])
    if (!seen.has(target)) {
      seen.add(target)
      reachable(target, seen)
    }
  return seen
}
const direct = (name: string): string[] => {
  const targets = [...(uses.get(name) ?? [])]
  return targets.filter((target) => !targets.some((other) => other !== target && reachable(other).has(target)))
}

const width = 1120
const rowHeight = 78
const top = Math.max(...floors.values())
const boxes = new Map<string, { x: number; y: number; w: number }>()
for (let floor = 0; floor <= top; floor++) {
  const row = [...floors].filter(([, at]) => at === floor).map(([name]) => name)
  row.sort((a, b) => a.localeCompare(b))
  const widths = row.map((name) => 84 + Math.sqrt(lines.get(name) ?? 0) * 0.9)
  const gap = Math.min(28, (width - 40 - widths.reduce((a, b) => a + b, 0)) / Math.max(1, row.length - 1))
  let x = (width - widths.reduce((a, b) => a + b, 0) - gap * (row.length - 1)) / 2
  row.forEach((name, i) => {
    const w = widths[i] ?? 0
    boxes.set(name, { x, y: 24 + (top - floor) * rowHeight, w })
    x += w + gap
  })
}

const height = (top + 1) * rowHeight + 8
const arrows = [...boxes].flatMap(([name, from]) =>
  direct(name).flatMap((target) => {
    const to = boxes.get(target)
    if (!to || to.y <= from.y) return []
    const [x1, y1, x2, y2] = [from.x + from.w / 2, from.y + 46, to.x + to.w / 2, to.y - 3]
    return `<path d="M${x1.toFixed(0)} ${y1}C${x1.toFixed(0)} ${(y1 + 26).toFixed(0)} ${x2.toFixed(0)} ${(y2 - 26).toFixed(0)} ${x2.toFixed(0)} ${y2}"/>`
  })
)
const drawn = [...boxes].map(([name, { x, y, w }]) => {
  const middle = (x + w / 2).toFixed(0)
  const count = lines.get(name) ?? 0
  const size = count < 1000 ? String(count) : `${(count / 1000).toFixed(1)}k`
  return `<rect x="${x.toFixed(0)}" y="${y}" width="${w.toFixed(0)}" height="46" rx="4"/><text x="${middle}" y="${y + 20}">${name.replace('server/', '')}</text><text class="n" x="${middle}" y="${y + 36}">${size}</text>`
})
writeFileSync(
  new URL('./images/modules.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" text-anchor="middle">
<title>Modules of Suishoupai: each stands above all that it uses; the number is lines of code</title>
<style>rect{fill:#eef4f3;stroke:#0b5752}path{fill:none;stroke:#7c9c99;stroke-opacity:.7}text{fill:#1c2b2a}.n{fill:#5b6f6d;font-size:11px}</style>
<rect x="0" y="0" width="${width}" height="${height}" style="fill:#fff;stroke:none"/>
${arrows.join('\n')}
${drawn.join('\n')}
</svg>
`
)
