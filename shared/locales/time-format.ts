import { inLocale } from './locale.ts'
import { when as zh } from './zh-CN/time-format.ts'

export const when = inLocale({ 'zh-CN': zh })
