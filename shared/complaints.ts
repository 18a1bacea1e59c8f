/** What the contract says of a value, as a sentence for whoever wrote it. */
import { complaints } from './locales/complaints.ts'
import { fill } from './locales/fill.ts'

/** `min:5` is a kind and its number; a kind without a sentence of its own gets the general one. */
export function complaintWords(code: string): string {
  const [kind = '', n] = code.split(':')
  const sentences: Readonly<Record<string, string>> = complaints.field
  const sentence = sentences[kind] ?? complaints.field.other
  return n === undefined ? sentence : fill(sentence, { n })
}
