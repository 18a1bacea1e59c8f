import { inLocale } from './locale.ts'
import { order as zh } from './zh-CN/order.ts'

export const order = inLocale({ 'zh-CN': zh })
