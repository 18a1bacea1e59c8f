import { inLocale } from './locale.ts'
import { activities as zh } from './zh-CN/activities.ts'

export const activities = inLocale({ 'zh-CN': zh })
