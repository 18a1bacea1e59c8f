/**
 * What may this viewer see? Nothing leaves the server except through here, and a presenter is closed by default. Three
 * audiences: the public (what a moderator approved), the reporter (his own words and everything addressed to him), staff.
 */
import type { CasePin, CaseRow, CaseView, TimelineEntry } from '#shared/cases.ts'
import { reporterVerbs, type ReportView } from '#shared/reports.ts'
import { rowOf, type VerbRow } from '#shared/verbs.ts'
import { fill } from '#shared/locales/index.ts'
import { staff as staffWords } from '#shared/locales/staff.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { daysBetween, elapsedClock, deadlineClock, lightAt } from '#server/deadlines/index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { canMove, limitOn, openingFor, plainTitle, titleOf } from './advance.ts'
import { ruledSince } from './consent.ts'
import { handlerAt, verifyChain, type Entry } from './ledger.ts'
import { publicText } from './masks.ts'
import type { CaseDoc, CasePinDoc, CaseRowDoc, Report, StoredPlace } from './model.ts'
import { placeBy, precisionBy } from './place.ts'
import { casePolicy, isReporter } from './policy.ts'
import { becauseFor } from './present-because.ts'
import { presentDesk } from './present-desk.ts'
import {
  areaRef,
  audienceOf,
  categoryRef,
  lngLat,
  masked,
  officeRef,
  photosFor,
  ratingOf,
  type Audience,
  type PresentContext
} from './present-parts.ts'
import { limitAt } from './projection.ts'
import { isRated, rateBy } from './verbs.ts'

/** A reporter sees the place that he named, not the one another reporter lives at. */
const placeFor = (caseDoc: CaseRowDoc, audience: Audience, own: Report | undefined): StoredPlace =>
  audience === 'public'
    ? caseDoc.publicPlace
    : audience === 'reporter'
      ? (own?.place ?? caseDoc.publicPlace)
      : caseDoc.place

/** A title that nobody wrote names the place of whoever reported first; before it is public no other reporter reads it. */
function titleFor(caseDoc: CaseRowDoc, audience: Audience, own: Report | undefined, city: CitySnapshot): string {
  if (audience !== 'reporter' || caseDoc.publishedAt || !own) return titleOf(caseDoc, city)
  return plainTitle(
    caseDoc.category,
    placeBy(own.place, own.consentPublic ? precisionBy(caseDoc.category, city) : 'street', caseDoc.area, city).address,
    city
  )
}

/** A row as the public or staff see it, or as its reporter does: then with the report that is his. */
export function presentRow(caseDoc: CaseRowDoc, audience: Audience, context: PresentContext, own?: Report): CaseRow {
  const { now, city } = context
  const place = placeFor(caseDoc, audience, own)
  const first = caseDoc.words[own?.n ?? 1]?.photos ?? []
  const after = audience === 'reporter' ? [] : Object.values(caseDoc.words).flatMap((said) => said.photos ?? [])
  const [thumb] = photosFor(caseDoc, [...first, ...after], audience, context)
  const at = Date.parse(caseDoc.at)
  return {
    no: caseDoc.no,
    title: titleFor(caseDoc, audience, own, city),
    category: categoryRef(caseDoc.category, city),
    area: areaRef(caseDoc.area, city),
    office: officeRef(caseDoc.office, city),
    ...(place.address && { address: place.address }),
    place: lngLat(place),
    status: caseDoc.status,
    at: caseDoc.at,
    since: caseDoc.since,
    ...(caseDoc.closedAt && { closedAt: caseDoc.closedAt }),
    elapsedDays: daysBetween(at, caseDoc.closedAt ? Date.parse(caseDoc.closedAt) : now),
    clock: deadlineClock(caseDoc.deadline, caseDoc.status, city.calendar, now),
    ...(thumb && { thumb }),
    ...(caseDoc.counts.overdue > 0 && { overdue: caseDoc.counts.overdue }),
    ...(caseDoc.exposedAt && { exposedAt: caseDoc.exposedAt }),
    ...(audience === 'staff' && caseDoc.pendingSince && { pendingSince: caseDoc.pendingSince }),
    ...(caseDoc.demo && { demo: true }),
    reports: Math.max(1, caseDoc.counts.reports),
    ...(caseDoc.affected && { affected: caseDoc.affected }),
    ...(audience === 'staff' && caseDoc.toRule.length > 0 && { toRule: caseDoc.toRule })
  }
}

