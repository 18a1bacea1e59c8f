import { miniPapers } from '#shared/words/zh-CN/mini-papers.ts'

export default definePageConfig({ navigationBarTitleText: miniPapers.titles.list, enablePullDownRefresh: true })
