/** The matter an office works on: how it stands, what staff may say to move it, how it is shown. */
import { officeRef } from './city.ts'
import { lights, deadlineClock, escalationVerbs, stageClock } from './deadlines.ts'
import { limit, unitsAtMost } from './limits.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { textRuling, textToRule } from './masking.ts'
import { roles } from './members.ts'
import { photosAtMost, photoView } from './photos.ts'
import { channels, routingFacts } from './routing.ts'
import { verbs, verbTable, type SpokenVerb, type StaffVerb } from './verbs.ts'
import {
  activityNo,
  bool,
  caseNo,
  count,
  cursor,
  day,
  either,
  flag,
  inBox,
  input,
  int,
  just,
  list,
  lngLat,
  mapOf,
  maybe,
  moment,
  number,
  oneOf,
  place,
  orNull,
  pageOf,
  photoId,
  reportId,
  said,
  slug,
  text,
  line,
  view,
  type Infer
} from './schema.ts'

export type { Light, DeadlineClock } from './deadlines.ts'
export { channels, type Channel } from './routing.ts'
export { verbs, type Verb } from './verbs.ts'

export const statuses = [
  'received',
  'dispatched',
  'handling',
  'on_hold',
  'replied',
  'rework',
  'returned',
  'closed',
  'refused',
  'withdrawn'
] as const
export type Status = (typeof statuses)[number]

/**
 * Not ours is said in one of three ways, or not at all: 告知 with whom to ask and how, 转办 on the resident's behalf, or
 * 移送、函告 with a paper; the last two are followed until the other side has taken the matter.
 */
export const transferWays = ['tell', 'forward', 'letter'] as const
export type TransferWay = (typeof transferWays)[number]

/** What an office found and did: GB/T 30428 closing, and the two honest exceptions. */
export const outcomes = ['solved', 'partly', 'unfounded'] as const
export type Outcome = (typeof outcomes)[number]
export const solvedAnswers = ['solved', 'partly', 'unsolved'] as const
export const satisfiedAnswers = ['satisfied', 'fair', 'dissatisfied'] as const
/** What somebody has asked for, or an office has brought about, that another has to rule on. */
export const rulingKinds = ['hold', 'extend', 'return', 'reopen', 'objection'] as const
export type RulingKind = (typeof rulingKinds)[number]
/** What came of speaking to somebody who was not satisfied; `reopened` is written by the ruling that does it again. */
export const followUpOutcomes = ['made_good', 'explained', 'unreachable'] as const
export const unhappyOutcomes = [...followUpOutcomes, 'reopened'] as const
export type UnhappyOutcome = (typeof unhappyOutcomes)[number]
/** Days in which somebody who was not satisfied is to be spoken to. */
export const followUpDays = 7
/** Days after closing in which its reporters may rate, once each round of closing. */
export const ratingDays = 14
/** Within so many days a matter that comes up again at the same place is the same matter. */
export const againDays = 90
/** Reports that may join one case; then a new one is opened and linked. */
export const reportsAtMost = 200

const photos = (min: number) => list(photoId(), { min, max: photosAtMost })
const version = int(1, 1_000_000)
/** What is said with a verb, as long as its row allows. */
export const wordsWith = (verb: SpokenVerb) => {
  const [min, max] = verbTable[verb].length
  return text(max, min)
}

/** Characters of a title, masked as well. */
export const titleAtMost = 40

/** What a moderator approves for the public: the move and its preview are asked with the same. */
export const publishInput = input({
  verb: just('publish'),
  version,
  title: line(titleAtMost, 2),
  /** Ledger numbers whose words the public will see, as they stand. */
  words: list(int(1, 10_000), { max: 400 }),
  photos: list(photoId(), { max: 400 }),
  /** How each text was ruled on in which something is masked or was found; a text that is not named has nothing in it. */
  texts: maybe(list(textRuling, { max: 1000 }))
})

