/** 不满意台账: whom somebody still has to speak to, and what came of it with the others. */
import type { ApiAnswer } from '#shared/api.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { unhappyStates } from '#shared/watch.ts'
import { watch as say } from '#shared/locales/watch.ts'
import { DeskTable, ListEnds } from '../../parts/Table.tsx'
import { caseWords, fill } from '../../frame/desk-words.ts'
import { unhappyHref, watchHref } from './links.ts'

interface UnhappyProps {
  ledger: ApiAnswer<'unhappy'>
  office: string | undefined
  after: string | undefined
}

export function Unhappy({ ledger, office, after }: UnhappyProps) {
  const heads = say.unhappy.head
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{say.unhappy.title}</h1>
      <p className="dk-lead">
        {fill(ledger.late > 0 ? say.unhappy.leadLate : say.unhappy.lead, { open: ledger.open, late: ledger.late })}
        {say.unhappy.how} <a href={watchHref({})}>{say.title}</a>
      </p>
      <nav className="dk-tabs" aria-label={say.unhappy.title}>
        {unhappyStates.map((state) => (
          <a
            key={state}
            href={unhappyHref({ state, office })}
            {...(state === ledger.state && { 'aria-current': 'page' as const })}
          >
            {say.unhappy.state[state]}
          </a>
        ))}
      </nav>
      <DeskTable
        caption={say.unhappy.state[ledger.state]}
        head={[heads.matter, heads.said, heads.owner, ledger.state === 'open' ? heads.due : heads.outcome]}
        rows={ledger.items.length}
        empty={say.unhappy.none[ledger.state]}
      >
        {ledger.items.map((row) => (
          <Row key={`${row.no} ${row.entry.n}`} row={row} />
        ))}
      </DeskTable>
      <ListEnds
        newest={after ? unhappyHref({ state: ledger.state, office }) : undefined}
        older={ledger.older && unhappyHref({ state: ledger.state, office, after: ledger.older })}
        words={{ newest: say.first, older: say.later }}
      />
    </main>
  )
}

function Row({ row: { no, title, entry } }: { row: UnhappyProps['ledger']['items'][number] }) {
  const answers = fill(say.unhappy.answers, {
    solved: caseWords.solved[entry.solved],
    satisfied: caseWords.satisfied[entry.satisfied]
  })
  return (
    <tr>
      <th scope="row">
        <a href={`/office/cases/${no}?tab=all${entry.done ? '' : '&act=follow_up#act'}`}>{title}</a>
        <small>
          {no}
          {entry.round > 1 && fill(say.unhappy.round, { n: entry.round })}
        </small>
      </th>
      <td>
        {answers}
        {entry.text && <small>{entry.text}</small>}
        <small>{monthDayTime(entry.at)}</small>
      </td>
      <td>
        {entry.owner.office.short}
        {entry.owner.name && <small>{entry.owner.name}</small>}
      </td>
      <td>
        {entry.done ? (
          <>
            {caseWords.unhappy[entry.done.outcome]}
            {entry.done.text && <small>{entry.done.text}</small>}
            <small>
              {entry.done.office?.short} {monthDayTime(entry.done.at)}
            </small>
          </>
        ) : (
          <span className={entry.late ? 'light light-red' : undefined}>
            {fill(entry.late ? say.unhappy.late : say.unhappy.by, { at: monthDayTime(entry.dueAt) })}
          </span>
        )}
      </td>
    </tr>
  )
}
