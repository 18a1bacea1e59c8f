/** 我也遇到了: who has met what is public already says so, instead of reporting it once more. */
import { endpoint } from './endpoint.ts'
import { bool, caseNo, input, int, view } from './schema.ts'

const one = input({ no: caseNo() })
/** How many have said so beside those who reported it, and whether this person has. */
const affected = view({ no: caseNo(), affected: int(0, 1e9), mine: bool() })

export const affectedEndpoints = {
  readAffected: endpoint({
    method: 'GET',
    path: '/api/cases/:no/affected',
    says: 'Whether this person has said of a public case that he has met the same, and how many have.',
    who: ['resident', 'code'],
    params: one,
    answer: affected,
    refuses: ['not_found'],
    cache: 'no-store'
  }),
  sayAffected: endpoint({
    method: 'POST',
    path: '/api/cases/:no/affected',
    says: 'Says of a public case that is not over that one has met the same: counted once a person, who then hears of replies and of the close. The same once more changes nothing. A guest is known by his Idempotency-Key alone, keeps it and hears nothing.',
    who: ['guest', 'resident', 'code'],
    params: one,
    answer: affected,
    refuses: ['not_found', 'not_in_this_status', 'key_missing']
  }),
  takeBackAffected: endpoint({
    method: 'DELETE',
    path: '/api/cases/:no/affected',
    says: 'Takes that back; a guest by the key that he said it under. Once more changes nothing.',
    who: ['guest', 'resident', 'code'],
    params: one,
    answer: affected,
    refuses: ['not_found', 'key_missing']
  })
}
