/** The desk's pages about accounts. */
import { refusals, type Refused } from '#shared/errors.ts'
import { deskForm, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, wordsOf } from '../../frame/fields.ts'
import { again, see } from '../../frame/route.ts'
import { missingIn, type PasswordWrong } from '../../frame/PasswordFields.tsx'
import { say } from '../words.ts'
import { Password } from './Password.tsx'

const refusedAs = (refused: Refused): PasswordWrong => {
  if (refused.code === 'wrong_password') return { old: say.password.oldWrong }
  return refused.code === 'weak_password' ? { password: wordsOf(refused) } : { form: wordsOf(refused) }
}

export const accountDeskRoutes: readonly DeskRoute[] = [
  deskForm({
    path: '/office/me/password',
    query: ['done'],
    title: () => say.password.title,
    toast: ({ asked }) => (asked('done') ? say.password.done : undefined),
    load: (_request, wrong: PasswordWrong | undefined) => Promise.resolve({ wrong }),
    view: Password,
    async act({ call, viewer }, { fields }) {
      const [old, password] = [one(fields, 'password-old'), one(fields, 'password')]
      const missing = old === '' ? { old: say.password.oldMissing } : missingIn(password, one(fields, 'password-again'))
      if (missing) return again(missing)
      const tried = await attempt(() => call('changePassword', { body: { old, password } }, viewer))
      if ('done' in tried) return see('/office/me/password?done=1')
      return again(refusedAs(tried.refused), refusals[tried.refused.code])
    },
    restored: () => ({ form: say.password.failed })
  })
]
