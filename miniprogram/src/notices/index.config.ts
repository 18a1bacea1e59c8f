import { miniNotices } from '#shared/locales/mini-notices.ts'

export default definePageConfig({ navigationBarTitleText: miniNotices.title, enablePullDownRefresh: true })
