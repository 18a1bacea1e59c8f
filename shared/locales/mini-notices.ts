import { inLocale } from './locale.ts'
import { miniNotices as zh } from './zh-CN/mini-notices.ts'

export const miniNotices = inLocale({ 'zh-CN': zh })
