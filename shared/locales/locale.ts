/** Which language a word is looked up in. A second language is a second folder beside `zh-CN`, of the same shape. */
export const locales = ['zh-CN'] as const
export type Locale = (typeof locales)[number]

/** One catalogue in every language, read in the reader's. */
export const inLocale = <T extends object>(catalogues: Readonly<Record<Locale, T>>): T => catalogues['zh-CN']
