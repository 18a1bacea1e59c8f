import { inLocale } from './locale.ts'
import { notices as zh } from './zh-CN/notices.ts'

export const notices = inLocale({ 'zh-CN': zh })
