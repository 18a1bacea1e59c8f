/** Doors to one's own account and, for who may, to those of others. */
import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { AppContext } from '#server/context.ts'
import { findStaff, verifyPassword } from '#server/members/index.ts'
import { choosePassword } from './set-password.ts'

type Names = keyof typeof import('#shared/staff.ts').staffEndpoints

export function staffRoutes(context: AppContext): Pick<Handlers, Names> {
  return {
    async changePassword({ body }, viewer) {
      const { id, family } = staffOf(viewer)
      const person = (await findStaff(id)) ?? refuse('session_over')
      if (!(await verifyPassword(person.password ?? '', body.old).catch(() => false))) refuse('wrong_password')
      await choosePassword(person, body.password, context.city())
      await context.sessions.endAllOf({ kind: 'staff', id }, 'password', family)
      return {}
    }
  }
}
