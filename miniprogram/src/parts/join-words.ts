import { mini } from '#shared/locales/mini.ts'

/** What there is of it, in one sentence. */
export const joinWords = (...parts: readonly (string | false | undefined)[]): string =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '').join(mini.comma)
