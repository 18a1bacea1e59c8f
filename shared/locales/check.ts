import { inLocale } from './locale.ts'
import * as zh from './zh-CN/check.ts'

export const check = inLocale({ 'zh-CN': zh.check })
export const checkWords = inLocale({ 'zh-CN': zh.checkWords })
