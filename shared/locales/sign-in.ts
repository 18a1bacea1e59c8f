import { inLocale } from './locale.ts'
import { signIn as zh } from './zh-CN/sign-in.ts'

export const signIn = inLocale({ 'zh-CN': zh })
