/**
 * What each form of the desk is to the person before it: what is read off it, when it leads, which buttons and keys open it.
 * Tables; the rules are the server's, and which verb is said on which form stands in the verb's own row (shared/verbs.ts).
 */
import type { CaseView, MoveVerb, QueueTab } from '#shared/cases.ts'
import { staffVerbs, verbTable, type DeskForm } from '#shared/verbs.ts'
import { one, type Posted } from '../../frame/fields.ts'

export { one, type Posted }

const some = (posted: Posted, name: string): string | undefined => {
  const said = one(posted, name).trim()
  return said === '' ? undefined : said
}
const whole = (said: string | undefined): number | undefined =>
  said && /^\d{1,9}$/.test(said) ? Number(said) : undefined
const wholes = (posted: Posted, name: string): number[] => (posted[name] ?? []).flatMap((said) => whole(said) ?? [])

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
  refuse_reopen: { words: 'words' },
  ask: { words: 'words' },
  follow_up: { report: 'report', outcome: 'outcome', words: 'words' },
  note: { words: 'words' },
  instruct: { words: 'words' },
  dispatch: { office: 'office', words: 'words' },
  refuse: { words: 'words', way: 'way', ask: 'ask', contact: 'contact', paper: 'paper' },
  overturn: { words: 'words' },
  uphold: { words: 'words' },
  transfer_accept: { words: 'words' },
  transfer_decline: { words: 'words' },
  reclassify: { category: 'category', office: 'office', words: 'words' },
  join: { into: 'into' },
  unjoin: { report: 'report', words: 'words' },
  publish: { title: 'title', words: 'shown', photos: 'photos' },
  withhold: { words: 'words' },
  erase: { entry: 'entry', words: 'words' }
}

export const asMoveVerb = (said: string): MoveVerb | undefined => staffVerbs.find((verb) => verb === said)

/** The body of a move as the contract wants it; what is missing is left out, so that the contract says so. */
export function bodyOf(verb: MoveVerb, posted: Posted): Record<string, unknown> {
  const read = Object.entries(says[verb]).map(([key, reader]) => [key, reader && readers[reader](posted)] as const)
  return {
    verb,
    version: whole(one(posted, 'version')),
    ...Object.fromEntries(read.filter(([, value]) => value !== undefined))
  }
}

export const formOf = (verb: MoveVerb): DeskForm => verbTable[verb].form
export const asForm = (said: string): DeskForm | undefined => {
  const verb = asMoveVerb(said)
  return verb && formOf(verb)
}
/** The verbs that may be said on a form, two where it asks for a yes or a no. */
export const verbsOf = (form: DeskForm): readonly MoveVerb[] => staffVerbs.filter((verb) => formOf(verb) === form)
export const opens = (view: CaseView, form: DeskForm): boolean =>
  verbsOf(form).some((verb) => view.desk?.may.includes(verb))

/** A button that opens a form; `near` ones stand in sight, the rest under a lid. */
interface FormButton {
  near?: true
  key?: string
  /** Opens the form at one of its halves. */
  by?: 'office'
}
interface FormRow {
  /** When it is on show without being asked for; the first in the order of the table leads. */
  leads: ((view: CaseView) => boolean) | null
  buttons: readonly FormButton[]
  /** Whether it makes sense to offer it; what may be done at all is the server's to say. */
  sensible: (view: CaseView) => boolean
  /** Ends or takes away something, or touches a second case: asked about once more before it happens. */
  asksAgain: boolean
  /** One stays with the case afterwards, because its work is not over. */
  keepsCase: boolean
  /** Files are sent with it. */
  files: boolean
}

const always = () => true
/** It lies with the centre: nobody has been given it, or who was has sent it back. */
export const isUnsent = ({ status }: Pick<CaseView, 'status'>): boolean =>
  status === 'received' || status === 'returned'
const plain = {
  leads: null,
  buttons: [{}],
  sensible: always,
  asksAgain: false,
  keepsCase: false,
  files: false
} as const

