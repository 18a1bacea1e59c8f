import { miniActivities } from '#shared/locales/mini-activities.ts'

export default definePageConfig({ navigationBarTitleText: miniActivities.titles.mine, enablePullDownRefresh: true })
