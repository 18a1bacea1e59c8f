import { inLocale } from './locale.ts'
import { desk as zh } from './zh-CN/desk.ts'

export const desk = inLocale({ 'zh-CN': zh })
