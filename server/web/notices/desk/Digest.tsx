/** 通报、简评、汇总: one page that is read on the desk and printed. */
import type { ApiAnswer } from '#shared/api.ts'
import { queueTabs } from '#shared/cases.ts'
import type { DigestKind, DigestView } from '#shared/digests.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { digests as words } from '#shared/locales/digests.ts'
import { notices } from '#shared/locales/notices.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { fill } from '../../frame/desk-words.ts'
import { figure, percentWords } from '../../frame/words.ts'
import { Table } from '../../parts/Table.tsx'
import { digestHref } from '../links.ts'

const span = ({ from, to }: { from: string; to: string }): string =>
  from === to ? monthDay(from) : fill(words.span, { from: monthDay(from), to: monthDay(to) })

export const digestTitle = ({ kind, from, to }: { kind: DigestKind; from: string; to: string }): string =>
  fill(words.titled, { kind: words.kind[kind], span: span({ from, to }) })

export function Digests({ digests }: { digests: ApiAnswer<'listDigests'> } & DeskGiven) {
  return (
    <main className="dk-page nt" id="case">
      <h1>{words.title}</h1>
      {digests.items.length === 0 ? (
        <p className="dk-none">{words.none}</p>
      ) : (
        <ul className="nt-l">
          {digests.items.map((one) => (
            <li key={`${one.kind} ${one.day}`}>
              <p className="nt-t">
                <a href={digestHref(`${one.kind}-${one.day}`)}>{digestTitle(one)}</a>
              </p>
              <time dateTime={one.day}>{fill(words.issued, { day: monthDay(one.day) })}</time>
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}

export function Digest({ digest }: { digest: DigestView } & DeskGiven) {
  return (
    <main className="dk-page dg" id="case">
      <p className="crumb no-print">
        <a href={digestHref()}>{words.all}</a>
      </p>
      <h1>
        <span className="dg-w">{words.kind[digest.kind]}</span>
        <span className="dg-w">{fill(words.within, { span: span(digest) })}</span>
      </h1>
      <p className="dk-lead">{fill(words.counted, { at: monthDayTime(digest.at) })}</p>
      <Own digest={digest} />
      <section aria-labelledby="offices">
        <h2 className="dk-h2" id="offices">
          {digest.all ? words.everyOffice : words.ownOffice}
        </h2>
        {digest.offices.length === 0 ? <p className="dk-none">{words.nothing}</p> : <Offices digest={digest} />}
      </section>
    </main>
  )
}

function Own({ digest: { waiting, mine } }: { digest: DigestView }) {
  const tabs = queueTabs.flatMap((tab) => {
    const n = waiting?.[tab] ?? 0
    return n > 0 ? [{ tab, n }] : []
  })
  if (!waiting && !mine) return null
  return (
    <section aria-labelledby="own">
      <h2 className="dk-h2" id="own">
        {words.own}
      </h2>
      {tabs.length === 0 ? (
        <p>{words.nothingWaits}</p>
      ) : (
        <ul className="dg-o">
          {tabs.map(({ tab, n }) => (
            <li key={tab}>
              <a href={`/office/?tab=${tab}`}>{notices.tab[tab]}</a>
              <b>{n >= 100 ? words.hundred : fill(words.cases, { n })}</b>
            </li>
          ))}
        </ul>
      )}
      {mine && mine.open > 0 && <p>{fill(mine.overdue > 0 ? words.mineLate : words.mine, mine)}</p>}
    </section>
  )
}

function Offices({ digest: { offices, all } }: { digest: DigestView }) {
  const sum = (name: 'received' | 'closed' | 'onTime' | 'rated' | 'satisfied' | 'open' | 'overdue' | 'supervised') =>
    offices.reduce((total, row) => total + row[name], 0)
  const head = [
    words.office,
    words.received,
    words.closed,
    words.onTime,
    words.satisfied,
    words.open,
    words.overdue,
    words.supervised
  ]
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={words.everyOffice}>
      <Table className="dk-table dg-t" caption={words.everyOffice} head={head}>
        {offices.map((row) => (
          <tr key={row.office.id}>
            <th scope="row">{row.office.short}</th>
            <td>{figure(row.received)}</td>
            <td>{figure(row.closed)}</td>
            <td>{percentWords(row.onTime, row.closed)}</td>
            <td>{percentWords(row.satisfied, row.rated)}</td>
            <td>{figure(row.open)}</td>
            <td>{figure(row.overdue)}</td>
            <td>{figure(row.supervised)}</td>
          </tr>
        ))}
        {all && (
          <tr className="dg-s">
            <th scope="row">{words.sum}</th>
            <td>{figure(sum('received'))}</td>
            <td>{figure(sum('closed'))}</td>
            <td>{percentWords(sum('onTime'), sum('closed'))}</td>
            <td>{percentWords(sum('satisfied'), sum('rated'))}</td>
            <td>{figure(sum('open'))}</td>
            <td>{figure(sum('overdue'))}</td>
            <td>{figure(sum('supervised'))}</td>
          </tr>
        )}
      </Table>
    </div>
  )
}
