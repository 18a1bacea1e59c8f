import { inLocale } from './locale.ts'
import { deliveries as zh } from './zh-CN/deliveries.ts'

export const deliveries = inLocale({ 'zh-CN': zh })
