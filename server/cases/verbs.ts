/**
 * What only the server needs of a verb, one row each; the rest of the row is shared/verbs.ts. Lifecycle, policy, what may
 * still be asked for and the projection read this table and have no other list of verbs.
 */
import type { TimeRules } from '#config/city/types.ts'
import { followUpDays, ratingDays, type Status, type UnhappyOutcome, type Verb } from '#shared/cases.ts'
import { escalationVerbs, type EscalationVerb } from '#shared/deadlines.ts'
import type { Refusal } from '#shared/errors.ts'
import { bindingFrom } from '#shared/responsibility.ts'
import { anyOf } from '#server/kernel/policy.ts'
import type { Entry, Words } from './ledger.ts'
import { masksBy, titleUnder } from './masks.ts'
import type { Projection } from './state.ts'
import {
  admin,
  byRule,
  centre,
  dispatcher,
  dispatcherOrVerifierButNotWhoRefused,
  itsReporter,
  moderator,
  officerConcerned,
  officerOfLead,
  upperLevel,
  verifierButNotWhoClosed,
  verifierButNotWhoReplied,
  verifierOfSupervising,
  type Rule
} from './who.ts'

/** What a limit may look at besides the case. */
export interface Asked {
  /** Milliseconds since the epoch. */
  now: number
  /** The table of times that the case began under. */
  times: TimeRules
  /** Whose report asks. */
  report?: string
}

export interface CaseVerb {
  from: readonly Status[] | 'everywhere'
  to: Status | 'same'
  who: Rule
  /** What must hold besides the status; else it is `not_in_this_status`. */
  when: (state: Projection) => boolean
  /** How often and how long it may still be asked for: what a move that comes too late or too often is refused with. */
  limit: (state: Projection, asked: Asked) => Refusal | undefined
  /** Also on a case that has been joined into another. */
  onJoined: boolean
  /** Puts the case into the hands of the office that its facts name: its clocks are that office's from then on. */
  handsOver: boolean
  /** What it changes; the status, and the entry itself, need no saying. */
  effect: (state: Projection, entry: Entry, words: Readonly<Record<string, Words>>) => void
}

const always = () => true
const never = () => undefined
const nothing = () => undefined

/** What most verbs are: on a case of its own, as often as one likes, and the case stays with whom it is. */
const usual = { when: always, limit: never, onJoined: false, handsOver: false } as const
const anywhere = { ...usual, from: 'everywhere', to: 'same' } as const
/** Somebody owes the next step, and the clock runs: the escalation may reach it. */
const owed = {
  ...usual,
  from: ['received', 'dispatched', 'handling', 'rework', 'returned'],
  to: 'same',
  who: byRule
} as const

const tooManyHolds: CaseVerb['limit'] = ({ counts }, { times }) =>
  counts.holds >= times.hold.times ? 'too_often' : undefined
const tooManyExtensions: CaseVerb['limit'] = ({ counts }, { times }) =>
  counts.extensions >= times.extension.times ? 'too_often' : undefined

/** Until when its reporters may rate a case that was closed at this moment, or ask for it to be done again. */
export const rateBy = (closedAt: string): string =>
  new Date(Date.parse(closedAt) + ratingDays * 86_400_000).toISOString()
const afterRating: CaseVerb['limit'] = ({ closedAt }, { now }) =>
  closedAt === undefined || now > Date.parse(rateBy(closedAt)) ? 'too_late' : undefined

