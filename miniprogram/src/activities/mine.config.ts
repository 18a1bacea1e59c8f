import { miniActivities } from '#shared/words/zh-CN/mini-activities.ts'

export default definePageConfig({ navigationBarTitleText: miniActivities.titles.mine, enablePullDownRefresh: true })
