/**
 * What may this viewer see? Nothing leaves the server except through here, and a presenter is closed by default. Three
 * audiences: the public (what a moderator approved), the reporter (his own words and everything addressed to him), staff.
 */
import { verbs, type CaseRow, type CaseView, type DeskView, type TimelineEntry } from '#shared/cases.ts'
import type { OfficeRef } from '#shared/city.ts'
import { reporterVerbs, type ReportView } from '#shared/reports.ts'
import { rowOf, type VerbRow } from '#shared/verbs.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { daysBetween, elapsedClock, deadlineClock } from '#server/deadlines/index.ts'
import { photoView, type PhotoLink } from '#server/photos/index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { canMove, limitOn, openingFor, plainTitle, publicPlace, titleOf } from './advance.ts'
import { verifyChain, type Entry } from './ledger.ts'
import type { CaseDoc, CaseRowDoc, Report, StoredPlace } from './model.ts'
import { casePolicy, isReporter, readsContact, readsDesk } from './policy.ts'
import { becauseFor } from './present-because.ts'
import { presentTime } from './present-time.ts'
import { publishable } from './consent.ts'
import { limitAt } from './projection.ts'
import { rateBy } from './verbs.ts'

export interface Light {
  now: number
  city: CitySnapshot
  /** How approved photos are linked, where it is not by their public address. */
  photoLink?: PhotoLink
}
export type Audience = 'public' | 'reporter' | 'staff'

export const audienceOf = (viewer: Viewer, it: CaseRowDoc): Audience | undefined =>
  readsDesk.holds(viewer, it)
    ? 'staff'
    : isReporter.holds(viewer, it)
      ? 'reporter'
      : it.publishedAt
        ? 'public'
        : undefined

const officeRef = (id: string, city: CitySnapshot): OfficeRef => {
  const office = city.called.office(id)
  return { id, name: office?.name ?? id, short: office?.short ?? id }
}
const categoryRef = (code: string, city: CitySnapshot) => {
  const it = city.called.category(code)
  return { code, name: it?.name ?? code, tile: it?.tile ?? 'other' }
}
const areaRef = (id: string, city: CitySnapshot) => ({ id, name: city.called.area(id) ?? id })
const lngLat = (p: StoredPlace) => ({ lng: p.coordinates[0], lat: p.coordinates[1] })
/** 周明远 -> 周**: a person is named to the public by surname and duty only. */
export const masked = (name: string): string => [...name][0] + '**'

/** A reporter sees the place that he named, not the one another reporter lives at. */
const placeFor = (it: CaseRowDoc, audience: Audience, own: Report | undefined): StoredPlace =>
  audience === 'public' ? it.publicPlace : audience === 'reporter' ? (own?.place ?? it.publicPlace) : it.place

/** A title that nobody wrote names the place of whoever reported first; before it is public no other reporter reads it. */
function titleFor(it: CaseRowDoc, audience: Audience, own: Report | undefined, city: CitySnapshot): string {
  if (audience !== 'reporter' || it.publishedAt || !own) return titleOf(it, city)
  return plainTitle(it.category, publicPlace(own.place, it.category, it.area, city, own.consentPublic).address, city)
}

const photosFor = (
  it: CaseRowDoc,
  ids: readonly string[],
  audience: Audience,
  { now, photoLink = 'public' }: Pick<Light, 'now' | 'photoLink'>
) => {
  const shown = it.publishedAt ? it.publication.photos : []
  return ids
    .filter((id) => audience !== 'public' || shown.includes(id))
    .map((id) => {
      const link: PhotoLink = shown.includes(id) ? photoLink : 'signed'
      return photoView(id, it.photoSizes[id] ?? [4, 3], link, now)
    })
}

/** A row as the public or staff see it, or as its reporter does: then with the report that is his. */
export function presentRow(it: CaseRowDoc, audience: Audience, light: Light, own?: Report): CaseRow {
  const { now, city } = light
  const place = placeFor(it, audience, own)
  const first = it.words[own?.n ?? 1]?.photos ?? []
  const after = audience === 'reporter' ? [] : Object.values(it.words).flatMap((said) => said.photos ?? [])
  const [thumb] = photosFor(it, [...first, ...after], audience, light)
  const at = Date.parse(it.at)
  return {
    no: it.no,
    title: titleFor(it, audience, own, city),
    category: categoryRef(it.category, city),
    area: areaRef(it.area, city),
    office: officeRef(it.office, city),
    ...(place.address && { address: place.address }),
    place: lngLat(place),
    status: it.status,
    at: it.at,
    since: it.since,
    ...(it.closedAt && { closedAt: it.closedAt }),
    elapsedDays: daysBetween(at, it.closedAt ? Date.parse(it.closedAt) : now),
    clock: deadlineClock(it.deadline, it.status, city.calendar, now),
    ...(thumb && { thumb }),
    ...(it.counts.overdue > 0 && { overdue: it.counts.overdue }),
    ...(it.exposedAt && { exposedAt: it.exposedAt }),
    ...(it.demo && { demo: true }),
    reports: Math.max(1, it.counts.reports)
  }
}

