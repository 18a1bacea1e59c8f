import { mini } from '#shared/words/zh-CN/mini.ts'

export default definePageConfig({ navigationBarTitleText: mini.titles.signIn })
