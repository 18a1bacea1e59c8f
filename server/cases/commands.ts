/** What changes, and who must hear: the moves of staff and of reporters, each one compare-and-set. */
import { metresBetween } from '#shared/distance.ts'
import { titleAtMost, type Move, type MoveVerb, type Status } from '#shared/cases.ts'
import { approvals as approvalWords } from '#shared/locales/approvals.ts'
import { refuse } from '#shared/errors.ts'
import type { Office } from '#config/city/types.ts'
import type { RoutingFact } from '#shared/routing.ts'
import { addDays, dayOf, limitWords } from '#shared/time-format.ts'
import { fill, words as w } from '#shared/locales/index.ts'
import { asked } from '#server/kernel/outbox.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import { claimPhotos, letGoOfPhotos, noPhotos, type PhotoStore } from '#server/photos/index.ts'
import { mayHave } from '#server/routing/index.ts'
import { advance, agreed, canMove, limitOn, isCoarse, photosIn, tellsAddress, type Now, type Step } from './advance.ts'
import { erase, withoutEntry } from './erasure.ts'
import { join, unjoin } from './joins.ts'
import type { Actor, Facts, Said } from './ledger.ts'
import { isOver } from './lifecycle.ts'
import { ruleOn } from './masks.ts'
import { findByReport, findCase, replaceIfUnmoved, type CaseDoc } from './model.ts'
import { casePolicy, isReporter, policy } from './policy.ts'
import { publishable, whereStand } from './consent.ts'
import { precisionBy } from './place.ts'
import { timeRulesOf } from './projection.ts'
import { dueEscalation } from './escalation.ts'
import { complainedOf, routeUnder } from './proposals.ts'

type Spoken = {
  facts?: Facts
  said?: Said
  change?: Partial<CaseDoc>
  to?: Status
  /** What follows from it in the same act, as an entry of its own. */
  then?: Pick<Step, 'actor' | 'verb' | 'facts'> & { change?: Partial<CaseDoc> }
}
type Branch<V extends MoveVerb> = (
  move: Extract<Move, { verb: V }>,
  caseDoc: CaseDoc,
  now: Now,
  viewer: Staff
) => Spoken

