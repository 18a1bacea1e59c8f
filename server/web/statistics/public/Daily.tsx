/** Received and closed day by day: zero baseline, two series told by width and lightness, the peak named, days off in grey. */
import type { StatsView } from '#shared/cases.ts'
import { monthDay, startOfDay } from '#shared/time-format.ts'
import { figure, fill, say } from '../../frame/words.ts'
import { casesHref } from '../../cases/public/filters.ts'
import { niceSteps } from './scale.ts'

type Day = StatsView['daily'][number]
const wide = { width: 560, left: 40, top: 34, base: 220, height: 270 }

const dateOf = (day: string): number => Number(day.slice(8))
const wordsOf = (day: string): string => monthDay(startOfDay(day))

/** Runs of days off, so that 周末 is written once under each. */
function daysOff(days: readonly Day[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  days.forEach((day, i) => {
    const last = runs.at(-1)
    if (day.working) return
    if (last?.to === i - 1) last.to = i
    else runs.push({ from: i, to: i })
  })
  return runs
}

export function Daily({ days }: { days: readonly Day[] }) {
  const most = Math.max(1, ...days.flatMap((day) => [day.received, day.closed]))
  const steps = niceSteps(most, 3)
  const top = Math.max(most, steps.at(-1) ?? 1)
  const step = (wide.width - wide.left) / Math.max(1, days.length)
  const bar = Math.min(24, step * 0.64)
  const x = (i: number) => wide.left + step * (i + 0.5)
  const y = (n: number) => wide.base - (n / top) * (wide.base - wide.top)
  const round = (n: number) => Math.round(n * 10) / 10
  const peak = days.reduce((best, day, i) => (day.received > (days[best]?.received ?? -1) ? i : best), 0)
  const peakDay = days[peak]
  // Its name stands clear of the neighbours' bars too.
  const peakTop = Math.max(...days.slice(Math.max(0, peak - 1), peak + 2).flatMap((day) => [day.received, day.closed]))
  const first = days[0]
  const last = days.at(-1)
  if (!peakDay || !first || !last) return null
  const title = fill(say.home.dailyTitle, {
    from: wordsOf(first.day),
    to: wordsOf(last.day),
    peak: wordsOf(peakDay.day),
    received: peakDay.received,
    closed: peakDay.closed
  })
  return (
    <>
      <svg
        className="chart"
        viewBox={`0 0 ${wide.width} ${wide.height}`}
        width={wide.width}
        height={wide.height}
        role="img"
        aria-label={title}
      >
        <path
          className="c-grid"
          d={`M0 ${wide.base + 0.5}H${wide.width}${steps.map((n) => `M0 ${round(y(n)) + 0.5}H${wide.width}`).join('')}`}
        />
        {steps.map((n, i) => (
          <text key={n} className="c-ax" x="0" y={round(y(n)) - 5}>
            {i === steps.length - 1 ? fill(say.home.pieces, { n: figure(n) }) : figure(n)}
          </text>
        ))}
        {days.map((day, i) => (
          <g key={day.day}>
            <rect
              className="c-2"
              x={round(x(i) - bar / 2)}
              y={round(y(day.received))}
              width={round(bar)}
              height={round(wide.base - y(day.received))}
            />
            <rect
              className="c-1"
              x={round(x(i) - bar / 4)}
              y={round(y(day.closed))}
              width={round(bar / 2)}
              height={round(wide.base - y(day.closed))}
            />
            <text
              className={`c-x${day.working ? '' : ' c-off'}${(days.length - 1 - i) % 2 === 1 ? ' c-alt' : ''}`}
              x={round(x(i))}
              y={wide.base + 20}
            >
              {dateOf(day.day)}
            </text>
          </g>
        ))}
        <text
          className="c-v"
          x={Math.min(wide.width - 40, Math.max(70, round(x(peak))))}
          y={Math.max(14, round(y(peakTop)) - 8)}
        >
          {fill(say.home.peak, { n: figure(peakDay.received) })}
        </text>
        {daysOff(days).map(({ from, to }) => (
          <text key={from} className="c-x c-off" x={round((x(from) + x(to)) / 2)} y={wide.base + 44}>
            {say.home.dayOff}
          </text>
        ))}
      </svg>
      <p className="key">
        <span>
          <i className="k2" />
          {say.home.received}
        </span>
        <span>
          <i />
          {say.home.closed}
        </span>
      </p>
      <details className="data">
        <summary>{say.home.table}</summary>
        <table className="plain">
          <caption className="vh">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{say.home.day}</th>
              <th scope="col" className="num">
                {say.home.received}
              </th>
              <th scope="col" className="num">
                {say.home.closed}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th scope="row">{wordsOf(day.day)}</th>
                <td className="num">
                  <a href={casesHref({ on: day.day })}>{figure(day.received)}</a>
                </td>
                <td className="num">
                  <a href={casesHref({ state: 'closed', on: day.day })}>{figure(day.closed)}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
