import type { MaskKind } from '../masking.ts'
import { inLocale } from './locale.ts'
import { masking as zh } from './zh-CN/masking.ts'

/** The kinds as who marks them reads them. */
export const maskWords = inLocale({ 'zh-CN': zh }).kind
/**
 * What stands in a text in place of what was masked. It is part of that text, which is kept and searched, so it is in the language of what
 * people say here, whoever rules on it and whoever reads it.
 */
export const maskSign = (kind: MaskKind): string =>
  kind === 'other' ? zh.signOther : zh.sign.replace('{kind}', zh.kind[kind])
