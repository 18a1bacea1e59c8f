import { miniPapers } from '#shared/locales/mini-papers.ts'

export default definePageConfig({ navigationBarTitleText: miniPapers.titles.one, enablePullDownRefresh: true })
