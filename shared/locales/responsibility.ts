import { inLocale } from './locale.ts'
import { whose as zh } from './zh-CN/responsibility.ts'

export const whose = inLocale({ 'zh-CN': zh })
