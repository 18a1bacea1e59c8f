import { inLocale } from './locale.ts'
import { marks as zh } from './zh-CN/marks.ts'

export const marks = inLocale({ 'zh-CN': zh })
