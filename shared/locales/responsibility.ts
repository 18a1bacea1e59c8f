import { inLocale } from './locale.ts'
import { responsibility as zh } from './zh-CN/responsibility.ts'

export const responsibility = inLocale({ 'zh-CN': zh })
