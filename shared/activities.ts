/** What people do together: an activity, its shifts, and the seats in them. Hours are in hours.ts, people in volunteers.ts. */
import { areaRef } from './cases.ts'
import { officeRef } from './city.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { photosAtMost, photoView } from './photos.ts'
import { phone } from './reports.ts'
import { activitiesAt } from './activity-list.ts'
import {
  activityNo,
  bool,
  caseNo,
  count,
  cursor,
  day,
  either,
  fitting,
  input,
  int,
  just,
  line,
  list,
  lngLat,
  maybe,
  moment,
  oneOf,
  pageOf,
  personName,
  photoId,
  rowId,
  said,
  slug,
  text,
  typedCode,
  view,
  type Infer
} from './schema.ts'

export const activityStatuses = ['draft', 'review', 'open', 'running', 'settled', 'archived', 'cancelled'] as const
export type ActivityStatus = (typeof activityStatuses)[number]

export const activityVerbs = [
  'draft',
  'edit',
  'submit',
  'send_back',
  'approve',
  'start',
  'message',
  'settle',
  'publish',
  'withhold',
  'archive',
  'cancel'
] as const
export type ActivityVerb = (typeof activityVerbs)[number]

/** Kinds as the sources have them (domain.md 7): clean-ups, posters, bulky waste, school escorts, 五进社区, 听证会, 城市论坛. */
export const activityKinds = [
  'cleanup',
  'posters',
  'river',
  'bulky',
  'escort',
  'community',
  'outreach',
  'forum',
  'hearing',
  'training',
  'other'
] as const
export type ActivityKind = (typeof activityKinds)[number]

export const skills = [
  'first_aid',
  'photo',
  'driving',
  'sign_language',
  'dialect',
  'foreign_language',
  'repair',
  'teaching'
] as const
export type Skill = (typeof skills)[number]
export const trainings = ['basics', 'traffic', 'river_safety', 'law'] as const
export type Training = (typeof trainings)[number]

/** Who is younger brings a guardian's consent. */
export const adultAge = 18
/** Seats of one role of one shift; a shift is one document, so that a seat is taken by one conditional update. */
export const capacityAtMost = 600
export const shiftsAtMost = 30
/** Seats one person may take for a group. */
export const groupAtMost = 20
/** Two shifts of one person may overlap by so much and no more; less is said, not refused. */
export const overlapGraceMinutes = 15

// ——— the plan of an activity, as its organiser writes it

const roleId = () => slug()
export const roleInput = input({
  id: roleId(),
  name: line(20, 1),
  capacity: int(1, capacityAtMost),
  /** Any one of these will do; none asked, everyone may. */
  skills: maybe(list(oneOf(skills), { max: skills.length }))
})
export const shiftInput = input({
  /** A shift that is there already and stays. */
  id: maybe(rowId()),
  from: moment(),
  to: moment(),
  roles: list(roleInput, { min: 1, max: 6 })
})
export const activityInput = input({
  kind: oneOf(activityKinds),
  title: line(30, 2),
  about: text(2000, 10),
  coOrganisers: list(line(30, 2), { max: 6 }),
  /** Meeting point, WGS-84, and how to find it. */
  place: lngLat(),
  address: line(120, 2),
  shifts: list(shiftInput, { min: 1, max: shiftsAtMost }),
  minAge: maybe(int(3, 99)),
  maxAge: maybe(int(3, 120)),
  /** Each of these must have been passed. */
  trainings: maybe(list(oneOf(trainings), { max: trainings.length })),
  insurance: maybe(line(200)),
  bring: list(line(20, 1), { max: 12 }),
  contact: input({ name: personName(), phone: phone() }),
  weather: maybe(text(300)),
  /** Whoever cancels later than so many hours before the start cancels late. */
  cancelHours: int(0, 168),
  /** How long a seat that fell to the waitlist is held for the next in line. */
  confirmMinutes: int(10, 2880),
  waitAtMost: int(0, 1000),
  /** How near the meeting point one must be to check in, the phone's own uncertainty added. */
  radiusM: int(30, 5000),
  cover: maybe(photoId()),
  cases: list(caseNo(), { max: 20 })
})
export type ActivityInput = Infer<typeof activityInput>

// ——— how it is shown

