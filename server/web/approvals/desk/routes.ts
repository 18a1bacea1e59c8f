/** The page of what waits for a second administrator. */
import { exportKinds, type ExportKind } from '#shared/approvals.ts'
import { refusals, refuse } from '#shared/errors.ts'
import { approvals as say } from '#shared/locales/approvals.ts'
import { deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, trimmed, wordsOf } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { approvalsHome } from '../../frame/nav.ts'
import { Approvals, AskExport, exportHome } from './Approvals.tsx'

const acting =
  (name: 'approve' | 'withdrawApproval', done: string) =>
  async ({ call, viewer, param }: DeskRequest): Promise<DeskOutcome<string>> => {
    const input = { params: { approval: param('approval') }, body: { sure: true } }
    const tried = await attempt(() => call(name, input, viewer))
    if ('done' in tried) return see(`${approvalsHome}?done=${done}`)
    return again(wordsOf(tried.refused), refusals[tried.refused.code])
  }

const told = (): Readonly<Record<string, string>> => ({
  asked: say.asked,
  done: say.done,
  withdrawn: say.withdrawn
})

interface ExportAsked {
  what: string
  of: string
  note: string
  words?: string
}
const isKind = (what: string): what is ExportKind => exportKinds.some((kind) => kind === what)
const exportIn = ({ fields }: Sent): ExportAsked => ({
  what: one(fields, 'what'),
  of: one(fields, 'of'),
  note: trimmed(fields, 'note')
})

async function askExport({ call, viewer }: DeskRequest, sent: Sent): Promise<DeskOutcome<ExportAsked>> {
  const asked = exportIn(sent)
  const tried = await attempt(() => call('askApproval', { body: { ask: { act: 'export', ...asked } } }, viewer))
  if ('done' in tried) return see(`${approvalsHome}?done=asked`)
  return again({ ...asked, words: wordsOf(tried.refused) }, refusals[tried.refused.code])
}

export const approvalDeskRoutes: readonly DeskRoute[] = [
  deskForm({
    path: exportHome,
    query: ['what', 'of'],
    title: () => say.export.title,
    load({ asked }, shown: ExportAsked | undefined) {
      const what = shown?.what ?? asked('what')
      if (!isKind(what)) return refuse('not_found')
      return Promise.resolve({ what, of: shown?.of ?? asked('of'), note: shown?.note ?? '', words: shown?.words })
    },
    view: AskExport,
    act: { [exportHome]: askExport },
    restored: exportIn
  }),
  deskForm({
    path: approvalsHome,
    query: ['done'],
    title: () => say.title,
    toast: ({ asked }) => told()[asked('done')],
    load: async ({ call, viewer }, words: string | undefined) => ({
      words,
      list: await call('listApprovals', {}, viewer)
    }),
    view: Approvals,
    act: {
      [`${approvalsHome}/:approval/approve`]: acting('approve', 'done'),
      [`${approvalsHome}/:approval/withdraw`]: acting('withdrawApproval', 'withdrawn')
    },
    restored: () => undefined
  })
]
