import { inLocale } from './locale.ts'
import { deskActivities as zh } from './zh-CN/desk-activities.ts'

export const deskActivities = inLocale({ 'zh-CN': zh })
