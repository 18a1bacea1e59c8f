/** A database that once was a demo: whoever still has the password that everybody knows would sign in to a real city. */
import { StartRefused } from '#server/kernel/start-refused.ts'
import { staffPasswords, verifyPassword } from '#server/members/index.ts'
import { demoPassword } from './accounts.ts'
import { wasDemo } from './model.ts'

/** Accounts share the hash that the demo made, so few are weighed. */
export async function refuseDemoAccounts(): Promise<void> {
  if (!(await wasDemo())) return
  const known = new Map<string, Promise<boolean>>()
  const open: string[] = []
  for (const { id, password } of await staffPasswords()) {
    const verdict = known.get(password) ?? verifyPassword(password, demoPassword)
    known.set(password, verdict)
    if (await verdict) open.push(id)
  }
  if (open.length > 0) throw new StartRefused('demo_accounts', { names: open.join(', ') })
}
