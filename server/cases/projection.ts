/**
 * What the ledger says about a case, as pure functions of its entries. The stored fields are this and nothing else; a
 * property test recomputes them. Words are needed for one thing only, the public title, because a person wrote it.
 */
import type { Status } from '#shared/cases.ts'
import { promiseState, type Calendar, type ClockStep, type PromiseState } from '#server/deadlines/index.ts'
import type { Entry, Words } from './ledger.ts'

export interface Rating {
  report: string
  n: number
  at: string
  solved: 'solved' | 'partly' | 'unsolved'
  satisfied: 'satisfied' | 'fair' | 'dissatisfied'
}

export interface Publication {
  state: 'pending' | 'published' | 'withheld'
  /** First published. */
  at?: string
  title?: string
  /** Entries whose words the public sees, and photos, as a moderator approved them. */
  words: number[]
  photos: string[]
  /** Everything up to this entry has been ruled on. */
  ruledTo: number
}

export interface Projection {
  status: Status
  since: string
  /** When the first report came. */
  at: string
  category: string
  area: string
  grid?: string
  office: string
  assisting: string[]
  supervising: string
  person?: string
  promise: PromiseState
  publication: Publication
  /** Entries with words for the public that no moderator has ruled on. */
  pending: number[]
  repliedAt?: string
  repliedBy?: string
  outcome?: 'solved' | 'partly' | 'unfounded'
  closedAt?: string
  closedBy?: string
  /** The promise was kept, or not; known once closed. */
  onTime?: boolean
  byHand: boolean
  /** After the second return a dispatcher's ruling binds: it cannot be returned again. */
  bound: boolean
  holdRequest?: number
  holdUntil?: string
  reopenRequest?: number
  asked?: number
  joinedInto?: string
  ratings: Rating[]
  counts: { returns: number; fails: number; replies: number; reopens: number; reopenRequests: number; reports: number }
}

/** Verbs whose words are addressed to the reporter and, once approved, to the public. */
export const publicVerbs = new Set<Entry['verb']>([
  'receive',
  'refuse',
  'return',
  'reply',
  'hold',
  'verify',
  'fail',
  'rate',
  'request_reopen',
  'reopen'
])
/** What a moderator may approve: those, and the words of a report that was joined. */
export const publishable = new Set<Entry['verb']>([...publicVerbs, 'join'])

/** Whether each reporter who is in the case now said yes to publication. */
type Voices = Map<string, boolean>

function listen(voices: Voices, { verb, facts }: Entry): void {
  const { report, into, consent } = facts
  if (verb === 'join' && into) voices.clear()
  else if (report === undefined) return
  else if (verb === 'receive' || verb === 'join' || (verb === 'unjoin' && into)) voices.set(report, consent !== false)
  else if (verb === 'withdraw' || verb === 'unjoin') voices.delete(report)
}

/** Where photos stand among what was said: how an approval names them in the chain. */
export const whereStand = (words: Readonly<Record<string, Words>>, ids: readonly string[]): string[] =>
  Object.entries(words).flatMap(([n, said]) =>
    (said.photos ?? []).flatMap((id, i) => (ids.includes(id) ? [`${n}.${i}`] : []))
  )

/**
 * What the public sees of what was approved: nothing of who said no, left or was forgotten, and no word of anybody where
 * nobody is left who said yes.
 */
function heard(
  { title, ...approved }: Publication,
  ledger: readonly Entry[],
  words: Readonly<Record<string, Words>>,
  voices: Voices
): Publication {
  if (![...voices.values()].includes(true)) return { ...approved, words: [], photos: [] }
  const open = (n: number): boolean => {
    const entry = ledger[n - 1]
    if (!entry || !words[n] || !publishable.has(entry.verb)) return false
    return entry.facts.report === undefined || voices.get(entry.facts.report) === true
  }
  // From where they stand to what they are.
  const photos = approved.photos.flatMap((where) => {
    const [n = 0, i = 0] = where.split('.').map(Number)
    const id = open(n) ? words[n]?.photos?.[i] : undefined
    return id === undefined ? [] : [id]
  })
  return { ...approved, ...(title && { title }), words: approved.words.filter(open), photos: [...new Set(photos)] }
}

const open = (entry: Entry): Projection => ({
  status: entry.to,
  since: entry.at,
  at: entry.at,
  category: entry.facts.category ?? '',
  area: entry.facts.area ?? '',
  ...(entry.facts.grid && { grid: entry.facts.grid }),
  office: entry.facts.office ?? '',
  assisting: entry.facts.assisting ?? [],
  supervising: entry.facts.supervising ?? '',
  promise: { days: entry.facts.days ?? 1, usedMs: 0, since: 0, running: true, dueAt: 0, provisional: false },
  publication: { state: 'pending', words: [], photos: [], ruledTo: 0 },
  pending: [],
  byHand: false,
  bound: false,
  ratings: [],
  counts: { returns: 0, fails: 0, replies: 0, reopens: 0, reopenRequests: 0, reports: 1 }
})

