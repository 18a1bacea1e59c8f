import { inLocale } from './locale.ts'
import { adminRules as zh } from './zh-CN/admin-rules.ts'

export const adminRules = inLocale({ 'zh-CN': zh })
