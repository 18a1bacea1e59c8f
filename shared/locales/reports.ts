import { inLocale } from './locale.ts'
import { reports as zh } from './zh-CN/reports.ts'

export const reports = inLocale({ 'zh-CN': zh })
