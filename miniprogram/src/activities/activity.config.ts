import { miniActivities } from '#shared/locales/zh-CN/mini-activities.ts'

export default definePageConfig({ navigationBarTitleText: miniActivities.titles.one, enablePullDownRefresh: true })
