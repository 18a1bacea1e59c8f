/**
 * What is kept of a person, collection by collection, under the names of the fields as they are stored (server/erasure/collections.ts,
 * which says of each field whether it is in here). Every line is an allow-list: of what others said or are nothing is taken, but
 * for what was written of him and is shown to him anyway.
 */
import { affectedBy } from '#server/affected/index.ts'
import type { AppContext } from '#server/context.ts'
import {
  casesOfMember,
  findByReport,
  ownEntries,
  readsOf,
  type CaseDoc,
  type OwnEntry,
  type Report
} from '#server/cases/index.ts'
import { certificatesOf, identityOf, type CertificateDoc } from '#server/certificates/index.ts'
import { chainOf, correctionsBy, minutesOf } from '#server/hours/index.ts'
import { findResident } from '#server/members/index.ts'
import {
  addressesOf,
  deliveriesTo,
  everyNoticeOf,
  findChoices,
  findQuota,
  findRequest,
  ofReport,
  sentencesOf
} from '#server/notifications/index.ts'
import { listOwn, verdictsOn, type Entry, type OwnShift } from '#server/participation/index.ts'
import { daysOf } from '#server/presence/index.ts'
import { sessionsOf } from '#server/sessions/index.ts'
import { findVolunteer, teamsOf } from '#server/volunteers/index.ts'

export interface Owner {
  /** As in notices: a resident, `staff:…`, or `report:…` of who holds a receipt code. */
  person: string
  /** Where he has no account, the one report that is his. */
  report?: string
}
type Row = Readonly<Record<string, unknown>>
/** The rows of each collection. */
export type OwnData = Readonly<Record<string, readonly Row[]>>

const everything = 10_000

const take = <T extends object, const K extends keyof T>(doc: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.filter((key) => doc[key] !== undefined).map((key) => [key, doc[key]])) as Pick<T, K>

// ——— reports

const entryRow = ({ entry: { n, at, verb, facts }, said }: OwnEntry): Row => ({
  n,
  at,
  verb,
  ...take(facts, ['solved', 'satisfied', 'answers', 'consent']),
  ...(said && take(said, ['text', 'address', 'photos']))
})

const reportKeys = [
  'id',
  'at',
  'channel',
  'reporter',
  'contact',
  'consentPublic',
  'withdrawn',
  'erased',
  'movedFrom'
] as const satisfies readonly (keyof Report)[]

const reportRow = (report: Report): Row => ({
  ...take(report, reportKeys),
  place: {
    lng: report.place.coordinates[0],
    lat: report.place.coordinates[1],
    ...take(report.place, ['accuracyM', 'address'])
  }
})

const caseRow = (caseDoc: CaseDoc, own: readonly Report[]): Row => ({
  ...take(caseDoc, ['no', 'category', 'area', 'status', 'office']),
  ...(caseDoc.publishedAt && { publishedAt: caseDoc.publishedAt }),
  reports: own.map(reportRow),
  words: own.flatMap((report) => ownEntries(caseDoc, report.id).map(entryRow))
})

/** Each case with those of its reports that are his. */
async function* casesOf({ person, report }: Owner): AsyncGenerator<[CaseDoc, Report[]]> {
  if (report === undefined) {
    for await (const caseDoc of casesOfMember(person))
      yield [caseDoc, caseDoc.reports.filter((r) => r.reporter.member === person)]
    return
  }
  const caseDoc = await findByReport(report)
  if (caseDoc) yield [caseDoc, caseDoc.reports.filter(({ id }) => id === report)]
}

async function ofCases(owner: Owner): Promise<OwnData> {
  const cases: Row[] = []
  const reads: Row[] = []
  for await (const [caseDoc, own] of casesOf(owner)) {
    cases.push(caseRow(caseDoc, own))
    for (const { id } of own)
      for (const read of await readsOf(id)) reads.push(take(read, ['no', 'report', 'office', 'reason', 'words', 'at']))
  }
  return { cases, contact_reads: reads }
}

// ——— what he was told, and how

async function ofNotices(readers: readonly string[], { city }: Pick<AppContext, 'city'>): Promise<OwnData> {
  const notices: Row[] = []
  for (const reader of readers)
    for await (const notice of everyNoticeOf(reader))
      notices.push({ ...take(notice, ['member', 'no', 'verb', 'at', 'words']), ...sentencesOf(notice, city()) })
  const all = async <T>(find: (reader: string) => Promise<T>): Promise<T[]> => Promise.all(readers.map(find))
  const [choices, requests, addresses, deliveries, quotas] = await Promise.all([
    all(findChoices),
    all(findRequest),
    all(addressesOf),
    all(deliveriesTo),
    all(findQuota)
  ])
  return {
    notices,
    notice_choices: choices.flatMap((choice) => (choice ? take(choice, ['_id', 'on', 'urgent']) : [])),
    addresses: addresses.flat().map((address) => take(address, ['member', 'channel', 'value', 'at', 'stopped'])),
    address_requests: requests.flatMap((request) => (request ? take(request, ['_id', 'email', 'asks']) : [])),
    wechat_quotas: quotas.flatMap((quota) => (quota ? take(quota, ['_id', 'left', 'at']) : [])),
    deliveries: deliveries
      .flat()
      .map((delivery) =>
        take(delivery, ['_id', 'notice', 'member', 'channel', 'kind', 'at', 'state', 'reason', 'address', 'doneAt'])
      )
  }
}

