import { complaintWords } from '#shared/complaints.ts'
import type { Complaint } from '#shared/schema.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import type { CallRefused } from '../../api'

/** A field that can show what is wrong with its value. */
export interface Holder {
  name: string
  /** Where the contract has its value in the body, `/contact/name`; `/` and the name where nothing is said. */
  at?: string | readonly string[] | undefined
  /** The field's own sentence for the contract's complaints; the catalogue's where there is none. */
  complaint?: string | ((code: string) => string | undefined) | undefined
}
/** What is wrong, by the name of the field; what belongs to no field of the page stands under `rest`. */
export type Complaints = Readonly<Record<string, string | undefined>>
export const rest = ''

const placesOf = ({ name, at = `/${name}` }: Holder): readonly string[] => (typeof at === 'string' ? [at] : at)
const holderOf = <H extends Holder>(at: string, holders: readonly H[]): H | undefined =>
  holders.find((holder) => placesOf(holder).some((place) => at === place || at.startsWith(`${place}/`)))

const gathered = (told: readonly { name: string; words: string }[]): Complaints => {
  const found: Record<string, string> = {}
  for (const { name, words } of told) {
    // One sentence a field; what has no field is said in full.
    if (!(name in found)) found[name] = words
    else if (name === rest && !found[name]?.includes(words)) found[name] = `${found[name]} ${words}`
  }
  return found
}

/** Complaints of the contract, each beside the field that holds the value. None is left out, or a press would do nothing. */
export const ofContract = (complaints: readonly Complaint[], holders: readonly Holder[]): Complaints =>
  gathered(
    complaints.map(({ at, code }) => {
      const holder = holderOf(at, holders)
      const words = complaintWords(code)
      if (!holder) return { name: rest, words: fill(mini.form.elsewhere, { why: words, at: at || '/' }) }
      const own = typeof holder.complaint === 'function' ? holder.complaint(code) : holder.complaint
      return { name: holder.name, words: own ?? words }
    })
  )

/** What the server says of each field, or of the whole. */
export const ofRefusal = (
  { fields, detail }: Pick<CallRefused, 'fields' | 'detail'>,
  holders: readonly Holder[]
): Complaints =>
  fields.length === 0
    ? { [rest]: detail }
    : gathered(
        fields.map(({ at, detail: words }) => ({
          name: holderOf(at.replace(/^\/body/, ''), holders)?.name ?? rest,
          words
        }))
      )

export const anyComplaint = (complaints: Complaints): boolean =>
  Object.values(complaints).some((words) => words !== undefined)

/** A field's own sentence where something is missing; what else is wrong with it the catalogue says. */
export const tooShort =
  (words: string) =>
  (code: string): string | undefined =>
    code.startsWith('min:') ? words : undefined