/** Which audiences of a verb include a reader. */
const reads: Record<Audience, readonly VerbRow['audience'][]> = {
  public: ['public'],
  reporter: ['public', 'reporter'],
  staff: ['public', 'reporter', 'staff']
}

function entryView(
  e: Entry,
  it: CaseDoc,
  audience: Audience,
  own: Report | undefined,
  light: Light
): TimelineEntry | undefined {
  const { city } = light
  // Where his report came in is a reporter's beginning of the story.
  const ownBeginning = audience === 'reporter' && e.n === own?.n
  const row = rowOf(e.verb)
  if (!row || !(ownBeginning || reads[audience].includes(row.audience))) return undefined
  const others = audience === 'reporter' && e.actor.kind === 'reporter' && e.actor.id !== own?.id
  if (others && e.verb !== 'receive') return undefined
  const said = it.words[e.n]
  const addressed = ownBeginning || reads.reporter.includes(row.words)
  const open =
    audience === 'staff' || (audience === 'reporter' && addressed && !others) || it.publication.words.includes(e.n)
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
    ...(open && said?.text && { text: said.text }),
    ...(isErased(it, e) && { erased: true }),
    // Another reporter's photos are to him what they are to everyone.
    photos: photosFor(
      it,
      open || audience === 'public' ? (said?.photos ?? []) : [],
      others ? 'public' : audience,
      light
    ),
    ...(f.outcome && { outcome: f.outcome }),
    ...(f.onSite !== undefined && { onSite: f.onSite }),
    ...((f.office ?? f.rightOffice) && { office: officeRef(f.office ?? f.rightOffice ?? '', city) }),
    ...(f.until && { until: f.until }),
    ...(f.more && { more: { n: f.more, unit: (limitAt(it.ledger, e.n) ?? it.deadline.limit).unit } }),
    ...(f.count && { count: f.count }),
    ...(said?.ask && (open || audience !== 'public') && { ask: said.ask }),
    ...(f.way && { way: f.way }),
    ...(said?.contact && (open || audience !== 'public') && { contact: said.contact }),
    ...(said?.paper && audience === 'staff' && { paper: said.paper }),
    ...(f.duty && { duty: city.offices.flatMap((o) => o.duties).find((d) => d.id === f.duty)?.text ?? f.duty }),
    ...(f.category && { category: categoryRef(f.category, city) }),
    ...(f.activity && { activity: f.activity }),
    hash: e.hash
  }
}

/** A member of staff by his role; whoever else did it by what he is to the case. */
const actorOf = ({ actor, verb }: Entry): { role?: TimelineEntry['who']['role'] } => {
  if (actor.kind === 'staff') return actor.role ? { role: actor.role } : {}
  if (actor.kind === 'reporter') return { role: verb === 'receive' ? 'system' : 'reporter' }
  if (actor.kind === 'rule') return { role: verb === 'help' ? 'volunteers' : 'rule' }
  return { role: 'clock' }
}

/** Words that are not here were erased, or went away with the report they belong to; only the former is said. */
const isErased = (it: CaseDoc, e: Entry): boolean =>
  e.words !== undefined &&
  it.words[e.n] === undefined &&
  (it.reports.some((r) => r.n === e.n && r.erased) ||
    it.ledger.some(
      ({ verb, facts }) =>
        verb === 'erase' && (facts.entry === e.n || (facts.report !== undefined && facts.report === e.facts.report))
    ))

/** The reports of a case that are this viewer's; who reported one matter twice has two. */
export const ownReports = (it: CaseRowDoc, viewer: Viewer): Report[] =>
  it.reports.filter((r) => isReporter.holds(viewer, { ...it, reports: [r] }))

