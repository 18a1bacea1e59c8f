import { mini } from '#shared/locales/zh-CN/mini.ts'

export default definePageConfig({ navigationBarTitleText: mini.titles.place, disableScroll: true })
