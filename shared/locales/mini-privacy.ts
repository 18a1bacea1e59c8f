import { inLocale } from './locale.ts'
import { miniPrivacy as zh } from './zh-CN/mini-privacy.ts'

export const miniPrivacy = inLocale({ 'zh-CN': zh })
