import { inLocale } from './locale.ts'
import { mini as zh } from './zh-CN/mini.ts'

export const mini = inLocale({ 'zh-CN': zh })
