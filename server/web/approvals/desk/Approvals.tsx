/** What waits for a second administrator, and what was done so. */
import type { ApiAnswer } from '#shared/api.ts'
import { exportHours, type ApprovalView, type ExportKind } from '#shared/approvals.ts'
import { approvals as say } from '#shared/locales/approvals.ts'
import { fill } from '#shared/locales/index.ts'
import { marks } from '#shared/locales/marks.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { approvalsHome } from '../../frame/nav.ts'
import { moment } from '../../accounts/desk/People.tsx'
import { Button, ErrorBox, Field, FormToken, Strip } from '../../parts/Form.tsx'
import { DeskTable } from '../../parts/Table.tsx'

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
      <form method="post" action={exportHome} className="dk-form">
        <FormToken token={token} />
        <input type="hidden" name="what" value={what} />
        <input type="hidden" name="of" value={of} />
        <Field name="note" label={say.export.note} hint={say.export.noteHint}>
          {(ids) => <input {...ids} name="note" defaultValue={note} required />}
        </Field>
        <div>
          <Button kind="primary">{say.export.ask}</Button>
        </div>
      </form>
    </main>
  )
}

/** Whether it can be agreed to here: what one asked for oneself is only taken back. */
const isForHim = ({ may }: ApprovalView): boolean => may.includes('approve')

function Waiting({ approval, token }: { approval: ApprovalView; token: string }) {
  return (
    <li className="ap" id={`ap-${approval.id}`}>
      <h3>{approval.about}</h3>
      <p className="hint">
        {fill(say.askedBy, { name: approval.askedBy.name, at: moment(approval.at) })}
        {fill(say.until, { at: moment(approval.until) })}
      </p>
      <div className="dk-row">
        {approval.may.map((act) => (
          <form key={act} method="post" action={`${approvalsHome}/${approval.id}/${act}`}>
            <FormToken token={token} />
            <Button kind={act === 'approve' ? 'primary' : 'outline'}>
              {act === 'approve' ? say.approve : isForHim(approval) ? say.turnDown : say.withdraw}
            </Button>
          </form>
        ))}
      </div>
    </li>
  )
}

export function Approvals({ list, words, token }: ApprovalsProps & DeskGiven) {
  const waiting = list.items.filter(({ state }) => state === 'waiting')
  const over = list.items.filter(({ state }) => state !== 'waiting')
  const [others, own] = [waiting.filter(isForHim), waiting.filter((approval) => !isForHim(approval))]
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{others.length > 0 ? fill(say.titleWaiting, { n: others.length }) : say.title}</h1>
      <p className="hint">{say.lead}</p>
      {list.alone === 'yes' && <Strip icon="warn">{say.alone}</Strip>}
      {words !== undefined && (
        <ErrorBox title={say.failed}>
          <p>{words}</p>
        </ErrorBox>
      )}
      {[others, own].map((some, i) =>
        some.length === 0 ? null : (
          <section key={i} aria-labelledby={i === 0 ? 'for-you' : 'own'}>
            <h2 className="dk-h2" id={i === 0 ? 'for-you' : 'own'}>
              {i === 0 ? say.others : say.own}
            </h2>
            <ul className="aps">
              {some.map((approval) => (
                <Waiting key={approval.id} approval={approval} token={token} />
              ))}
            </ul>
          </section>
        )
      )}
      {waiting.length === 0 && <p className="dk-none">{say.empty}</p>}
      {over.length > 0 && (
        <section aria-labelledby="over">
          <h2 className="dk-h2" id="over">
            {say.over}
          </h2>
          <DeskTable caption={say.over} head={Object.values(say.head)} rows={over.length} empty={say.empty}>
            {over.map((approval) => (
              <tr key={approval.id} id={`ap-${approval.id}`}>
                <th scope="row">{approval.about}</th>
                <td data-label={say.head.asked}>
                  {approval.askedBy.name}
                  <small>{moment(approval.at)}</small>
                </td>
                <td data-label={say.head.state}>
                  {say.state[approval.state]}
                  {approval.by && approval.doneAt && (
                    <small>
                      {fill(say.by, { name: approval.by.name, at: moment(approval.doneAt) })}
                      {approval.act === 'export' && approval.state === 'done' && leave(approval)}
                    </small>
                  )}
                </td>
              </tr>
            ))}
          </DeskTable>
        </section>
      )}
    </main>
  )
}
