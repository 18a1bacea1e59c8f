/** A person takes back everything personal; what he has given stays in the ledger under a number nobody can read. */
import type { Viewer } from '#server/kernel/viewer.ts'
import { forgetNotices } from '#server/members/index.ts'
import { erasePresence } from '#server/presence/index.ts'
import { cancelComing, eraseMember } from '#server/participation/index.ts'
import { eraseVolunteer, quitTeams } from '#server/volunteers/index.ts'
import { eraseCorrections } from './model.ts'

export async function erase(person: string, viewer: Viewer, now: Date): Promise<void> {
  // Seats that he will not need go to others first, while it is still known whose they are.
  await cancelComing(person, viewer, now)
  await eraseMember(person)
  await Promise.all([
    eraseVolunteer(person),
    quitTeams(person),
    erasePresence(person),
    eraseCorrections(person),
    forgetNotices(person)
  ])
}