/** What staff may do to a case, one branch a verb: each says what must be said. */
export const moveInput = either('verb', [
  input({ verb: just('dispatch'), version, office: slug(), person: maybe(slug()), words: wordsWith('dispatch') }),
  input({
    verb: just('refuse'),
    version,
    words: wordsWith('refuse'),
    way: oneOf(transferWays),
    /** Whose matter it is, and how to reach them. */
    ask: line(120, 2),
    contact: line(60, 3),
    /** Number of the paper, of a 移送 or 函告. */
    paper: maybe(line(60))
  }),
  input({ verb: just('overturn'), version, words: wordsWith('overturn') }),
  input({ verb: just('uphold'), version, words: wordsWith('uphold') }),
  input({ verb: just('transfer_accept'), version, words: wordsWith('transfer_accept') }),
  input({ verb: just('transfer_decline'), version, words: wordsWith('transfer_decline') }),
  input({ verb: just('accept'), version }),
  input({
    verb: just('return'),
    version,
    words: wordsWith('return'),
    duty: maybe(line(80)),
    rightOffice: maybe(slug())
  }),
  input({
    verb: just('reply'),
    version,
    outcome: oneOf(outcomes),
    words: wordsWith('reply'),
    photos: photos(0),
    /** Where they were taken, as a phone says; kept as a distance and nothing else. */
    place: maybe(place())
  }),
  input({ verb: just('request_hold'), version, words: wordsWith('request_hold'), until: day() }),
  input({ verb: just('refuse_hold'), version, words: wordsWith('refuse_hold') }),
  input({ verb: just('hold'), version, words: wordsWith('hold'), until: day() }),
  input({ verb: just('resume'), version, words: maybe(wordsWith('resume')) }),
  /** `n` more of the units the case's limit is in. */
  input({ verb: just('request_extend'), version, words: wordsWith('request_extend'), n: int(1, unitsAtMost) }),
  input({ verb: just('refuse_extend'), version, words: wordsWith('refuse_extend') }),
  input({ verb: just('extend'), version, words: wordsWith('extend'), n: int(1, unitsAtMost) }),
  input({ verb: just('verify'), version, words: wordsWith('verify'), onSite: bool(), photos: photos(0) }),
  input({ verb: just('fail'), version, words: wordsWith('fail'), photos: photos(0) }),
  input({ verb: just('reopen'), version, words: wordsWith('reopen') }),
  input({ verb: just('refuse_reopen'), version, words: wordsWith('refuse_reopen') }),
  input({ verb: just('ask'), version, words: wordsWith('ask') }),
  input({
    verb: just('follow_up'),
    version,
    report: reportId(),
    outcome: oneOf(followUpOutcomes),
    words: wordsWith('follow_up')
  }),
  input({ verb: just('note'), version, words: wordsWith('note') }),
  input({ verb: just('instruct'), version, words: wordsWith('instruct') }),
  input({ verb: just('join'), version, into: caseNo() }),
  input({ verb: just('unjoin'), version, report: reportId(), words: wordsWith('unjoin') }),
  /** Whoever the rules name under the new category has it from here on, or the office that is named here. */
  input({
    verb: just('reclassify'),
    version,
    category: slug(),
    office: maybe(slug()),
    words: wordsWith('reclassify')
  }),
  publishInput,
  input({ verb: just('withhold'), version, words: wordsWith('withhold') }),
  input({ verb: just('erase'), version, entry: int(1, 10_000), words: wordsWith('erase') })
])
export type Move = Infer<typeof moveInput>
export type MoveVerb = Move['verb']
const everyStaffVerbHasABranch: [StaffVerb] extends [MoveVerb] ? true : never = true
const everyBranchIsAStaffVerb: [MoveVerb] extends [StaffVerb] ? true : never = true
void everyBranchIsAStaffVerb
void everyStaffVerbHasABranch

/** Every day from the first report to the close, weekends too. */
export const elapsedClock = view({
  days: int(0, 100_000),
  from: moment(),
  to: maybe(moment()),
  strip: list(
    view({
      day: day(),
      /** 0 Sunday … 6 Saturday. */
      weekday: int(0, 6),
      working: bool(),
      marks: list(oneOf(['reported', 'replied', 'today', 'closed', 'due']), { max: 5 })
    }),
    { max: 60 }
  )
})
export type ElapsedClock = Infer<typeof elapsedClock>

export const categoryRef = view({ code: slug(), name: said(), tile: slug() })
export const areaRef = view({ id: slug(), name: said() })

