/**
 * A profile as it is being written. It is saved as a whole, so two phones must not overwrite each other: what the person
 * began from is kept beside what he typed, and where somebody was faster the two are brought together by field.
 */
import { skills } from '#shared/activities.ts'
import { phone } from '#shared/reports.ts'
import { check } from '#shared/schema.ts'
import { freeTimes, languages, type ProfileInput, type ProfileView } from '#shared/volunteers.ts'
import { isObject, storedValue } from '../storage'
import { plainText } from '#shared/typed.ts'

const texts = ['display', 'name', 'phone', 'born'] as const
const lists = ['skills', 'languages', 'free', 'areas'] as const
export const fields = [...texts, ...lists, 'ranked'] as const
export type FieldName = (typeof fields)[number]

/** What the controls hold: an empty field is an empty text. */
export interface Form {
  display: string
  name: string
  phone: string
  born: string
  skills: ProfileInput['skills']
  areas: string[]
  languages: ProfileInput['languages']
  free: ProfileInput['free']
  ranked: boolean
}

export const formOf = (profile: ProfileView): Form => ({
  display: profile.display ?? '',
  name: profile.name ?? '',
  phone: profile.phone ?? '',
  born: profile.born ?? '',
  skills: [...profile.skills],
  areas: [...profile.areas],
  languages: [...profile.languages],
  free: [...profile.free],
  ranked: profile.ranked
})

/** A street that the city has no more would be refused, and no pill is there to take it out. */
export function bodyOf(form: Form, rev: number, streets?: readonly { id: string }[]): ProfileInput {
  const [display, name, number] = [plainText(form.display), plainText(form.name), plainText(form.phone)]
  return {
    rev,
    ...(display && { display }),
    ...(name && { name }),
    ...(number && { phone: number }),
    ...(form.born && { born: form.born }),
    skills: form.skills,
    areas: streets ? form.areas.filter((id) => streets.some((street) => street.id === id)) : form.areas,
    languages: form.languages,
    free: form.free,
    ranked: form.ranked
  }
}

const plain = (value: Form[FieldName]): string =>
  typeof value === 'string' ? value.trim() : Array.isArray(value) ? [...value].sort().join(' ') : String(value)
export const sameField = (a: Form, b: Form, name: FieldName): boolean => plain(a[name]) === plain(b[name])
export const sameForm = (a: Form, b: Form): boolean => fields.every((name) => sameField(a, b, name))

/** Three ways: what he began from, what he wrote, what stands there now. */
export interface Merged {
  form: Form
  /** Changed elsewhere and untouched here: the newer stands in the form already. */
  taken: FieldName[]
  /** Changed here and elsewhere, and not alike: his own stands in the form, the person decides. */
  both: FieldName[]
}
export function merge(base: Form, mine: Form, theirs: Form): Merged {
  const changed = fields.filter((name) => !sameField(base, theirs, name))
  const taken = changed.filter((name) => sameField(base, mine, name))
  const both = changed.filter((name) => !sameField(base, mine, name) && !sameField(mine, theirs, name))
  const newer = Object.fromEntries(taken.map((name) => [name, theirs[name]])) as Partial<Form>
  return { form: { ...mine, ...newer }, taken, both }
}

export type Wrong = Partial<Record<FieldName, 'phone' | 'display' | 'born' | 'areas'>>
/** What would be refused, before it is sent. */
export const wrongOf = (form: Form, today: string): Wrong => ({
  ...(form.ranked && !plainText(form.display) && { display: 'display' as const }),
  ...(plainText(form.phone) && !check(phone(), form.phone).ok && { phone: 'phone' as const }),
  ...(form.born > today && { born: 'born' as const }),
  ...(form.areas.length > areasAtMost && { areas: 'areas' as const })
})
/** As many as the contract takes. */
export const areasAtMost = 10

// ——— the draft on this phone

export interface ProfileDraft {
  /** Whose it is: a phone may be handed on. */
  who: string
  savedAt: number
  rev: number
  base: Form
  form: Form
}

const among = (value: unknown, names?: readonly string[]): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && (!names || names.includes(item)))
const isForm = (value: unknown): value is Form =>
  isObject(value) &&
  texts.every((name) => typeof value[name] === 'string') &&
  among(value['skills'], skills) &&
  among(value['languages'], languages) &&
  among(value['free'], freeTimes) &&
  among(value['areas']) &&
  typeof value['ranked'] === 'boolean'
const kept = storedValue(
  'profile',
  (value): value is ProfileDraft =>
    isObject(value) &&
    typeof value['who'] === 'string' &&
    typeof value['savedAt'] === 'number' &&
    typeof value['rev'] === 'number' &&
    isForm(value['base']) &&
    isForm(value['form'])
)

export function keptProfile(who: string): ProfileDraft | undefined {
  const draft = kept.read()
  return draft?.who === who ? draft : undefined
}
/** Keeps it with the time; says whether the phone had room. What is as it was is no draft. */
export function keepProfile(draft: Omit<ProfileDraft, 'savedAt'>): boolean {
  if (sameForm(draft.base, draft.form)) {
    kept.drop()
    return true
  }
  return kept.write({ ...draft, savedAt: Date.now() })
}
export const dropProfile = (): void => kept.drop()
