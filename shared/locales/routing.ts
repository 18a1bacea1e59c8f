import { inLocale } from './locale.ts'
import { routing as zh } from './zh-CN/routing.ts'

export const routing = inLocale({ 'zh-CN': zh })
