import { inLocale } from './locale.ts'
import { cases as zh } from './zh-CN/cases.ts'

export const cases = inLocale({ 'zh-CN': zh })