/** What each verb of the desk turns into: facts for the chain, words beside it. */
const branches: { [V in MoveVerb]: Branch<V> } = {
  dispatch(move, caseDoc, { city }) {
    const office = city.office(move.office) ?? refuse('unknown_office')
    if (isHeld(caseDoc) && office.id === caseDoc.office) amiss('/body/office')
    const person = move.person === undefined ? undefined : city.person(move.person)
    if (move.person !== undefined && person?.office !== office.id) refuse('unknown_office')
    if (!mayHave(office, city.category(caseDoc.category), complainedOf(caseDoc), city)) refuse('office_complained_of')
    const assisting = caseDoc.assisting.filter((id) => id !== office.id)
    return {
      facts: {
        office: office.id,
        supervising: office.supervising,
        ...(assisting.length !== caseDoc.assisting.length && { assisting }),
        ...(person && { person: person.id })
      },
      said: { text: move.words },
      // The facts stay; only what they led to is another's decision now.
      change: { routing: { ...caseDoc.routing, because: sentByHand(caseDoc.routing.because, office.name) } }
    }
  },
  refuse: (move) => ({
    facts: { way: move.way },
    said: { text: move.words, ask: move.ask, contact: move.contact, ...(move.paper && { paper: move.paper }) }
  }),
  overturn: (move) => ({ said: { text: move.words } }),
  uphold: (move) => ({ said: { text: move.words } }),
  transfer_accept: (move) => ({ said: { text: move.words } }),
  transfer_decline: (move) => ({ said: { text: move.words } }),
  accept: () => ({}),
  return(move, caseDoc, { city }) {
    const holder = city.offices.find((o) => o.duties.some((d) => d.id === move.duty))
    const named =
      move.rightOffice === undefined ? undefined : (city.office(move.rightOffice) ?? refuse('unknown_office'))
    // A duty item of another office names that office by itself.
    const right = named ?? (holder?.id === caseDoc.office ? undefined : holder)
    // 推诿 stops here: a return cites a duty item or names the right office.
    if (move.duty !== undefined && !holder) refuse('reason_needed')
    if (!holder && (!right || right.id === caseDoc.office)) refuse('reason_needed')
    return {
      facts: { ...(move.duty && { duty: move.duty }), ...(right && { rightOffice: right.id }) },
      said: { text: move.words }
    }
  },
  reply(move, caseDoc) {
    if (move.outcome !== 'unfounded' && move.photos.length === 0) refuse('reply_needs_photo')
    const [lng, lat] = caseDoc.place.coordinates
    const distanceM =
      move.place && move.photos.length > 0 ? Math.round(metresBetween(move.place, { lng, lat })) : undefined
    return {
      facts: { outcome: move.outcome, ...(distanceM !== undefined && { distanceM }) },
      said: { text: move.words, photos: move.photos }
    }
  },
  request_hold: (move, caseDoc, now) => {
    mayHold(caseDoc, move.until, now)
    return { facts: { until: move.until }, said: { text: move.words } }
  },
  refuse_hold: (move) => ({ said: { text: move.words } }),
  hold: (move, caseDoc, now) => {
    mayHold(caseDoc, move.until, now)
    return { facts: { until: move.until }, said: { text: move.words } }
  },
  resume: (move) => (move.words ? { said: { text: move.words } } : {}),
  request_extend: (move, caseDoc, now) => {
    mayExtend(caseDoc, move.n, now)
    return { facts: { more: move.n }, said: { text: move.words } }
  },
  refuse_extend: (move) => ({ said: { text: move.words } }),
  extend: (move, caseDoc, now) => {
    mayExtend(caseDoc, move.n, now)
    return { facts: { more: move.n }, said: { text: move.words } }
  },
  verify: (move) => ({ facts: { onSite: move.onSite }, said: { text: move.words, photos: move.photos } }),
  fail: (move) => ({ said: { text: move.words, photos: move.photos } }),
  reopen: (move) => ({ said: { text: move.words } }),
  refuse_reopen: (move) => ({ said: { text: move.words } }),
  ask: (move) => ({ said: { text: move.words } }),
  follow_up(move, caseDoc) {
    if (!caseDoc.unhappy.some((matter) => matter.report === move.report && !matter.done)) refuse('not_in_this_status')
    return { facts: { report: move.report, followed: move.outcome }, said: { text: move.words } }
  },
  note: (move) => ({ said: { text: move.words } }),
  instruct: (move) => ({ said: { text: move.words } }),
  join: () => ({}),
  unjoin: () => ({}),
  reclassify,
  publish(move, caseDoc, { city }) {
    const open = new Set(caseDoc.ledger.filter((e) => publishable.has(e.verb) && caseDoc.words[e.n]).map((e) => e.n))
    if (move.words.some((n) => !open.has(n))) amiss('/body/words')
    const said = Object.fromEntries(Object.entries(caseDoc.words).filter(([n]) => open.has(Number(n))))
    const there = photosIn(said)
    if (move.photos.some((id) => !there.has(id))) refuse('unknown_photo')
    // Nobody who reported it agreed: category, area, times and outcome are public, whatever was written or ticked.
    if (agreed(caseDoc.reports).length === 0) return { facts: { words: [], photos: [], masks: {} } }
    if (isCoarse(caseDoc.category, city) && tellsAddress(move.title, caseDoc)) amiss('/body/title')
    const { title, masks, freed } = ruleOn(caseDoc, move, city)
    if ([...title].length > titleAtMost) amiss('/body/title')
    return {
      facts: {
        words: move.words,
        photos: whereStand(said, move.photos),
        precision: precisionBy(caseDoc.category, city),
        masks,
        ...(Object.keys(freed).length > 0 && { freed })
      },
      said: { title }
    }
  },
  withhold: (move) => ({ said: { text: move.words } }),
  erase: () => ({})
}

const amiss = (at: string): never => refuse('invalid', { errors: [{ at, code: 'invalid_value' }] })

