import { inLocale } from './locale.ts'
import { supervision as zh } from './zh-CN/oversight.ts'

export const supervision = inLocale({ 'zh-CN': zh })
