import { inLocale } from './locale.ts'
import { approvals as zh } from './zh-CN/approvals.ts'

export const approvals = inLocale({ 'zh-CN': zh })
