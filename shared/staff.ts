/** Accounts of staff: passwords, invitations by a link that is good once, who works here and who has left. */
import { endpoint } from './endpoint.ts'
import { input, matching, nothing } from './schema.ts'

// ——— passwords

/** Characters of a password; of a sentence in Chinese so many characters will do. */
export const passwordLeast = 12
export const sentenceLeast = 8
export const passwordMost = 128

export type PasswordFault =
  | 'password_short'
  | 'password_long'
  | 'password_login'
  | 'password_name'
  | 'password_city'
  | 'password_common'
  | 'password_same'

/** As it was typed; how long it may be is one of the rules, which have words of their own. */
const typedPassword = () => matching(/^.*$/su, 1000)

export const staffEndpoints = {
  changePassword: endpoint({
    method: 'POST',
    path: '/api/staff/me/password',
    says: 'Changes one’s own password; every other session of the person ends.',
    who: ['staff'],
    body: input({ old: typedPassword(), password: typedPassword() }),
    answer: nothing,
    refuses: ['wrong_password', 'weak_password', 'locked_out']
  })
}
