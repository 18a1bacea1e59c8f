/** Service records: who came, for how long, and the ledger of hours (志愿服务记录与证明出具办法, in force 2021-02-01). */
import { signupOutcomes, signupStates, shiftView, trainings } from './activities.ts'
import { endpoint, publicFor } from './endpoint.ts'
import { presenceView } from './presence.ts'
import {
  activityNo,
  bool,
  cursor,
  input,
  int,
  line,
  list,
  maybe,
  moment,
  oneOf,
  pageOf,
  rowId,
  said,
  text,
  view,
  type Infer
} from './schema.ts'
import { honours, learnedView } from './volunteers.ts'

export const hourKinds = ['grant', 'correct', 'revoke'] as const
export type HourKind = (typeof hourKinds)[number]
/** A day has no more. */
export const minutesAtMost = 1440

/** Hours from which a star is given (民函〔2012〕340 号): 100, 300, 600, 1000, 1500. */
export const starHours = [100, 300, 600, 1000, 1500] as const
export const starOf = (minutes: number): number => starHours.filter((h) => minutes >= h * 60).length

/** Hours beyond what the shift can have taken: how many it can, and who asked for them (empty: the person himself). */
const beyondView = view({ limit: int(0, minutesAtMost), by: said() })

const lineFields = {
  id: rowId(),
  kind: oneOf(hourKinds),
  at: moment(),
  /** Signed: a revocation takes away. */
  minutes: int(-minutesAtMost, minutesAtMost),
  by: said(),
  words: maybe(said()),
  beyond: maybe(beyondView)
}
/** What the ledger says of one sign-up, a line at a time. */
export const ledgerLine = view(lineFields)
export type LedgerLine = Infer<typeof ledgerLine>
export const linesAtMost = 60

/** What can be done about one person of a settled shift. */
export const rosterActs = ['honour', 'train', 'correct', 'revoke'] as const
export type RosterAct = (typeof rosterActs)[number]

export const rosterRow = view({
  signup: rowId(),
  name: said(),
  phone: maybe(said()),
  seats: int(1, 100),
  names: list(said(), { max: 40 }),
  team: maybe(said()),
  role: said(),
  state: oneOf(signupStates),
  at: moment(),
  note: maybe(said()),
  guardian: maybe(view({ name: said(), phone: said() })),
  /** Rules that were asked and held when he signed up. */
  passed: list(said(), { max: 20 }),
  /** How it went with this person in the last twelve months. */
  before: view({ came: int(0, 1e6), absent: int(0, 1e6), late: int(0, 1e6) }),
  presence: presenceView,
  /** What settling would grant; a row that wants a look is granted only when it is confirmed. */
  proposal: int(0, minutesAtMost),
  look: bool(),
  /** What an organiser may grant by himself: as long as the shift was planned, or as was reported where that is more. */
  limit: int(0, minutesAtMost),
  outcome: maybe(oneOf(signupOutcomes)),
  granted: maybe(int(0, minutesAtMost)),
  words: maybe(said()),
  /** Oldest first; the latest of them, should there be more. */
  ledger: list(ledgerLine, { max: linesAtMost }),
  /** Given for this sign-up. */
  honours: list(view({ honour: oneOf(honours), at: moment(), words: said() }), { max: honours.length }),
  /** What this person has learned, whoever noted it, once the shift is settled; noting it again replaces the score. */
  learned: list(learnedView, { max: trainings.length }),
  /** A request to put these hours right that waits for somebody to rule. */
  asked: maybe(view({ id: rowId(), at: moment(), minutes: int(0, minutesAtMost) })),
  /** What this viewer may do about this person now. */
  may: list(oneOf(rosterActs), { max: rosterActs.length })
})
export type RosterRow = Infer<typeof rosterRow>

