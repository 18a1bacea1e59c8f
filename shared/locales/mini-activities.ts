import { inLocale } from './locale.ts'
import { miniActivities as zh } from './zh-CN/mini-activities.ts'

export const miniActivities = inLocale({ 'zh-CN': zh })