export const caseVerbs = {
  receive: { ...usual, from: [], to: 'received', who: byRule, handsOver: true, effect: nothing },
  dispatch: {
    ...usual,
    // Also out of the hands of an office that does nothing, or that has it by mistake: no clock starts again.
    from: ['received', 'dispatched', 'handling', 'on_hold', 'replied', 'rework', 'returned'],
    to: 'dispatched',
    who: anyOf(byRule, dispatcher, upperLevel),
    handsOver: true,
    effect(state, { facts, actor }) {
      leaveOffice(state)
      state.office = facts.office ?? state.office
      state.supervising = facts.supervising ?? state.supervising
      state.assisting = facts.assisting ?? state.assisting
      state.byHand = actor.kind === 'staff'
      state.bound = state.counts.returns >= bindingFrom
      set(state, 'person', facts.person)
      // Who received it first answers for it; sending it on changes that only when somebody accepts it.
      state.answerable ??= state.office
    }
  },
  refuse: {
    ...usual,
    from: ['received', 'returned'],
    to: 'refused',
    who: dispatcher,
    effect(state, { n, at, facts: { way }, actor }) {
      state.closedAt = at
      set(state, 'refusedBy', actor.id)
      if (way === 'forward' || way === 'letter') {
        state.transfer = { way, n, state: 'open', at }
        state.answerable ??= actor.office ?? state.office
      } else set(state, 'answerable', undefined)
    }
  },
  transfer_accept: {
    ...usual,
    from: ['refused'],
    to: 'same',
    who: dispatcher,
    when: ({ transfer }) => transfer?.state === 'open',
    effect(state, { at }) {
      if (state.transfer) state.transfer = { ...state.transfer, state: 'accepted', at }
      set(state, 'answerable', undefined)
    }
  },
  transfer_decline: {
    ...usual,
    from: ['refused'],
    to: 'returned',
    who: dispatcher,
    when: ({ transfer }) => transfer?.state === 'open',
    effect(state) {
      set(state, 'transfer', undefined)
      set(state, 'closedAt', undefined)
      // It comes back: what was objected to is no longer so.
      set(state, 'objection', undefined)
    }
  },
  object: {
    ...usual,
    from: ['refused'],
    to: 'same',
    who: itsReporter,
    when: ({ objection }) => objection === undefined,
    limit: (state, asked) =>
      asked.report !== undefined && state.objectors.includes(asked.report) ? 'too_often' : afterRating(state, asked),
    effect(state, { n, facts: { report } }) {
      state.objection = n
      if (report !== undefined) state.objectors.push(report)
    }
  },
  overturn: {
    ...usual,
    from: ['refused'],
    to: 'returned',
    who: dispatcherOrVerifierButNotWhoRefused,
    when: ({ objection }) => objection !== undefined,
    effect(state) {
      set(state, 'objection', undefined)
      set(state, 'transfer', undefined)
      set(state, 'closedAt', undefined)
    }
  },
  uphold: {
    ...usual,
    from: ['refused'],
    to: 'same',
    who: dispatcherOrVerifierButNotWhoRefused,
    when: ({ objection }) => objection !== undefined,
    effect: (state) => set(state, 'objection', undefined)
  },
  withdraw: {
    ...usual,
    from: ['received', 'dispatched'],
    to: 'withdrawn',
    who: itsReporter,
    effect(state, { to, at }) {
      if (to === 'withdrawn') state.closedAt = at
      else state.counts.reports--
    }
  },
  consent: {
    ...anywhere,
    who: itsReporter,
    effect: nothing
  },
  accept: {
    ...usual,
    from: ['dispatched'],
    to: 'handling',
    who: officerOfLead,
    effect(state, { actor }) {
      set(state, 'person', actor.id)
      state.answerable = state.office
    }
  },
  return: {
    ...usual,
    from: ['dispatched', 'handling'],
    to: 'returned',
    who: officerOfLead,
    when: ({ bound }) => !bound,
    effect(state, { actor }) {
      state.counts.returns++
      state.returnedBy.push(actor.office ?? state.office)
      set(state, 'person', undefined)
      leaveOffice(state)
    }
  },
  reply: {
    ...usual,
    from: ['handling', 'rework'],
    to: 'replied',
    who: officerOfLead,
    effect(state, { at, actor, facts }) {
      state.counts.replies++
      state.repliedAt = at
      set(state, 'repliedBy', actor.id)
      set(state, 'outcome', facts.outcome)
      const { orders } = state.escalation
      if (orders) state.escalation.orders = orders.map((order) => ({ ...order, answered: true }))
      set(state, 'holdRequest', undefined)
      set(state, 'extendRequest', undefined)
      set(state, 'asked', undefined)
    }
  },
  request_hold: {
    ...usual,
    from: ['handling'],
    to: 'same',
    who: officerOfLead,
    when: ({ holdRequest }) => holdRequest === undefined,
    limit: tooManyHolds,
    effect(state, { n, facts }) {
      state.holdRequest = n
      set(state, 'holdUntil', facts.until)
    }
  },
  hold: {
    ...usual,
    from: ['handling'],
    to: 'on_hold',
    who: dispatcher,
    when: ({ holdRequest }) => holdRequest !== undefined,
    limit: tooManyHolds,
    effect(state, { facts }) {
      state.counts.holds++
      set(state, 'holdRequest', undefined)
      set(state, 'holdUntil', facts.until)
    }
  },
  refuse_hold: {
    ...usual,
    from: ['handling'],
    to: 'same',
    who: dispatcher,
    when: ({ holdRequest }) => holdRequest !== undefined,
    effect(state) {
      set(state, 'holdRequest', undefined)
      set(state, 'holdUntil', undefined)
    }
  },
  resume: {
    ...usual,
    from: ['on_hold'],
    to: 'handling',
    who: anyOf(officerOfLead, dispatcher, byRule),
    effect: (state) => set(state, 'holdUntil', undefined)
  },
  request_extend: {
    ...usual,
    from: ['handling'],
    to: 'same',
    who: officerOfLead,
    when: ({ extendRequest }) => extendRequest === undefined,
    limit: (state, asked) => (state.deadline.dueAt < asked.now ? 'past_due' : tooManyExtensions(state, asked)),
    effect(state, { n }) {
      state.extendRequest = n
    }
  },
  extend: {
    ...usual,
    from: ['handling', 'on_hold'],
    to: 'same',
    who: dispatcher,
    when: ({ extendRequest }) => extendRequest !== undefined,
    limit: tooManyExtensions,
    effect(state) {
      state.counts.extensions++
      set(state, 'extendRequest', undefined)
    }
  },
  refuse_extend: {
    ...usual,
    from: ['handling', 'on_hold'],
    to: 'same',
    who: dispatcher,
    when: ({ extendRequest }) => extendRequest !== undefined,
    effect: (state) => set(state, 'extendRequest', undefined)
  },
  verify: {
    ...usual,
    from: ['replied'],
    to: 'closed',
    who: verifierButNotWhoReplied,
    effect(state, { at, actor }) {
      state.closedAt = at
      state.counts.closes++
      set(state, 'closedBy', actor.id)
    }
  },
  fail: {
    ...usual,
    from: ['replied'],
    to: 'rework',
    who: verifierButNotWhoReplied,
    effect(state) {
      state.counts.fails++
    }
  },
  rate: {
    ...usual,
    from: ['closed'],
    to: 'same',
    who: itsReporter,
    limit: (state, asked) => (isRated(state, asked.report) ? 'already_rated' : afterRating(state, asked)),
    effect(state, { n, at, facts: { report = '', solved = 'solved', satisfied = 'satisfied' } }) {
      const [round, closedAt] = [state.counts.closes, state.closedAt ?? at]
      state.ratings = state.ratings.map((rating) =>
        rating.report === report ? { ...rating, superseded: true } : rating
      )
      state.ratings.push({ report, n, at, solved, satisfied, round, closedAt })
      if (solved !== 'unsolved' && satisfied !== 'dissatisfied') return
      const { office, person } = state
      const dueAt = new Date(Date.parse(at) + followUpDays * 86_400_000).toISOString()
      state.unhappy.push({ report, n, round, at, office, ...(person && { owner: person }), dueAt })
    }
  },
  request_reopen: {
    ...usual,
    from: ['closed'],
    to: 'same',
    who: itsReporter,
    when: ({ reopenRequest, reopenRefused }) => reopenRequest === undefined && reopenRefused === undefined,
    limit: afterRating,
    effect(state, { n }) {
      state.counts.reopenRequests++
      state.reopenRequest = n
    }
  },
  reopen: {
    ...usual,
    from: ['closed'],
    to: 'rework',
    who: verifierButNotWhoClosed,
    when: ({ reopenRequest }) => reopenRequest !== undefined,
    effect(state, entry) {
      state.counts.reopens++
      // It is done again: whoever was not satisfied with it speaks about the next round.
      settleUnhappy(state, entry, 'reopened')
      set(state, 'reopenRequest', undefined)
      set(state, 'reopenRefused', undefined)
      set(state, 'closedAt', undefined)
      set(state, 'onTime', undefined)
    }
  },
  refuse_reopen: {
    ...usual,
    from: ['closed'],
    to: 'same',
    who: verifierButNotWhoClosed,
    when: ({ reopenRequest }) => reopenRequest !== undefined,
    effect(state, { n }) {
      set(state, 'reopenRequest', undefined)
      state.reopenRefused = n
    }
  },
  ask: {
    ...usual,
    from: ['dispatched', 'handling', 'on_hold', 'rework'],
    to: 'same',
    who: anyOf(officerOfLead, dispatcher),
    effect(state, { n }) {
      state.asked = n
    }
  },
  answer: {
    ...usual,
    from: ['dispatched', 'handling', 'on_hold', 'rework', 'replied'],
    to: 'same',
    who: itsReporter,
    when: ({ asked }) => asked !== undefined,
    effect: (state) => set(state, 'asked', undefined)
  },
  follow_up: {
    ...usual,
    from: ['closed'],
    to: 'same',
    who: anyOf(officerOfLead, verifierOfSupervising, dispatcher),
    when: ({ unhappy }) => unhappy.some(({ done }) => !done),
    effect: (state, entry) => settleUnhappy(state, entry, entry.facts.followed ?? 'explained', entry.facts.report)
  },
  note: {
    ...anywhere,
    who: anyOf(officerConcerned, centre, upperLevel),
    onJoined: true,
    // By the clock it says that its handler has left, and who has it now.
    effect(state, { actor, facts }) {
      if (actor.kind === 'clock') set(state, 'person', facts.person)
    }
  },
  join: {
    ...anywhere,
    who: dispatcher,
    // Where everybody has taken his report back there is nothing to join, and nobody to join.
    when: ({ status }) => status !== 'withdrawn',
    effect(state, { facts }) {
      // On the one that takes in, `report` is there; on the one taken in, `into`.
      if (facts.into) state.joinedInto = facts.into
      else state.counts.reports++
    }
  },
  unjoin: {
    ...anywhere,
    who: dispatcher,
    when: ({ counts }) => counts.reports > 1,
    effect(state, { facts }) {
      if (facts.into) return set(state, 'joinedInto', undefined)
      state.counts.reports--
      // He rates the matter that he is in.
      state.ratings = state.ratings.filter(({ report }) => report !== facts.report)
      state.unhappy = state.unhappy.filter(({ report }) => report !== facts.report)
    }
  },
  reclassify: {
    ...anywhere,
    who: dispatcher,
    handsOver: true,
    effect(state, { facts }) {
      state.category = facts.category ?? state.category
      if (facts.office === undefined) return
      // What turns out to be a complaint about officers leaves the office that has it in the same step.
      state.office = state.answerable = facts.office
      state.supervising = facts.supervising ?? state.supervising
      state.assisting = []
      set(state, 'person', undefined)
      leaveOffice(state)
    }
  },
  publish: {
    ...anywhere,
    who: moderator,
    effect(state, { n, at, facts }, words) {
      const title = words[n]?.title
      state.publication = {
        state: 'published',
        at: state.publication.at ?? at,
        ...(title && { title: titleUnder(title, facts) }),
        words: facts.words ?? [],
        photos: facts.photos ?? [],
        masks: masksBy(facts, words),
        ...(!facts.masks && { unruled: true }),
        ruledTo: n,
        category: state.category,
        ...(facts.precision && { precision: facts.precision })
      }
    }
  },
  withhold: {
    ...anywhere,
    who: moderator,
    effect(state, { n }) {
      state.publication = { state: 'withheld', words: [], photos: [], ruledTo: n }
    }
  },
  help: { ...anywhere, who: byRule, effect: nothing },
  erase: { ...anywhere, who: anyOf(moderator, admin), onJoined: true, effect: nothing },
  urge: { ...owed, effect: noteEscalation },
  overdue: {
    ...owed,
    effect(state, entry) {
      noteEscalation(state, entry)
      state.counts.overdue++
    }
  },
  supervise: {
    ...owed,
    effect(state, entry) {
      noteEscalation(state, entry)
      state.escalation.orders = [...(state.escalation.orders ?? []), { n: entry.n, at: entry.at }]
    }
  },
  escalate: {
    ...owed,
    effect(state, entry) {
      noteEscalation(state, entry)
      set(state, 'raisedTo', entry.facts.office)
    }
  },
  expose: {
    ...owed,
    effect(state, entry) {
      noteEscalation(state, entry)
      state.exposedAt = entry.at
    }
  },
  instruct: {
    ...usual,
    from: ['received', 'dispatched', 'handling', 'on_hold', 'replied', 'rework', 'returned'],
    to: 'same',
    who: anyOf(upperLevel, dispatcher, verifierOfSupervising),
    effect: nothing
  }
} as const satisfies Record<Verb, CaseVerb> as Readonly<Record<Verb, CaseVerb>>

