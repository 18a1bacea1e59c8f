/** Pages on top of each other, as WeChat keeps them: ten at most, each with its bar, the tabs under the first. */
import type { AssociatedBackend, CodeSpace, Root } from 'glass-easel-miniprogram-adapter'
import { element, program, watched, type Callback } from './program.ts'

/** What the program's own page object offers us. */
interface PageApi {
  route?: string
  onLoad?: (query: Record<string, string>) => void
  onShow?: Callback
  onReady?: Callback
  onHide?: Callback
  onUnload?: Callback
}
interface Entry {
  route: string
  screen: HTMLElement
  root: Root
  api: PageApi
}

const STACK_ATMOST = 10
const stack: Entry[] = []
let context: { space: CodeSpace; backend: AssociatedBackend; load: (page: string) => void } | undefined
let switchTab: (url: string) => void = () => undefined

export function settle(given: NonNullable<typeof context>, onTab: (url: string) => void): void {
  context = given
  switchTab = onTab
  watched.stack = () => stack.map((entry) => entry.route)
}
export const pages = (): PageApi[] => stack.map((entry) => entry.api)

const { app } = program

function bar(route: string): HTMLElement | undefined {
  const config = { ...app.window, ...program.configs[route] }
  if (config.navigationStyle === 'custom') return undefined
  const made = element('div', 'host-bar')
  made.style.background = config.navigationBarBackgroundColor ?? '#000'
  made.style.color = config.navigationBarTextStyle ?? 'white'
  if (stack.length > 0) {
    const button = element('span', 'host-back', '‹')
    button.addEventListener('click', () => {
      back(1)
      show()
    })
    made.append(button)
  }
  made.append(element('b', '', config.navigationBarTitleText))
  return made
}

function tabs(route: string): HTMLElement | undefined {
  const list = app.tabBar?.list ?? []
  if (!list.some((tab) => tab.pagePath === route)) return undefined
  const made = element('div', 'host-tabs')
  for (const tab of list) {
    const one = element('div', tab.pagePath === route ? 'host-tab host-on' : 'host-tab')
    const icon = document.createElement('img')
    icon.src = `/${tab.pagePath === route ? tab.selectedIconPath : tab.iconPath}`
    one.append(icon, element('span', '', tab.text))
    one.addEventListener('click', () => switchTab(`/${tab.pagePath}`))
    made.append(one)
  }
  return made
}

export function open(url: string): void {
  const [path = '', search = ''] = url.replace(/^\//, '').split('?')
  if (!context || !program.pages.includes(path)) throw new Error(`no page called ${path}`)
  if (stack.length >= STACK_ATMOST) throw new Error('too many pages')
  context.load(path)
  const below = stack[stack.length - 1]
  below?.api.onHide?.()
  if (below) below.screen.hidden = true

  const screen = element('div', 'host-screen')
  screen.dataset['route'] = path
  const style = element('style')
  style.textContent = program.css[path] ?? ''
  const frame = element('div', 'wx-page')
  const place = element('div')
  frame.append(place)
  const [head, foot] = [bar(path), tabs(path)]
  screen.append(style, ...(head ? [head] : []), frame, ...(foot ? [foot] : []))
  document.body.append(screen)

  const root = context.backend.createRoot('wx-page-root', context.space, path)
  const api = root.get() as unknown as PageApi
  api.route = path
  stack.push({ route: path, screen, root, api })
  root.attach(frame as never, place as never)
  api.onLoad?.(Object.fromEntries(new URLSearchParams(search)))
  api.onShow?.()
  setTimeout(() => api.onReady?.(), 0)
}

export function back(delta: number): void {
  for (let i = 0; i < delta; i++) {
    const gone = stack.pop()
    gone?.api.onUnload?.()
    gone?.root.release()
    gone?.screen.remove()
  }
}
/** The page below comes to the front again. */
export function show(): void {
  const top = stack[stack.length - 1]
  if (!top) return
  top.screen.hidden = false
  top.api.onShow?.()
}
export function restart(url: string): void {
  back(stack.length)
  open(url)
}
