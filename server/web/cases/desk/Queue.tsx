/** The left-hand pane: tabs by role, rows grouped by when they are due, shortest time first. */
import { complaints } from '#shared/locales/complaints.ts'
import type { CaseRow, QueueTab } from '#shared/cases.ts'
import { queueTabs } from '#shared/cases.ts'
import { endOf } from '#shared/clock-words.ts'
import { monthDay, shownLight } from '#shared/time-format.ts'
import { statusIcon } from '../../parts/Chip.tsx'
import { isSearchable } from '#shared/typed.ts'
import { LightMark } from '../../parts/Light.tsx'
import { Icon, Mark } from '../../parts/Icon.tsx'
import { Title } from '../../parts/Title.tsx'
import { grouped, isLate, isPlain, rowTime, waited, waitWords } from './groups.ts'
import { caseHref, queueHref, type Where } from './links.ts'
import { caseWords, fill, say } from '../../frame/desk-words.ts'

export interface QueueView {
  tab: QueueTab
  counts: Readonly<Record<string, number>>
  items: readonly CaseRow[]
  older?: string | undefined
}

interface QueueProps {
  queue: QueueView
  where: Where
  selected?: string | undefined
  /** The office of who looks: another office's name stands in the row. */
  own: string
  now: Date
  /** Heads the page where no case does. */
  heads: boolean
}

/** Counts stop at 100: nobody needs the rest. */
const countWords = (n: number): string => (n >= 100 ? say.queue.many : String(n))

export const tabsShown = (counts: QueueView['counts']): QueueTab[] =>
  queueTabs.filter((tab) => counts[tab] !== undefined)

export function Queue({ queue, where, selected, own, now, heads }: QueueProps) {
  const Heading = heads ? 'h1' : 'h2'
  return (
    <section className="dk-q" id="queue" aria-label={say.queue.label} tabIndex={-1}>
      <Heading className="vh">{say.tab[queue.tab]}</Heading>
      <nav className="tabs" aria-label={say.queue.tabs}>
        {tabsShown(queue.counts).map((tab) => (
          <a key={tab} href={queueHref({ tab })} {...(tab === queue.tab && { 'aria-current': 'page' as const })}>
            {say.tab[tab]}
            {tab !== 'all' && <b>{countWords(queue.counts[tab] ?? 0)}</b>}
          </a>
        ))}
      </nav>
      <div className="dk-ql" tabIndex={0} role="region" aria-label={say.queue.cases}>
        {where.q && (
          <p className="q-found">
            {fill(say.queue.results, { q: where.q })}
            <a href={queueHref({})}>{say.queue.clear}</a>
          </p>
        )}
        {where.after && (
          <p className="q-found">
            <a href={queueHref({ tab: queue.tab, ...(where.q && { q: where.q }) })}>{say.queue.first}</a>
          </p>
        )}
        {queue.items.length === 0 ? (
          <NothingHere queue={queue} q={where.q} />
        ) : (
          <Rows queue={queue} where={where} selected={selected} own={own} now={now} heads={heads} />
        )}
        {queue.older && (
          <p className="q-more">
            <a
              className="btn btn-o"
              href={queueHref({ tab: queue.tab, after: queue.older, ...(where.q && { q: where.q }) })}
            >
              {say.queue.older}
            </a>
          </p>
        )}
      </div>
    </section>
  )
}

function Rows({ queue, where, selected, own, now, heads }: QueueProps) {
  const Heading = heads ? 'h2' : 'h3'
  const row = (row: CaseRow) => (
    <li key={row.no}>
      <Row row={row} tab={queue.tab} where={where} on={row.no === selected} own={own} now={now} />
    </li>
  )
  if (isPlain(queue.tab)) return <ol>{queue.items.map(row)}</ol>
  return grouped(queue.items, now).map((group) => (
    <section key={group.name} aria-labelledby={`g-${group.name}`}>
      <Heading className={`q-h q-h-${group.name}`} id={`g-${group.name}`}>
        <span>{say.queue.group[group.name]}</span>
        <b>{group.rows.length}</b>
      </Heading>
      <ol>{group.rows.map(row)}</ol>
    </section>
  ))
}

