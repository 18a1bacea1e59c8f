import { inLocale } from './locale.ts'
import { adminTrials as zh } from './zh-CN/admin-trials.ts'

export const adminTrials = inLocale({ 'zh-CN': zh })
