import { miniVolunteers } from '#shared/locales/zh-CN/mini-volunteers.ts'

export default definePageConfig({ navigationBarTitleText: miniVolunteers.titles.teams, enablePullDownRefresh: true })
