/** What each verb's form reads, which form leads for whom, and which keys open it. Tables; the rules are the server's. */
import type { CaseView, MoveVerb, QueueTab, Verb } from '#shared/cases.ts'

/** What a form sent: every field may come more than once, and everything is text. */
export type Posted = Readonly<Record<string, readonly string[]>>

export const one = (posted: Posted, name: string): string => posted[name]?.[0] ?? ''
const some = (posted: Posted, name: string): string | undefined => {
  const said = one(posted, name).trim()
  return said === '' ? undefined : said
}
const whole = (said: string | undefined): number | undefined =>
  said && /^\d{1,9}$/.test(said) ? Number(said) : undefined
const wholes = (posted: Posted, name: string): number[] => (posted[name] ?? []).flatMap((it) => whole(it) ?? [])

/** Each reader takes one thing off the form; the key is the contract's. */
const readers = {
  words: (p: Posted) => one(p, 'words'),
  wordsIfAny: (p: Posted) => some(p, 'words'),
  outcome: (p: Posted) => some(p, 'outcome'),
  photos: (p: Posted) => [...new Set(p['photos'] ?? [])],
  onSite: (p: Posted) => ({ yes: true, no: false })[one(p, 'onSite')],
  office: (p: Posted) => some(p, 'office'),
  rightOffice: (p: Posted) => some(p, 'rightOffice'),
  duty: (p: Posted) => some(p, 'duty'),
  n: (p: Posted) => whole(one(p, 'n')),
  until: (p: Posted) => some(p, 'until'),
  ask: (p: Posted) => one(p, 'ask'),
  way: (p: Posted) => some(p, 'way'),
  contact: (p: Posted) => one(p, 'contact'),
  paper: (p: Posted) => some(p, 'paper'),
  category: (p: Posted) => some(p, 'category'),
  into: (p: Posted) => some(p, 'into'),
  report: (p: Posted) => some(p, 'report'),
  entry: (p: Posted) => whole(one(p, 'entry')),
  title: (p: Posted) => one(p, 'title'),
  shown: (p: Posted) => wholes(p, 'shown')
} as const
type Reader = keyof typeof readers

const says: Record<MoveVerb, Partial<Record<string, Reader>>> = {
  accept: {},
  return: { words: 'words', duty: 'duty', rightOffice: 'rightOffice' },
  reply: { outcome: 'outcome', words: 'words', photos: 'photos' },
  request_hold: { words: 'words', until: 'until' },
  hold: { words: 'words', until: 'until' },
  refuse_hold: { words: 'words' },
  resume: { words: 'wordsIfAny' },
  request_extend: { words: 'words', n: 'n' },
  refuse_extend: { words: 'words' },
  extend: { words: 'words', n: 'n' },
  verify: { words: 'words', onSite: 'onSite', photos: 'photos' },
  fail: { words: 'words', photos: 'photos' },
  reopen: { words: 'words' },
  ask: { words: 'words' },
  note: { words: 'words' },
  dispatch: { office: 'office', words: 'words' },
  refuse: { words: 'words', way: 'way', ask: 'ask', contact: 'contact', paper: 'paper' },
  transfer_accept: { words: 'words' },
  transfer_decline: { words: 'words' },
  reclassify: { category: 'category', words: 'words' },
  join: { into: 'into' },
  unjoin: { report: 'report', words: 'words' },
  publish: { title: 'title', words: 'shown', photos: 'photos' },
  withhold: { words: 'words' },
  erase: { entry: 'entry', words: 'words' }
}

export const moveVerbs = Object.keys(says) as MoveVerb[]
export const asMoveVerb = (said: string): MoveVerb | undefined => moveVerbs.find((verb) => verb === said)

/** The body of a move as the contract wants it; what is missing is left out, so that the contract says so. */
export function bodyOf(verb: MoveVerb, posted: Posted): Record<string, unknown> {
  const read = Object.entries(says[verb]).map(([key, reader]) => [key, reader && readers[reader](posted)] as const)
  return {
    verb,
    version: whole(one(posted, 'version')),
    ...Object.fromEntries(read.filter(([, value]) => value !== undefined))
  }
}

/** Two answers of one form: passing and failing, granting and refusing. */
const answers = {
  verify: ['verify', 'fail'],
  hold: ['hold', 'refuse_hold'],
  extend: ['extend', 'refuse_extend']
} as const
export type FormName = Exclude<MoveVerb, 'fail' | 'refuse_hold' | 'refuse_extend'>
const seconds: Partial<Record<MoveVerb, FormName>> = { fail: 'verify', refuse_hold: 'hold', refuse_extend: 'extend' }
export const formOf = (verb: MoveVerb): FormName => seconds[verb] ?? (verb as FormName)
export const asForm = (said: string): FormName | undefined => {
  const verb = asMoveVerb(said)
  return verb && formOf(verb)
}
export const verbsOf = (form: FormName): readonly MoveVerb[] =>
  form in answers ? answers[form as keyof typeof answers] : [form]
export const opens = (it: CaseView, form: FormName): boolean =>
  verbsOf(form).some((verb) => it.desk?.may.includes(verb))