const ratingOf = (it: CaseDoc, r: CaseDoc['ratings'][number], audience: Audience, own: boolean) => {
  const text = it.words[r.n]?.text
  const open = audience === 'staff' || own || it.publication.words.includes(r.n)
  return { solved: r.solved, satisfied: r.satisfied, at: r.at, ...(open && text && { text }) }
}

export function presentCase(
  it: CaseDoc,
  viewer: Viewer,
  light: Light,
  own: Report | undefined = ownReports(it, viewer)[0]
): CaseView | undefined {
  const audience = audienceOf(viewer, it)
  if (!audience) return undefined
  const { now, city } = light
  const place = placeFor(it, audience, own)
  const timeline = it.ledger
    .map((e) => entryView(e, it, audience, own, light))
    .filter((e) => e !== undefined)
    .reverse()
  const last = it.ledger.at(-1)
  const reply = it.ledger.findLast((e) => e.verb === 'reply')
  const opening = own ?? it.reports[0]
  const said =
    audience === 'public' ? openingFor(it.reports, it.publication.words, it.words) : opening && it.words[opening.n]
  const beforeIds = (own ? [own] : it.reports).flatMap((r) => it.words[r.n]?.photos ?? [])
  const afterIds = it.ledger.flatMap((e) =>
    e.verb === 'reply' || e.verb === 'verify' ? (it.words[e.n]?.photos ?? []) : []
  )
  return {
    no: it.no,
    title: titleFor(it, audience, own, city),
    category: categoryRef(it.category, city),
    area: areaRef(it.area, city),
    office: officeRef(it.office, city),
    assisting: it.assisting.map((id) => officeRef(id, city)),
    ...(it.answerable && it.answerable !== it.office && { answerable: officeRef(it.answerable, city) }),
    ...(it.transfer && { transfer: transferView(it, it.transfer, audience) }),
    returned: (it.returnedBy ?? []).map((id) => officeRef(id, city)),
    ...(place.address && { address: place.address }),
    place: lngLat(place),
    status: it.status,
    at: it.at,
    since: it.since,
    ...(it.closedAt && { closedAt: it.closedAt }),
    ...(it.counts.overdue > 0 && { overdue: it.counts.overdue }),
    ...(it.exposedAt && { exposedAt: it.exposedAt }),
    ...(it.demo && { demo: true }),
    ...(audience !== 'public' && answered(it, city)),
    ...(said?.text && { text: said.text }),
    ...(opening?.erased && !said?.text && { textErased: true }),
    channel: opening?.channel ?? it.ledger[0]?.facts.channel ?? 'mini',
    reports: Math.max(1, it.counts.reports),
    before: photosFor(it, [...new Set(beforeIds)], audience, light).slice(0, 9),
    after: photosFor(it, afterIds, audience, light).slice(-9),
    ...(reply && afterIds.length > 0 && { afterAt: reply.at }),
    clock: deadlineClock(it.deadline, it.status, city.calendar, now),
    elapsed: elapsedClock(
      {
        from: Date.parse(it.at),
        dueAt: it.deadline.dueAt,
        ...(it.repliedAt && { repliedAt: Date.parse(it.repliedAt) }),
        ...(it.closedAt && { closedAt: Date.parse(it.closedAt) })
      },
      city.calendar,
      now
    ),
    routing: {
      rule: it.routing.ruleId,
      version: it.routing.ruleVersion,
      release: it.routing.release ?? 1,
      because: becauseFor(it, audience, it.ledger[0]?.facts.report === own?.id, city),
      byHand: it.byHand
    },
    timeline,
    ratings: it.ratings.map((r) => ratingOf(it, r, audience, r.report === own?.id)),
    ...(it.status === 'closed' && it.closedAt && { rateBy: rateBy(it.closedAt) }),
    ledger: {
      entries: it.ledger.length,
      head: last?.hash ?? '',
      at: last?.at ?? it.at,
      whole: verifyChain(it.ledger, it.words) === undefined
    },
    public: it.publishedAt !== null,
    ...(audience === 'staff' && { desk: presentDesk(it, viewer, light) })
  }
}

