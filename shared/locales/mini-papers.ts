import { inLocale } from './locale.ts'
import { miniPapers as zh } from './zh-CN/mini-papers.ts'

export const miniPapers = inLocale({ 'zh-CN': zh })
