/**
 * A person takes back everything personal. What he has given stays under a number that leads to nobody: hours in the ledger,
 * the numbers of certificates, the matters that he reported. Each module erases its own; a new one that keeps anything of a person
 * gets a line here, and its collections one in collections.ts. Every line is safe to repeat: whoever dies halfway begins anew.
 */
import { forgetPerson } from '#server/affected/index.ts'
import type { AppContext } from '#server/context.ts'
import { casesOfMember, eraseReport } from '#server/cases/index.ts'
import { eraseCertificates } from '#server/certificates/index.ts'
import { eraseCorrections } from '#server/hours/index.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import { eraseJobs } from '#server/kernel/jobs.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { eraseResident } from '#server/members/index.ts'
import { forgetReader, ofReport } from '#server/notifications/index.ts'
import { dropCopy } from '#server/copies/index.ts'
import { cancelComing, eraseSignups } from '#server/participation/index.ts'
import { erasePresence } from '#server/presence/index.ts'
import { forgetSessions } from '#server/sessions/index.ts'
import { eraseVolunteer } from '#server/volunteers/index.ts'

export interface Erasing {
  /** A resident's member id, `staff:` and a login name, or `report:` and the report of who holds a receipt code. */
  person: string
  /** His reports, and no more where only they are meant. */
  reports: readonly string[]
  now: Date
  context: Pick<AppContext, 'keys' | 'photos' | 'city' | 'moved'>
}

const staff = 'staff:'
/** Who asks, to the modules that ask who may. */
const himself = (person: string): Viewer =>
  person.startsWith(staff)
    ? { kind: 'staff', id: person.slice(staff.length), name: '', office: '', roles: [], family: '' }
    : { kind: 'resident', member: person, family: '' }

/** In this order: nobody comes in any more, and seats that he will not need go to others while it is still known whose they are. */
export const erasers = {
  sessions: ({ person, now }) => forgetSessions({ kind: 'resident', id: person }, now),
  async participation({ person, now, context }) {
    await cancelComing(person, himself(person), now, context.keys)
    await eraseSignups(person)
  },
  volunteers: ({ person }) => eraseVolunteer(person),
  presence: ({ person }) => erasePresence(person),
  hours: ({ person }) => eraseCorrections(person),
  certificates: ({ person, now }) => eraseCertificates(person, now),
  async cases({ reports, now, context }) {
    for (const id of reports) {
      const no = await eraseReport(id, { at: now, city: context.city() }, context.photos)
      if (no !== undefined) context.moved('anything')
    }
  },
  async affected({ person, reports, context }) {
    for (const one of [person, ...reports.map(ofReport)]) await forgetPerson(one, context)
  },
  copies: ({ person }) => dropCopy(person),
  jobs: ({ person }) => eraseJobs(person),
  async notices({ person, reports }) {
    for (const reader of [person, ...reports.map(ofReport)]) await forgetReader(reader)
  },
  // Last: until then who he is decides whose the rest is.
  members: ({ person, context }) => eraseResident(person, context.keys)
} satisfies Record<string, (erasing: Erasing) => Promise<void>>

/** What holds something of a report whose reporter has no account. */
const ofReceipt = [
  'cases',
  'affected',
  'copies',
  'jobs',
  'notices'
] as const satisfies readonly (keyof typeof erasers)[]

export async function erasePerson(erasing: Erasing): Promise<void> {
  const all = Object.entries(erasers) as [keyof typeof erasers, (erasing: Erasing) => Promise<void>][]
  const only: readonly string[] | undefined = erasing.person.startsWith(ofReport('')) ? ofReceipt : undefined
  for (const [name, erase] of all) {
    if (only && !only.includes(name)) continue
    await erase(erasing)
    failPoint(`${name} erased`)
  }
}

/** The reports of a resident, and the photos that he sent with them and since. */
export async function reportsOf(member: string): Promise<string[]> {
  const found: string[] = []
  for await (const caseDoc of casesOfMember(member))
    for (const { id, reporter } of caseDoc.reports) if (reporter.member === member) found.push(id)
  return found
}
