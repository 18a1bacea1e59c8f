/** Satisfaction per street: a dot with its confidence range and how many answered. No ranking by a hair's breadth. */
import type { StatsView } from '#shared/cases.ts'
import { fill, isSample, percent, sampleAtLeast, say } from '../../frame/words.ts'
import { axisFrom, onAxis, wilson } from './confidence.ts'
import { casesHref } from '../../cases/public/filters.ts'

export function Satisfaction({ stats }: { stats: StatsView }) {
  const rows = [...stats.byArea]
    .filter((row) => isSample(row.rated))
    .sort((a, b) => b.satisfied / b.rated - a.satisfied / a.rated || b.rated - a.rated)
    .map((row) => ({ ...row, range: wilson(row.satisfied, row.rated) ?? { share: 0, low: 0, high: 0 } }))
  const few = stats.byArea.filter((row) => !isSample(row.rated)).length
  const from = axisFrom(rows.map((row) => row.range))
  if (rows.length === 0) return <p className="hint">{say.home.satisfactionNone}</p>
  return (
    <>
      <table className="ranges">
        <caption className="vh">{say.home.satisfaction}</caption>
        <thead>
          <tr>
            <th scope="col">{say.home.street}</th>
            <th scope="col" className="axis">
              <b className="vh">{say.home.rangeHead}</b>
              <span>{Math.round(from * 100)}%</span>
              <span>100%</span>
            </th>
            <th scope="col" className="num">
              {say.home.share}
            </th>
            <th scope="col" className="num">
              {say.home.answers}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ area, satisfied, rated, range }) => (
            <tr key={area.id}>
              <th scope="row">
                <a href={casesHref({ area: area.id })}>{area.name}</a>
              </th>
              <td className="dotcell">
                <Dots low={onAxis(range.low, from)} at={onAxis(range.share, from)} high={onAxis(range.high, from)} />
                <span className="vh">
                  {fill(say.home.range, { low: Math.round(range.low * 100), high: Math.round(range.high * 100) })}
                </span>
              </td>
              <td className="num">
                <b>{percent(satisfied, rated)}%</b>
              </td>
              <td className="num">
                {satisfied} / {rated}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">
        {say.home.rangeNote}
        {few > 0 && fill(say.home.fewStreets, { n: few, least: sampleAtLeast })}
      </p>
    </>
  )
}

function Dots({ low, at, high }: { low: number; at: number; high: number }) {
  return (
    <svg className="dots" width="100%" height="20" aria-hidden="true" focusable="false">
      <line className="d-axis" x1="0" x2="100%" y1="10" y2="10" />
      <line className="d-range" x1={`${low}%`} x2={`${high}%`} y1="10" y2="10" />
      <circle className="d-dot" cx={`${at}%`} cy="10" r="6" />
    </svg>
  )
}
