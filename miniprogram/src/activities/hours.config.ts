import { miniPapers } from '#shared/locales/mini-papers.ts'

export default definePageConfig({ navigationBarTitleText: miniPapers.titles.hours, enablePullDownRefresh: true })
