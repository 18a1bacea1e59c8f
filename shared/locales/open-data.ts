import { inLocale } from './locale.ts'
import { openData as zh } from './zh-CN/open-data.ts'

export const openData = inLocale({ 'zh-CN': zh })
