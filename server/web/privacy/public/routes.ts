/** One's own data on the portal: the copy, and erasing, which is asked twice. */
import { Refused, refusals } from '#shared/errors.ts'
import { ownData } from '#shared/locales/own-data.ts'
import { one, wordsOf } from '../../frame/fields.ts'
import { form, type FormOutcome, type FormRequest, type PublicRoute } from '../../frame/public.ts'
import { again, see, type Limits, type Sent } from '../../frame/route.ts'
import { say } from '../../frame/words.ts'
import { myDataHref } from '../links.ts'
import { MyData, type MyDataShown } from './MyData.tsx'

const wordsOnly: Limits = { files: 0, fields: 10 }

function load({ reporter }: FormRequest, shown: MyDataShown | undefined) {
  if (shown?.gone) return Promise.resolve({ no: shown.gone.no, ...shown })
  return Promise.resolve(reporter ? { no: reporter.no, ...shown } : see('/track'))
}

async function act(request: FormRequest, { fields }: Sent): Promise<FormOutcome<MyDataShown>> {
  const { call, reporter } = request
  if (!reporter) return see('/track')
  const erases = one(fields, 'act') === 'erase'
  try {
    if (!erases) return see((await call('askForCopy', {}, reporter)).href)
    if (one(fields, 'know') !== '1') return again({ wrong: ownData.page.unchecked, asking: true })
    await call('eraseMe', {}, reporter)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return again({ wrong: wordsOf(error), ...(erases && { asking: true }) }, refusals[error.code])
  }
  request.keepReporter(null)
  return again({ gone: { no: reporter.no } }, 200)
}

export const privacyPublicRoutes: readonly PublicRoute[] = [
  form({
    path: myDataHref,
    limits: wordsOnly,
    load,
    view: MyData,
    act,
    notOurs: () => again({ wrong: say.badForm }, 403)
  })
]
