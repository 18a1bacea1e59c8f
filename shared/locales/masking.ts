import type { MaskKind } from '../masking.ts'
import { inLocale } from './locale.ts'
import { masking as zh } from './zh-CN/masking.ts'

const words = inLocale({ 'zh-CN': zh })
export const maskWords = words.kind
/** What stands in a text in place of what was masked. */
export const maskSign = (kind: MaskKind): string => words.sign.replace('{kind}', words.kind[kind])