export const caseRow = view({
  no: caseNo(),
  title: said(),
  category: categoryRef,
  area: areaRef,
  office: officeRef,
  /** As finely as this viewer may see it. */
  address: maybe(said()),
  place: maybe(lngLat()),
  status: oneOf(statuses),
  at: moment(),
  since: moment(),
  closedAt: maybe(moment()),
  /** Days from the first report to the close, or to today. */
  elapsedDays: int(0, 100_000),
  clock: deadlineClock,
  thumb: maybe(photoView),
  /** 超期记账 so far. */
  overdue: maybe(int(1, 100)),
  exposedAt: maybe(moment()),
  /** For staff: since when words or photos of it wait to be looked at before they may be public. */
  pendingSince: maybe(moment()),
  /** Synthetic demo matter, honestly labelled. */
  demo: maybe(just(true)),
  reports: int(1, reportsAtMost),
  /** How many more have said that they have met the same. */
  affected: maybe(int(1, 1e9)),
  /** For staff: what of it waits for a ruling and since when, the oldest first. */
  toRule: maybe(list(view({ kind: oneOf(rulingKinds), at: moment() }), { max: rulingKinds.length }))
})
export type CaseRow = Infer<typeof caseRow>

/** A single place on the map. */
const casePin = view({ no: caseNo(), title: said(), place: lngLat(), status: oneOf(statuses), light: oneOf(lights) })
export type CasePin = Infer<typeof casePin>

/** Who did it where it was no member of staff: `system` enters what a reporter sent, `clock` what falls due. */
export const actors = ['reporter', 'system', 'rule', 'volunteers', 'clock'] as const
/** Who reported, where he left no name. */
export const reporterKinds = ['patrol', 'resident', 'anonymous'] as const

export const timelineEntry = view({
  n: int(1, 10_000),
  at: moment(),
  verb: oneOf(verbs),
  /** The status it led to, where it led somewhere. */
  to: maybe(oneOf(statuses)),
  /** `河滨中队 周**`: office and role in full, a person masked for the public. */
  who: view({ office: maybe(said()), role: maybe(oneOf([...roles, ...actors])), name: maybe(said()) }),
  text: maybe(said()),
  /** 已按本人要求删除 */
  erased: maybe(just(true)),
  photos: list(photoView, { max: photosAtMost }),
  outcome: maybe(oneOf(outcomes)),
  onSite: maybe(bool()),
  office: maybe(officeRef),
  until: maybe(day()),
  /** Sent on out of the hands of an office that had it. */
  rerouted: maybe(just(true)),
  /** What its reporter said of publication, of the step in which he said it anew. */
  consent: maybe(bool()),
  /** Asked for or added to the limit. */
  more: maybe(limit),
  /** Which 超期记账 this is, or which 督办单. */
  count: maybe(int(1, 100)),
  ask: maybe(said()),
  /** Of a refusal: in which of the three ways, and how to reach whose matter it is. */
  way: maybe(oneOf(transferWays)),
  contact: maybe(said()),
  paper: maybe(said()),
  duty: maybe(said()),
  category: maybe(categoryRef),
  /** Of volunteers who were there. */
  activity: maybe(activityNo()),
  /** What they did there, over all; entries of the first version say it in their words. */
  help: maybe(view({ title: said(), people: int(0, 100_000), minutes: int(0, 100_000_000) })),
  hash: said()
})
export type TimelineEntry = Infer<typeof timelineEntry>

export const ratingView = view({
  solved: oneOf(solvedAnswers),
  satisfied: oneOf(satisfiedAnswers),
  text: maybe(said()),
  at: moment(),
  /** Which close of the case it is about, the first being 1. */
  round: int(1, 1000),
  /** The same reporter has rated a later one. */
  earlier: maybe(just(true))
})

/** An answer that was not happy, and what came of it. */
export const unhappyView = view({
  report: reportId(),
  /** Ledger entry of the rating. */
  n: int(1, 10_000),
  round: int(1, 1000),
  at: moment(),
  solved: oneOf(solvedAnswers),
  satisfied: oneOf(satisfiedAnswers),
  text: maybe(said()),
  /** Whose it is to speak to him: who handled the case, else the office. */
  owner: view({ office: officeRef, name: maybe(said()) }),
  dueAt: moment(),
  late: bool(),
  done: maybe(view({ at: moment(), outcome: oneOf(unhappyOutcomes), office: maybe(officeRef), text: maybe(said()) }))
})
export type UnhappyView = Infer<typeof unhappyView>

