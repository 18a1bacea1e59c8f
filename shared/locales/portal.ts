import { inLocale } from './locale.ts'
import { portal as zh } from './zh-CN/portal.ts'

export const portal = inLocale({ 'zh-CN': zh })
