import { inLocale } from './locale.ts'
import { adminTimes as zh } from './zh-CN/admin-times.ts'

export const adminTimes = inLocale({ 'zh-CN': zh })