/** What only staff see, and only their own or their centre's. */
export const deskView = view({
  version: int(1, 1_000_000),
  may: list(oneOf(verbs), { max: verbs.length }),
  /** `deputyOf`: the A岗 whom the deputy stands in for. */
  person: maybe(view({ id: slug(), name: said(), deputyOf: maybe(said()) })),
  supervising: officeRef,
  exactAddress: maybe(said()),
  exactPlace: lngLat(),
  accuracyM: maybe(number()),
  joinedInto: maybe(caseNo()),
  reports: list(
    view({
      id: reportId(),
      n: int(1, 10_000),
      at: moment(),
      channel: oneOf(channels),
      reporter: oneOf(reporterKinds),
      contact: maybe(view({ name: maybe(said()), phone: said() })),
      text: maybe(said()),
      photos: list(photoView, { max: photosAtMost }),
      consentPublic: bool(),
      /** 已按本人要求删除 */
      erased: maybe(just(true)),
      /** Taken back; it stays for its reporter. */
      withdrawn: maybe(just(true)),
      rating: maybe(ratingView)
    }),
    { max: reportsAtMost }
  ),
  publication: view({
    state: oneOf(['pending', 'published', 'withheld']),
    /** Entries with words or photos that no moderator has ruled on yet. */
    pending: list(int(1, 10_000), { max: 400 }),
    shownWords: list(int(1, 10_000), { max: 400 }),
    shownPhotos: list(photoId(), { max: 400 }),
    suggestedTitle: said(),
    /** Somebody who reported it agreed; else category, area, times and outcome are public, and nothing more. */
    agreed: bool(),
    /** Entries that may be approved: nothing of who said no. */
    open: list(int(1, 10_000), { max: 1000 })
  }),
  /** The upper level it was raised to. */
  raisedTo: maybe(officeRef),
  holdRequest: maybe(view({ until: day(), words: said() })),
  extendRequest: maybe(view({ more: limit, words: said() })),
  /** Every stage in every office's hands so far, in the order they began. */
  stages: list(stageClock, { max: 200 }),
  /** What the escalation has done, and what it does next unless the clock stops. */
  escalation: view({
    done: list(view({ n: int(1, 10_000), verb: oneOf(escalationVerbs), at: moment(), count: maybe(int(1, 100)) }), {
      max: 100
    }),
    next: maybe(view({ verb: oneOf(escalationVerbs), at: moment() }))
  }),
  reopenRequest: maybe(view({ at: moment(), words: said() })),
  /** To the refusal, by a reporter. */
  objection: maybe(view({ at: moment(), words: said() })),
  /** Of the 不满意台账, what is open. */
  unhappy: list(unhappyView, { max: reportsAtMost }),
  returns: int(0, 1000),
  /** Earlier cases within 50 m, newest first. */
  nearby: list(view({ no: caseNo(), title: said(), status: oneOf(statuses), at: moment() }), { max: 10 }),
  /** The how-manieth of its kind within 50 m in 90 days it is, from the second on. */
  again: maybe(int(2, 100_000))
})
export type DeskView = Infer<typeof deskView>

export const caseView = view({
  no: caseNo(),
  title: said(),
  category: categoryRef,
  area: areaRef,
  office: officeRef,
  assisting: list(officeRef, { max: 20 }),
  /** 首问责任: who received it first answers for it until another office has accepted it; here where that is not the lead. */
  answerable: maybe(officeRef),
  /** Handed to somebody outside (转办、移送): whether they have taken it. */
  transfer: maybe(
    view({ way: oneOf(transferWays), to: maybe(said()), state: oneOf(['open', 'accepted']), at: moment() })
  ),
  /** How often it was returned, and by whom: anybody may read that. */
  returned: list(officeRef, { max: 100 }),
  address: maybe(said()),
  place: maybe(lngLat()),
  status: oneOf(statuses),
  at: moment(),
  since: moment(),
  closedAt: maybe(moment()),
  overdue: maybe(int(1, 100)),
  exposedAt: maybe(moment()),
  demo: maybe(just(true)),
  /** To the category's questions; for the reporter and the offices. */
  answers: maybe(list(view({ question: said(), choice: said() }), { max: 5 })),
  text: maybe(said()),
  textErased: maybe(just(true)),
  channel: oneOf(channels),
  reports: int(1, reportsAtMost),
  /** How many more have said that they have met the same. */
  affected: maybe(int(1, 1e9)),
  before: list(photoView, { max: photosAtMost }),
  after: list(photoView, { max: photosAtMost }),
  afterAt: maybe(moment()),
  /** How far from the reported place the last of them were taken, metres; where a phone said so. */
  afterDistanceM: maybe(int(0, 100_000_000)),
  clock: deadlineClock,
  elapsed: elapsedClock,
  /** Rule and release it was sent under, readable for ever (`/api/releases/:version/rules/:rule`), and the facts that decided. */
  routing: view({
    rule: said(),
    version: int(1, 1_000_000),
    release: int(1, 1_000_000),
    because: routingFacts(),
    byHand: bool()
  }),
  timeline: list(timelineEntry, { max: 1000 }),
  /** The latest of each reporter first, then those of earlier rounds. */
  ratings: list(ratingView, { max: 10 * reportsAtMost }),
  rateBy: maybe(moment()),
  ledger: view({ entries: int(1, 10_000), head: said(), at: moment(), whole: bool() }),
  /** Approved for the public; a reporter reads his own case before that. */
  public: bool(),
  desk: maybe(deskView)
})
export type CaseView = Infer<typeof caseView>