/** The forms that may lead, in the order of what presses most; some lead only when somebody has asked. */
const leads: readonly { form: FormName; when?: (it: CaseView) => boolean }[] = [
  { form: 'accept' },
  { form: 'verify' },
  { form: 'reply' },
  { form: 'hold', when: (it) => it.desk?.holdRequest !== undefined },
  { form: 'extend', when: (it) => it.desk?.extendRequest !== undefined },
  { form: 'reopen', when: (it) => it.desk?.reopenRequest !== undefined },
  { form: 'dispatch' },
  { form: 'resume' },
  { form: 'publish', when: (it) => (it.desk?.publication.pending.length ?? 0) > 0 }
]
/** A tab is a task: in 待公开 the moderator's form leads, whatever else the same person may do. */
const leadsOfTab: Partial<Record<QueueTab, readonly FormName[]>> = {
  publish: ['publish'],
  rule: ['hold', 'extend', 'reopen'],
  dispatch: ['dispatch'],
  verify: ['verify']
}

export function leadingForm(it: CaseView, tab: QueueTab): FormName | undefined {
  const ofTab = leadsOfTab[tab]?.find(
    (form) => opens(it, form) && (leads.find((l) => l.form === form)?.when?.(it) ?? true)
  )
  return ofTab ?? leads.find(({ form, when }) => opens(it, form) && (when?.(it) ?? true))?.form
}

/** Buttons that stand in sight. */
const atHand = 6

export interface Opener {
  form: FormName
  key?: string
  /** Opens the form at one of its halves. */
  by?: 'office'
}
const near: readonly Opener[] = [
  { form: 'request_hold', key: 'E' },
  { form: 'hold', key: 'E' },
  { form: 'extend' },
  { form: 'request_extend' },
  { form: 'return', key: 'T', by: 'office' },
  { form: 'dispatch', key: 'T' },
  { form: 'return', key: 'R' },
  { form: 'note', key: 'N' }
]
const far: readonly Opener[] = [
  { form: 'accept' },
  { form: 'reply' },
  { form: 'verify' },
  { form: 'resume' },
  { form: 'reopen' },
  { form: 'ask' },
  { form: 'refuse' },
  { form: 'transfer_accept' },
  { form: 'transfer_decline' },
  { form: 'reclassify' },
  { form: 'join' },
  { form: 'unjoin' },
  { form: 'publish' },
  { form: 'withhold' },
  { form: 'erase' }
]
/** Nothing to take apart where only one person reported, nothing to withhold twice. */
const sensible = (it: CaseView, { form }: Opener): boolean => {
  if (form === 'unjoin') return it.reports > 1
  if (form === 'withhold') return it.desk?.publication.state !== 'withheld'
  return true
}
/** Buttons to the other forms: those with a key at hand, the rarer ones under a lid. The leading one has its own way back. */
export function openers(
  it: CaseView,
  shown: FormName | undefined,
  leading?: FormName
): { near: Opener[]; far: Opener[] } {
  const fits = (o: Opener) => o.form !== shown && o.form !== leading && opens(it, o.form) && sensible(it, o)
  const keys = new Set<string>()
  const first = near.filter((o) => {
    if (!fits(o) || (o.key && keys.has(o.key))) return false
    if (o.key) keys.add(o.key)
    return true
  })
  const rest = far.filter(fits)
  // A few more fit beside them; a lid is for many.
  return first.length + rest.length <= atHand ? { near: [...first, ...rest], far: [] } : { near: first, far: rest }
}

/** Acts that end or take away something, or touch a second case: asked about once more before they happen. */
export const confirmed = ['refuse', 'join', 'unjoin', 'erase'] as const
export type Confirmed = (typeof confirmed)[number]
export const asConfirmed = (verb: MoveVerb): Confirmed | undefined => confirmed.find((it) => it === verb)

/** Verbs after which one stays with the case, because its work is not over. */
const keeps: readonly Verb[] = [
  'note',
  'ask',
  'request_hold',
  'request_extend',
  'resume',
  'reclassify',
  'unjoin',
  'erase',
  'withhold'
]
export const leavesCase = (verb: MoveVerb): boolean => !keeps.includes(verb)

/** How long the words of a form may be; the contract's numbers, shown before they are broken. */
export const wordLimits: Record<FormName, { min: number; max: number } | undefined> = {
  accept: undefined,
  return: { min: 5, max: 500 },
  reply: { min: 10, max: 1000 },
  request_hold: { min: 5, max: 500 },
  hold: { min: 5, max: 500 },
  resume: { min: 0, max: 500 },
  request_extend: { min: 5, max: 500 },
  extend: { min: 5, max: 500 },
  verify: { min: 2, max: 500 },
  reopen: { min: 5, max: 500 },
  ask: { min: 5, max: 500 },
  note: { min: 1, max: 1000 },
  dispatch: { min: 2, max: 500 },
  refuse: { min: 5, max: 500 },
  transfer_accept: { min: 2, max: 500 },
  transfer_decline: { min: 5, max: 500 },
  reclassify: { min: 2, max: 200 },
  join: undefined,
  unjoin: { min: 2, max: 200 },
  publish: undefined,
  withhold: { min: 2, max: 200 },
  erase: { min: 2, max: 200 }
}
