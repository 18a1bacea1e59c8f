/**
 * The logic layer: the program's scripts behind a wall. They see the language, timers, the console and WeChat's calls;
 * `window`, `document` and everything else of a browser are undefined, as on a phone.
 */
import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import { forgetWhatIsNewer } from '../newer.ts'
import { plain, program, watched, type Callback, type Fields } from './program.ts'

forgetWhatIsNewer()

const LANGUAGE = [
  ...[
    'Object',
    'Function',
    'Array',
    'Number',
    'Boolean',
    'String',
    'Symbol',
    'Date',
    'Promise',
    'RegExp',
    'Math',
    'JSON'
  ],
  ...['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...[
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'Proxy',
    'Reflect',
    'ArrayBuffer',
    'DataView',
    'Uint8Array',
    'Int8Array',
    'Uint16Array'
  ],
  ...[
    'Int16Array',
    'Uint32Array',
    'Int32Array',
    'Float32Array',
    'Float64Array',
    'parseFloat',
    'parseInt',
    'isNaN',
    'isFinite',
    'NaN',
    'Infinity'
  ],
  ...['undefined', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'console']
]
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const
/** Given to every script by its wrapper, so the wall lets them through. */
const OWN = new Set(['require', 'module', 'exports'])

const loaded = new Map<string, { exports: unknown }>()
let defining = ''

const joined = (from: string, path: string) => {
  const parts: string[] = []
  for (const part of [...from.split('/').slice(0, -1), ...path.replace(/\.js$/, '').split('/')]) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** An event as the program expects it: plain, with the ids and the data of its elements. */
interface Heard {
  type: string
  timeStamp: number
  detail: unknown
  mark?: unknown
  target: { id?: string; dataset?: object } | null
  currentTarget: { id?: string; dataset?: object } | null
}
const side = (of: Heard['target']) => ({ id: of?.id ?? '', dataset: { ...of?.dataset }, offsetLeft: 0, offsetTop: 0 })
const asWeChat = (heard: Heard) => ({
  type: heard.type,
  timeStamp: heard.timeStamp,
  detail: plain(heard.detail) ?? {},
  mark: heard.mark ?? {},
  target: side(heard.target),
  currentTarget: side(heard.currentTarget),
  touches: [],
  changedTouches: []
})

function methodsOf(fields: Fields): Record<string, Callback> {
  const methods = Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Callback] => typeof entry[1] === 'function')
  )
  // Taro hears every event of a page by this one name.
  const { eh } = methods as { eh?: (this: unknown, event: object) => unknown }
  if (eh) {
    methods['eh'] = function (this: unknown, heard: Heard) {
      return eh.call(this, asWeChat(heard))
    }
  }
  return methods
}

interface Settable {
  setData: (data: Fields, then?: () => void) => void
}
/** What goes to setData is copied as on a phone, where it crosses into another process, and counted. */
function count(page: string, made: Settable): void {
  const set = made.setData.bind(made)
  made.setData = (data, then) => {
    const text = JSON.stringify(data)
    watched.sent[page] = (watched.sent[page] ?? 0) + text.length
    const copy = JSON.parse(text) as Fields
    // Taro writes `a.[0]` where glass-easel reads `a[0]`.
    set(Object.fromEntries(Object.entries(copy).map(([path, value]) => [path.replace(/\.\[/g, '['), value])))
    if (then) setTimeout(then, 0)
  }
}

export function logic(
  space: CodeSpace,
  wx: object,
  pages: () => object[]
): { load: (path: string) => void; app: () => Record<string, Callback> } {
  let app: Record<string, Callback> = {}
  const define = (page: string, options: Fields) =>
    space.componentEnv(page, ({ Component }) => {
      ;(Component as (options: Fields) => void)({
        ...options,
        lifetimes: {
          ...(options['lifetimes'] as object | undefined),
          created(this: Settable) {
            count(page, this)
          }
        }
      })
    })

  const wall: Record<string, unknown> = {
    ...Object.fromEntries(LANGUAGE.map((name) => [name, (window as unknown as Fields)[name]])),
    ...Object.fromEntries(TIMERS.map((name) => [name, window[name].bind(window)])),
    wx,
    App: (options: typeof app) => (app = options),
    Page: (options: Fields) => define(defining, { data: plain(options['data']) ?? {}, methods: methodsOf(options) }),
    Component: (options: Fields) =>
      define(defining, { ...options, methods: methodsOf((options['methods'] as Fields | undefined) ?? {}) }),
    Behavior: (options: unknown) => options,
    getApp: () => app,
    getCurrentPages: pages,
    __wxConfig: program.app
  }
  wall['globalThis'] = wall
  const walled = new Proxy(wall, {
    has: (known, name) => typeof name === 'string' && !OWN.has(name) && (name in known || name in window),
    get: (known, name) => (typeof name === 'string' ? known[name] : undefined)
  })

  const run = (path: string): unknown => {
    const known = loaded.get(path)
    if (known) return known.exports
    const script = program.scripts[path]
    if (!script) throw new Error(`no script called ${path}`)
    const module = { exports: {} as unknown }
    loaded.set(path, module)
    watched.ran.push(path)
    script.call(undefined, (wanted) => run(joined(path, wanted)), module, module.exports, walled)
    return module.exports
  }
  const begun = new Set<string>()
  const load = (path: string): void => {
    if (begun.has(path)) return
    begun.add(path)
    // A component has to be known before the page that uses it; Taro's own uses itself.
    for (const used of Object.values(program.configs[path]?.usingComponents ?? {})) {
      const component = joined(path, used)
      if (program.scripts[component]) load(component)
    }
    defining = path
    run(path)
  }
  return { load, app: () => app }
}
