import { inLocale } from './locale.ts'
import { watch as zh } from './zh-CN/watch.ts'

export const watch = inLocale({ 'zh-CN': zh })
