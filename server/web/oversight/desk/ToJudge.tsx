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
export function factsOf(it: Figures | undefined): string[] {
  const { room } = say
  if (!it || it.received + it.closed + it.overdue + it.rated + it.returns === 0) return [room.noFacts]
  return [
    fill(room.received, { n: it.received }),
    ...(it.closed > 0
      ? [fill(room.onTime, { share: shareWords(it.onTime, it.closed), n: it.onTime, of: it.closed })]
      : []),
    ...(it.rated > 0
      ? [fill(room.satisfied, { share: shareWords(it.satisfied, it.rated), n: it.satisfied, of: it.rated })]
      : []),
    fill(room.returns, { n: it.returns }),
    ...(it.overdue > 0 ? [fill(room.overdue, { n: it.overdue })] : [])
  ]
}

export const marksWords = (it: OwnJudgement | undefined): string =>
  it
    ? aspects.map((aspect) => fill(say.room.aspectMark, { aspect: say.aspect[aspect], n: it[aspect] })).join(' ')
    : say.room.noMarks

export function ToJudge({ mine, figures }: { mine: Mine; figures: readonly Figures[] }) {
  const { room } = say
  const facts = new Map(figures.map((it) => [it.office.id, it]))
  const todo = mine.items.filter((it) => !it.now)
  const done = mine.items.filter((it) => it.now)
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
            {rows.map((it) => (
              <tr key={it.office.id}>
                <th scope="row">
                  <a href={`/office/ratings/of/${it.office.id}`}>{it.office.short}</a>
                </th>
                <td>{factsOf(facts.get(it.office.id)).join(room.between)}</td>
                <td className="nobr">
                  <span className="sv-s">{fill(head.last, { month: last })} </span>
                  {marksWords(it.last)}
                </td>
                <td className="nobr">
                  {it.now && (
                    <>
                      <span className="sv-s">{fill(head.now, { month: now })} </span>
                      {marksWords(it.now)}{' '}
                    </>
                  )}
                  <a className="sv-go" href={`/office/ratings/of/${it.office.id}`}>
                    {it.now ? room.change : room.judge}
                    <span className="vh">{it.office.short}</span>
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
