/** Reading what a form sent, or what an address asks: everything is text, and everything may come more than once. */
import { Refused, type Refusal } from '#shared/errors.ts'
import { errorWords } from './words.ts'

export type Posted = Readonly<Record<string, readonly string[]>>

/** The first value of a field; empty where it was not sent. */
export const one = (posted: Posted, name: string): string => posted[name]?.[0] ?? ''
/** The same without the spaces around it. */
export const trimmed = (posted: Posted, name: string): string => one(posted, name).trim()
export const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''

/** A refusal in words: the server's own where it gave any. */
export const wordsOf = ({ code, more }: Refused): string => more.words ?? errorWords.refusal[code]

/** Runs what may be refused. What is no refusal goes on up, and so do the refusals that are pages of their own. */
export async function attempt<T>(
  run: () => Promise<T>,
  goesUp: readonly Refusal[] = ['forbidden']
): Promise<{ done: T } | { refused: Refused }> {
  try {
    return { done: await run() }
  } catch (error) {
    if (!(error instanceof Refused) || goesUp.includes(error.code)) throw error
    return { refused: error }
  }
}
