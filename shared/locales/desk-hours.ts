import { inLocale } from './locale.ts'
import { deskHours as zh } from './zh-CN/desk-hours.ts'

export const deskHours = inLocale({ 'zh-CN': zh })
