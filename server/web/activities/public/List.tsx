/** Activities to come: a calendar of five weeks, a list by day, and the meeting points on a map. */
import { marks } from '#shared/locales/marks.ts'
import { activityKinds, type ActivityRow } from '#shared/activities.ts'
import { nextSpan } from '#shared/together.ts'
import { clockTime, dayOf, local, monthDay, startOfDay } from '#shared/time-format.ts'
import type { BaseMap } from '../../map/base.ts'
import type { Box } from '../../map/mercator.ts'
import { Empty, Select, Strip } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { MapSvg, type MapPin } from '../../parts/MapSvg.tsx'
import { Page } from '../../frame/Page.tsx'
import { NotUnderstood, type Misread } from '../../parts/NotUnderstood.tsx'
import { Pager } from '../../parts/Pager.tsx'
import { Photo } from '../../parts/Photo.tsx'
import { SectionHead } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { activitiesHref, whens, type Filters } from './filters.ts'
import { ActivityChip, isPast } from './Parts.tsx'
import { activityWords, dateWords, endTime, fill, hoursOf, offered, say, seatWords, takesPeople } from './words.ts'

export interface CalendarDay {
  day: string
  n: number
  href?: string
}

export interface ListProps {
  site: Site
  filters: Filters
  /** What the address asks for and nobody understands. */
  misread: readonly Misread[]
  areas: readonly { id: string; name: string }[]
  rows: readonly ActivityRow[]
  older?: string | undefined
  paged: boolean
  today: string
  calendar: readonly CalendarDay[]
  /** The calendar knows only so many. */
  calendarOf?: number
  base: BaseMap
  box: Box
  pins: readonly MapPin[]
}

function FilterBar({ filters, areas }: Pick<ListProps, 'filters' | 'areas'>) {
  return (
    <form className="filters act-f" action="/activities" aria-label={say.filter}>
      <Select
        className="fi"
        name="kind"
        label={say.kind}
        value={filters.kind ?? ''}
        options={[
          { value: '', words: say.anyKind },
          ...activityKinds.map((kind) => ({ value: kind, words: activityWords.kind[kind] }))
        ]}
      />
      <Select
        className="fi"
        name="area"
        label={say.area}
        value={filters.area ?? ''}
        options={[{ value: '', words: say.anyArea }, ...areas.map((area) => ({ value: area.id, words: area.name }))]}
      />
      {filters.when && <input type="hidden" name="when" value={filters.when} />}
      {filters.day && <input type="hidden" name="day" value={filters.day} />}
      {filters.free && <input type="hidden" name="free" value="1" />}
      <button className="btn btn-p">{say.apply}</button>
    </form>
  )
}

function Pills({ filters }: { filters: Filters }) {
  const { when, day: _day, free, ...rest } = filters
  const kept = { ...rest, ...(free && { free }) }
  return (
    <ul className="quick" aria-label={say.quick}>
      {whens.map((choice) => {
        const on = !filters.day && (when ?? 'coming') === choice
        return (
          <li key={choice}>
            <a
              href={activitiesHref(choice === 'coming' ? kept : { ...kept, when: choice })}
              {...(on && { 'aria-current': 'true' as const })}
            >
              {say.when[choice]}
            </a>
          </li>
        )
      })}
      <li>
        <a
          href={activitiesHref({ ...filters, free: free ? undefined : '1' } as Filters)}
          {...(free && { 'aria-current': 'true' as const })}
        >
          {free && <Icon name="tick" />}
          {say.free}
        </a>
      </li>
    </ul>
  )
}