export const rosterView = view({
  activity: view({ no: activityNo(), title: said(), address: said() }),
  shift: shiftView,
  settled: maybe(moment()),
  maySettle: bool(),
  rows: list(rosterRow, { max: 4000 }),
  /** People who were not let in, and by which rule; the latest a person. */
  refused: list(view({ at: moment(), role: said(), failed: list(said(), { max: 20 }) }), { max: 100 })
})
export type RosterView = Infer<typeof rosterView>

export const hourEntry = view({
  ...lineFields,
  activity: view({ no: activityNo(), title: said(), from: moment() }),
  signup: rowId()
})
export type HourEntry = Infer<typeof hourEntry>

export const correctionStates = ['asked', 'approved', 'refused'] as const
/** Why somebody who sees a request may not rule on it: he asked, the hours are his own, his own office asked, or it goes beyond the shift. */
export const rulingBars = ['asker', 'own', 'centre', 'beyond'] as const
export type RulingBar = (typeof rulingBars)[number]
/** The waiting are counted up to here. */
export const waitingAtMost = 100

export const correctionView = view({
  id: rowId(),
  at: moment(),
  state: oneOf(correctionStates),
  signup: rowId(),
  activity: view({ no: activityNo(), title: said(), from: moment() }),
  /** Granted now, and asked for. */
  granted: int(0, minutesAtMost),
  minutes: int(0, minutesAtMost),
  words: said(),
  by: said(),
  ruling: maybe(view({ at: moment(), by: said(), words: said() })),
  /** This viewer may rule on it; where `bar` says beyond, only refuse it. */
  mayRule: bool(),
  /** What whoever rules has to know; for the organiser and the centre. */
  desk: maybe(
    view({
      name: said(),
      phone: maybe(said()),
      role: said(),
      shift: view({ id: rowId(), from: moment(), to: moment() }),
      outcome: maybe(oneOf(signupOutcomes)),
      presence: presenceView,
      ledger: list(ledgerLine, { max: linesAtMost }),
      /** What the shift can have taken; more than that only the centre grants. */
      limit: int(0, minutesAtMost),
      bar: maybe(oneOf(rulingBars))
    })
  )
})
export type CorrectionView = Infer<typeof correctionView>

const oneShift = input({ shift: rowId() })
const oneSignup = input({ signup: rowId() })

