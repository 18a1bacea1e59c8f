import { inLocale } from './locale.ts'
import { portalActivities as zh } from './zh-CN/portal-activities.ts'

export const portalActivities = inLocale({ 'zh-CN': zh })
