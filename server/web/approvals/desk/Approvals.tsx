/** What waits for a second administrator, and what was done so. */
import type { ApiAnswer } from '#shared/api.ts'
import { approvals as say } from '#shared/locales/approvals.ts'
import { fill } from '#shared/locales/index.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { moment } from '../../accounts/desk/People.tsx'
import { Button, ErrorBox, FormToken, Strip } from '../../parts/Form.tsx'
import { DeskTable } from '../../parts/Table.tsx'

export const approvalsHome = '/office/approvals'

interface ApprovalsProps {
  list: ApiAnswer<'listApprovals'>
  words: string | undefined
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
