/** How well the rules find what is hidden in made-up texts: of everything that is there, and of everything they mark. */
import { findHits } from '#server/masking/index.ts'
import { maskKinds, type MaskKind } from '#shared/masking.ts'

export interface Marked {
  text: string
  truths: { start: number; end: number; kind: MaskKind }[]
}

/** A sentence with `{phone}` and its like filled in, and where they stand. */
export function fillIn(frame: string, write: (slot: string) => { words: string; kind?: MaskKind }): Marked {
  const marked: Marked = { text: '', truths: [] }
  for (const part of frame.split(/(\{\w+\})/)) {
    const slot = /^\{(\w+)\}$/.exec(part)?.[1]
    if (slot === undefined) {
      marked.text += part
      continue
    }
    const { words, kind } = write(slot)
    const start = marked.text.length
    marked.text += words
    if (kind) marked.truths.push({ start, end: marked.text.length, kind })
  }
  return marked
}

export interface Figures {
  truths: number
  found: number
  hits: number
  right: number
  recall: number
  precision: number
}
type Kinds = 'all' | MaskKind
export interface Measured {
  texts: number
  of: Partial<Record<Kinds, Figures>>
  /** The first texts of each kind in which something was missed or marked for nothing. */
  wrong: string[]
}

/** Units beyond what is there that a hit may take along, as a word for it or a dash. */
const slack = 2

/**
 * Found is what lies whole within hits, of whichever kind: it would have been masked. A bracket or a space around it tells nothing. Right is a hit that meets something that is there
 * and takes along no more than two units beside it.
 */
export function measure(texts: readonly Marked[]): Measured {
  const counts = new Map<Kinds, { truths: number; found: number; hits: number; right: number }>()
  const count = (kind: Kinds) => {
    const known = counts.get(kind) ?? { truths: 0, found: 0, hits: 0, right: 0 }
    counts.set(kind, known)
    return known
  }
  const wrong: string[] = []
  for (const { text, truths } of texts) {
    const hits = findHits(text)
    const covered = (at: number): boolean => hits.some(({ start, end }) => at >= start && at < end)
    for (const truth of truths) {
      const whole = Array.from({ length: truth.end - truth.start }, (_, i) => truth.start + i).every(
        (at) => covered(at) || !/[\p{L}\p{N}]/u.test(text[at] ?? '')
      )
      for (const kind of ['all', truth.kind] as const) {
        count(kind).truths++
        if (whole) count(kind).found++
      }
      if (!whole) wrong.push(`missed ${truth.kind} ${text.slice(truth.start, truth.end)}: ${text}`)
    }
    for (const hit of hits) {
      const met = truths.filter((truth) => truth.start < hit.end && truth.end > hit.start)
      const beside = Array.from({ length: hit.end - hit.start }, (_, i) => hit.start + i).filter((at) =>
        met.every((truth) => at < truth.start || at >= truth.end)
      )
      const right = met.length > 0 && beside.length <= slack
      for (const kind of ['all', hit.kind] as const) {
        count(kind).hits++
        if (right) count(kind).right++
      }
      if (!right) wrong.push(`no ${hit.kind} ${text.slice(hit.start, hit.end)}: ${text}`)
    }
  }
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)
  const of = Object.fromEntries(
    (['all', ...maskKinds] as const).flatMap((kind) => {
      const known = counts.get(kind)
      if (!known) return []
      const { truths, found, hits, right } = known
      return [[kind, { ...known, recall: share(found, truths), precision: share(right, hits) }]]
    })
  )
  return { texts: texts.length, of, wrong }
}
