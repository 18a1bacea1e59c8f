/** A title in the two parts it is read in, where and what: a line breaks between them before it breaks a word. */
import { cases } from './locales/cases.ts'
import { fill } from './locales/fill.ts'

export function titleParts({ title, address }: { title: string; address?: string | undefined }): readonly string[] {
  // What stands between the two where nobody wrote the title.
  const between = fill(cases.titleAt, { place: '', category: '' })
  const at = title.indexOf(between)
  const after = at > 0 ? at + between.length : address && title.startsWith(address) ? address.length : 0
  return after > 0 && after < title.length ? [title.slice(0, after), title.slice(after)] : [title]
}
