import { inLocale } from './locale.ts'
import { suggest as zh } from './zh-CN/suggest.ts'

export const suggest = inLocale({ 'zh-CN': zh })
