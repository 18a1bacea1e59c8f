import { miniPrivacy } from '#shared/locales/mini-privacy.ts'

export default definePageConfig({ navigationBarTitleText: miniPrivacy.title })
