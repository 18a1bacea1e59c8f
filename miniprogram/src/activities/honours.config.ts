import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'

export default definePageConfig({ navigationBarTitleText: miniVolunteers.titles.honours, enablePullDownRefresh: true })