/** In the order of what presses most. */
const formTable = {
  accept: { ...plain, leads: always },
  verify: { ...plain, leads: always, files: true },
  reply: { ...plain, leads: always, files: true },
  request_hold: { ...plain, buttons: [{ near: true, key: 'E' }], keepsCase: true },
  hold: { ...plain, leads: ({ desk }) => desk?.holdRequest !== undefined, buttons: [{ near: true, key: 'E' }] },
  extend: { ...plain, leads: ({ desk }) => desk?.extendRequest !== undefined, buttons: [{ near: true }] },
  request_extend: { ...plain, buttons: [{ near: true }], keepsCase: true },
  reopen: { ...plain, leads: ({ desk }) => desk?.reopenRequest !== undefined },
  return: {
    ...plain,
    buttons: [
      { near: true, key: 'T', by: 'office' },
      { near: true, key: 'R' }
    ]
  },
  // What an office has in hand may be sent elsewhere as well, but that is nobody's next step.
  dispatch: { ...plain, leads: isUnsent, buttons: [{ near: true, key: 'T' }] },
  note: { ...plain, buttons: [{ near: true, key: 'N' }], keepsCase: true },
  instruct: { ...plain, keepsCase: true },
  resume: { ...plain, leads: always, keepsCase: true },
  ask: { ...plain, keepsCase: true },
  refuse: { ...plain, asksAgain: true },
  overturn: { ...plain, leads: ({ desk }) => desk?.objection !== undefined },
  transfer_accept: plain,
  transfer_decline: plain,
  reclassify: { ...plain, keepsCase: true },
  join: { ...plain, asksAgain: true },
  // Nothing to take apart where only one person reported.
  unjoin: { ...plain, sensible: ({ reports }) => reports > 1, asksAgain: true, keepsCase: true },
  publish: { ...plain, leads: ({ desk }) => (desk?.publication.pending.length ?? 0) > 0 },
  // Nothing to withhold twice.
  withhold: { ...plain, sensible: ({ desk }) => desk?.publication.state !== 'withheld', keepsCase: true },
  follow_up: { ...plain, leads: always, keepsCase: true },
  erase: { ...plain, asksAgain: true, keepsCase: true }
} as const satisfies Record<DeskForm, FormRow>
const rows: Readonly<Record<DeskForm, FormRow>> = formTable
const forms = Object.keys(formTable) as DeskForm[]

/** A tab is a task: in 待审核 the moderator's form leads, whatever else the same person may do. */
const leadsOfTab: Partial<Record<QueueTab, readonly DeskForm[]>> = {
  publish: ['publish'],
  rule: ['hold', 'extend', 'reopen', 'overturn', 'dispatch'],
  dispatch: ['dispatch'],
  verify: ['verify']
}

export function leadingForm(view: CaseView, tab: QueueTab): DeskForm | undefined {
  const leads = (form: DeskForm): boolean => opens(view, form) && (rows[form].leads?.(view) ?? false)
  return leadsOfTab[tab]?.find(leads) ?? forms.find(leads)
}

/** Buttons that stand in sight. */
const atHand = 6

export interface Opener {
  form: DeskForm
  key?: string
  by?: 'office'
}
/** Buttons to the other forms: those with a key at hand, the rarer ones under a lid. The leading one has its own way back. */
export function openers(
  view: CaseView,
  shown: DeskForm | undefined,
  leading?: DeskForm
): { near: Opener[]; far: Opener[] } {
  const offered = forms
    .filter((form) => form !== shown && form !== leading && opens(view, form) && rows[form].sensible(view))
    .flatMap((form) =>
      rows[form].buttons.map(({ near = false, ...button }) => ({ inSight: near, opener: { form, ...button } }))
    )
  const keys = new Set<string>()
  const near = offered.flatMap(({ inSight, opener }) => {
    const { key } = opener
    if (!inSight || (key && keys.has(key))) return []
    if (key) keys.add(key)
    return [opener]
  })
  const far = offered.flatMap(({ inSight, opener }) => (inSight ? [] : [opener]))
  // A few more fit beside them; a lid is for many.
  return near.length + far.length <= atHand ? { near: [...near, ...far], far: [] } : { near, far }
}

export type Confirmed = {
  [F in DeskForm]: (typeof formTable)[F]['asksAgain'] extends true ? F : never
}[DeskForm]
export const confirmed = forms.filter((form): form is Confirmed => rows[form].asksAgain)
export const asConfirmed = (verb: MoveVerb): Confirmed | undefined => confirmed.find((form) => form === formOf(verb))

export const leavesCase = (verb: MoveVerb): boolean => !rows[formOf(verb)].keepsCase
export const sendsFiles = (form: DeskForm): boolean => rows[form].files

/** How long the words of a form may be, shown before it is broken; of two answers the first one's. */
export const wordLimits = (form: DeskForm): { min: number; max: number } | undefined => {
  const [verb] = verbsOf(form)
  const length = verb && verbTable[verb].length
  return length ? { min: length[0], max: length[1] } : undefined
}
