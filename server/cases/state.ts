/** How a case stands: what its ledger says of it, stored for indexes and recomputed by a test. */
import type { Precision } from '#shared/city.ts'
import type { RulingKind, Status, TransferWay, UnhappyOutcome } from '#shared/cases.ts'
import type { EscalationVerb } from '#shared/deadlines.ts'
import type { MaskSpan } from '#shared/masking.ts'
import type { DeadlineState } from '#server/deadlines/index.ts'

export interface Rating {
  report: string
  n: number
  at: string
  solved: 'solved' | 'partly' | 'unsolved'
  satisfied: 'satisfied' | 'fair' | 'dissatisfied'
  /** Which close it is about, and when that was. */
  round: number
  closedAt: string
  /** The same reporter has rated a later close: figures count his last word. */
  superseded?: true
}

/** An entry of the 不满意台账: somebody was not satisfied, and somebody has to speak to him. */
export interface Unhappy {
  report: string
  /** Entry of the rating. */
  n: number
  round: number
  at: string
  office: string
  /** Who handled the case, where anybody did. */
  owner?: string
  dueAt: string
  /** The entry that says what came of it. */
  done?: { n: number; at: string; outcome: UnhappyOutcome; office?: string }
}

export interface Publication {
  state: 'pending' | 'published' | 'withheld'
  /** First published. */
  at?: string
  title?: string
  /** Entries whose words the public sees, and photos, as a moderator approved them. */
  words: number[]
  photos: string[]
  /** What of the texts it shows is masked, each by its name (shared/masking.ts). */
  masks?: Record<string, MaskSpan[]>
  /** Nobody was asked about masks; what the rules find is masked. */
  unruled?: true
  /** Everything up to this entry has been ruled on. */
  ruledTo: number
  /** Under which kind of matter, and how finely the place was to be told then; entries of before do not say the latter. */
  category?: string
  precision?: Precision
  /** Whose report spoke for the case when it was ruled on, while he is heard: another's place waits for the next ruling. */
  speaker?: string
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
  /** Entries with words for the public that no moderator has ruled on, and how long the first of them has waited. */
  pending: number[]
  pendingSince?: string
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
  /**
   * Escalation steps that the ledger holds, and the next one with its moment while the clock runs; the highest that was
   * taken, and the 督办单 with whether the office has replied since.
   */
  escalation: {
    done: string[]
    next?: { id: string; at: number }
    step?: EscalationVerb
    orders?: { n: number; at: string; answered?: true }[]
  }
  /** The upper level it was raised to: it reads the case and acts on it from then on. */
  raisedTo?: string
  exposedAt?: string
  reopenRequest?: number
  /** The ruling that refused it; who was refused does not ask again in the same round. */
  reopenRefused?: number
  /** What waits for a ruling, the oldest first. */
  toRule: { kind: RulingKind; at: string }[]
  asked?: number
  /** Who refused it: he does not rule on an objection. */
  refusedBy?: string
  /** The entry of an objection that waits for a ruling. */
  objection?: number
  /** Reports whose reporter has objected: once each. */
  objectors: string[]
  joinedInto?: string
  ratings: Rating[]
  unhappy: Unhappy[]
  /** Of those nobody has answered yet, when the first was given. */
  unhappySince?: string
  counts: {
    returns: number
    fails: number
    replies: number
    reopens: number
    /** Rounds of closing so far. */
    closes: number
    reopenRequests: number
    reports: number
    holds: number
    extensions: number
    overdue: number
  }
}