/** Its light while its time runs; an ended case has none any more, but says that it was late. */
function RowMark({ row, waits }: { row: CaseRow; waits: boolean }) {
  const light = shownLight(row.clock)
  if (waits) return <Icon name="eye" />
  if (light === 'none' || endOf(row.status)) return <Icon name={statusIcon[row.status]} />
  return <LightMark light={light} title={caseWords.light[light]} />
}

interface RowProps {
  row: CaseRow
  tab: QueueTab
  where: Where
  on: boolean
  own: string
  now: Date
}

function Row({ row, tab, where, on, own, now }: RowProps) {
  const place = [
    row.office.id !== own && row.office.short,
    row.address && !row.title.includes(row.address) && row.address,
    !row.title.includes(row.category.name) && row.category.name,
    row.reports > 1 && fill(say.queue.reports, { n: row.reports }),
    row.affected !== undefined && fill(say.queue.affected, { n: row.affected })
  ].filter((mark): mark is string => typeof mark === 'string')
  const fresh = row.status === 'dispatched' && tab !== 'accept' && row.office.id === own
  const late = isLate(row.clock)
  // Where rulings wait, what is asked and since when is what one chooses by.
  const asked = tab === 'rule' ? row.toRule?.[0] : undefined
  const waits = tab === 'publish' && row.pendingSince !== undefined
  return (
    <a
      className={on ? 'q q-on' : 'q'}
      href={caseHref(row.no, { ...where, tab })}
      data-no={row.no}
      {...(on && { 'aria-current': 'true' as const })}
    >
      <RowMark row={row} waits={waits} />
      <span className="q-b">
        <span className="q-t">
          {fresh && <span className="q-new">{say.queue.fresh}</span>}
          <Title of={row} />
        </span>
        <span className="q-m">
          {place.length > 0 ? place.join(say.queue.sep) : fill(say.queue.reportedAt, { date: monthDay(row.at) })}
        </span>
      </span>
      <span className="q-r">
        <b className={`rem rem-${!waits && (row.clock.state === 'running' || late) ? row.clock.light : 'still'}`}>
          {waits ? waitWords(row.pendingSince ?? row.at, now) : asked ? waited(asked.at, now) : rowTime(row, now)}
        </b>
        <span className="q-s">
          {asked
            ? row.toRule?.map(({ kind }) => say.queue.ruling[kind]).join(say.queue.sep)
            : say.queue.status[row.status]}
        </span>
      </span>
    </a>
  )
}

/** An empty tab names the next one that has work, so that nobody looks for it. */
export function NothingHere({ queue, q }: { queue: QueueView; q: string | undefined }) {
  const next = tabsShown(queue.counts).find((tab) => tab !== 'all' && tab !== queue.tab && (queue.counts[tab] ?? 0) > 0)
  if (q) {
    const none = queue.older ? say.queue.emptySoFar : say.queue.emptyFound
    return <p className="q-none">{fill(isSearchable(q) ? none : complaints.unsearchable, { q })}</p>
  }
  return (
    <div className="q-none">
      <Mark />
      <p>
        <b>{next || queue.tab === 'all' ? say.queue.empty[queue.tab] : say.queue.allDone}</b>
      </p>
      {next ? (
        <p>
          {fill(say.queue.allDoneNext, { n: countWords(queue.counts[next] ?? 0), tab: say.tab[next] })}
          <a href={queueHref({ tab: next })}>{fill(say.queue.next, { tab: say.tab[next] })}</a>
        </p>
      ) : (
        <p>
          {say.queue.allDoneNone}
          <a href={queueHref({ tab: queue.tab })}>{say.queue.refresh}</a>
        </p>
      )}
    </div>
  )
}