export const queueTabs = ['todo', 'accept', 'verify', 'dispatch', 'rule', 'publish', 'all'] as const
export type QueueTab = (typeof queueTabs)[number]

export const statsView = view({
  /** Computed at, and the days it covers, both ends included. */
  at: moment(),
  from: day(),
  to: day(),
  received: int(0, 1e9),
  closed: int(0, 1e9),
  handling: int(0, 1e9),
  overdue: int(0, 1e9),
  dueToday: int(0, 1e9),
  onTime: view({ n: int(0, 1e9), of: int(0, 1e9) }),
  solved: view({ n: int(0, 1e9), of: int(0, 1e9) }),
  satisfied: view({ n: int(0, 1e9), of: int(0, 1e9) }),
  dissatisfied: int(0, 1e9),
  reopened: view({ n: int(0, 1e9), of: int(0, 1e9) }),
  /** Half of the closed took no longer than this many days. */
  medianDays: orNull(number()),
  daily: list(view({ day: day(), received: int(0, 1e9), closed: int(0, 1e9), working: bool() }), { max: 400 }),
  byArea: list(
    view({
      area: areaRef,
      place: lngLat(),
      received: int(0, 1e9),
      closed: int(0, 1e9),
      overdue: int(0, 1e9),
      satisfied: int(0, 1e9),
      rated: int(0, 1e9)
    }),
    { max: 500 }
  ),
  byOffice: list(
    view({
      office: officeRef,
      received: int(0, 1e9),
      closed: int(0, 1e9),
      overdue: int(0, 1e9),
      onTime: int(0, 1e9),
      satisfied: int(0, 1e9),
      rated: int(0, 1e9),
      returns: int(0, 1e9)
    }),
    { max: 500 }
  )
})
export type StatsView = Infer<typeof statsView>

export const listStates = ['open', 'overdue', 'exposed', 'today', 'closed', 'late', 'dissatisfied', 'reopened'] as const
export const sinceChoices = ['7', '30', '90', '365'] as const

/**
 * The filters of the public list; the address bar is their state. `days` and `on` ask when what the state is about happened:
 * closed, late and asked to be done again by the close, dissatisfied by the close that was rated, else by the first report.
 */
/** A number above a list is counted up to here; one more stands for more. */
export const countedAtMost = 10_000
const counted = () => int(0, countedAtMost + 1)

export const listQuery = {
  q: maybe(line(60)),
  area: maybe(slug()),
  tile: maybe(slug()),
  category: maybe(slug()),
  office: maybe(slug()),
  status: maybe(oneOf(statuses)),
  state: maybe(oneOf(listStates)),
  days: maybe(oneOf(sinceChoices)),
  on: maybe(day())
}

