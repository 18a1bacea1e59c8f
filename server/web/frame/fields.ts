/** Reading what a form sent, or what an address asks: everything is text, and everything may come more than once. */
import { complaints } from '#shared/locales/complaints.ts'
import type { IncomingMessage } from 'node:http'
import { Refused, refuse, type Refusal } from '#shared/errors.ts'
import { plainField } from '#shared/typed.ts'
import type { Held } from '#server/kernel/incoming.ts'
import { readMultipart, type Upload, type UploadLimits } from '#server/kernel/upload.ts'
import { complaintWords } from '#shared/complaints.ts'
import { errorWords, fill } from './words.ts'

/** A form of ours, its fields as what was typed is kept (shared/typed.ts), so that a page reads figures however they were written. */
export async function readForm(req: IncomingMessage, limits: UploadLimits, held: Held): Promise<Upload> {
  const { fields, files } = await readMultipart(req, limits, held)
  return { fields: plainFields(fields), files }
}
export const plainFields = (fields: Posted): Upload['fields'] =>
  Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [name, isSecret(name) ? [...values] : values.map(plainField)])
  )
/** A password is read as it was typed, and is carried nowhere. */
export const isSecret = (name: string): boolean => name.startsWith('password')

export type Posted = Readonly<Record<string, readonly string[]>>

/** The first value of a field; empty where it was not sent. */
export const one = (posted: Posted, name: string): string => posted[name]?.[0] ?? ''
/** The first value of every field. */
export const firsts = (posted: Posted): Record<string, string> =>
  Object.fromEntries(Object.keys(posted).map((name) => [name, one(posted, name)]))
/** The same without the spaces around it. */
export const trimmed = (posted: Posted, name: string): string => one(posted, name).trim()
export const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''

/** One of a few that an address names, nothing where it names none; naming another, it is no address of ours. */
export const chosenOf = <T extends string>(known: readonly T[], said: string): T | undefined =>
  said === '' ? undefined : (known.find((row) => row === said) ?? refuse('no_such_address'))

/** What the contract refuses, where a page has no field to say it beside. */
const complained = (errors: NonNullable<Refused['more']['errors']>): string =>
  [
    ...new Set(
      errors.map(({ at, code, detail }) =>
        fill(complaints.elsewhere, {
          why: detail ?? complaintWords(code),
          at: at.replace(/^\/(body|query|params)\//, '')
        })
      )
    )
  ].join('')
/** A refusal in words: the server's own where it gave any, and what the contract complains of. */
export const wordsOf = ({ code, more }: Refused): string =>
  more.words ?? (code === 'invalid' && more.errors?.length ? complained(more.errors) : errorWords.refusal[code])

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
