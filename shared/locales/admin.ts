import { inLocale } from './locale.ts'
import { admin as zh } from './zh-CN/admin.ts'

export const admin = inLocale({ 'zh-CN': zh })