/** A point on the public's map. */
export const presentPin = (
  { no, title, category, status, publicPlace, deadline }: CasePinDoc,
  { city, now }: Pick<PresentContext, 'city' | 'now'>
): CasePin => ({
  no,
  title: titleOf({ title, category, publicPlace }, city),
  place: lngLat(publicPlace),
  status,
  light: lightAt(deadline, city.calendar, now)
})

/** Which audiences of a verb include a reader. */
const reads: Record<Audience, readonly VerbRow['audience'][]> = {
  public: ['public'],
  reporter: ['public', 'reporter'],
  staff: ['public', 'reporter', 'staff']
}

function entryView(
  e: Entry,
  caseDoc: CaseDoc,
  audience: Audience,
  own: Report | undefined,
  context: PresentContext
): TimelineEntry | undefined {
  const { city } = context
  // Where his report came in is a reporter's beginning of the story.
  const ownBeginning = audience === 'reporter' && e.n === own?.n
  const row = rowOf(e.verb)
  if (!row || !(ownBeginning || reads[audience].includes(row.audience))) return undefined
  const others = audience === 'reporter' && e.actor.kind === 'reporter' && e.actor.id !== own?.id
  if (others && e.verb !== 'receive') return undefined
  const said = caseDoc.words[e.n]
  const addressed = ownBeginning || reads.reporter.includes(row.words)
  const whole = audience === 'staff' || (audience === 'reporter' && addressed && !others)
  const open = whole || caseDoc.publication.words.includes(e.n)
  const [text, ask] = whole ? [said?.text, said?.ask] : [publicText(caseDoc, e.n), publicText(caseDoc, e.n, 'ask')]
  const person = e.actor.kind === 'staff' && e.actor.id ? city.called.person(e.actor.id) : undefined
  const f = e.facts
  const office = e.actor.office ? city.called.office(e.actor.office) : undefined
  return {
    n: e.n,
    at: e.at,
    verb: e.verb,
    to: e.to,
    who: {
      ...(office && { office: office.short }),
      ...actorOf(e),
      ...(person && { name: audience === 'staff' ? person.name : masked(person.name) })
    },
    ...(open && text && { text }),
    ...(e.verb === 'note' && e.actor.kind === 'clock' && { text: handedOver(caseDoc.ledger, e, city) }),
    ...(isErased(caseDoc, e) && { erased: true }),
    // Another reporter's photos are to him what they are to everyone.
    photos: photosFor(
      caseDoc,
      open || audience === 'public' ? (said?.photos ?? []) : [],
      others ? 'public' : audience,
      context
    ),
    ...(f.outcome && { outcome: f.outcome }),
    ...(f.onSite !== undefined && { onSite: f.onSite }),
    ...((f.office ?? f.rightOffice) && { office: officeRef(f.office ?? f.rightOffice ?? '', city) }),
    ...(e.verb === 'dispatch' && e.from !== 'received' && e.from !== 'returned' && { rerouted: true as const }),
    // Of the choice itself only: what was chosen at first stands in the report.
    ...(e.verb === 'consent' && f.consent !== undefined && { consent: f.consent }),
    ...(f.until && { until: f.until }),
    ...(f.more && { more: { n: f.more, unit: (limitAt(caseDoc.ledger, e.n) ?? caseDoc.deadline.limit).unit } }),
    ...(f.count && { count: f.count }),
    ...(ask && (open || audience !== 'public') && { ask }),
    ...(f.way && { way: f.way }),
    ...(said?.contact && (open || audience !== 'public') && { contact: said.contact }),
    ...(said?.paper && audience === 'staff' && { paper: said.paper }),
    ...(f.duty && { duty: city.offices.flatMap((o) => o.duties).find((d) => d.id === f.duty)?.text ?? f.duty }),
    ...(f.category && { category: categoryRef(f.category, city) }),
    ...(f.activity && { activity: f.activity }),
    ...(f.title !== undefined && { help: { title: f.title, people: f.people ?? 0, minutes: f.minutes ?? 0 } }),
    hash: e.hash
  }
}

/** Notes are read by staff alone. */
function handedOver(ledger: readonly Entry[], { n, facts }: Entry, city: PresentContext['city']): string {
  const nameOf = (id: string | undefined): string => (id === undefined ? '' : (city.called.person(id)?.name ?? id))
  const from = nameOf(handlerAt(ledger, n - 1))
  return facts.person === undefined
    ? fill(staffWords.handedOver.back, { from })
    : fill(staffWords.handedOver.to, { from, to: nameOf(facts.person) })
}

