import { inLocale } from './locale.ts'
import { staff as zh } from './zh-CN/staff.ts'

export const staff = inLocale({ 'zh-CN': zh })
