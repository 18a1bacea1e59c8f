import { inLocale } from './locale.ts'
import { deadlines as zh } from './zh-CN/deadlines.ts'

export const deadlines = inLocale({ 'zh-CN': zh })
