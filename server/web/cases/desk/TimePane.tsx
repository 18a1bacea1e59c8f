/** The time of a case for who works on it: each stage in each office's hands, and the escalation with its papers. */
import type { CaseView, DeskView } from '#shared/cases.ts'
import type { StageClock } from '#shared/deadlines.ts'
import { clockSpan, lateSpan, limitWords, monthDayTime } from '#shared/time-format.ts'
import { Icon } from '../../parts/Icon.tsx'
import { LightMark } from '../../parts/Light.tsx'
import { caseWords, fill, limitsWords, say } from '../../frame/desk-words.ts'

const spoken = (it: StageClock): string => {
  const left = it.totalMs - it.usedMs
  if (it.light === 'red') return fill(say.time.over, { t: lateSpan(-left, it) })
  return it.running ? fill(say.time.left, { t: clockSpan(left, it) }) : caseWords.light[it.light]
}

function Stage({ it }: { it: StageClock }) {
  return (
    <tr {...(it.running && { className: 'on' })}>
      <th scope="row">{limitsWords.stage[it.stage]}</th>
      <td>{it.office?.short ?? say.time.centre}</td>
      <td className="num">
        {clockSpan(it.usedMs, it)}
        <span className="of">{fill(say.time.of, { limit: limitWords(it.limit) })}</span>
      </td>
      <td>
        <span className={`light light-${it.light}`}>
          <LightMark light={it.light} />
          {spoken(it)}
        </span>
      </td>
      <td className="span">
        {monthDayTime(it.from)}
        {it.to ? fill(say.time.to, { to: monthDayTime(it.to) }) : say.time.now}
      </td>
    </tr>
  )
}

/** Every stage in one line, the one that runs in bold; since when and for whom, where one asks. */
function Stages({ stages }: { stages: readonly StageClock[] }) {
  return (
    <details className="stages">
      <summary aria-label={say.time.each}>
        {stages.map((it) => (
          <span key={`${it.stage} ${it.office?.id ?? ''}`} className={it.running ? 'stage on' : 'stage'}>
            <LightMark light={it.light} title={caseWords.light[it.light]} />
            {limitsWords.stage[it.stage]}
            <span className="of">{it.light === 'red' ? spoken(it) : clockSpan(it.usedMs, it)}</span>
          </span>
        ))}
      </summary>
      <div className="scroll-x" tabIndex={0}>
        <table>
          <thead className="vh">
            <tr>
              {say.time.head.map((words) => (
                <th key={words} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stages.map((stage) => (
              <Stage key={`${stage.stage} ${stage.office?.id ?? ''}`} it={stage} />
            ))}
          </tbody>
        </table>
        <p className="hint">{say.time.note}</p>
      </div>
    </details>
  )
}

export function TimePane({ it, desk }: { it: CaseView; desk: DeskView }) {
  const { done, next } = desk.escalation
  return (
    <section className="dk-time" aria-labelledby="time-h">
      <h2 className="vh" id="time-h">
        {say.time.title}
      </h2>
      <Stages stages={desk.stages} />
      {(done.length > 0 || next) && (
        <ol className="rungs" aria-label={say.time.ladder}>
          {done.map((rung) => (
            <li key={rung.n} className={`rung rung-${rung.verb}`}>
              <b>
                {limitsWords.rung[rung.verb]}
                {rung.verb === 'overdue' && fill(say.time.count, { n: rung.count ?? 1 })}
              </b>
              <time dateTime={rung.at}>{monthDayTime(rung.at)}</time>
              {rung.verb === 'supervise' && (
                <a href={`/office/cases/${it.no}/orders/${rung.n}.pdf`}>
                  <Icon name="print" />
                  {say.time.order}
                </a>
              )}
            </li>
          ))}
          {next && (
            <li className="rung rung-next">
              <b>{fill(say.time.next, { rung: limitsWords.rung[next.verb] })}</b>
              <time dateTime={next.at}>{monthDayTime(next.at)}</time>
            </li>
          )}
        </ol>
      )}
    </section>
  )
}
