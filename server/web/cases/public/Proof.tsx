/** What the server found when it checked the record, and where anybody checks it for himself. */
import type { CaseView } from '#shared/cases.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Side } from '../../parts/Section.tsx'
import { fill, say } from '../../frame/words.ts'

/** 64 hex digits in groups of four, so that two people can read them to each other. */
const grouped = (hash: string): string => (hash.match(/.{1,4}/g) ?? []).join(' ')

export function Proof({ caseView }: { caseView: CaseView }) {
  // More entries than steps above would look like something hidden.
  const inner = caseView.ledger.entries - caseView.timeline.length
  return (
    <Side title={caseView.ledger.whole ? say.proof.title : say.proof.broken}>
      <p>
        {fill(caseView.ledger.whole ? say.proof.whole : say.proof.notWhole, { n: caseView.ledger.entries })}
        {inner > 0 && fill(say.proof.inner, { n: inner })}
      </p>
      <dl className="fp">
        <dt>{say.proof.head}</dt>
        <dd>
          <code>{grouped(caseView.ledger.head)}</code>
        </dd>
        <dt>{say.proof.at}</dt>
        <dd>
          <time dateTime={caseView.ledger.at}>{monthDayTime(caseView.ledger.at)}</time>
        </dd>
      </dl>
      {caseView.public ? (
        <>
          <p>{say.proof.text}</p>
          <p className="no-print">
            <a className="proof-a" href={`/verify?no=${caseView.no}`}>
              <Icon name="link" />
              {say.proof.how}
            </a>
          </p>
        </>
      ) : (
        <p>{say.proof.notYet}</p>
      )}
      <p className="hint">{say.proof.erased}</p>
    </Side>
  )
}
