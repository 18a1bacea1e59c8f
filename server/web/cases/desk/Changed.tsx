/** Somebody was faster: what happened since this page was opened, and the typed words, kept. */
import type { CaseView } from '#shared/cases.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { one, type Posted } from './moves.ts'
import { say } from '../../frame/desk-words.ts'

interface ChangedProps {
  caseView: CaseView
  typed: Posted
  /** Whether the step can still be taken. */
  open: boolean
}

export function Changed({ caseView, typed, open }: ChangedProps) {
  const seen = Number(one(typed, 'seen'))
  const since = caseView.timeline.filter((entry) => entry.n > seen)
  const kept = one(typed, 'words')
  return (
    <section className="state state-e changed" role="alert">
      <Icon name="warn" />
      <div>
        <h2>{say.changed.title}</h2>
        <p>{open ? say.changed.body : say.changed.gone}</p>
        {since.length > 0 ? (
          <>
            <h3>{say.changed.since}</h3>
            <Timeline entries={since} />
          </>
        ) : (
          <p>{say.changed.nothing}</p>
        )}
        {!open && kept && (
          <label className="fld">
            <span className="lab">{say.changed.kept}</span>
            <textarea readOnly rows={4} defaultValue={kept} />
          </label>
        )}
      </div>
    </section>
  )
}
