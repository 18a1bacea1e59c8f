/**
 * Turns a compiled WeChat mini-program (WXML, WXS, WXSS, JS, JSON) into what a browser can run: templates through the
 * compiler of glass-easel, the component framework WeChat itself ships, styles as ordinary CSS, scripts each in its own
 * function with nothing of the browser in sight.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'

export interface Compiled {
  /** The script that puts the program on `window.__program`. */
  script: string
  pages: string[]
  /** What the template compiler found wrong. */
  problems: string[]
  /** Bytes of the main package and of each subpackage, as WeChat counts them. */
  packages: Record<string, number>
}

interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
}

const walk = (folder: string, base = folder): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(path, base) : [relative(base, path)]
  })
const bare = (file: string) => file.replace(/\.[^.]+$/, '')

/** Names WeChat gives its own elements in its web view, so that a style for `button` does not meet an HTML button. */
const ELEMENTS =
  'view|text|button|image|input|textarea|scroll-view|picker|map|swiper|swiper-item|switch|form|label|icon'

/** WXSS as CSS: imports in place, the page element as a class, elements by their inner names. */
function stylesOf(dist: string): (file: string) => string {
  const read = (file: string, seen: Set<string>): string => {
    if (seen.has(file)) return ''
    seen.add(file)
    let text: string
    try {
      text = readFileSync(join(dist, file), 'utf8')
    } catch {
      return ''
    }
    return text
      .replace(/@import\s*["']([^"']+)["'];?/g, (_, path: string) => read(posix.join(posix.dirname(file), path), seen))
      .replace(/(^|[},>+~\s])page(?=[\s,{.:])/g, '$1.wx-page')
      .replace(new RegExp(`(^|[},>+~\\s])(${ELEMENTS})(?=[\\s,.:{[])(?=[^{}]*\\{)`, 'g'), '$1wx-$2')
      .replace(/(-?[\d.]+)rpx/g, 'calc($1 * 100vw / 750)')
  }
  return (file) => read(file, new Set())
}

/** Words of theme.json in place of the names that app.json uses for them. */
function themed(json: string, dist: string): string {
  try {
    const theme = JSON.parse(readFileSync(join(dist, 'theme.json'), 'utf8')) as { light: Record<string, string> }
    return json.replace(/"@(\w+)"/g, (whole, name: string) => JSON.stringify(theme.light[name] ?? whole))
  } catch {
    return json
  }
}

export function compile(dist: string): Compiled {
  const files = walk(dist)
  const text = (file: string) => readFileSync(join(dist, file), 'utf8')
  const group = new TmplGroup()
  const problems: string[] = []
  for (const file of files.filter((file) => file.endsWith('.wxs'))) group.addScript(bare(file), text(file))
  for (const file of files.filter((file) => file.endsWith('.wxml'))) {
    const found = group.addTmpl(bare(file), text(file)) as { message?: string }[] | undefined
    for (const problem of found ?? []) problems.push(`${file}: ${problem.message ?? JSON.stringify(problem)}`)
  }
  const templates = group.getTmplGenObjectGroups()
  group.free()

  const app = JSON.parse(themed(text('app.json'), dist)) as AppJson
  const roots = (app.subPackages ?? []).map((subPackage) => subPackage.root)
  const pages = [
    ...app.pages,
    ...(app.subPackages ?? []).flatMap((subPackage) =>
      subPackage.pages.map((page) => posix.join(subPackage.root, page))
    )
  ]
  const configs = Object.fromEntries(
    files
      .filter(
        (file) => file.endsWith('.json') && !file.startsWith('project.') && file !== 'theme.json' && file !== 'app.json'
      )
      .map((file) => [bare(file), JSON.parse(themed(text(file), dist)) as unknown])
  )
  const styles = stylesOf(dist)
  const scripts = files
    .filter((file) => file.endsWith('.js'))
    // `with` puts a wall around the logic layer: a name that WeChat does not offer is not defined there.
    .map(
      (file) =>
        `${JSON.stringify(bare(file))}:function(require,module,exports,$wall){with($wall){(function(){\n${text(file)}\n}).call(undefined)}}`
    )
  const css = Object.fromEntries(['app', ...pages].map((page) => [page, styles(`${page}.wxss`)]))

  const packages: Record<string, number> = { main: 0 }
  for (const file of files) {
    const root = roots.find((root) => file.startsWith(`${root}/`)) ?? 'main'
    packages[root] = (packages[root] ?? 0) + statSync(join(dist, file)).size
  }
  return {
    pages,
    problems,
    packages,
    script: `window.__program={pages:${JSON.stringify(pages)},app:${JSON.stringify(app)},configs:${JSON.stringify(configs)},css:${JSON.stringify(css)},templates:${templates},scripts:{${scripts.join(',\n')}}}`
  }
}
