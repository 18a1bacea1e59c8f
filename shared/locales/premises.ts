import { inLocale } from './locale.ts'
import { premises as zh } from './zh-CN/premises.ts'

export const premises = inLocale({ 'zh-CN': zh })
