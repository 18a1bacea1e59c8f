/** A text as the rules read it: one form for what looks the same, each unit with where it stands in the original. */
import { chineseDigits, simplified } from './words.ts'

export interface Folded {
  /** Half width, capitals, simplified; nothing that cannot be seen. */
  text: string
  /** The same length, with every figure as one of ASCII. */
  figures: string
  /** Where each unit begins and ends in the original, in code units. */
  starts: number[]
  ends: number[]
}

const unseen = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0\u2800]/u
/** Holds to the character before it, as the frame around a figure does. */
const attached = /[\p{Mn}\p{Me}\ufe0f]/u
const figureOf = new Map(chineseDigits.flatMap((written, digit) => [...written].map((char) => [char, String(digit)])))
const simple = new Map(simplified.map(([traditional, plain]) => [traditional, plain]))

export function fold(original: string): Folded {
  const folded: Folded = { text: '', figures: '', starts: [], ends: [] }
  let at = 0
  for (const char of original) {
    const start = at
    at += char.length
    if (unseen.test(char)) {
      if (attached.test(char) && folded.ends.length > 0) folded.ends[folded.ends.length - 1] = at
      continue
    }
    // One unit each, so that a rule's offsets are ours; what lies beyond the basic plane is a letter in no rule.
    for (const plain of char.normalize('NFKC').toUpperCase()) {
      const unit = plain.length === 1 ? (simple.get(plain) ?? plain) : '\u{fffd}'
      folded.text += unit
      folded.figures += figureOf.get(unit) ?? unit
      folded.starts.push(start)
      folded.ends.push(at)
    }
  }
  return folded
}
