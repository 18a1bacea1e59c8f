/** A file with personal data is drawn for who has leave to take it; whoever has none is led to where it is asked for. */
import type { ExportKind } from '#shared/approvals.ts'
import type { DeskRequest } from '../../frame/desk.tsx'
import { attempt } from '../../frame/fields.ts'
import { see, type See } from '../../frame/route.ts'
import { exportHome } from './Approvals.tsx'

/** Uses the leave up, and answers nothing; or where to ask for it. */
export async function leaveFor({ call, viewer }: DeskRequest, what: ExportKind, of: string): Promise<See | undefined> {
  const tried = await attempt(() => call('takeExport', { body: { what, of } }, viewer))
  if ('done' in tried) return undefined
  if (tried.refused.code !== 'second_person') throw tried.refused
  return see(`${exportHome}?${new URLSearchParams({ what, of }).toString()}`)
}
