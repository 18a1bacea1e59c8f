/** What waits for a second administrator, and what was done so. */
import type { ApiAnswer } from '#shared/api.ts'
import { exportHours, type ApprovalView, type ExportKind } from '#shared/approvals.ts'
import { approvals as say } from '#shared/locales/approvals.ts'
import { fill } from '#shared/locales/index.ts'
import { marks } from '#shared/locales/marks.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { moment } from '../../accounts/desk/People.tsx'
import { Button, ErrorBox, Field, FormToken, Strip } from '../../parts/Form.tsx'
import { DeskTable } from '../../parts/Table.tsx'

export const approvalsHome = '/office/approvals'

interface ApprovalsProps {
  list: ApiAnswer<'listApprovals'>
  words: string | undefined
}

/** What came of an export that was agreed to. */
const leave = ({ usedAt, doneAt = '' }: ApprovalView): string =>
  usedAt
    ? marks.comma + fill(say.export.used, { at: moment(usedAt) })
    : marks.comma +
      fill(say.export.open, { at: moment(new Date(Date.parse(doneAt) + exportHours * 3_600_000).toISOString()) })

export const exportHome = `${approvalsHome}/export`

/** What an export is for, before another agrees to it. */
export function AskExport({
  what,
  of,
  note,
  words,
  token
}: { what: ExportKind; of: string; note: string; words: string | undefined } & DeskGiven) {
  return (
    <main className="dk-page" id="case">
      <h1>{say.export.title}</h1>
      <p className="hint">{say.export.lead}</p>
      {words !== undefined && (
        <ErrorBox title={say.failed}>
          <p>{words}</p>
        </ErrorBox>
      )}
      <p>
        {say.export.of}
        {marks.colon}
        {fill(say.export.kind[what], { of })}
      </p>
      <form method="post" action={exportHome}>
        <FormToken token={token} />
        <input type="hidden" name="what" value={what} />
        <input type="hidden" name="of" value={of} />
        <Field name="note" label={say.export.note} hint={say.export.noteHint}>
          {(ids) => <input {...ids} name="note" defaultValue={note} required />}
        </Field>
        <Button>{say.export.ask}</Button>
      </form>
    </main>
  )
}

export function Approvals({ list, words, token }: ApprovalsProps & DeskGiven) {
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{say.title}</h1>
      <p className="hint">{say.lead}</p>
      {list.alone === 'yes' && <Strip icon="warn">{say.alone}</Strip>}
      {words !== undefined && (
        <ErrorBox title={say.failed}>
          <p>{words}</p>
        </ErrorBox>
      )}
      <DeskTable caption={say.title} head={Object.values(say.head)} rows={list.items.length} empty={say.empty}>
        {list.items.map((it) => (
          <tr key={it.id}>
            <th scope="row">{it.about}</th>
            <td>{fill(say.by, { name: it.askedBy.name, at: moment(it.at) })}</td>
            <td>
              {say.state[it.state]}
              <small>
                {it.state === 'waiting' && fill(say.until, { at: moment(it.until) })}
                {it.by && it.doneAt && fill(say.by, { name: it.by.name, at: moment(it.doneAt) })}
                {it.act === 'export' && it.state === 'done' && leave(it)}
              </small>
            </td>
            <td>
              {it.may.map((act) => (
                <form key={act} method="post" action={`${approvalsHome}/${it.id}/${act}`}>
                  <FormToken token={token} />
                  <Button kind={act === 'approve' ? 'primary' : 'outline'}>{say[act]}</Button>
                </form>
              ))}
            </td>
          </tr>
        ))}
      </DeskTable>
    </main>
  )
}
