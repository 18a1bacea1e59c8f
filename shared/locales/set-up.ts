import { inLocale } from './locale.ts'
import { setUp as zh } from './zh-CN/set-up.ts'

export const setUp = inLocale({ 'zh-CN': zh })
