/** A refusal, put where it belongs on the form: beside the field, or above the form where no field is to blame. */
import { complaints } from '#shared/locales/complaints.ts'
import type { MoveVerb } from '#shared/cases.ts'
import type { Refusal, Refused } from '#shared/errors.ts'
import { errorWords, fill, say } from '../../frame/desk-words.ts'

export interface Problems {
  fields: Readonly<Record<string, string>>
  /** What no field is to blame for. */
  general?: string
  /** Somebody was faster: the page shows what changed. */
  moved?: true
}

const fieldOf: Partial<Record<Refusal, string>> = {
  reason_needed: 'basis',
  reply_needs_photo: 'photos',
  unknown_photo: 'photos',
  not_a_photo: 'photos',
  photo_too_big: 'photos',
  heic_unreadable: 'photos',
  too_large: 'photos',
  unsupported_media: 'photos',
  unknown_category: 'category',
  unruled_words: 'texts',
  words_changed: 'texts',
  full: 'into'
}
const movedOn: readonly Refusal[] = ['stale', 'not_in_this_status']

const plain = (): Readonly<Record<string, string>> => ({
  outcome: say.problem.outcome,
  onSite: say.problem.onSite,
  verb: say.problem.result,
  office: say.problem.office,
  rightOffice: say.problem.rightOffice,
  until: say.problem.until,
  way: say.problem.way,
  n: say.problem.more,
  ask: say.problem.ask,
  contact: say.problem.contact,
  category: say.problem.category,
  into: say.problem.into,
  report: say.problem.report,
  entry: say.problem.entry,
  title: say.problem.heading,
  photos: say.problem.photosMany
})

/** `min:10` and `max:500` are the contract's own words; a field that never came is an empty one. */
function sentence(field: string, code: string, verb: MoveVerb): string {
  const [kind = '', limit = ''] = code.split(':')
  if (field === 'words') {
    if (kind === 'max') return fill(say.problem.words.max, { n: limit })
    if (kind === 'min') return fill(say.problem.words.min, { n: limit })
  }
  const own = verb === 'follow_up' ? say.problem.followUp : undefined
  const known = (own && field in own ? own[field as keyof typeof own] : undefined) ?? plain()[field]
  if (known) return known
  const word: Readonly<Record<string, string>> = complaints.field
  return fill(word[kind] ?? complaints.field.other, { n: limit })
}

export function problemsOf(refused: Refused, verb: MoveVerb): Problems {
  const { code, more } = refused
  if (movedOn.includes(code)) return { fields: {}, general: errorWords.refusal[code], moved: true }
  const found = more.errors ?? []
  if (code === 'invalid' && found.length > 0) {
    const fields: Record<string, string> = {}
    for (const { at, code: why } of found) {
      const field = at.split('/')[2] ?? 'form'
      fields[field] ??= sentence(field, why, verb)
    }
    return { fields, ...((fields['form'] ?? fields['version']) ? { general: errorWords.refusal.unparseable } : {}) }
  }
  const said = more.words ?? errorWords.refusal[code]
  const office = code === 'unknown_office' ? (verb === 'return' ? 'rightOffice' : 'office') : undefined
  const asked = { request_hold: 'until', hold: 'until', request_extend: 'n', extend: 'n' } as const
  const long = code === 'too_long' ? asked[verb as keyof typeof asked] : undefined
  const field = office ?? long ?? (code === 'not_found' && verb === 'join' ? 'into' : fieldOf[code])
  return field ? { fields: { [field]: said } } : { fields: {}, general: said }
}
