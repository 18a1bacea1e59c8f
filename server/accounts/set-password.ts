/** A password that somebody chose: weighed by the rules, hashed, and put in the place of the one before. */
import { refuse } from '#shared/errors.ts'
import { staff as w } from '#shared/locales/staff.ts'
import { fill } from '#shared/locales/index.ts'
import { passwordLeast, passwordMost, sentenceLeast, type PasswordFault } from '#shared/staff.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { hashPassword, setPassword, verifyPassword } from '#server/members/index.ts'
import { passwordFaults } from './passwords.ts'

const faultWords = (fault: PasswordFault): string =>
  fill(w.fault[fault], { least: passwordLeast, sentence: sentenceLeast, most: passwordMost })

/** Refuses a password with every rule that it breaks. */
function refuseFaults(faults: readonly PasswordFault[]): void {
  if (faults.length === 0) return
  const errors = faults.map((code) => ({ at: '/body/password', code, detail: faultWords(code) }))
  refuse('weak_password', { errors, words: errors.map(({ detail }) => detail).join('') })
}

interface Account {
  _id: string
  name: string
  password?: string
}

/** Refuses `weak_password`, and `stale` where the account was changed meanwhile. */
export async function choosePassword(
  person: Account,
  password: string,
  { info }: CitySnapshot,
  put: (hashed: string) => Promise<boolean> = (hashed) => setPassword(person._id, person.password, { password: hashed })
): Promise<void> {
  const faults = passwordFaults(password, {
    login: person._id,
    name: person.name,
    city: [info.id, info.name, info.short]
  })
  const same = person.password !== undefined && faults.length === 0 && (await verifyPassword(person.password, password))
  refuseFaults(same ? ['password_same'] : faults)
  if (!(await put(await hashPassword(password)))) refuse('stale')
}