export const hourEndpoints = {
  readRoster: endpoint({
    method: 'GET',
    path: '/api/shifts/:shift/roster',
    says: 'Who signed up, who came, and what settling would grant; for the organiser and the centre.',
    who: ['staff'],
    params: oneShift,
    answer: rosterView,
    refuses: ['not_found', 'forbidden']
  }),
  settleShift: endpoint({
    method: 'POST',
    path: '/api/shifts/:shift/settlement',
    says: 'Grants the hours of a shift in one go: everybody as proposed, but for the lines that say otherwise and why; none beyond the shift.',
    who: ['staff'],
    params: oneShift,
    body: input({
      lines: list(
        input({
          signup: rowId(),
          outcome: oneOf(signupOutcomes),
          minutes: maybe(int(0, minutesAtMost)),
          words: maybe(line(200, 2))
        }),
        { max: 1200 }
      )
    }),
    answer: rosterView,
    refuses: ['not_found', 'forbidden', 'not_in_this_status', 'hours_reason', 'hours_beyond_shift']
  }),
  myHours: endpoint({
    method: 'GET',
    path: '/api/hours/mine',
    says: "A person's own ledger of hours, newest first, with the balance and what has been asked to be corrected.",
    who: ['resident', 'staff'],
    query: input({ after: maybe(cursor()) }),
    answer: view({
      minutes: int(-1e9, 1e9),
      activities: int(0, 1e6),
      star: int(0, 5),
      /** Minutes at which the next star is given. */
      nextStar: maybe(int(0, 1e6)),
      items: list(hourEntry, { max: 60 }),
      older: maybe(said()),
      corrections: list(correctionView, { max: 50 })
    }),
    refuses: ['invalid']
  }),
  askCorrection: endpoint({
    method: 'POST',
    path: '/api/signups/:signup/correction',
    says: 'Asks for the hours of one sign-up to be put right; one open request at a time, somebody else rules.',
    who: ['resident', 'staff'],
    params: oneSignup,
    body: input({ minutes: int(0, minutesAtMost), words: text(300, 5) }),
    answer: correctionView,
    refuses: ['not_found', 'forbidden', 'not_in_this_status', 'correction_open']
  }),
  corrections: endpoint({
    method: 'GET',
    path: '/api/desk/corrections',
    says: 'Requests for corrections that this member of staff may see: the open ones, or those ruled on.',
    who: ['staff'],
    query: input({ state: maybe(oneOf(['open', 'ruled'])), activity: maybe(activityNo()), after: maybe(cursor()) }),
    answer: pageOf(correctionView),
    refuses: ['forbidden', 'invalid']
  }),
  waitingCorrections: endpoint({
    method: 'GET',
    path: '/api/desk/corrections/waiting',
    says: 'How many requests for corrections wait for a ruling, as far as this member of staff may see them; counted up to a hundred.',
    who: ['staff'],
    query: input({ activity: maybe(activityNo()) }),
    answer: view({ n: int(0, waitingAtMost) }),
    refuses: ['forbidden', 'invalid']
  }),
  readCorrection: endpoint({
    method: 'GET',
    path: '/api/corrections/:correction',
    says: 'One request for a correction with what whoever rules has to know.',
    who: ['staff'],
    params: input({ correction: rowId() }),
    answer: correctionView,
    refuses: ['not_found']
  }),
  ruleCorrection: endpoint({
    method: 'POST',
    path: '/api/corrections/:correction/ruling',
    says: 'Grants or refuses a correction; never by who asked for it, and beyond the shift only by the centre.',
    who: ['staff'],
    params: input({ correction: rowId() }),
    body: input({ approve: bool(), words: text(300, 2) }),
    answer: correctionView,
    refuses: ['not_found', 'forbidden', 'not_in_this_status']
  }),
  revokeHours: endpoint({
    method: 'POST',
    path: '/api/hours/:entry/revocation',
    says: 'Takes a grant back, with the reason; the ledger keeps both.',
    who: ['staff'],
    params: input({ entry: rowId() }),
    body: input({ words: text(300, 5) }),
    answer: hourEntry,
    refuses: ['not_found', 'forbidden', 'not_in_this_status']
  }),
  giveHonour: endpoint({
    method: 'POST',
    path: '/api/signups/:signup/honours',
    says: 'An organiser thanks somebody who came; it stands in his profile.',
    who: ['staff'],
    params: oneSignup,
    body: input({ honour: oneOf(honours), words: line(100, 2) }),
    answer: view({ honour: oneOf(honours), at: moment() }),
    refuses: ['not_found', 'forbidden', 'not_in_this_status']
  }),
  recordTraining: endpoint({
    method: 'POST',
    path: '/api/signups/:signup/training',
    says: 'An organiser notes a training that somebody who came has done, with the score of its exam.',
    who: ['staff'],
    params: oneSignup,
    body: input({ training: oneOf(trainings), score: maybe(int(0, 100)) }),
    answer: view({ training: oneOf(trainings), score: maybe(int(0, 100)), passed: bool() }),
    refuses: ['not_found', 'forbidden', 'not_in_this_status']
  }),
  wall: endpoint({
    method: 'GET',
    path: '/api/wall',
    says: 'Volunteers who want to be named, by hours; nobody else is counted or shown.',
    who: ['guest', 'resident', 'code', 'staff'],
    answer: view({
      items: list(view({ display: said(), star: int(0, 5), minutes: int(0, 1e9), activities: int(0, 1e6) }), {
        max: 50
      })
    }),
    refuses: [],
    cache: publicFor(5, { listsCases: false })
  })
}
