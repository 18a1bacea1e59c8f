import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'

export default definePageConfig({ navigationBarTitleText: miniVolunteers.titles.profile, enablePullDownRefresh: true })
