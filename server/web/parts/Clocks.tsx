/** The two clocks, side by side and of one size: the promise may not hide the wait. */
import type { ElapsedClock, DeadlineClock, Status } from '#shared/cases.ts'
import { limitWords, shownLight } from '#shared/time-format.ts'
import { clocks } from '#shared/locales/clocks.ts'
import { fill } from '../frame/words.ts'
import {
  deadlineNote,
  deadlineWords,
  elapsedNote,
  elapsedWords,
  endOf,
  mainMark,
  stripDays,
  usedWords
} from '#shared/clock-words.ts'
import { meter } from './clockface.ts'
import { Icon } from './Icon.tsx'
import { LightMark } from './Light.tsx'

/** One box a promised unit. Hatched while the clock stands still. */
export function Meter({ clock }: { clock: DeadlineClock }) {
  const { fills, unitsABox } = meter(clock)
  const still = clock.state === 'stopped' || clock.state === 'held'
  return (
    <>
      <div
        className={`meter meter-${shownLight(clock)}${still ? ' meter-still' : ''}`}
        role="img"
        aria-label={fill(clocks.meter, { limit: limitWords(clock.limit), used: usedWords(clock) })}
      >
        {fills.map((full, i) => (
          // The ground carries the hue or its hatching; what is drawn is the part not used yet.
          <svg key={i} width="100%" height="14" focusable="false" aria-hidden="true">
            <rect x={`${full}%`} width={`${100 - full}%`} height="100%" />
          </svg>
        ))}
      </div>
      {unitsABox > 1 && (
        <p className="hint">{fill(clocks.group, { limit: limitWords({ ...clock.limit, n: unitsABox }) })}</p>
      )}
    </>
  )
}

/** One word a day: the one that says most. */
function DayMark({ marks, end }: { marks: ElapsedClock['strip'][number]['marks']; end: ReturnType<typeof endOf> }) {
  const mark = mainMark(marks)
  if (!mark) return null
  return <em className={`m-${mark}`}>{end && mark === 'closed' ? clocks.endMark[end] : clocks.marks[mark]}</em>
}

/** From the first report to the close in one row, weekends and holidays hatched; days left out are said. */
export function DayStrip({ elapsed, status }: { elapsed: ElapsedClock; status: Status }) {
  const end = endOf(status)
  return (
    <ol className="days">
      {stripDays(elapsed).map((stripDay) => (
        <li
          key={stripDay.day}
          className={[
            ...stripDay.marks.map((mark) => (end && mark === 'closed' ? 'd-ended' : `d-${mark}`)),
            ...(stripDay.working ? [] : ['d-off']),
            ...(stripDay.gap > 0 ? ['d-gap'] : [])
          ].join(' ')}
        >
          <span className="day">
            {stripDay.gap > 0 && <i className="vh">{fill(clocks.gap, { n: stripDay.gap })}</i>}
            {stripDay.gap > 0 && (
              <svg className="day-gap" viewBox="0 0 10 20" width="10" height="20" aria-hidden="true">
                <path d="M8 1 2 7l6 6-6 6" />
              </svg>
            )}
            <span>{stripDay.weekday}</span>
            <b>{stripDay.date}</b>
          </span>
          <DayMark marks={stripDay.marks} end={end} />
        </li>
      ))}
    </ol>
  )
}

export function Clocks({
  clock,
  elapsed,
  status,
  headings = 'h2'
}: {
  clock: DeadlineClock
  elapsed: ElapsedClock
  status: Status
  headings?: 'h2' | 'h3'
}) {
  const Heading = headings
  const still = clock.state === 'stopped' || clock.state === 'held'
  return (
    <section className="clocks" aria-label={clocks.both}>
      <div className="ck">
        <Heading>{clocks.deadline}</Heading>
        <p className="ck-v">
          {usedWords(clock)}
          <small>{deadlineNote(clock, status)}</small>
        </p>
        <Meter clock={clock} />
        <p className="ck-n">
          {endOf(status) ? (
            <span className="light light-none">{deadlineWords(clock, status)}</span>
          ) : (
            <span className={`light light-${shownLight(clock)}`}>
              {still ? <Icon name="pause" /> : <LightMark light={shownLight(clock)} />}
              {deadlineWords(clock)}
            </span>
          )}
        </p>
      </div>
      <div className="ck">
        <Heading>{clocks.elapsed}</Heading>
        <p className="ck-v">
          {elapsedWords(elapsed)}
          <small>{elapsedNote(elapsed, status)}</small>
        </p>
        <DayStrip elapsed={elapsed} status={status} />
      </div>
    </section>
  )
}
