import { inLocale } from './locale.ts'
import { complaints as zh } from './zh-CN/complaints.ts'

export const complaints = inLocale({ 'zh-CN': zh })