/** To whom it was handed is told where the words of the refusal are. */
function transferView(it: CaseDoc, { way, n, state, at }: NonNullable<CaseDoc['transfer']>, audience: Audience) {
  const to = audience !== 'public' || it.publication.words.includes(n) ? it.words[n]?.ask : undefined
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

/** What a moderator may approve. */
function offer(it: CaseDoc): Pick<DeskView['publication'], 'agreed' | 'open'> {
  const yes = new Set(it.reports.filter((r) => r.consentPublic && !r.withdrawn).map((r) => r.id))
  const open = it.ledger.filter(
    ({ n, verb, facts }) =>
      yes.size > 0 &&
      publishable.has(verb) &&
      it.words[n] !== undefined &&
      (facts.report === undefined || yes.has(facts.report))
  )
  return { agreed: yes.size > 0, open: open.map((e) => e.n) }
}

function presentDesk(it: CaseDoc, viewer: Viewer, light: Light): DeskView {
  const { now, city } = light
  const contact = readsContact.holds(viewer, it)
  const request = it.holdRequest === undefined ? undefined : it.ledger[it.holdRequest - 1]
  const reopen = it.reopenRequest === undefined ? undefined : it.ledger[it.reopenRequest - 1]
  const person = it.person ? city.called.person(it.person) : undefined
  const first = it.routing.deputyOf ? city.called.person(it.routing.deputyOf) : undefined
  return {
    version: it.version,
    may: verbs.filter(
      (verb) => canMove(it, verb) && casePolicy.permits(viewer, verb, it) && limitOn(it, verb, light) === undefined
    ),
    ...(person && {
      person: { id: it.person ?? '', name: person.name, ...(first && !it.byHand && { deputyOf: first.name }) }
    }),
    supervising: officeRef(it.supervising, city),
    ...(it.place.address && { exactAddress: it.place.address }),
    exactPlace: lngLat(it.place),
    ...(it.place.accuracyM !== undefined && { accuracyM: it.place.accuracyM }),
    ...(it.joinedInto && { joinedInto: it.joinedInto }),
    reports: it.reports.map((r) => {
      const said = it.words[r.n]
      const rating = it.ratings.find((x) => x.report === r.id)
      return {
        id: r.id,
        n: r.n,
        at: r.at,
        channel: r.channel,
        reporter: r.channel === 'patrol' ? 'patrol' : r.reporter.member ? 'resident' : 'anonymous',
        ...(contact && r.contact && { contact: r.contact }),
        ...(said?.text && { text: said.text }),
        photos: photosFor(it, said?.photos ?? [], 'staff', light),
        consentPublic: r.consentPublic,
        ...(r.erased && { erased: true as const }),
        ...(r.withdrawn && { withdrawn: true as const }),
        ...(rating && { rating: ratingOf(it, rating, 'staff', false) })
      }
    }),
    publication: {
      state: it.publication.state,
      pending: it.pending,
      shownWords: it.publication.words,
      shownPhotos: it.publication.photos,
      suggestedTitle: titleOf(it, city),
      ...offer(it)
    },
    ...(request?.facts.until && {
      holdRequest: { until: request.facts.until, words: it.words[request.n]?.text ?? '' }
    }),
    ...presentTime(it, city, now),
    ...(reopen && { reopenRequest: { at: reopen.at, words: it.words[reopen.n]?.text ?? '' } }),
    returns: it.counts.returns,
    nearby: []
  }
}

/** What waits for the reporter: a question, or a rating while there is time. */
export const waitingFor = (it: CaseRowDoc, report: Report, now: number): 'answer' | 'rate' | undefined =>
  report.withdrawn
    ? undefined
    : it.asked !== undefined
      ? 'answer'
      : it.status === 'closed' &&
          !it.ratings.some((r) => r.report === report.id) &&
          it.closedAt &&
          now <= Date.parse(rateBy(it.closedAt))
        ? 'rate'
        : undefined

export function presentReport(it: CaseDoc, id: string, viewer: Viewer, light: Light): ReportView | undefined {
  // The number of another's report in the same case opens nothing.
  const report = ownReports(it, viewer).find((r) => r.id === id)
  const view = report && presentCase(it, viewer, light, report)
  if (!report || !view || audienceOf(viewer, it) !== 'reporter') return undefined
  const said = it.words[report.n]
  const rating = it.ratings.find((r) => r.report === id)
  return {
    id,
    no: it.no,
    at: report.at,
    channel: report.channel,
    ...(said?.text && { text: said.text }),
    photos: photosFor(it, said?.photos ?? [], 'reporter', light),
    consentPublic: report.consentPublic,
    ...(rating && { rating: ratingOf(it, rating, 'reporter', true) }),
    may: reporterVerbs.filter(
      (verb) =>
        !report.withdrawn &&
        canMove(it, verb) &&
        casePolicy.permits(viewer, verb, it) &&
        limitOn(it, verb, { ...light, report: id }) === undefined
    ),
    case: view
  }
}
