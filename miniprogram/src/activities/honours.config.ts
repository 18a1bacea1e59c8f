import { miniVolunteers } from '#shared/locales/zh-CN/mini-volunteers.ts'

export default definePageConfig({ navigationBarTitleText: miniVolunteers.titles.honours, enablePullDownRefresh: true })
