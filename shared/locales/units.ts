import { inLocale } from './locale.ts'
import { units as zh } from './zh-CN/units.ts'

export const units = inLocale({ 'zh-CN': zh })
