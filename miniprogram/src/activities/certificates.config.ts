import { miniPapers } from '#shared/locales/mini-papers.ts'

export default definePageConfig({ navigationBarTitleText: miniPapers.titles.list, enablePullDownRefresh: true })
