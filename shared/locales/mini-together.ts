import { inLocale } from './locale.ts'
import { miniTogether as zh } from './zh-CN/mini-together.ts'

export const miniTogether = inLocale({ 'zh-CN': zh })