/** `waitlist`: no seat is free, one may queue; `full`: nor is there room in the queue. */
export const shiftStates = ['planned', 'open', 'waitlist', 'full', 'closed', 'over', 'cancelled'] as const
export const roleView = view({
  id: roleId(),
  name: said(),
  capacity: int(0, 10_000),
  free: int(0, 10_000),
  /** Seats people queue for. */
  waiting: int(0, 100_000),
  skills: list(oneOf(skills), { max: skills.length })
})
export const shiftView = view({
  id: rowId(),
  from: moment(),
  to: moment(),
  state: oneOf(shiftStates),
  /** Until when one may cancel without being late. */
  cancelBy: moment(),
  roles: list(roleView, { max: 6 }),
  /** The viewer's own sign-up here. */
  mine: maybe(rowId())
})
export type ShiftView = Infer<typeof shiftView>

export const resultsView = view({
  came: int(0, 1e6),
  signedUp: int(0, 1e6),
  minutes: int(0, 1e9),
  words: maybe(said()),
  figures: list(view({ name: said(), value: said() }), { max: 6 }),
  before: list(photoView, { max: photosAtMost }),
  after: list(photoView, { max: photosAtMost })
})
export type ResultsView = Infer<typeof resultsView>

const rowFields = {
  no: activityNo(),
  title: said(),
  kind: oneOf(activityKinds),
  status: oneOf(activityStatuses),
  office: officeRef,
  area: areaRef,
  place: lngLat(),
  address: said(),
  /** First start and last end of its shifts. */
  from: moment(),
  to: moment(),
  /** The first of its shifts that is not over. */
  next: maybe(view({ from: moment(), to: moment() })),
  capacity: int(0, 1e6),
  free: int(0, 1e6),
  waiting: int(0, 1e6),
  /** To be had at once: in shifts to come, in roles that nobody waits for. */
  seats: int(0, 1e6),
  cover: maybe(photoView),
  /** Synthetic activity of the demo city, honestly labelled. */
  demo: maybe(just(true))
}
export const activityRow = view({
  ...rowFields,
  /** What came of it, once it is settled and approved. */
  results: maybe(resultsView),
  /** The viewer has a seat or a place in the queue. */
  mine: maybe(just(true)),
  /** Shifts that lack people close to their start; for their organiser. */
  atRisk: maybe(int(0, shiftsAtMost))
})
export type ActivityRow = Infer<typeof activityRow>

const logEntry = view({
  n: int(1, 10_000),
  at: moment(),
  verb: oneOf(activityVerbs),
  to: oneOf(activityStatuses),
  who: said(),
  words: maybe(said())
})

/** What only its organisers and reviewers see. */
export const activityDesk = view({
  version: int(1, 1_000_000),
  may: list(oneOf(activityVerbs), { max: activityVerbs.length }),
  /** The plan as it would be sent back by an edit. */
  plan: activityInput,
  log: list(logEntry, { max: 1000 }),
  shifts: list(
    view({
      id: rowId(),
      capacity: int(0, 1e6),
      taken: int(0, 1e6),
      waiting: int(0, 1e6),
      offered: int(0, 1e6),
      atRisk: bool(),
      came: maybe(int(0, 1e6)),
      absent: maybe(int(0, 1e6)),
      minutes: maybe(int(0, 1e9)),
      settled: bool()
    }),
    { max: shiftsAtMost }
  ),
  /** Counts of all who answered, and what some of them wrote, nobody named: the unhappy first. */
  feedback: view({
    n: int(0, 1e6),
    good: int(0, 1e6),
    words: list(view({ good: bool(), words: said() }), { max: 50 })
  }),
  results: maybe(resultsView),
  resultsPublic: bool()
})
export type ActivityDesk = Infer<typeof activityDesk>

