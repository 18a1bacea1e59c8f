/** B16: what WeChat lets through. Built first when the sources have changed. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from '../kit/child.ts'
import type { Finding, Progress } from '../kit/report.ts'

const limit = 2 * 1024 * 1024
const dist = join(root, 'miniprogram/dist/weapp')

interface Builds {
  build(
    kind: 'weapp',
    at: { note(text: string): void; progress(): void; aside(): void; end(text: string): void }
  ): Promise<void>
}

/** Bytes of every file below a folder, by its path there. Files that begin with a dot are no part of a package. */
function sizes(folder: string): Map<string, number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), statSync(path).size])
  )
}

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`

export async function b16(_stage: unknown, at: Progress): Promise<Finding[]> {
  const builds = (await import(new URL('../../../config/setup/builds.mjs', import.meta.url).href)) as Builds
  const silent = (): void => undefined
  at.note('building the mini-program where it is not up to date')
  await builds.build('weapp', { note: (text) => at.note(text), progress: silent, aside: silent, end: silent })
  if (!existsSync(join(dist, 'app.json'))) throw new Error('the build left no app.json')
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as Record<string, { root: string }[] | undefined>
  const roots = (app['subPackages'] ?? app['subpackages'] ?? []).map((item) => item.root.replace(/\/*$/, '/'))
  const files = [...sizes(dist)]
  const sum = (of: (path: string) => boolean): number => files.reduce((t, [path, size]) => t + (of(path) ? size : 0), 0)
  const main = sum((path) => !roots.some((r) => path.startsWith(r)))
  const subs = roots.map((r) => ({ root: r, bytes: sum((path) => path.startsWith(r)) }))
  const total = sum(() => true)
  const largest = [...files].sort((a, b) => b[1] - a[1]).slice(0, 3)
  const worst = subs.reduce((most, s) => (s.bytes > most.bytes ? s : most), { root: 'none', bytes: 0 })
  const share = (bytes: number): string => `${((bytes / limit) * 100).toFixed(1)} %`
  return [
    {
      id: 'B16',
      what: 'mini-program, main package of 2 MB',
      goal: '<= 24.0 %',
      measured: share(main),
      ok: main <= limit * 0.24,
      why: `${main} bytes in ${files.length} files, the largest ${largest.map(([path, size]) => `${path} ${kb(size)}`).join(', ')}; Taro's hello world is 303,706.`,
      values: { bytes: main, x: main / 303_706 }
    },
    {
      id: 'B16',
      what: 'mini-program, largest subpackage and all together of 2 MB',
      goal: '<= 15 %, 100 %',
      measured: `${share(worst.bytes)}, ${share(total)}`,
      ok: worst.bytes <= limit * 0.15 && total <= limit,
      why: subs.map((s) => `${s.root} ${kb(s.bytes)}`).join(', ') || 'No subpackages.',
      values: { worst: worst.bytes, total }
    }
  ]
}