type Effect = (p: Projection, e: Entry, words: Readonly<Record<string, Words>>) => void

/** What each verb does to the picture; a verb that is absent only leaves its entry. */
const effects: Partial<Record<Entry['verb'], Effect>> = {
  dispatch(p, e) {
    p.office = e.facts.office ?? p.office
    p.supervising = e.facts.supervising ?? p.supervising
    p.assisting = e.facts.assisting ?? p.assisting
    p.byHand = e.actor.kind === 'staff'
    p.bound = p.counts.returns >= 2
    set(p, 'person', e.facts.person)
  },
  accept(p, e) {
    set(p, 'person', e.actor.id)
  },
  return(p) {
    p.counts.returns++
    set(p, 'person', undefined)
  },
  reply(p, e) {
    p.counts.replies++
    p.repliedAt = e.at
    set(p, 'repliedBy', e.actor.id)
    set(p, 'outcome', e.facts.outcome)
    set(p, 'holdRequest', undefined)
    set(p, 'asked', undefined)
  },
  request_hold(p, e) {
    p.holdRequest = e.n
    set(p, 'holdUntil', e.facts.until)
  },
  hold(p, e) {
    set(p, 'holdRequest', undefined)
    set(p, 'holdUntil', e.facts.until)
  },
  resume(p) {
    set(p, 'holdUntil', undefined)
  },
  verify(p, e) {
    p.closedAt = e.at
    set(p, 'closedBy', e.actor.id)
  },
  fail(p) {
    p.counts.fails++
  },
  request_reopen(p, e) {
    p.counts.reopenRequests++
    p.reopenRequest = e.n
  },
  reopen(p) {
    p.counts.reopens++
    set(p, 'reopenRequest', undefined)
    set(p, 'closedAt', undefined)
    set(p, 'onTime', undefined)
  },
  refuse(p, e) {
    p.closedAt = e.at
  },
  withdraw(p, e) {
    if (e.to === 'withdrawn') p.closedAt = e.at
    else p.counts.reports--
  },
  rate(p, e) {
    const { report = '', solved = 'solved', satisfied = 'satisfied' } = e.facts
    p.ratings.push({ report, n: e.n, at: e.at, solved, satisfied })
  },
  ask(p, e) {
    p.asked = e.n
  },
  answer(p) {
    set(p, 'asked', undefined)
  },
  join(p, e) {
    // On the one that takes in, `report` is there; on the one taken in, `into`.
    if (e.facts.into) p.joinedInto = e.facts.into
    else p.counts.reports++
  },
  unjoin(p, e) {
    if (e.facts.into) return set(p, 'joinedInto', undefined)
    p.counts.reports--
    // He rates the matter that he is in.
    p.ratings = p.ratings.filter((r) => r.report !== e.facts.report)
  },
  reclassify(p, e) {
    p.category = e.facts.category ?? p.category
  },
  publish(p, e, words) {
    const title = words[e.n]?.title
    p.publication = {
      state: 'published',
      at: p.publication.at ?? e.at,
      ...(title && { title }),
      words: e.facts.words ?? [],
      photos: e.facts.photos ?? [],
      ruledTo: e.n
    }
  },
  withhold(p, e) {
    p.publication = { state: 'withheld', words: [], photos: [], ruledTo: e.n }
  }
}

function set<K extends keyof Projection>(p: Projection, key: K, value: Projection[K] | undefined): void {
  if (value === undefined) Reflect.deleteProperty(p, key)
  else p[key] = value
}

export function project(
  ledger: readonly Entry[],
  words: Readonly<Record<string, Words>>,
  calendar: Calendar
): Projection {
  const [first, ...rest] = ledger
  if (!first) throw new Error('a case has at least its first entry')
  const p = open(first)
  const steps: ClockStep[] = [stepOf(first)]
  const voices: Voices = new Map()
  listen(voices, first)
  for (const entry of rest) {
    if (entry.to !== p.status) p.since = entry.at
    p.status = entry.to
    effects[entry.verb]?.(p, entry, words)
    listen(voices, entry)
    steps.push(stepOf(entry))
  }
  p.promise = promiseState(steps, calendar)
  if (p.status === 'closed') p.onTime = p.promise.usedMs <= p.promise.days * calendar.dayMs
  p.publication = heard(p.publication, ledger, words, voices)
  p.pending = ledger
    .filter((e) => e.n > p.publication.ruledTo && publishable.has(e.verb) && words[e.n] !== undefined)
    .filter((e) => e.facts.report === undefined || voices.has(e.facts.report))
    .map((e) => e.n)
  return p
}

const stepOf = (e: Entry): ClockStep => ({
  at: Date.parse(e.at),
  status: e.to,
  ...(e.facts.days !== undefined && { days: e.facts.days })
})
