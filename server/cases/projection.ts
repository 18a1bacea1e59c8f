/**
 * What the ledger says about a case, as pure functions of its entries. The stored fields are this and nothing else; a
 * property test recomputes them. Words are needed for one thing only, the public title, because a person wrote it.
 */
import type { TimeRules } from '#config/city/types.ts'
import type { Status, TransferWay } from '#shared/cases.ts'
import {
  nextRung,
  deadlineState,
  ranBeyond,
  sameLimit,
  type Calendar,
  type ClockStep,
  type DeadlineState
} from '#server/deadlines/index.ts'
import type { Limit } from '#shared/limits.ts'
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
  /** 首问责任: the office that answers for it until another has accepted it. */
  answerable?: string
  /** Handed to somebody outside, until they have taken it or sent it back. */
  transfer?: { way: TransferWay; n: number; state: 'open' | 'accepted'; at: string }
  /** Offices that returned it, in their order: 推诿 is counted by who does it. */
  returnedBy: string[]
  deadline: DeadlineState
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
  extendRequest?: number
  /** Rungs that the ledger holds, and the next one with its moment while the clock runs. */
  ladder: { done: string[]; next?: { id: string; at: number } }
  exposedAt?: string
  reopenRequest?: number
  asked?: number
  joinedInto?: string
  ratings: Rating[]
  counts: {
    returns: number
    fails: number
    replies: number
    reopens: number
    reopenRequests: number
    reports: number
    holds: number
    extensions: number
    overdue: number
  }
}