/** Another category is another rule: who has it from here on stands in the same act, and is told in an entry of its own. */
function reclassify(move: Extract<Move, { verb: 'reclassify' }>, caseDoc: CaseDoc, now: Now, viewer: Staff): Spoken {
  const { city } = now
  const category = city.category(move.category) ?? refuse('unknown_category')
  const mayLead = (office: Office): boolean => mayHave(office, category, complainedOf(caseDoc), city)
  const facts = {
    category: category.code,
    limit: city.limit(category, caseDoc.area, caseDoc.grid),
    urgency: category.urgency
  }
  const said = { text: move.words }
  const named = move.office === undefined ? undefined : (city.office(move.office) ?? refuse('unknown_office'))
  if (named && !mayLead(named)) refuse('office_complained_of')
  const way = routeUnder(caseDoc, category, now)
  const own = city.office(caseDoc.office)
  if (!own || !mayLead(own)) {
    // What turns out to be a complaint about officers leaves the office that has it in the same entry, over or not.
    const lead = named ?? way?.lead ?? refuse('office_complained_of')
    return {
      facts: { ...facts, ...(named ? { office: lead.id, supervising: lead.supervising } : way?.handed) },
      said,
      ...(way && { change: { routing: way.routing } }),
      ...(!isOver(caseDoc.status) && { to: 'dispatched' })
    }
  }
  const lead = named ?? way?.lead ?? own
  const stays = isOver(caseDoc.status) || (lead.id === own.id && (isHeld(caseDoc) || !named))
  if (stays) return { facts, said }
  return {
    facts,
    said,
    then: named
      ? {
          actor: actorOf(viewer, 'dispatch'),
          verb: 'dispatch',
          facts: {
            office: lead.id,
            supervising: lead.supervising,
            assisting: caseDoc.assisting.filter((id) => id !== lead.id)
          },
          change: { routing: { ...caseDoc.routing, because: sentByHand(caseDoc.routing.because, lead.name) } }
        }
      : {
          actor: { kind: 'rule' },
          verb: 'dispatch',
          facts: { assisting: [], ...way?.sent },
          ...(way && { change: { routing: way.routing } })
        }
  }
}

/** An office has it or has answered; it does not lie with the centre. */
const isHeld = ({ status }: CaseDoc): boolean => !isOver(status) && status !== 'received' && status !== 'returned'
const sentByHand = (because: readonly RoutingFact[], office: string): RoutingFact[] => [
  ...because.filter(({ kind }) => kind !== 'result' && kind !== 'by_hand'),
  { kind: 'by_hand', office }
]
/** 挂账 so long as the city's rules allow, from tomorrow on. */
function mayHold(caseDoc: CaseDoc, until: string, { at, city }: Now): void {
  const { days } = timeRulesOf(caseDoc.ledger, city.calendar).hold
  const today = dayOf(at)
  if (until <= today) refuse('invalid', { errors: [{ at: '/body/until', code: 'invalid_value' }] })
  if (until > addDays(today, days)) refuse('too_long', { words: fill(w.deadlines.holdAtMost, { n: days }) })
}

/** 延期 in all by no more than that share of the limit it was first given. */
function mayExtend(caseDoc: CaseDoc, more: number, { city }: Now): void {
  const { share } = timeRulesOf(caseDoc.ledger, city.calendar).extension
  const { limit, extended } = caseDoc.deadline
  const atMost = Math.floor((limit.n - extended) * share) - extended
  if (more > atMost)
    refuse('too_long', {
      words: fill(w.deadlines.extendAtMost, { limit: limitWords({ ...limit, n: Math.max(1, atMost) }) })
    })
}

const actorOf = (viewer: Staff, verb: MoveVerb): Actor => {
  // In which of his roles he acts: the first that the rule names.
  const role = viewer.roles.find((r) => policy[verb].names.some((name) => name.startsWith(r)))
  return { kind: 'staff', id: viewer.id, office: viewer.office, ...(role && { role }) }
}

/** The case as this member of staff saw it. Refuses not_found, forbidden, stale, not_in_this_status, and what its limit says. */
async function findMovable(no: string, viewer: Viewer, said: Move, now: Now): Promise<[before: CaseDoc, staff: Staff]> {
  const before = (await findCase(no)) ?? refuse('not_found')
  casePolicy.permit(viewer, said.verb, before)
  if (viewer.kind !== 'staff') refuse('forbidden')
  if (before.version !== said.version) refuse('stale')
  if (!canMove(before, said.verb)) refuse('not_in_this_status')
  const refusal = limitOn(before, said.verb, { now: now.at.getTime(), city: now.city })
  if (refusal) refuse(refusal)
  return [before, viewer]
}

/** The next case, by what the verb says; nothing is written. Refuses what the verb itself asks for. */
function afterMove(before: CaseDoc, said: Move, staff: Staff, now: Now, sizes: CaseDoc['photoSizes'] = {}): CaseDoc {
  const branch = branches[said.verb] as Branch<MoveVerb>
  const { facts, said: spoken, change, to, then } = branch(said, before, now, staff)
  const step: Step = {
    actor: actorOf(staff, said.verb),
    verb: said.verb,
    at: now.at.toISOString(),
    ...(facts && { facts }),
    ...(spoken && { said: spoken }),
    ...(to && { to })
  }
  const after = advance(before, step, now.city, { ...change, photoSizes: { ...before.photoSizes, ...sizes } })
  if (!then) return after
  // Two entries, one act: they land in one write, and who read the case before reads one new version.
  const { change: also, ...second } = then
  return { ...advance(after, { ...second, at: step.at }, now.city, also), version: after.version }
}