/** A member of staff by his role; whoever else did it by what he is to the case. */
const actorOf = ({ actor, verb }: Entry): { role?: TimelineEntry['who']['role'] } => {
  if (actor.kind === 'staff') return actor.role ? { role: actor.role } : {}
  if (actor.kind === 'reporter') return { role: verb === 'receive' ? 'system' : 'reporter' }
  if (actor.kind === 'rule') return { role: verb === 'help' ? 'volunteers' : 'rule' }
  return { role: 'clock' }
}

/** Words that are not here were erased, or went away with the report they belong to; only the former is said. */
const isErased = (caseDoc: CaseDoc, e: Entry): boolean =>
  e.words !== undefined &&
  caseDoc.words[e.n] === undefined &&
  (caseDoc.reports.some((r) => r.n === e.n && r.erased) ||
    caseDoc.ledger.some(
      ({ verb, facts }) =>
        verb === 'erase' && (facts.entry === e.n || (facts.report !== undefined && facts.report === e.facts.report))
    ))

/** The reports of a case that are this viewer's; who reported one matter twice has two. */
export const ownReports = (caseDoc: CaseRowDoc, viewer: Viewer): Report[] =>
  caseDoc.reports.filter((r) => isReporter.holds(viewer, { ...caseDoc, reports: [r] }))

export function presentCase(
  caseDoc: CaseDoc,
  viewer: Viewer,
  context: PresentContext,
  own: Report | undefined = ownReports(caseDoc, viewer)[0]
): CaseView | undefined {
  const audience = audienceOf(viewer, caseDoc)
  if (!audience) return undefined
  const { now, city } = context
  const place = placeFor(caseDoc, audience, own)
  const timeline = caseDoc.ledger
    .map((e) => entryView(e, caseDoc, audience, own, context))
    .filter((e) => e !== undefined)
    .reverse()
  const last = caseDoc.ledger.at(-1)
  const reply = caseDoc.ledger.findLast((e) => e.verb === 'reply')
  const opening = own ?? caseDoc.reports[0]
  const said = audience === 'public' ? openingFor(caseDoc) : opening && caseDoc.words[opening.n]?.text
  const beforeIds = (own ? [own] : caseDoc.reports).flatMap((r) => caseDoc.words[r.n]?.photos ?? [])
  const afterIds = caseDoc.ledger.flatMap((e) =>
    e.verb === 'reply' || e.verb === 'verify' ? (caseDoc.words[e.n]?.photos ?? []) : []
  )
  return {
    no: caseDoc.no,
    title: titleFor(caseDoc, audience, own, city),
    category: categoryRef(caseDoc.category, city),
    area: areaRef(caseDoc.area, city),
    office: officeRef(caseDoc.office, city),
    assisting: caseDoc.assisting.map((id) => officeRef(id, city)),
    ...(caseDoc.answerable &&
      caseDoc.answerable !== caseDoc.office && { answerable: officeRef(caseDoc.answerable, city) }),
    ...(caseDoc.transfer && { transfer: transferView(caseDoc, caseDoc.transfer, audience) }),
    returned: (caseDoc.returnedBy ?? []).map((id) => officeRef(id, city)),
    ...(place.address && { address: place.address }),
    place: lngLat(place),
    status: caseDoc.status,
    at: caseDoc.at,
    since: caseDoc.since,
    ...(caseDoc.closedAt && { closedAt: caseDoc.closedAt }),
    ...(caseDoc.counts.overdue > 0 && { overdue: caseDoc.counts.overdue }),
    ...(caseDoc.exposedAt && { exposedAt: caseDoc.exposedAt }),
    ...(caseDoc.demo && { demo: true }),
    ...(audience !== 'public' && answered(caseDoc, city)),
    ...(said && { text: said }),
    ...(opening?.erased && !said && { textErased: true }),
    channel: opening?.channel ?? caseDoc.ledger[0]?.facts.channel ?? 'mini',
    reports: Math.max(1, caseDoc.counts.reports),
    ...(caseDoc.affected && { affected: caseDoc.affected }),
    before: photosFor(caseDoc, [...new Set(beforeIds)], audience, context).slice(0, 9),
    after: photosFor(caseDoc, afterIds, audience, context).slice(-9),
    ...(reply && afterIds.length > 0 && { afterAt: reply.at }),
    ...(reply?.facts.distanceM !== undefined && afterIds.length > 0 && { afterDistanceM: reply.facts.distanceM }),
    clock: deadlineClock(caseDoc.deadline, caseDoc.status, city.calendar, now),
    elapsed: elapsedOf(caseDoc, context),
    routing: {
      rule: caseDoc.routing.ruleId,
      version: caseDoc.routing.ruleVersion,
      release: caseDoc.routing.release ?? 1,
      because: becauseFor(caseDoc, audience, caseDoc.ledger[0]?.facts.report === own?.id, city),
      byHand: caseDoc.byHand
    },
    timeline,
    ratings: latestFirst(caseDoc.ratings).map((r) => ratingOf(caseDoc, r, audience, r.report === own?.id)),
    ...(caseDoc.status === 'closed' && caseDoc.closedAt && { rateBy: rateBy(caseDoc.closedAt) }),
    ledger: {
      entries: caseDoc.ledger.length,
      head: last?.hash ?? '',
      at: last?.at ?? caseDoc.at,
      whole: verifyChain(caseDoc.ledger, caseDoc.words) === undefined
    },
    public: caseDoc.publishedAt !== null,
    ...(audience === 'staff' && { desk: presentDesk(caseDoc, viewer, context) })
  }
}

