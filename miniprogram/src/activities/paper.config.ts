import { miniPapers } from '#shared/locales/zh-CN/mini-papers.ts'

export default definePageConfig({ navigationBarTitleText: miniPapers.titles.one, enablePullDownRefresh: true })
