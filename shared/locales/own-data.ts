import { inLocale } from './locale.ts'
import { ownData as zh } from './zh-CN/own-data.ts'

export const ownData = inLocale({ 'zh-CN': zh })
