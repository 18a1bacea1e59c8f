/** What the page was given: the program that was compiled, and the phone it runs on. */
import type { template } from 'glass-easel'

export type Callback = (...args: never[]) => unknown
export type Fields = Record<string, unknown>

export interface PageConfig {
  component?: boolean
  usingComponents?: Record<string, string>
  navigationStyle?: string
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
}
export interface AppConfig {
  pages: string[]
  window?: PageConfig
  tabBar?: { list: { pagePath: string; text: string; iconPath: string; selectedIconPath: string }[] }
}
export interface Program {
  pages: string[]
  app: AppConfig
  configs: Record<string, PageConfig>
  css: Record<string, string>
  templates: Record<string, template.ComponentTemplate['content']>
  scripts: Record<
    string,
    (require: (path: string) => unknown, module: { exports: unknown }, exports: unknown, wall: object) => void
  >
}
export interface Phone {
  apiBase: string
  photos: string[]
  place: { longitude: number; latitude: number; accuracy: number }
}
/** What a test may look at. */
export interface Watched {
  errors: string[]
  /** Calls to wx, in order. */
  calls: string[]
  /** Names asked of wx that this host does not have. */
  missing: string[]
  stack: () => string[]
  /** Bytes handed to setData, by page. */
  sent: Record<string, number>
  clipboard: string
  /** Scripts that were run, in order. */
  ran: string[]
}
declare global {
  interface Window {
    __program: Program
    __phone: Phone
    __watched: Watched
  }
}

export const program = window.__program
export const phone = window.__phone
export const watched: Watched = {
  errors: [],
  calls: [],
  missing: [],
  stack: () => [],
  sent: {},
  clipboard: '',
  ran: []
}
window.__watched = watched

/** Files of the phone, and where the host keeps their bytes. */
export const files = new Map<string, string>(phone.photos.map((name) => [`wxfile://tmp/${name}`, `/tmp/${name}`]))

export const element = (tag: string, className = '', words = ''): HTMLElement => {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (words) made.textContent = words
  return made
}
export const plain = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T))
