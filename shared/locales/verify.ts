import { inLocale } from './locale.ts'
import { verify as zh } from './zh-CN/verify.ts'

export const verify = inLocale({ 'zh-CN': zh })