/** Whether a reporter has rated the close that stands. */
export const isRated = ({ ratings, counts }: Pick<Projection, 'ratings' | 'counts'>, of: string | undefined): boolean =>
  ratings.some(({ report, round }) => report === of && round === counts.closes)

/** What is open of one reporter, or of all, is done with this entry. */
function settleUnhappy(state: Projection, { n, at, actor }: Entry, outcome: UnhappyOutcome, of?: string): void {
  const done = { n, at, outcome, ...(actor.office && { office: actor.office }) }
  state.unhappy = state.unhappy.map((matter) =>
    matter.done || (of !== undefined && matter.report !== of) ? matter : { ...matter, done }
  )
}

/** The highest step counts: an overdue entry after a 督办单 takes nothing back. */
function noteEscalation(state: Projection, { verb }: Entry): void {
  const step = escalationVerbs.find((one) => one === verb)
  const rank = (one: EscalationVerb | undefined): number => (one ? escalationVerbs.indexOf(one) : -1)
  if (step && rank(step) > rank(state.escalation.step)) state.escalation.step = step
}

/** What an office asked for, it asked for itself. */
function leaveOffice(state: Projection): void {
  set(state, 'holdRequest', undefined)
  set(state, 'holdUntil', undefined)
  set(state, 'extendRequest', undefined)
}

function set<K extends keyof Projection>(state: Projection, key: K, value: Projection[K] | undefined): void {
  if (value === undefined) Reflect.deleteProperty(state, key)
  else state[key] = value
}
