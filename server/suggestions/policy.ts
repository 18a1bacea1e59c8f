/** Anyone is answered; how good the answers are, and learning anew, is for administrators. */
import { policyOf, rule, staffWith } from '#server/kernel/policy.ts'

const admin = rule('admin', staffWith<unknown>('admin'))
const anyone = rule('anyone', () => true)

export const suggestionPolicy = policyOf({ readQuality: admin, teach: admin }, anyone)