/** What each reporter says now, and then what he said before. */
const latestFirst = (ratings: CaseDoc['ratings']): CaseDoc['ratings'] => [
  ...ratings.filter((r) => !r.superseded),
  ...ratings.filter((r) => r.superseded)
]

const elapsedOf = (caseDoc: CaseDoc, { now, city }: PresentContext) =>
  elapsedClock(
    {
      from: Date.parse(caseDoc.at),
      dueAt: caseDoc.deadline.dueAt,
      ...(caseDoc.repliedAt && { repliedAt: Date.parse(caseDoc.repliedAt) }),
      ...(caseDoc.closedAt && { closedAt: Date.parse(caseDoc.closedAt) })
    },
    city.calendar,
    now
  )

/** To whom it was handed is told where the words of the refusal are. */
function transferView(caseDoc: CaseDoc, { way, n, state, at }: NonNullable<CaseDoc['transfer']>, audience: Audience) {
  const to =
    audience !== 'public'
      ? caseDoc.words[n]?.ask
      : caseDoc.publication.words.includes(n)
        ? publicText(caseDoc, n, 'ask')
        : undefined
  return { way, state, at, ...(to && { to }) }
}

/** What was chosen, in the words it was asked with; a question that is asked no longer shows its name. */
function answered({ ledger, category }: CaseDoc, city: CitySnapshot) {
  const given = Object.entries(ledger[0]?.facts.answers ?? {})
  if (given.length === 0) return {}
  const questions = city.category(ledger[0]?.facts.category ?? category)?.questions ?? []
  return {
    answers: given.map(([id, choice]) => {
      const asked = questions.find((q) => q.id === id)
      return { question: asked?.text ?? id, choice: asked?.choices.find((c) => c.id === choice)?.text ?? choice }
    })
  }
}

/** What waits for the reporter: a question, or a rating while there is time. */
export const waitingFor = (caseDoc: CaseRowDoc, report: Report, now: number): 'answer' | 'rate' | undefined =>
  report.withdrawn
    ? undefined
    : caseDoc.asked !== undefined
      ? 'answer'
      : caseDoc.status === 'closed' &&
          !isRated(caseDoc, report.id) &&
          caseDoc.closedAt &&
          now <= Date.parse(rateBy(caseDoc.closedAt))
        ? 'rate'
        : undefined

export function presentReport(
  caseDoc: CaseDoc,
  id: string,
  viewer: Viewer,
  context: PresentContext
): ReportView | undefined {
  // The number of another's report in the same case opens nothing.
  const report = ownReports(caseDoc, viewer).find((r) => r.id === id)
  const view = report && presentCase(caseDoc, viewer, context, report)
  if (!report || !view || audienceOf(viewer, caseDoc) !== 'reporter') return undefined
  const said = caseDoc.words[report.n]
  const rated = caseDoc.ratings.filter((r) => r.report === id)
  const rating = rated.find((r) => r.round === caseDoc.counts.closes)
  return {
    id,
    no: caseDoc.no,
    at: report.at,
    channel: report.channel,
    ...(said?.text && { text: said.text }),
    photos: photosFor(caseDoc, said?.photos ?? [], 'reporter', context),
    consentPublic: report.consentPublic,
    ...(!ruledSince(report.consentFrom, caseDoc.publication) && { waitsAnew: true as const }),
    ...(rating && { rating: ratingOf(caseDoc, rating, 'reporter', true) }),
    ratedBefore: rated.filter((r) => r !== rating).map((r) => ratingOf(caseDoc, r, 'reporter', true)),
    may: reporterVerbs.filter(
      (verb) =>
        !report.withdrawn &&
        canMove(caseDoc, verb) &&
        casePolicy.permits(viewer, verb, caseDoc) &&
        limitOn(caseDoc, verb, { ...context, report: id }) === undefined
    ),
    case: view
  }
}
