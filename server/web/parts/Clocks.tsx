/** The two clocks, side by side and of one size: the promise may not hide the wait. */
import type { ElapsedClock, DeadlineClock, Status } from '#shared/cases.ts'
import { limitWords, shownLight } from '#shared/time-format.ts'
import { fill, say } from '../frame/words.ts'
import { elapsedNote, endOf, meter, deadlineNote, deadlineWords, stripDays, usedWords } from './clockface.ts'
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
        aria-label={fill(say.clocks.meter, { limit: limitWords(clock.limit), used: usedWords(clock) })}
      >
        {fills.map((full, i) => (
          // The ground carries the hue or its hatching; what is drawn is the part not used yet.
          <svg key={i} width="100%" height="14" focusable="false" aria-hidden="true">
            <rect x={`${full}%`} width={`${100 - full}%`} height="100%" />
          </svg>
        ))}
      </div>
      {unitsABox > 1 && (
        <p className="hint">{fill(say.clocks.group, { limit: limitWords({ ...clock.limit, n: unitsABox }) })}</p>
      )}
    </>
  )
}

const inTime = ['reported', 'replied', 'today', 'closed', 'due'] as const

/** Every day from the first report to the close, weekends and holidays hatched. */
export function DayStrip({ elapsed, status }: { elapsed: ElapsedClock; status: Status }) {
  const end = endOf(status)
  return (
    <ol className="days">
      {stripDays(elapsed).map((it) => (
        <li
          key={it.day}
          className={[
            ...it.marks.map((mark) => (end && mark === 'closed' ? 'd-ended' : `d-${mark}`)),
            ...(it.working ? [] : ['d-off'])
          ].join(' ')}
        >
          <span className="day">
            {it.gap > 0 && <i className="vh">{fill(say.clocks.gap, { n: it.gap })}</i>}
            {it.gap > 0 && (
              <svg className="day-gap" viewBox="0 0 10 20" width="10" height="20" aria-hidden="true">
                <path d="M8 1 2 7l6 6-6 6" />
              </svg>
            )}
            <span>{it.weekday}</span>
            <b>{it.date}</b>
          </span>
          {inTime
            .filter((mark) => it.marks.includes(mark))
            .map((mark) => (
              <em key={mark} className={`m-${mark}`}>
                {end && mark === 'closed' ? say.clocks.endMark[end] : say.clocks.marks[mark]}
              </em>
            ))}
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
    <section className="clocks" aria-label={say.clocks.both}>
      <div className="ck">
        <Heading>{say.clocks.deadline}</Heading>
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
        <Heading>{say.clocks.elapsed}</Heading>
        <p className="ck-v">
          {elapsed.days === 0 ? say.clocks.sameDay : fill(say.clocks.days, { n: elapsed.days })}
          <small>{elapsedNote(elapsed, status)}</small>
        </p>
        <DayStrip elapsed={elapsed} status={status} />
      </div>
    </section>
  )
}