/** Staff move a case. Refuses not_found, forbidden, stale, not_in_this_status and what the verb itself asks for. */
export async function move(no: string, viewer: Viewer, sent: Move, now: Now): Promise<CaseDoc> {
  const [before, staff] = await findMovable(no, viewer, sent, now)
  const photos =
    'photos' in sent && sent.verb !== 'publish'
      ? await claimPhotos(sent.photos, { no, by: `${no} ${sent.verb} ${staff.id}`, at: now.at })
      : noPhotos()
  const said = 'photos' in sent && sent.verb !== 'publish' ? { ...sent, photos: photos.ids } : sent
  const actor = actorOf(staff, said.verb)
  if (said.verb === 'join') return join(before, said.into, actor, now)
  if (said.verb === 'unjoin') return unjoin(before, said.report, said.words, actor, now)
  if (said.verb === 'erase') {
    // Whether there is anything to erase is said first.
    withoutEntry(before, said.entry, actor, now)
    refuse('second_person', { words: approvalWords.erase })
  }
  const after = asked(afterMove(before, said, staff, now, photos.sizes), now.request, before)
  await shownFirst(after, now, () => letGoUnsaid(photos.ids, no, now))
  if (!(await replaceIfUnmoved(before, after))) {
    await letGoUnsaid(photos.ids, no, now)
    refuse('stale')
  }
  return after
}

/** One moderator has asked for it, and another, whose act it is, agrees: as the case stands now. Refuses what a move refuses. */
export async function eraseAgreed(
  no: string,
  viewer: Viewer,
  { entry, note }: { entry: number; note: string },
  now: Now,
  photos: PhotoStore
): Promise<CaseDoc> {
  const { version } = (await findCase(no)) ?? refuse('not_found')
  const [before, staff] = await findMovable(no, viewer, { verb: 'erase', version, entry, words: note }, now)
  return erase(before, entry, actorOf(staff, 'erase'), now, photos)
}

/** The case as it would stand after this publication. Refuses what the move refuses, and writes nothing. */
export async function previewPublication(
  no: string,
  viewer: Viewer,
  said: Extract<Move, { verb: 'publish' }>,
  now: Now
): Promise<CaseDoc> {
  const [before, staff] = await findMovable(no, viewer, said, now)
  return afterMove(before, said, staff, now)
}

/** Nobody is told that something went wrong and finds it stored: what cannot be shown is not written. */
async function shownFirst(after: CaseDoc, now: Now, undo: () => Promise<void>): Promise<void> {
  try {
    now.show?.(after)
  } catch (error) {
    await undo()
    throw error
  }
}

/** Photos claimed for a move that did not happen; what somebody said in the meantime stays. */
async function letGoUnsaid(ids: readonly string[], no: string, now: Now): Promise<void> {
  if (ids.length === 0) return
  const said = photosIn((await findCase(no))?.words ?? {})
  const unsaid = ids.filter((id) => !said.has(id))
  await letGoOfPhotos(unsaid, no, now.at)
}

// ——— what a reporter does

/** Races lost in a row before he is told to try again. */
const turnsAtMost = 4

type ReporterStep = Pick<Step, 'verb' | 'facts' | 'said' | 'to'> & { change?: Partial<CaseDoc> }

/**
 * A reporter's own step on the case his report is in; a lost race is tried again, for he saw no version. Where there is
 * nothing to decide the case is as it was.
 */
export async function moveAsReporter(
  reportId: string,
  viewer: Viewer,
  decide: (caseDoc: CaseDoc) => ReporterStep | undefined,
  now: Now
): Promise<CaseDoc> {
  // Photos are claimed for the case only once it is known to be his.
  for (let turn = 0; turn < turnsAtMost; turn++) {
    const before = (await findByReport(reportId)) ?? refuse('not_found')
    const own = { ...before, reports: before.reports.filter((r) => r.id === reportId) }
    // Of another's report nothing is said, not even how far it has come.
    if (!isReporter.holds(viewer, own)) refuse('not_found')
    if (own.reports[0]?.withdrawn) refuse('not_in_this_status')
    const decided = decide(before)
    if (!decided) {
      now.show?.(before)
      return before
    }
    const { change, ...step } = decided
    casePolicy.permit(viewer, step.verb, own)
    if (!canMove(before, step.verb)) refuse('not_in_this_status')
    const refusal = limitOn(before, step.verb, { now: now.at.getTime(), city: now.city, report: reportId })
    if (refusal) refuse(refusal)
    const by = `${reportId} ${step.verb}`
    const { ids, sizes } = await claimPhotos(step.said?.photos ?? [], { no: before.no, by, at: now.at })
    const said = step.said && { ...step.said, ...(step.said.photos && { photos: ids }) }
    const done = {
      ...step,
      ...(said && { said }),
      actor: { kind: 'reporter', id: reportId },
      at: now.at.toISOString()
    } as const
    const moved = advance(before, done, now.city, { ...change, photoSizes: { ...before.photoSizes, ...sizes } })
    const after = asked(moved, now.request, before)
    await shownFirst(after, now, () => letGoUnsaid(ids, before.no, now))
    if (await replaceIfUnmoved(before, after)) return after
    if (turn === turnsAtMost - 1) await letGoUnsaid(ids, before.no, now)
  }
  return refuse('stale')
}