export const caseEndpoints = {
  listCases: endpoint({
    method: 'GET',
    path: '/api/cases',
    says: 'Published cases, newest publication first; keyset pages by `after` or `before`, no totals. With `q`, those with all of its words in what is published of them, newest report first; a page with `older` and few items, or none, has looked so far and goes on there.',
    who: anyone,
    query: input({ ...listQuery, after: maybe(cursor()), before: maybe(cursor()), limit: maybe(count(1, 50)) }),
    answer: pageOf(caseRow),
    refuses: ['invalid'],
    cache: publicFor(5)
  }),
  countCases: endpoint({
    method: 'GET',
    path: '/api/cases/count',
    says: 'How many cases the list has under the same filters, up to 10,000 (10,001 stands for more; left out where words take too long to count), and where the figures say so too, how many there are with those that are not public.',
    who: anyone,
    query: input(listQuery),
    answer: view({ published: maybe(counted()), all: maybe(counted()) }),
    refuses: ['invalid'],
    cache: publicFor(5)
  }),
  readCase: endpoint({
    method: 'GET',
    path: '/api/cases/:no',
    says: 'One case as this viewer may see it; what he may not know is 404.',
    who: anyone,
    params: input({ no: caseNo() }),
    answer: caseView,
    refuses: ['not_found'],
    cache: publicFor(5, { listsCases: false })
  }),
  moveCase: endpoint({
    method: 'POST',
    path: '/api/cases/:no/moves',
    says: 'Staff move a case: one verb, what must be said with it, and the version they saw.',
    who: ['staff'],
    params: input({ no: caseNo() }),
    body: moveInput,
    answer: caseView,
    refuses: [
      'not_found',
      'forbidden',
      'stale',
      'not_in_this_status',
      'second_person',
      'unknown_office',
      'unknown_category',
      'unknown_photo',
      'words_changed',
      'unruled_words',
      'reason_needed',
      'reply_needs_photo',
      'office_complained_of',
      'full',
      'too_often',
      'too_long',
      'past_due'
    ]
  }),
  proposeOffices: endpoint({
    method: 'GET',
    path: '/api/cases/:no/proposals',
    says: 'Whom the rules would send this case to now, category by category; for dispatchers.',
    who: ['staff'],
    params: input({ no: caseNo() }),
    answer: view({ items: list(view({ category: slug(), office: officeRef }), { max: 1000 }) }),
    refuses: ['not_found', 'forbidden']
  }),
  previewPublication: endpoint({
    method: 'POST',
    path: '/api/cases/:no/preview',
    says: 'The case as anybody would read it after this publication; for moderators. Nothing is written, and what the move refuses is refused here.',
    who: ['staff'],
    params: input({ no: caseNo() }),
    body: publishInput,
    answer: caseView,
    refuses: [
      'not_found',
      'forbidden',
      'stale',
      'not_in_this_status',
      'unknown_photo',
      'words_changed',
      'unruled_words'
    ]
  }),
  proposeMasks: endpoint({
    method: 'POST',
    path: '/api/cases/:no/masks',
    says: 'What of a title, the place and the words of a case should not be public: telephones, numbers, plates, addresses, names; for moderators. Nothing is written.',
    who: ['staff'],
    params: input({ no: caseNo() }),
    body: input({ title: maybe(line(titleAtMost)) }),
    answer: view({
      texts: list(textToRule, { max: 1000 }),
      /** How well it finds them, measured on made-up texts. */
      measured: view({
        on: day(),
        texts: int(0, 1_000_000),
        recall: number(),
        precision: number(),
        numbers: view({ recall: number(), precision: number() }),
        /** The lowest recall of ways of writing that the rules had not met. */
        unmet: view({ phone: number(), id: number(), plate: number() })
      })
    }),
    refuses: ['not_found', 'forbidden']
  }),
  map: endpoint({
    method: 'GET',
    path: '/api/map',
    says: 'What lies in a box (WGS-84): street areas with counts when zoomed out, single public places when zoomed in, and the newest of them, with `more`, where a filter finds too many to be counted; never more than 500 features.',
    who: anyone,
    query: inBox({ ...listQuery, zoom: count(0, 22) }),
    answer: view({
      areas: list(
        view({ area: areaRef, place: lngLat(), count: int(0, 1e9), closed: int(0, 1e9), overdue: int(0, 1e9) }),
        { max: 500 }
      ),
      cases: list(casePin, { max: 500 }),
      more: bool()
    }),
    refuses: ['invalid'],
    cache: publicFor(5)
  }),
  stats: endpoint({
    method: 'GET',
    path: '/api/stats',
    says: 'The numbers of the home page, each with its denominator; `days` back from today. They are at most two seconds behind; where the server cannot count, `at` says as of when they are.',
    who: anyone,
    query: input({ days: maybe(oneOf(sinceChoices)) }),
    answer: statsView,
    refuses: [],
    cache: publicFor(5)
  }),
  queue: endpoint({
    method: 'GET',
    path: '/api/queue',
    says: 'What waits for this member of staff, shortest remaining time first, with a count a tab (at most 100).',
    who: ['staff'],
    query: input({ tab: maybe(oneOf(queueTabs)), q: maybe(line(60)), after: maybe(cursor()), unread: maybe(flag()) }),
    answer: view({
      tab: oneOf(queueTabs),
      counts: mapOf(int(0, 100)),
      items: list(caseRow, { max: 60 }),
      older: maybe(said())
    }),
    refuses: ['forbidden']
  })
}
