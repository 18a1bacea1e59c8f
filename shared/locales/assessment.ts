import { inLocale } from './locale.ts'
import { assessment as zh } from './zh-CN/assessment.ts'

export const assessment = inLocale({ 'zh-CN': zh })
