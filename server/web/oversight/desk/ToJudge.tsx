/** Every office a supervisor may judge: what he said this month and last, what is still to do, and facts that help. */
import type { ApiAnswer } from '#shared/api.ts'
import type { StatsView } from '#shared/cases.ts'
import { aspects, type OwnJudgement } from '#shared/oversight.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { Icon } from '../../parts/Icon.tsx'
import { fill, isSample, percentWords, say as portal } from '../../frame/words.ts'
import { monthWords, shortMonth } from './parts.tsx'

export type Figures = StatsView['byOffice'][number]
type Mine = ApiAnswer<'myRatings'>

/** No share of too few: how many of how many stands beside it. */
const shareWords = (n: number, of: number): string => (isSample(of) ? percentWords(n, of) : portal.home.none)

/** What the office's public page counts, in one line. */
export function factsOf(figures: Figures | undefined): string[] {
  const { room } = say
  if (!figures || figures.received + figures.closed + figures.overdue + figures.rated + figures.returns === 0)
    return [room.noFacts]
  return [
    fill(room.received, { n: figures.received }),
    ...(figures.closed > 0
      ? [
          fill(room.onTime, {
            share: shareWords(figures.onTime, figures.closed),
            n: figures.onTime,
            of: figures.closed
          })
        ]
      : []),
    ...(figures.rated > 0
      ? [
          fill(room.satisfied, {
            share: shareWords(figures.satisfied, figures.rated),
            n: figures.satisfied,
            of: figures.rated
          })
        ]
      : []),
    fill(room.returns, { n: figures.returns }),
    ...(figures.overdue > 0 ? [fill(room.overdue, { n: figures.overdue })] : [])
  ]
}

export const marksWords = (ownJudgement: OwnJudgement | undefined): string =>
  ownJudgement
    ? aspects
        .map((aspect) => fill(say.room.aspectMark, { aspect: say.aspect[aspect], n: ownJudgement[aspect] }))
        .join(' ')
    : say.room.noMarks

export function ToJudge({ mine, figures }: { mine: Mine; figures: readonly Figures[] }) {
  const { room } = say
  const facts = new Map(figures.map((figure) => [figure.office.id, figure]))
  const todo = mine.items.filter((row) => !row.now)
  const done = mine.items.filter((row) => row.now)
  const month = monthWords(mine.month)
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{room.title}</h1>
      <p className="dk-lead">
        {fill(room.lead, { month })}
        {mine.items.length > 0 &&
          (todo.length > 0 ? fill(room.left, { n: todo.length }) : fill(room.doneAll, { month }))}
      </p>
      {mine.items.length === 0 && <p className="dk-none">{room.none}</p>}
      <Group title={room.todo} rows={todo} mine={mine} facts={facts} />
      <Group title={room.done} rows={done} mine={mine} facts={facts} />
    </main>
  )
}

interface GroupProps {
  title: string
  rows: Mine['items']
  mine: Mine
  facts: ReadonlyMap<string, Figures>
}

function Group({ title, rows, mine, facts }: GroupProps) {
  const { head, ...room } = say.room
  const [now, last] = [shortMonth(mine.month), shortMonth(mine.before)]
  return (
    rows.length > 0 && (
      <section>
        <h2 className="dk-h2">{title}</h2>
        <table className="dk-table dk-stack sv-table">
          <caption className="vh">{fill(room.caption, { group: title })}</caption>
          <thead>
            <tr>
              <th scope="col">{head.office}</th>
              <th scope="col">{head.facts}</th>
              <th scope="col">{fill(head.last, { month: last })}</th>
              <th scope="col">{fill(head.now, { month: now })}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.office.id}>
                <th scope="row">
                  <a href={`/office/ratings/of/${row.office.id}`}>{row.office.short}</a>
                </th>
                <td>{factsOf(facts.get(row.office.id)).join(room.between)}</td>
                <td className="nobr">
                  <span className="sv-s">{fill(head.last, { month: last })} </span>
                  {marksWords(row.last)}
                </td>
                <td className="nobr">
                  {row.now && (
                    <>
                      <span className="sv-s">{fill(head.now, { month: now })} </span>
                      {marksWords(row.now)}{' '}
                    </>
                  )}
                  <a className="sv-go" href={`/office/ratings/of/${row.office.id}`}>
                    {row.now ? room.change : room.judge}
                    <span className="vh">{row.office.short}</span>
                    <Icon name="right" />
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )
  )
}
