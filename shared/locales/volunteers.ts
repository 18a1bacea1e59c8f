import { inLocale } from './locale.ts'
import { volunteers as zh } from './zh-CN/volunteers.ts'

export const volunteers = inLocale({ 'zh-CN': zh })
