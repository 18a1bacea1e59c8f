import { inLocale } from './locale.ts'
import { docs as zh } from './zh-CN/docs.ts'

export const docs = inLocale({ 'zh-CN': zh })