export const activityView = view({
  ...rowFields,
  about: said(),
  coOrganisers: list(said(), { max: 6 }),
  shifts: list(shiftView, { max: shiftsAtMost }),
  minAge: maybe(int(3, 99)),
  maxAge: maybe(int(3, 120)),
  /** Under this age a guardian agrees. */
  guardianUnder: int(1, 99),
  trainings: list(oneOf(trainings), { max: trainings.length }),
  insurance: maybe(said()),
  bring: list(said(), { max: 12 }),
  contact: view({ name: said(), phone: said() }),
  weather: maybe(said()),
  cancelHours: int(0, 168),
  confirmMinutes: int(10, 2880),
  /** Published cases it grew from. */
  cases: list(view({ no: caseNo(), title: said() }), { max: 20 }),
  cancelled: maybe(view({ at: moment(), words: said() })),
  results: maybe(resultsView),
  /** How it went the last time, where it is one of a row. */
  last: maybe(view({ no: activityNo(), from: moment(), results: resultsView })),
  /** An address a calendar can subscribe to or open; public. */
  calendar: said(),
  desk: maybe(activityDesk)
})
export type ActivityView = Infer<typeof activityView>

// ——— a sign-up, as its owner sees it

export const signupStates = [
  'waiting',
  'offered',
  'in',
  'cancelled',
  'declined',
  'lapsed',
  'removed',
  'handed_on'
] as const
export type SignupState = (typeof signupStates)[number]
export const activeStates = ['waiting', 'offered', 'in'] as const satisfies readonly SignupState[]
export const signupOutcomes = ['came', 'absent', 'excused'] as const
export type SignupOutcome = (typeof signupOutcomes)[number]
export const signupVerbs = [
  'confirm',
  'decline',
  'cancel',
  'rename',
  'hand_on',
  'keep',
  'feedback',
  'remove',
  'excuse'
] as const
export type SignupVerb = (typeof signupVerbs)[number]

/** Who answers for a minor, and agrees. */
export const guardianInput = input({ name: personName(), phone: phone(), agrees: just(true) })
/** Of a group everybody but the one who signs up may be named, and nobody more. */
export const tooManyNames = (names: readonly string[], seats: number): boolean => names.length > seats - 1
export const signupInput = fitting(
  {
    role: roleId(),
    /** Seats for a group, oneself included; who the others are stays between the sender and the organiser. */
    seats: maybe(int(1, groupAtMost)),
    names: maybe(list(personName(), { max: groupAtMost - 1 })),
    team: maybe(line(30, 2)),
    /** For the organiser, who may have to call; else what the profile says. */
    name: maybe(personName()),
    phone: maybe(phone()),
    guardian: maybe(guardianInput),
    /** 我已满 18 岁; needed where the profile has no day of birth and no guardian speaks. */
    adult: maybe(just(true)),
    note: maybe(line(100))
  },
  { holds: ({ seats = 1, names = [] }) => !tooManyNames(names, seats), at: 'names', error: 'names' }
)
export type SignupInput = Infer<typeof signupInput>

export const signupView = view({
  id: rowId(),
  activity: view({
    no: activityNo(),
    title: said(),
    kind: oneOf(activityKinds),
    place: lngLat(),
    address: said(),
    office: officeRef
  }),
  shift: view({ id: rowId(), from: moment(), to: moment(), state: oneOf(shiftStates) }),
  role: view({ id: roleId(), name: said() }),
  seats: int(1, groupAtMost),
  names: list(said(), { max: groupAtMost }),
  team: maybe(said()),
  state: oneOf(signupStates),
  outcome: maybe(oneOf(signupOutcomes)),
  at: moment(),
  /** How many seats those want who stand before, while waiting. */
  ahead: maybe(int(0, 100_000)),
  /** A seat is held until then; confirm it. */
  confirmBy: maybe(moment()),
  cancelBy: moment(),
  may: list(oneOf(signupVerbs), { max: signupVerbs.length }),
  /** Another shift of the same person that overlaps a little. */
  overlaps: maybe(view({ title: said(), from: moment(), to: moment() })),
  /** What a friend types to take the seat over, while it is offered to him. */
  substituteCode: maybe(said()),
  /** What the organiser said when he took the person off the list. */
  words: maybe(said()),
  /** The owner's own answer; he may change it as long as `feedback` stands in `may`. */
  feedback: maybe(view({ good: bool(), words: maybe(said()) })),
  /** A signed address of an .ics file, for the phone's own calendar. */
  calendar: said()
})
export type SignupView = Infer<typeof signupView>

// ——— moves

const version = int(1, 1_000_000)
const figures = list(input({ name: line(12, 1), value: line(20, 1) }), { max: 6 })
const photos = list(photoId(), { max: photosAtMost })

