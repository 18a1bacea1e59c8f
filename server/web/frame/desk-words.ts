/** The desk's words, and the shared ones it speaks with. */
import { desk } from '#shared/locales/desk.ts'

export { desk as say }
export { caseWords, cityWords, errorWords, fill, limitsWords, whenWords } from './words.ts'
