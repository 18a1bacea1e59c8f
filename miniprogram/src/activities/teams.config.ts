import { miniVolunteers } from '#shared/words/zh-CN/mini-volunteers.ts'

export default definePageConfig({ navigationBarTitleText: miniVolunteers.titles.teams, enablePullDownRefresh: true })