/** One branch a verb: each says what must be said with it. */
export const activityMoveInput = either('verb', [
  input({ verb: just('submit'), version }),
  input({ verb: just('send_back'), version, words: text(300, 2) }),
  input({ verb: just('approve'), version }),
  input({ verb: just('start'), version }),
  input({ verb: just('settle'), version, words: text(1000, 5), figures, before: photos, after: photos }),
  input({ verb: just('publish'), version }),
  input({ verb: just('withhold'), version, words: text(300, 2) }),
  input({ verb: just('archive'), version }),
  input({ verb: just('cancel'), version, words: text(300, 2) })
])
export type ActivityMove = Infer<typeof activityMoveInput>

export const signupMoveInput = either('verb', [
  input({ verb: just('confirm') }),
  input({ verb: just('decline') }),
  /** 去不了 */
  input({ verb: just('cancel'), words: maybe(line(100)) }),
  input({ verb: just('rename'), names: list(personName(), { max: groupAtMost - 1 }) }),
  /** 找人替: gives a code; whoever uses it takes the seat. */
  input({ verb: just('hand_on') }),
  /** Takes the code back. */
  input({ verb: just('keep') }),
  input({ verb: just('feedback'), good: bool(), words: maybe(text(300)) }),
  /** The organiser's two. */
  input({ verb: just('remove'), words: text(200, 2) }),
  input({ verb: just('excuse'), words: text(200, 2) })
])
export type SignupMove = Infer<typeof signupMoveInput>

export const whenChoices = ['coming', 'running', 'past'] as const
export const activityTabs = ['mine', 'review', 'open', 'settle', 'past', 'all'] as const
export type ActivityTab = (typeof activityTabs)[number]

const one = input({ activity: activityNo() })
const oneShift = input({ shift: rowId() })
const oneSignup = input({ signup: rowId() })