/** Verbs whose words are addressed to the reporter and, once approved, to the public. */
export const publicVerbs = new Set<Entry['verb']>([
  'receive',
  'refuse',
  'return',
  'reply',
  'hold',
  'extend',
  'verify',
  'fail',
  'rate',
  'request_reopen',
  'reopen',
  'help'
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
  returnedBy: [],
  // Counted from the whole ledger, below.
  deadline: {} as DeadlineState,
  ladder: { done: [] },
  publication: { state: 'pending', words: [], photos: [], ruledTo: 0 },
  pending: [],
  byHand: false,
  bound: false,
  ratings: [],
  counts: {
    returns: 0,
    fails: 0,
    replies: 0,
    reopens: 0,
    reopenRequests: 0,
    reports: 1,
    holds: 0,
    extensions: 0,
    overdue: 0
  }
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
    // Who received it first answers for it; sending it on changes that only when somebody accepts it.
    p.answerable ??= p.office
  },
  accept(p, e) {
    set(p, 'person', e.actor.id)
    p.answerable = p.office
  },
  return(p, e) {
    p.counts.returns++
    p.returnedBy.push(e.actor.office ?? p.office)
    set(p, 'person', undefined)
    leaves(p)
  },
  reply(p, e) {
    p.counts.replies++
    p.repliedAt = e.at
    set(p, 'repliedBy', e.actor.id)
    set(p, 'outcome', e.facts.outcome)
    set(p, 'holdRequest', undefined)
    set(p, 'extendRequest', undefined)
    set(p, 'asked', undefined)
  },
  request_hold(p, e) {
    p.holdRequest = e.n
    set(p, 'holdUntil', e.facts.until)
  },
  refuse_hold(p) {
    set(p, 'holdRequest', undefined)
    set(p, 'holdUntil', undefined)
  },
  hold(p, e) {
    p.counts.holds++
    set(p, 'holdRequest', undefined)
    set(p, 'holdUntil', e.facts.until)
  },
  resume(p) {
    set(p, 'holdUntil', undefined)
  },
  request_extend(p, e) {
    p.extendRequest = e.n
  },
  refuse_extend(p) {
    set(p, 'extendRequest', undefined)
  },
  extend(p) {
    p.counts.extensions++
    set(p, 'extendRequest', undefined)
  },
  overdue(p) {
    p.counts.overdue++
  },
  expose(p, e) {
    p.exposedAt = e.at
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
    const way = e.facts.way
    if (way === 'forward' || way === 'letter') {
      p.transfer = { way, n: e.n, state: 'open', at: e.at }
      p.answerable ??= e.actor.office ?? p.office
    } else set(p, 'answerable', undefined)
  },
  transfer_accept(p, e) {
    if (p.transfer) p.transfer = { ...p.transfer, state: 'accepted', at: e.at }
    set(p, 'answerable', undefined)
  },
  transfer_decline(p) {
    set(p, 'transfer', undefined)
    set(p, 'closedAt', undefined)
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
    if (e.facts.office === undefined) return
    // What turns out to be a complaint about officers leaves the office that has it in the same step.
    p.office = p.answerable = e.facts.office
    p.supervising = e.facts.supervising ?? p.supervising
    p.assisting = []
    set(p, 'person', undefined)
    leaves(p)
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

/** What an office asked for, it asked for itself. */
function leaves(p: Projection): void {
  set(p, 'holdRequest', undefined)
  set(p, 'holdUntil', undefined)
  set(p, 'extendRequest', undefined)
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
  const voices: Voices = new Map()
  listen(voices, first)
  for (const entry of rest) {
    if (entry.to !== p.status) p.since = entry.at
    p.status = entry.to
    effects[entry.verb]?.(p, entry, words)
    if (entry.facts.rung) p.ladder.done.push(entry.facts.rung)
    listen(voices, entry)
  }
  const steps = clockSteps(ledger)
  p.deadline = deadlineState(steps, calendar)
  // What was asked for under one limit means something else under another.
  if (p.extendRequest !== undefined && !sameLimit(limitAt(ledger, p.extendRequest), limitAt(ledger)))
    set(p, 'extendRequest', undefined)
  if (p.status === 'closed') p.onTime = !ranBeyond(p.deadline, p.deadline.dueAt, 0)
  const next = p.joinedInto === undefined ? nextRung(steps, p.ladder.done, calendar) : undefined
  if (next) p.ladder.next = next
  p.publication = heard(p.publication, ledger, words, voices)
  p.pending = ledger
    .filter((e) => e.n > p.publication.ruledTo && publishable.has(e.verb) && words[e.n] !== undefined)
    .filter((e) => e.facts.report === undefined || voices.has(e.facts.report))
    .map((e) => e.n)
  return p
}

/** The limit that an entry sets; the first version said it in working days. */
const limitOf = ({ limit, days }: Entry['facts']): Limit | undefined =>
  limit ?? (days === undefined ? undefined : { n: days, unit: 'work_day' })

/** The limit that held when entry `n` was written, extensions aside; without `n`, the one that holds now. */
export const limitAt = (ledger: readonly Entry[], n = ledger.length): Limit | undefined =>
  ledger
    .slice(0, n)
    .map((e) => limitOf(e.facts))
    .findLast((limit) => limit !== undefined)

/** Verbs that put a case into somebody's hands: where its facts name an office, its clocks are that office's. */
const gives = new Set<Entry['verb']>(['receive', 'dispatch', 'reclassify'])

/** The table of times that a case began under: one that is published later is for cases that begin later. */
export const timeRulesOf = (ledger: readonly Entry[], calendar: Calendar): TimeRules =>
  calendar.rulesOf(ledger[0]?.facts.release)

/** The ledger as far as its clocks care. */
export const clockSteps = (ledger: readonly Entry[]): ClockStep[] =>
  ledger.map(({ n, at, to, verb, facts }) => {
    const limit = limitOf(facts)
    const given = gives.has(verb)
    return {
      at: Date.parse(at),
      status: to,
      ...(limit && { limit }),
      ...(facts.urgency && { urgency: facts.urgency }),
      ...(verb === 'extend' && facts.more && { more: facts.more }),
      ...(given && facts.office && { office: facts.office }),
      ...(given && facts.supervising && { supervising: facts.supervising }),
      ...(n === 1 && facts.release && { release: facts.release }),
      ...(facts.rung && { rung: facts.rung })
    }
  })
