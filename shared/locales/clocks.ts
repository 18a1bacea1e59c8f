import { inLocale } from './locale.ts'
import { clocks as zh } from './zh-CN/clocks.ts'

export const clocks = inLocale({ 'zh-CN': zh })