export const activityEndpoints = {
  listActivities: endpoint({
    ...activitiesAt,
    says: 'Activities open to all: those to come by their start, those past newest first; keyset pages, no totals.',
    who: anyone,
    query: input({
      when: maybe(oneOf(whenChoices)),
      kind: maybe(oneOf(activityKinds)),
      area: maybe(slug()),
      office: maybe(slug()),
      from: maybe(day()),
      to: maybe(day()),
      case: maybe(caseNo()),
      // Only those with a seat to be had at once.
      free: maybe(just('1')),
      after: maybe(cursor()),
      limit: maybe(count(1, 50))
    }),
    answer: pageOf(activityRow),
    refuses: ['invalid'],
    cache: publicFor(5, { listsCases: false })
  }),
  readActivity: endpoint({
    method: 'GET',
    path: '/api/activities/:activity',
    says: 'One activity with its shifts and free seats; more for its organiser and its reviewer.',
    who: anyone,
    params: one,
    answer: activityView,
    refuses: ['not_found'],
    cache: publicFor(5, { listsCases: false })
  }),
  deskActivities: endpoint({
    method: 'GET',
    path: '/api/desk/activities',
    says: "An organiser's own activities, or what waits for a reviewer, with a count a tab (at most 100).",
    who: ['staff'],
    query: input({ tab: maybe(oneOf(activityTabs)), after: maybe(cursor()) }),
    answer: view({
      tab: oneOf(activityTabs),
      counts: list(view({ tab: oneOf(activityTabs), n: int(0, 100) }), { max: activityTabs.length }),
      items: list(activityRow, { max: 60 }),
      older: maybe(said())
    }),
    refuses: ['forbidden', 'invalid']
  }),
  draftActivity: endpoint({
    method: 'POST',
    path: '/api/activities',
    says: 'An organiser drafts an activity of his own office; nothing is public before a reviewer has approved it.',
    who: ['staff'],
    idempotent: true,
    body: activityInput,
    answer: activityView,
    status: 201,
    refuses: [
      'forbidden',
      'key_missing',
      'key_reused',
      'in_flight',
      'outside_city',
      'not_open',
      'unknown_photo',
      'wrong_times'
    ]
  }),
  draftActivityFromCase: endpoint({
    method: 'POST',
    path: '/api/cases/:no/activity',
    says: 'One click: a case, and what else was reported within 50 m of it, become the draft of an activity there.',
    who: ['staff'],
    params: input({ no: caseNo() }),
    answer: activityView,
    status: 201,
    refuses: ['not_found', 'forbidden']
  }),
  repeatActivity: endpoint({
    method: 'POST',
    path: '/api/activities/:activity/repeats',
    says: 'Drafts the same activity again on other days, its shifts at the same hours; each day once.',
    who: ['staff'],
    params: one,
    body: input({ days: list(day(), { min: 1, max: 12 }) }),
    answer: view({ items: list(activityRow, { max: 12 }) }),
    status: 201,
    refuses: ['not_found', 'forbidden', 'wrong_times']
  }),
  editActivity: endpoint({
    method: 'POST',
    path: '/api/activities/:activity',
    says: 'Changes the plan. Once it is open, title, kind and text stay, and who signed up is told what changed.',
    who: ['staff'],
    params: one,
    body: input({ version, plan: activityInput }),
    answer: activityView,
    refuses: [
      'not_found',
      'forbidden',
      'stale',
      'not_in_this_status',
      'outside_city',
      'not_open',
      'unknown_photo',
      'wrong_times',
      'seats_taken'
    ]
  }),
  moveActivity: endpoint({
    method: 'POST',
    path: '/api/activities/:activity/moves',
    says: 'Moves an activity along its lifecycle: one verb, what must be said with it, and the version they saw.',
    who: ['staff'],
    params: one,
    body: activityMoveInput,
    answer: activityView,
    refuses: ['not_found', 'forbidden', 'stale', 'not_in_this_status', 'unknown_photo', 'not_settled']
  }),
  tellParticipants: endpoint({
    method: 'POST',
    path: '/api/activities/:activity/messages',
    says: 'Tells who signed up something; without `send` only how many would hear it, and how it would read.',
    who: ['staff'],
    idempotent: true,
    params: one,
    body: input({
      to: oneOf(['in', 'waiting', 'all']),
      shift: maybe(rowId()),
      words: text(300, 2),
      send: bool()
    }),
    answer: view({ people: int(0, 1e6), words: said(), sent: bool() }),
    refuses: ['not_found', 'forbidden', 'not_in_this_status', 'key_missing', 'key_reused', 'in_flight', 'stale']
  }),
  signUp: endpoint({
    method: 'POST',
    path: '/api/shifts/:shift/signups',
    says: 'Takes a seat, or a place in the queue when none is free; one conditional update, nobody twice.',
    who: ['resident', 'staff'],
    idempotent: true,
    params: oneShift,
    body: signupInput,
    answer: signupView,
    status: 201,
    refuses: [
      'not_found',
      'key_missing',
      'key_reused',
      'in_flight',
      'already_signed_up',
      'no_seat',
      'overlap',
      'sign_up_closed',
      'not_eligible',
      'guardian_needed',
      'unknown_role'
    ]
  }),
  takeOver: endpoint({
    method: 'POST',
    path: '/api/shifts/:shift/substitute',
    says: 'Takes over the seat of whoever gave this code; the seat changes hands in one update.',
    who: ['resident', 'staff'],
    params: oneShift,
    body: input({
      code: typedCode(6, 20),
      name: maybe(personName()),
      phone: maybe(phone()),
      guardian: maybe(guardianInput),
      adult: maybe(just(true))
    }),
    answer: signupView,
    refuses: ['not_found', 'already_signed_up', 'overlap', 'sign_up_closed', 'not_eligible', 'guardian_needed']
  }),
  mySignups: endpoint({
    method: 'GET',
    path: '/api/signups/mine',
    says: "A person's own sign-ups, the latest shift first.",
    who: ['resident', 'staff'],
    query: input({ after: maybe(cursor()) }),
    answer: pageOf(signupView),
    refuses: ['invalid']
  }),
  readSignup: endpoint({
    method: 'GET',
    path: '/api/signups/:signup',
    says: 'One sign-up, for its owner and for the organiser.',
    who: ['resident', 'staff'],
    params: oneSignup,
    answer: signupView,
    refuses: ['not_found']
  }),
  moveSignup: endpoint({
    method: 'POST',
    path: '/api/signups/:signup/moves',
    says: 'Confirms, cancels or hands on a sign-up; a repeat of what has happened already is answered alike.',
    who: ['resident', 'staff'],
    params: oneSignup,
    body: signupMoveInput,
    answer: signupView,
    refuses: ['not_found', 'forbidden', 'not_in_this_status', 'offer_over']
  })
}
