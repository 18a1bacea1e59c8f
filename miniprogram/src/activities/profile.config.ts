import { miniVolunteers } from '#shared/locales/zh-CN/mini-volunteers.ts'

export default definePageConfig({ navigationBarTitleText: miniVolunteers.titles.profile, enablePullDownRefresh: true })
