import { inLocale } from './locale.ts'
import { city as zh } from './zh-CN/city.ts'

export const city = inLocale({ 'zh-CN': zh })
