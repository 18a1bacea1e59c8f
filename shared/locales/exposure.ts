import { inLocale } from './locale.ts'
import { exposure as zh } from './zh-CN/exposure.ts'

export const exposure = inLocale({ 'zh-CN': zh })
