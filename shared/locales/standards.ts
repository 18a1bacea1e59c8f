import { inLocale } from './locale.ts'
import { standards as zh } from './zh-CN/standards.ts'

export const standards = inLocale({ 'zh-CN': zh })
