/**
 * A person takes back everything personal. What he has given stays under a number that leads to nobody: hours in the ledger,
 * the numbers of certificates, what he reported. Each module erases its own; a new one that keeps anything of a person gets
 * a line here, and its collections one in collections.ts.
 */
import { eraseContacts } from '#server/cases/index.ts'
import { eraseCertificates } from '#server/certificates/index.ts'
import { eraseCorrections } from '#server/hours/index.ts'
import { eraseJobs } from '#server/kernel/jobs.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { eraseResident } from '#server/members/index.ts'
import { forgetReader } from '#server/notifications/index.ts'
import { cancelComing, eraseSignups } from '#server/participation/index.ts'
import { erasePresence } from '#server/presence/index.ts'
import { forgetSessions } from '#server/sessions/index.ts'
import { eraseVolunteer } from '#server/volunteers/index.ts'

export interface Erasing {
  /** A resident's member id, or `staff:` and a login name. */
  person: string
  /** The person himself. */
  viewer: Viewer
  now: Date
  keys: Keys
}

/** In this order: seats that he will not need go to others first, while it is still known whose they are. */
export const erasers = {
  async participation({ person, viewer, now, keys }) {
    await cancelComing(person, viewer, now, keys)
    await eraseSignups(person)
  },
  volunteers: ({ person }) => eraseVolunteer(person),
  presence: ({ person }) => erasePresence(person),
  hours: ({ person }) => eraseCorrections(person),
  certificates: ({ person, now }) => eraseCertificates(person, now),
  cases: ({ person }) => eraseContacts(person),
  jobs: ({ person }) => eraseJobs(person),
  notices: ({ person }) => forgetReader(person),
  sessions: ({ person, now }) => forgetSessions({ kind: 'resident', id: person }, now),
  // Last: until then who he is decides whose the rest is.
  members: ({ person, keys }) => eraseResident(person, keys)
} satisfies Record<string, (erasing: Erasing) => Promise<void>>

export async function erasePerson(erasing: Erasing): Promise<void> {
  const all: readonly ((erasing: Erasing) => Promise<void>)[] = Object.values(erasers)
  for (const erase of all) await erase(erasing)
}
