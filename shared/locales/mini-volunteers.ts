import { inLocale } from './locale.ts'
import { miniVolunteers as zh } from './zh-CN/mini-volunteers.ts'

export const miniVolunteers = inLocale({ 'zh-CN': zh })
