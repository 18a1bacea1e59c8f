/** What only staff see of a case: what they may do next, who reported it, what may be published, what was asked for. */
import { verbs, type DeskView, type UnhappyView } from '#shared/cases.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { agreed, canMove, limitOn, titleOf } from './advance.ts'
import { publishable } from './consent.ts'
import type { CaseDoc } from './model.ts'
import { casePolicy, readsContact } from './policy.ts'
import { lngLat, officeRef, photosFor, ratingOf, type PresentContext } from './present-parts.ts'
import { presentTime } from './present-time.ts'

/** What a moderator may approve. */
function offer(caseDoc: CaseDoc): Pick<DeskView['publication'], 'agreed' | 'open'> {
  const yes = new Set(agreed(caseDoc.reports).map((r) => r.id))
  const open = caseDoc.ledger.filter(
    ({ n, verb, facts }) =>
      yes.size > 0 &&
      publishable.has(verb) &&
      caseDoc.words[n] !== undefined &&
      (facts.report === undefined || yes.has(facts.report))
  )
  return { agreed: yes.size > 0, open: open.map((e) => e.n) }
}

/** An entry of the 不满意台账 as staff read it. */
export function unhappyOf(
  caseDoc: Pick<CaseDoc, 'ratings' | 'words'>,
  matter: CaseDoc['unhappy'][number],
  { city, now }: Pick<PresentContext, 'city' | 'now'>
): UnhappyView {
  const rating = caseDoc.ratings.find(({ n }) => n === matter.n)
  const text = caseDoc.words[matter.n]?.text
  const owner = matter.owner === undefined ? undefined : city.called.person(matter.owner)?.name
  const came = matter.done && caseDoc.words[matter.done.n]?.text
  return {
    report: matter.report,
    n: matter.n,
    round: matter.round,
    at: matter.at,
    solved: rating?.solved ?? 'unsolved',
    satisfied: rating?.satisfied ?? 'dissatisfied',
    ...(text && { text }),
    owner: { office: officeRef(matter.office, city), ...(owner && { name: owner }) },
    dueAt: matter.dueAt,
    late: !matter.done && Date.parse(matter.dueAt) < now,
    ...(matter.done && {
      done: {
        at: matter.done.at,
        outcome: matter.done.outcome,
        ...(matter.done.office && { office: officeRef(matter.done.office, city) }),
        ...(came && { text: came })
      }
    })
  }
}

/** Enough to see that there is one. */
const coveredPhone = (phone: string): string => `${phone.slice(0, 3)}****`

export function presentDesk(caseDoc: CaseDoc, viewer: Viewer, context: PresentContext): DeskView {
  const { now, city } = context
  const contact = readsContact.holds(viewer, caseDoc)
  const request = caseDoc.holdRequest === undefined ? undefined : caseDoc.ledger[caseDoc.holdRequest - 1]
  const reopen = caseDoc.reopenRequest === undefined ? undefined : caseDoc.ledger[caseDoc.reopenRequest - 1]
  const objection = caseDoc.objection === undefined ? undefined : caseDoc.ledger[caseDoc.objection - 1]
  const person = caseDoc.person ? city.called.person(caseDoc.person) : undefined
  const first = caseDoc.routing.deputyOf ? city.called.person(caseDoc.routing.deputyOf) : undefined
  return {
    version: caseDoc.version,
    may: verbs.filter(
      (verb) =>
        canMove(caseDoc, verb) &&
        casePolicy.permits(viewer, verb, caseDoc) &&
        limitOn(caseDoc, verb, context) === undefined
    ),
    ...(person && {
      person: { id: caseDoc.person ?? '', name: person.name, ...(first && !caseDoc.byHand && { deputyOf: first.name }) }
    }),
    supervising: officeRef(caseDoc.supervising, city),
    ...(caseDoc.place.address && { exactAddress: caseDoc.place.address }),
    exactPlace: lngLat(caseDoc.place),
    ...(caseDoc.place.accuracyM !== undefined && { accuracyM: caseDoc.place.accuracyM }),
    ...(caseDoc.joinedInto && { joinedInto: caseDoc.joinedInto }),
    reports: caseDoc.reports.map((r) => {
      const said = caseDoc.words[r.n]
      const rating = caseDoc.ratings.findLast((x) => x.report === r.id)
      return {
        id: r.id,
        n: r.n,
        at: r.at,
        channel: r.channel,
        reporter: r.channel === 'patrol' ? 'patrol' : r.reporter.member ? 'resident' : 'anonymous',
        // That he can be reached, and no more, until somebody says what for.
        ...(contact && r.contact && { contact: { phone: coveredPhone(r.contact.phone) } }),
        ...(said?.text && { text: said.text }),
        photos: photosFor(caseDoc, said?.photos ?? [], 'staff', context),
        consentPublic: r.consentPublic,
        ...(r.erased && { erased: true as const }),
        ...(r.withdrawn && { withdrawn: true as const }),
        ...(rating && { rating: ratingOf(caseDoc, rating, 'staff', false) })
      }
    }),
    publication: {
      state: caseDoc.publication.state,
      pending: caseDoc.pending,
      shownWords: caseDoc.publication.words,
      shownPhotos: caseDoc.publication.photos,
      suggestedTitle: titleOf(caseDoc, city),
      ...offer(caseDoc)
    },
    ...(caseDoc.raisedTo && { raisedTo: officeRef(caseDoc.raisedTo, city) }),
    ...(request?.facts.until && {
      holdRequest: { until: request.facts.until, words: caseDoc.words[request.n]?.text ?? '' }
    }),
    ...presentTime(caseDoc, city, now),
    ...(objection && { objection: { at: objection.at, words: caseDoc.words[objection.n]?.text ?? '' } }),
    ...(reopen && { reopenRequest: { at: reopen.at, words: caseDoc.words[reopen.n]?.text ?? '' } }),
    unhappy: caseDoc.unhappy.filter(({ done }) => !done).map((matter) => unhappyOf(caseDoc, matter, context)),
    returns: caseDoc.counts.returns,
    nearby: []
  }
}
