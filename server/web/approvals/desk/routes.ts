/** The page of what waits for a second administrator. */
import { refusals } from '#shared/errors.ts'
import { approvals as say } from '#shared/locales/approvals.ts'
import { deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, wordsOf } from '../../frame/fields.ts'
import { again, see } from '../../frame/route.ts'
import { Approvals, approvalsHome } from './Approvals.tsx'

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

export const approvalDeskRoutes: readonly DeskRoute[] = [
  deskForm({
    path: approvalsHome,
    query: ['done'],
    roles: ['admin'],
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