/** Five weeks as a real table: every day with something to do is a link. */
function Calendar({ days, today, on }: { days: readonly CalendarDay[]; today: string; on: string | undefined }) {
  const weeks = Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7))
  const [first, last] = [days[0], days.at(-1)]
  return (
    <table className="act-cal">
      <caption>
        <b>
          {fill(say.calendar.title, {
            from: first ? monthDay(startOfDay(first.day)) : '',
            to: last ? monthDay(startOfDay(last.day)) : ''
          })}
        </b>
        <span>{say.calendar.caption}</span>
      </caption>
      <thead>
        <tr>
          {say.calendar.weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map((day) => (
              <Day key={day.day} day={day} today={today} on={on} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ day: shown, today, on }: { day: CalendarDay; today: string; on: string | undefined }) {
  const at = startOfDay(shown.day)
  const { day } = local(at)
  const number = day === 1 ? monthDay(at) : String(day)
  const tone = [shown.day < today && 'cal-past', shown.day === today && 'cal-now', shown.n > 0 && 'cal-some'].filter(
    Boolean
  )
  return (
    <td {...(tone.length > 0 && { className: tone.join(' ') })}>
      {shown.href ? (
        <a href={shown.href} {...(shown.day === on && { 'aria-current': 'date' as const })}>
          <span className="vh">{fill(say.calendar.day, { day: monthDay(at), n: shown.n })}</span>
          <span aria-hidden="true" className={day === 1 ? 'cal-m' : undefined}>
            {number}
          </span>
          <b aria-hidden="true">{shown.n}</b>
        </a>
      ) : (
        <span className={day === 1 ? 'cal-m' : undefined}>{number}</span>
      )}
    </td>
  )
}

export function Row({ row, n }: { row: ActivityRow; n: number }) {
  const href = `/activities/${row.no}`
  const span = nextSpan(row)
  const lastDay = dayOf(row.to)
  // Past midnight is still that night; a row of shifts goes on to another day.
  const goesOn = row.next ? lastDay > dayOf(row.next.to) : lastDay !== dayOf(row.from)
  return (
    <li className={row.cover ? 'act-row' : 'act-row act-row-p'}>
      <span className="act-n" aria-hidden="true">
        {n}
      </span>
      <div className="row-b">
        <h3>
          <a href={href}>{row.title}</a>
        </h3>
        <p>
          {goesOn && !row.next
            ? clockTime(row.from)
            : fill(say.short, { from: clockTime(span.from), to: endTime(span) })}
          {goesOn && `${marks.comma}${fill(say.until, { day: monthDay(row.to) })}`}
          {say.listStop}
          {row.address}
        </p>
        <p className="row-f">
          {(isPast(row) || row.status === 'running') && <ActivityChip status={row.status} />}
          {takesPeople(offered(row)) && (
            <b className={row.seats > 0 ? 'act-free' : 'act-full'}>{seatWords(offered(row))}</b>
          )}
          {row.results && (
            <span>
              {fill(say.came, { n: row.results.came })}
              {say.listStop}
              {fill(say.hours, { n: hoursOf(row.results.minutes) })}
            </span>
          )}
        </p>
        <p className="row-x">
          <span>{activityWords.kind[row.kind]}</span>
          <span>{row.area.name}</span>
          <span>{row.office.short}</span>
          {row.demo && <span>{say.demo}</span>}
        </p>
      </div>
      {row.cover && (
        <a className="row-ph" href={href} tabIndex={-1} aria-hidden="true">
          <Photo photo={row.cover} alt="" sizes="132px" />
        </a>
      )}
    </li>
  )
}

/** Rows under the day they begin; the numbers run through and are those on the map. */
function ByDay({ rows }: { rows: readonly ActivityRow[] }) {
  const dayAt = (row: ActivityRow): string => dayOf(nextSpan(row).from)
  const days = [...new Set(rows.map(dayAt))]
  return (
    <ol className="act-days">
      {days.map((day) => (
        <li key={day}>
          <h3 className="act-day">{dateWords(new Date(startOfDay(day)).toISOString())}</h3>
          <ol>{rows.map((row, i) => (dayAt(row) === day ? <Row key={row.no} row={row} n={i + 1} /> : null))}</ol>
        </li>
      ))}
    </ol>
  )
}

/** The rows, or why there are none. */
function Found({ misread, rows, filters }: Pick<ListProps, 'misread' | 'rows' | 'filters'>) {
  if (misread.length > 0) return <NotUnderstood misread={misread} all="/activities" />
  if (rows.length > 0) return <ByDay rows={rows} />
  return (
    <Empty title={filters.free ? say.noneFree : say.none}>
      <p>
        <a href="/activities">{say.clear}</a>
      </p>
    </Empty>
  )
}

export function ActivityList(props: ListProps) {
  const { site, filters, areas, rows, older, paged, base, box, pins } = props
  const scale = site.prefs.mode === 'elder' ? 1.3 : 1
  const past = filters.when === 'past' || (filters.day !== undefined && filters.day < props.today)
  const title = filters.day
    ? fill(say.onDay, { day: dateWords(new Date(startOfDay(filters.day)).toISOString()) })
    : say.when[filters.when ?? 'coming']
  return (
    <Page
      site={site}
      title={fill(say.title, { city: site.city.name })}
      description={say.lead}
      hidden={paged || props.misread.length > 0}
    >
      <header className="act-top">
        <div>
          <h1 className="notice page-h">{say.h1}</h1>
          <p className="page-lead">{say.lead}</p>
        </div>
        <p className="act-ways">
          <a href="/activities/results">
            <Icon name="tickDisc" />
            {say.wall}
          </a>
          <a href="/activities/honours">
            <Icon name="people" />
            {say.honours}
          </a>
          <a href="/activities.ics" title={say.feedHint}>
            <Icon name="clock" />
            {say.feed}
          </a>
        </p>
      </header>
      <FilterBar filters={filters} areas={areas} />
      <Pills filters={filters} />
      <div className="list-g">
        <section aria-labelledby="found">
          <SectionHead
            id="found"
            title={title}
            note={
              <>
                {past ? say.orderPast : say.order}
                <a className="to-map" href="#map">
                  <Icon name="map" />
                  {say.map.see}
                </a>
              </>
            }
          />
          <Found {...props} />
          {(older !== undefined || paged) && (
            <Pager
              newer={paged ? activitiesHref(filters) : undefined}
              older={older && activitiesHref(filters, older)}
              range={fill(say.range, { n: rows.length })}
            />
          )}
        </section>
        <aside className="list-map" aria-label={say.map.aside}>
          <Calendar days={props.calendar} today={props.today} on={filters.day} />
          {props.calendarOf !== undefined && <Strip>{fill(say.calendar.some, { n: props.calendarOf })}</Strip>}
          <figure className="mapbox" id="map">
            <MapSvg
              base={base}
              box={box}
              pins={pins}
              scale={scale}
              label={say.map.label}
              sizes={[
                { width: 358, height: 300, shows: 'phone' },
                { width: 480, height: 360, shows: 'wide' }
              ]}
            />
          </figure>
          <p className="hint">{say.map.hint}</p>
        </aside>
      </div>
    </Page>
  )
}
