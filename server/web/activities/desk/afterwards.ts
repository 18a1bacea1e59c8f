/** What the contract says about a form of settled hours, put beside the fields it is about. */
import { check, type Schema } from '#shared/schema.ts'
import { numberOf, plainFigures } from '#shared/typed.ts'
import { fill, hourSay, say } from './words.ts'

export type WrongFields = Readonly<Record<string, string>>

const { problem } = hourSay
const ofField = (): Readonly<Record<string, string>> => ({
  honour: problem.honour,
  training: problem.training,
  score: problem.score,
  minutes: problem.minutes
})

function sentence(field: string, code: string): string {
  const [kind = '', n = ''] = code.split(':')
  const known = ofField()[field]
  if (known) return known
  if (kind === 'min') return fill(problem.few, { n })
  if (kind === 'max') return fill(problem.many, { n })
  return kind === 'line' ? problem.line : say.problem.field
}

/** Nothing where the form may be sent. */
export function wrongIn(schema: Schema, body: unknown): WrongFields | undefined {
  const checked = check(schema, body, '/body')
  if (checked.ok) return undefined
  const wrong: Record<string, string> = {}
  for (const { at, code } of checked.complaints) {
    const field = at.split('/')[2] ?? 'form'
    wrong[field] ??= sentence(field, code)
  }
  return wrong
}

/** A whole number as it was typed; what is none is left for the contract to refuse. */
export const wholeOf = (typed: string): number => (/^\d{1,5}$/.test(plainFigures(typed)) ? numberOf(typed) : Number.NaN)
