import { mini } from '#shared/locales/mini.ts'

export default definePageConfig({ navigationBarTitleText: mini.titles.find })
