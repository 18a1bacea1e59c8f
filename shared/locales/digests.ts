import { inLocale } from './locale.ts'
import { digests as zh } from './zh-CN/digests.ts'

export const digests = inLocale({ 'zh-CN': zh })
