/** Once more before what cannot be taken back: a dialog where scripts run, a page of its own where they don't. */
import type { CaseView } from '#shared/cases.ts'
import { Button, FormToken, Hidden } from '../../parts/Form.tsx'
import { caseHref, type Where } from './links.ts'
import type { Confirmed, Posted } from './moves.ts'
import { say } from '../../frame/desk-words.ts'

const spoken = (verb: Confirmed) => say.confirm[verb]

/** Inside the form it asks about; an island opens it when the form is sent. */
export function Asked({ verb }: { verb: Confirmed }) {
  const { title, body, go, stop } = spoken(verb)
  return (
    <dialog className="dlg" id="asked" aria-labelledby="asked-t">
      <h2 id="asked-t">{title}</h2>
      <p>{body}</p>
      <p className="dlg-b">
        <Button kind="primary" name="confirmed" value="yes">
          {go}
        </Button>
        <Button type="button" className="dlg-stop">
          {stop}
        </Button>
      </p>
    </dialog>
  )
}

/** The same question as a page: everything that was typed goes along, unseen. */
export function ConfirmPage({
  verb,
  caseView,
  typed,
  token,
  where
}: {
  verb: Confirmed
  caseView: CaseView
  typed: Posted
  token: string
  where: Where
}) {
  const { title, body, go, stop } = spoken(verb)
  const carried = Object.entries(typed).filter(([name]) => name !== '_token' && name !== 'confirmed')
  return (
    <main className="dk-page" id="case">
      <form className="dlg dlg-page" method="post" action={caseHref(caseView.no, where)}>
        <h1>{title}</h1>
        <p className="no">
          {caseView.no} {caseView.title}
        </p>
        <p>{body}</p>
        <FormToken token={token} />
        {carried.flatMap(([name, values]) =>
          values.map((value, i) => <Hidden key={`${name}${i}`} name={name} value={value} />)
        )}
        <p className="dlg-b">
          <Button kind="primary" name="confirmed" value="yes">
            {go}
          </Button>
          <Button name="back" value="1">
            {stop}
          </Button>
        </p>
      </form>
    </main>
  )
}