// ——— who he is to us

async function ofAccount(person: string): Promise<OwnData> {
  const [resident, sessions] = await Promise.all([
    findResident(person),
    sessionsOf(person.startsWith('staff:') ? { kind: 'staff', id: person.slice(6) } : { kind: 'resident', id: person })
  ])
  return {
    members: resident ? [take(resident, ['_id', 'openid', 'at'])] : [],
    sessions: sessions.map((session) =>
      take(session, ['subject', 'at', 'seenAt', 'endedAt', 'ending', 'device', 'network'])
    )
  }
}

// ——— activities

const signupKeys = [
  'id',
  'role',
  'n',
  'state',
  'at',
  'names',
  'team',
  'name',
  'phone',
  'note',
  'guardian',
  'passed',
  'outcome',
  'feedback',
  'leftAt',
  'late',
  'words'
] as const satisfies readonly (keyof Entry)[]

const shiftRow = (ownShift: OwnShift): Row => ({
  ...take(ownShift, ['activity', 'title', 'office', 'address', 'from', 'to']),
  people: ownShift.people.map((entry) => take(entry, signupKeys)),
  gone: ownShift.gone.map((entry) => take(entry, signupKeys))
})

async function shiftsOf(person: string): Promise<Row[]> {
  const rows: Row[] = []
  let after: string | undefined
  do {
    const page = await listOwn(person, { limit: 200, ...(after !== undefined && { after }) })
    rows.push(...page.items.map(shiftRow))
    after = page.older
  } while (after !== undefined)
  return rows
}

async function ofVolunteer(person: string): Promise<OwnData> {
  const [volunteer, teams] = await Promise.all([findVolunteer(person), teamsOf(person)])
  const said = ['display', 'name', 'phone', 'born', 'skills', 'areas', 'languages', 'free', 'ranked'] as const
  return {
    volunteers: volunteer
      ? [
          {
            ...take(volunteer, said),
            learned: volunteer.learned.map((learned) => take(learned, ['id', 'at', 'score'])),
            honours: volunteer.honours.map((honour) => take(honour, ['honour', 'words', 'at', 'signup']))
          }
        ]
      : [],
    teams: teams.map((team) => ({
      ...take(team, ['name', 'at']),
      members: team.members.filter((one) => one === person)
    }))
  }
}

const certificateRow = (certificate: CertificateDoc, { keys }: Pick<AppContext, 'keys'>): Row => ({
  ...take(certificate, [
    'person',
    'status',
    'office',
    'from',
    'to',
    'minutes',
    'services',
    'covered',
    'purpose',
    'shows',
    'at'
  ]),
  ...take(certificate, ['number', 'fingerprint', 'refused']),
  ...(certificate.identity !== undefined && { identity: identityOf(keys, certificate) }),
  ...(certificate.issued && { issued: take(certificate.issued, ['at', 'office']) }),
  ...(certificate.revoked && { revoked: take(certificate.revoked, ['at', 'cause', 'words']) })
})

async function ofActivities(person: string, context: Pick<AppContext, 'keys'>): Promise<OwnData> {
  const [shifts, verdicts, presence, hours, corrections, certificates] = await Promise.all([
    shiftsOf(person),
    verdictsOn(person),
    daysOf(person),
    chainOf(person),
    correctionsBy(person, everything),
    certificatesOf(person, everything)
  ])
  return {
    shifts,
    verdicts: verdicts.map((verdict) => take(verdict, ['person', 'shift', 'role', 'at', 'passed', 'failed'])),
    presence: presence.map(({ day, events, person: who }) => ({
      person: who,
      day,
      events: events.map((event) => take(event, ['shift', 'kind', 'at', 'got', 'how', 'place', 'device', 'flags']))
    })),
    hours: hours.map((hour) => ({
      ...take(hour, ['person', 'n', 'kind', 'at', 'activity', 'title', 'office', 'from', 'words', 'prev', 'hash']),
      minutes: minutesOf(hour)
    })),
    corrections: corrections.map((correction) => ({
      ...take(correction, ['person', 'state', 'activity', 'title', 'office', 'from', 'at', 'minutes', 'words']),
      ...(correction.ruling && { ruling: take(correction.ruling, ['at', 'words']) })
    })),
    certificates: certificates.map((certificate) => certificateRow(certificate, context))
  }
}

/** All of one person; of who has no account what belongs to his report. */
export async function collect(owner: Owner, context: Pick<AppContext, 'keys' | 'city'>): Promise<OwnData> {
  const { person, report } = owner
  const ofReports = await ofCases(owner)
  const readers = [report === undefined ? person : ofReport(report)]
  const affected = (await Promise.all(readers.map(affectedBy))).flat().map((row) => take(row, ['no', 'by', 'at']))
  if (report !== undefined) return { ...ofReports, affected, ...(await ofNotices(readers, context)) }
  return {
    ...(await ofAccount(person)),
    ...ofReports,
    affected,
    ...(await ofVolunteer(person)),
    ...(await ofActivities(person, context)),
    ...(await ofNotices(readers, context))
  }
}
