/**
 * What the ledger says about a case, as pure functions of its entries. The stored fields are this and nothing else; a
 * property test recomputes them. Words are needed for one thing only, the public title, because a person wrote it.
 */
import type { TimeRules } from '#config/city/types.ts'
import { rulingKinds, type RulingKind } from '#shared/cases.ts'
import type { Limit } from '#shared/limits.ts'
import { bindingFrom } from '#shared/responsibility.ts'
import {
  nextEscalation,
  deadlineState,
  ranBeyond,
  sameLimit,
  type Calendar,
  type ClockStep,
  type DeadlineState
} from '#server/deadlines/index.ts'
import { noteConsent, publishable, ruledSince, speakerIn, takesTitle, withConsent, type Consents } from './consent.ts'
import type { Entry, Words } from './ledger.ts'
import type { Projection } from './state.ts'
import { caseVerbs } from './verbs.ts'

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
  escalation: { done: [] },
  publication: { state: 'pending', words: [], photos: [], ruledTo: 0 },
  pending: [],
  byHand: false,
  bound: false,
  ratings: [],
  unhappy: [],
  toRule: [],
  objectors: [],
  counts: {
    returns: 0,
    fails: 0,
    replies: 0,
    reopens: 0,
    closes: 0,
    reopenRequests: 0,
    reports: 1,
    holds: 0,
    extensions: 0,
    overdue: 0
  }
})

export function project(
  ledger: readonly Entry[],
  words: Readonly<Record<string, Words>>,
  calendar: Calendar
): Projection {
  const [first, ...rest] = ledger
  if (!first) throw new Error('a case has at least its first entry')
  const state = open(first)
  const consents: Consents = new Map()
  noteConsent(consents, first)
  for (const entry of rest) {
    if (entry.to !== state.status) state.since = entry.at
    state.status = entry.to
    caseVerbs[entry.verb].effect(state, entry, words)
    if (entry.facts.rung) state.escalation.done.push(entry.facts.rung)
    noteConsent(consents, entry)
    if (entry.verb === 'publish') {
      const speaker = speakerIn(consents)
      if (speaker !== undefined) state.publication.speaker = speaker
    }
    if (takesTitle(entry, ledger, state.publication)) Reflect.deleteProperty(state.publication, 'title')
  }
  const steps = clockSteps(ledger)
  state.deadline = deadlineState(steps, calendar)
  // What was asked for under one limit means something else under another.
  if (state.extendRequest !== undefined && !sameLimit(limitAt(ledger, state.extendRequest), limitAt(ledger)))
    delete state.extendRequest
  state.toRule = rulings(state, ledger)
  if (state.status === 'closed') state.onTime = !ranBeyond(state.deadline, state.deadline.dueAt, 0)
  const next = state.joinedInto === undefined ? nextEscalation(steps, state.escalation.done, calendar) : undefined
  if (next) state.escalation.next = next
  state.publication = withConsent(state.publication, ledger, words, consents)
  const pending = ledger.flatMap((e) => {
    const from = e.facts.report === undefined ? 0 : consents.get(e.facts.report)
    if (!publishable.has(e.verb) || words[e.n] === undefined || from === undefined) return []
    if (e.n > state.publication.ruledTo) return [{ n: e.n, at: e.at }]
    // Ruled on before its reporter said yes once more: that is asked anew.
    if (from === false || ruledSince(from, state.publication)) return []
    return [{ n: e.n, at: ledger[from - 1]?.at ?? e.at }]
  })
  state.pending = pending.map(({ n }) => n)
  const [since] = pending.map(({ at }) => at).sort()
  if (since !== undefined) state.pendingSince = since
  const [unanswered] = state.unhappy.flatMap(({ at, done }) => (done ? [] : [at])).sort()
  if (unanswered !== undefined) state.unhappySince = unanswered
  return state
}

/** What somebody has to rule on before it goes on; a second return and every one after it is no ordinary dispatch. */
function rulings(state: Projection, ledger: readonly Entry[]): Projection['toRule'] {
  const at = (n: number | undefined): string | undefined => (n === undefined ? undefined : ledger[n - 1]?.at)
  const asked: Record<RulingKind, string | undefined> = {
    hold: at(state.holdRequest),
    extend: at(state.extendRequest),
    return: state.status === 'returned' && state.counts.returns >= bindingFrom ? state.since : undefined,
    reopen: at(state.reopenRequest),
    objection: at(state.objection)
  }
  return rulingKinds
    .flatMap((kind) => (asked[kind] === undefined ? [] : [{ kind, at: asked[kind] }]))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
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

/** The table of times that a case began under: one that is published later is for cases that begin later. */
export const timeRulesOf = (ledger: readonly Entry[], calendar: Calendar): TimeRules =>
  calendar.rulesOf(ledger[0]?.facts.release)

/** The ledger as far as its clocks care. */
export const clockSteps = (ledger: readonly Entry[]): ClockStep[] =>
  ledger.map(({ n, at, to, verb, facts }) => {
    const limit = limitOf(facts)
    const given = caseVerbs[verb].handsOver
    return {
      at: Date.parse(at),
      status: to,
      ...(limit && { limit }),
      ...(facts.urgency && { urgency: facts.urgency }),
      ...(verb === 'extend' && facts.more && { more: facts.more }),
      ...(given && facts.office && { office: facts.office }),
      ...(given && facts.supervising && { supervising: facts.supervising }),
      ...(n === 1 && facts.release && { release: facts.release }),
      ...(facts.rung && { escalationStep: facts.rung })
    }
  })
