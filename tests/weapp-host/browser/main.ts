/** Starts the compiled program on glass-easel in an ordinary browser. */
import * as glassEasel from 'glass-easel'
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { defineElements } from './elements.ts'
import { logic } from './logic.ts'
import { element, program, watched, type PageConfig } from './program.ts'
import { open, pages, restart, settle } from './stack.ts'
import { wx } from './wx.ts'

const remember = (what: unknown) =>
  void watched.errors.push(what instanceof Error ? (what.stack ?? what.message) : String(what))
window.addEventListener('error', (event) => remember(event.error ?? event.message))
window.addEventListener('unhandledrejection', (event) => remember(event.reason))
glassEasel.globalOptions.throwGlobalError = false
glassEasel.globalOptions.writeIdToDOM = true
glassEasel.addGlobalErrorListener((error) => {
  remember(error)
  return false
})
// Our elements declare only the properties they act on.
glassEasel.addGlobalWarningListener((message) => !/not a valid property/.test(String(message)))

/** What the framework wants to know of a page or component. */
const componentOf = ({ component = false, usingComponents = {} }: PageConfig) => ({ component, usingComponents })

const env = new MiniProgramEnv()
const elements = defineElements(env.getGlobalCodeSpace())
const space = env.createCodeSpace('main', true)
for (const [name, made] of Object.entries(elements)) space.getComponentSpace().setGlobalUsingComponent(name, made)
for (const [path, config] of Object.entries(program.configs)) space.addComponentStaticConfig(path, componentOf(config))
for (const [path, content] of Object.entries(program.templates)) {
  space.addCompiledTemplate(path, {
    groupList: program.templates,
    content,
    fallbackListenerOnNativeNode: true
  })
}
// Ids go to the page as they are written: a test finds a button by its name, and so does the program's own style.
const inner = space as unknown as {
  prepareComponentOptions: (is: string, options: unknown) => [{ idPrefixGenerator: unknown; writeIdToDOM: boolean }]
}
const prepare = inner.prepareComponentOptions.bind(space)
inner.prepareComponentOptions = (is, options) => {
  const prepared = prepare(is, options)
  Object.assign(prepared[0], { idPrefixGenerator: null, writeIdToDOM: true })
  return prepared
}

const context = new glassEasel.CurrentWindowBackendContext()
// As in WeChat's own web view: every element under a name of its own, so that none is by chance an HTML one.
const DASHED = new Set([
  'scroll-view',
  'swiper-item',
  'rich-text',
  'cover-view',
  'cover-image',
  'root-portal',
  'picker-view',
  'picker-view-column'
])
context.document = {
  createElement: (tag: string) =>
    document.createElement(tag.includes('-') && !DASHED.has(tag) ? tag : `wx-${tag}`) as never,
  createTextNode: (words: string) => document.createTextNode(words) as never,
  createDocumentFragment: () => document.createDocumentFragment() as never
}
context.onEvent((target, type, detail, options) => {
  const event = new glassEasel.Event(type, detail, options)
  glassEasel.Event.dispatchEvent(target, event)
  return event.getEventBubbleStatus()
})
const backend = env.associateBackend(context)

const style = element('style')
style.textContent = `
*{box-sizing:border-box} body{margin:0;background:#fff;font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif}
wx-view,wx-page-root,wx-comp,wx-input,wx-textarea,wx-picker,wx-map,wx-scroll-view{display:block}
wx-text{display:inline;white-space:pre-wrap}
wx-image{display:inline-block;overflow:hidden} wx-image>img{width:100%;height:100%;display:block}
wx-input>input,wx-textarea>textarea{width:100%;border:0;outline:0;padding:0;font:inherit;color:inherit;background:transparent;resize:none}
wx-input{display:flex;align-items:center} wx-textarea>textarea{display:block;min-height:72px}
.host-map{height:100%;background:#dfe9e3;color:#44514d;font-size:11px;padding:4px}
.host-screen[hidden]{display:none}
.host-bar{position:sticky;top:0;z-index:50;display:flex;align-items:center;justify-content:center;height:44px}
.host-back{position:absolute;left:0;width:48px;text-align:center;font-size:28px}
.host-tabs{position:sticky;bottom:0;z-index:50;display:flex;background:#fff;border-top:1px solid #ddd}
.host-tab{flex:1;display:flex;flex-direction:column;align-items:center;padding:6px 0;font-size:11px} .host-tab img{width:24px;height:24px} .host-on{color:#0b5752}
.host-toast{position:fixed;left:50%;top:45%;z-index:99;transform:translateX(-50%);padding:12px 18px;border-radius:6px;background:#333;color:#fff}
.host-sheet{position:fixed;left:0;right:0;bottom:0;z-index:99;max-height:60vh;overflow:auto;background:#fff;box-shadow:0 0 24px #0004} .host-line{padding:14px;border-bottom:1px solid #eee;text-align:center}
${program.css['app'] ?? ''}`
document.head.append(style)

const { load, app } = logic(space, wx, pages)
settle({ space, backend, load }, restart)
load('app')
const options = { path: program.pages[0], query: {}, scene: 1001 }
app()['onLaunch']?.(options as never)
app()['onShow']?.(options as never)
open(`/${program.pages[0] ?? ''}`)
