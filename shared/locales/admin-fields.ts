import { inLocale } from './locale.ts'
import { adminFields as zh } from './zh-CN/admin-fields.ts'

export const adminFields = inLocale({ 'zh-CN': zh })
