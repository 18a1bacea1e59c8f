/** The public's pages about cases: the list, one case, those held up to everybody's eyes. */
import { Refused, refusals } from '#shared/errors.ts'
import { isOver } from '#server/cases/lifecycle.ts'
import { guest } from '#server/kernel/viewer.ts'
import { publicFor } from '#shared/endpoint.ts'
import { wordsOf } from '../../frame/fields.ts'
import { form, page, type FormOutcome, type FormRequest, type PublicRoute } from '../../frame/public.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { say } from '../../frame/words.ts'
import { affectedHref } from './affected.ts'
import { affectedActs, AffectedPage } from './AffectedPage.tsx'
import { CaseList } from './CaseList.tsx'
import { CasePage } from './CasePage.tsx'
import { Exposed } from './Exposed.tsx'
import { cursorNames, filterNames, readCursor, readFilters } from './filters.ts'
import { loadExposed, loadList } from './load.ts'

interface AffectedShown {
  refused?: string
}

/** By the report that this browser has the code of, or by the browser itself. */
async function sayOrTakeBack(
  { call, param, reporter, ip, device }: FormRequest,
  { fields }: Sent
): Promise<FormOutcome<AffectedShown>> {
  const act = affectedActs.find((one) => one === fields['act']?.[0]) ?? 'say'
  const asked = { params: { no: param('no') } }
  const meta = { ip, ...(reporter === undefined && { key: device() }) }
  try {
    const { no } = await call(act === 'say' ? 'sayAffected' : 'takeBackAffected', asked, reporter ?? guest, meta)
    return see(`${affectedHref(no)}?done=${act}`)
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'not_found') throw error
    return again({ refused: wordsOf(error) }, refusals[error.code])
  }
}

export const casePublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/cases',
    query: [...filterNames, ...cursorNames],
    cache: publicFor(5),
    load: ({ call, base, query }) => loadList(call, base, readFilters(query), readCursor(query)),
    view: CaseList
  }),
  page({
    path: '/cases/:no',
    cache: publicFor(5, { listsCases: false }),
    async load({ call, param }) {
      const caseView = await call('readCase', { params: { no: param('no') } }, guest)
      const { items } = await call('contactCards', { query: { area: caseView.area.id } }, guest)
      return { caseView, contacts: items }
    },
    view: CasePage
  }),
  form({
    path: '/cases/:no/affected',
    query: ['done'],
    limits: { files: 0, fields: 10 },
    async load({ call, param, asked }, shown: AffectedShown | undefined) {
      const caseView = await call('readCase', { params: { no: param('no') } }, guest)
      const done = shown ? undefined : affectedActs.find((act) => act === asked('done'))
      return { caseView, open: !isOver(caseView.status), done, refused: shown?.refused }
    },
    view: AffectedPage,
    act: sayOrTakeBack,
    notOurs: () => again({ refused: say.badForm }, 403)
  }),
  page({
    path: '/exposed',
    query: cursorNames,
    cache: publicFor(5),
    load: ({ call, query }) => loadExposed(call, readCursor(query)),
    view: Exposed
  })
]
