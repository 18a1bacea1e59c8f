/** What people can do together at the weekend, each with its day, its place and its seats; nothing where nothing is planned. */
import type { ActivityRow } from '#shared/activities.ts'
import { nextSpan } from '#shared/together.ts'
import type { Together } from '#shared/together.ts'
import { clockTime, local } from '#shared/time-format.ts'
import { Section } from '../../parts/Section.tsx'
import { Seats } from '../../activities/public/Parts.tsx'
import { endTime, offered, say as activityWords, seatWords } from '../../activities/public/words.ts'
import { fill, say, whenWords } from '../../frame/words.ts'

function Day({ at }: { at: string }) {
  const { day, month, weekday } = local(at)
  return (
    <time className="dt" dateTime={at}>
      <b>{day}</b>
      <span>{fill(say.home.together.day, { month, weekday: whenWords.weekday[weekday] ?? '' })}</span>
    </time>
  )
}

function Activity({ row }: { row: ActivityRow }) {
  const span = nextSpan(row)
  const seats = offered(row)
  return (
    <li>
      <Day at={span.from} />
      <div className="tg-b">
        <h3>
          <a href={`/activities/${row.no}`}>{row.title}</a>
        </h3>
        <p>{fill(activityWords.short, { from: clockTime(span.from), to: endTime(span) })}</p>
        <p>{row.address}</p>
        <Seats capacity={row.capacity} free={row.free} />
        <p className={row.seats > 0 ? 'act-free' : 'act-full'}>
          {seatWords(seats)}
          {fill(say.home.together.of, { n: row.capacity })}
        </p>
      </div>
    </li>
  )
}

export function TogetherSection({ together }: { together: Together }) {
  if (together.rows.length === 0) return null
  return (
    <Section
      id="together"
      className="wrap sec"
      title={together.weekend ? say.home.together.weekend : say.home.together.soon}
      note={<a href="/activities">{say.home.together.all}</a>}
    >
      <ul className="tg">
        {together.rows.map((row) => (
          <Activity key={row.no} row={row} />
        ))}
      </ul>
    </Section>
  )
}
