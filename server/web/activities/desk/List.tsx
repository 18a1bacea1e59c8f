/** An organiser's activities at a glance: how full, what is at risk, where they stand. */
import type { ActivityRow, ActivityTab } from '#shared/activities.ts'
import { ButtonLink, Empty } from '../../parts/Form.tsx'
import { ActivityChip } from '../public/Parts.tsx'
import { LightMark } from '../../parts/Light.tsx'
import { correctionsHome, countWords } from '../../hours/desk/Corrections.tsx'
import { activityWords, fill, hourSay, say, timeWords } from './words.ts'
import { Dash } from '../../parts/Dash.tsx'
import { ListEnds, Table } from '../../parts/Table.tsx'

interface ListProps {
  tab: ActivityTab
  counts: readonly { tab: ActivityTab; n: number }[]
  items: readonly ActivityRow[]
  older?: string | undefined
  paged: boolean
  /** Somebody who organises; a reviewer alone drafts nothing. */
  organiser: boolean
  /** Requests to correct hours that wait for a ruling. */
  waiting: number
}

/** Filled as far as people have signed up, on a common scale. */
export function Fill({ capacity, free }: { capacity: number; free: number }) {
  // Of no seats nothing is taken, and no share.
  if (capacity === 0) return <Dash />
  const taken = Math.max(0, capacity - free)
  const share = Math.round((taken / capacity) * 100)
  return (
    <span className="oa-fill">
      <svg className="seatbar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="seat-o" width="100" height="8" />
        <rect className="seat-f" width={share} height="8" />
      </svg>
      <b>{fill(say.list.fill, { taken, capacity })}</b>
      <small>{fill(say.list.rate, { n: share })}</small>
    </span>
  )
}

export function ActivityTable({ items }: { items: readonly ActivityRow[] }) {
  const { head } = say.list
  return (
    <div className="oa-scroll">
      <Table
        className="oa-table"
        caption={say.list.caption}
        head={[head.title, head.when, head.fill, head.risk, head.status]}
      >
        {items.map((activityRow) => (
          <tr key={activityRow.no}>
            <th scope="row">
              <a href={`/office/activities/${activityRow.no}`}>{activityRow.title}</a>
              <small>
                {activityWords.kind[activityRow.kind]} {activityRow.area.name} {activityRow.office.short}
              </small>
            </th>
            <td>{timeWords(activityRow)}</td>
            <td>
              <Fill {...activityRow} />
              {activityRow.waiting > 0 && <small>{fill(say.list.waiting, { n: activityRow.waiting })}</small>}
            </td>
            <td>
              {activityRow.atRisk ? (
                <span className="light light-yellow">
                  <LightMark light="yellow" />
                  {fill(say.list.risk, { n: activityRow.atRisk })}
                </span>
              ) : (
                <span className="dim">{say.list.fine}</span>
              )}
            </td>
            <td>
              <ActivityChip status={activityRow.status} />
            </td>
          </tr>
        ))}
      </Table>
    </div>
  )
}

export function ActivityDeskList({ tab, counts, items, older, paged, organiser, waiting }: ListProps) {
  const here = `/office/activities?tab=${tab}`
  return (
    <main className="dk-page oa-wide" id="case">
      <header className="oa-head">
        <h1>{say.list.title}</h1>
        <p className="oa-acts">
          <ButtonLink icon="clock" href={correctionsHome}>
            {hourSay.corrections.waiting}
            {waiting > 0 && <b className="oh-n">{countWords(waiting)}</b>}
          </ButtonLink>
          {organiser && (
            <ButtonLink kind="primary" icon="plus" href="/office/activities/new">
              {say.list.create}
            </ButtonLink>
          )}
        </p>
      </header>
      <nav className="oa-tabs" aria-label={say.list.tabs}>
        {counts.map((count) => (
          <a
            key={count.tab}
            href={`/office/activities?tab=${count.tab}`}
            {...(count.tab === tab && { 'aria-current': 'page' as const })}
          >
            {activityWords.tab[count.tab]}
            <span>{count.n >= 100 ? '99+' : count.n}</span>
          </a>
        ))}
      </nav>
      {items.length === 0 ? <Empty title={say.list.none} /> : <ActivityTable items={items} />}
      <ListEnds
        newest={paged ? here : undefined}
        older={older && `${here}&after=${older}`}
        words={{ newest: say.list.newest, older: say.list.older }}
      />
    </main>
  )
}
