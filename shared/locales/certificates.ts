import { inLocale } from './locale.ts'
import { certificates as zh } from './zh-CN/certificates.ts'

export const certificates = inLocale({ 'zh-CN': zh })
