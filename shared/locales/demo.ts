import { inLocale } from './locale.ts'
import { demo as zh } from './zh-CN/demo.ts'

export const demo = inLocale({ 'zh-CN': zh })
