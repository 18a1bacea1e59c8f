import { inLocale } from './locale.ts'
import { releases as zh } from './zh-CN/releases.ts'

export const releases = inLocale({ 'zh-CN': zh })
