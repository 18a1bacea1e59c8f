import { mini } from '#shared/locales/mini.ts'

/** The first page draws its own header, with the mark and the city's name. */
export default definePageConfig({
  navigationBarTitleText: mini.titles.home,
  navigationStyle: 'custom',
  enablePullDownRefresh: true
})