export const answer = (id: string, viewer: Viewer, said: Said, now: Now) =>
  moveAsReporter(id, viewer, () => ({ verb: 'answer', facts: { report: id }, said }), now)

/** Takes the report back; when others have joined, only this report is taken out and the case goes on. */
export const withdraw = (id: string, viewer: Viewer, said: Said, now: Now) =>
  moveAsReporter(
    id,
    viewer,
    (caseDoc) => {
      const others = caseDoc.reports.some((r) => r.id !== id && !r.withdrawn)
      const reports = caseDoc.reports.map((r) => (r.id === id ? { ...r, withdrawn: true as const } : r))
      return {
        verb: 'withdraw',
        facts: { report: id },
        said,
        change: { reports },
        ...(others && { to: caseDoc.status })
      }
    },
    now
  )

/** How often he may say yes once more; no may be said always. */
const anewAtMost = 10

/** Whether what he said may be public, said after he has reported; the same once more changes nothing. */
export const consent = (id: string, viewer: Viewer, consentPublic: boolean, now: Now) =>
  moveAsReporter(
    id,
    viewer,
    ({ reports, ledger }) => {
      if (reports.some((r) => r.id === id && r.consentPublic === consentPublic)) return undefined
      const before = ledger.filter(({ verb, facts }) => verb === 'consent' && facts.report === id && facts.consent)
      if (consentPublic && before.length >= anewAtMost) refuse('too_often')
      const n = ledger.length + 1
      return {
        verb: 'consent',
        facts: { report: id, consent: consentPublic },
        change: {
          reports: reports.map((r) => {
            if (r.id !== id) return r
            const { consentFrom: _, ...rest } = r
            return { ...rest, consentPublic, ...(consentPublic && { consentFrom: n }) }
          })
        }
      }
    },
    now
  )

export const rate = (id: string, viewer: Viewer, rating: Pick<Facts, 'solved' | 'satisfied'>, said: Said, now: Now) =>
  moveAsReporter(id, viewer, () => ({ verb: 'rate', facts: { report: id, ...rating }, said }), now)

export const requestReopen = (id: string, viewer: Viewer, said: Said, now: Now) =>
  moveAsReporter(id, viewer, () => ({ verb: 'request_reopen', facts: { report: id }, said }), now)

export const objectTo = (id: string, viewer: Viewer, said: Said, now: Now) =>
  moveAsReporter(id, viewer, () => ({ verb: 'object', facts: { report: id }, said }), now)

/** Steps written at most in one go: the escalation is short. */
const stepsAtOnce = 10

/**
 * Writes the escalation steps that are due, each one entry, compare-and-set: whoever is second finds it written and does
 * nothing.
 * What was due once and is no longer, because the clock stopped or was given more time, does nothing either.
 */
export async function escalateDue(no: string, now: Now): Promise<CaseDoc | undefined> {
  let moved: CaseDoc | undefined
  for (let turn = 0; turn < stepsAtOnce; turn++) {
    const before = await findCase(no)
    failPoint('case read')
    const step = before && dueEscalation(before, now)
    if (!before || !step) return moved
    const after = advance(before, step, now.city)
    if (await replaceIfUnmoved(before, after)) moved = after
    failPoint('escalation written')
  }
  return moved
}

/** A held case goes on by itself on its date. */
export async function resumeByDate(no: string, now: Now): Promise<void> {
  const before = await findCase(no)
  if (before?.status !== 'on_hold') return
  const after = advance(before, { actor: { kind: 'clock' }, verb: 'resume', at: now.at.toISOString() }, now.city)
  await replaceIfUnmoved(before, after)
}
