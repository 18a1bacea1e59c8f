import { inLocale } from './locale.ts'
import { errors as zh } from './zh-CN/errors.ts'

export const errors = inLocale({ 'zh-CN': zh })
