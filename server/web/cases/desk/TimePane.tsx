/** The time of a case for who works on it: each stage in each office's hands, and the escalation with its papers. */
import type { CaseView, DeskView } from '#shared/cases.ts'
import type { StageClock } from '#shared/deadlines.ts'
import { clockSpan, lateSpan, limitWords, monthDayTime } from '#shared/time-format.ts'
import { Icon } from '../../parts/Icon.tsx'
import { LightMark } from '../../parts/Light.tsx'
import { caseWords, fill, limitsWords, say } from '../../frame/desk-words.ts'

const spoken = (stageClock: StageClock): string => {
  const left = stageClock.totalMs - stageClock.usedMs
  if (stageClock.light === 'red') return fill(say.time.over, { t: lateSpan(-left, stageClock) })
  return stageClock.running
    ? fill(say.time.left, { t: clockSpan(left, stageClock) })
    : caseWords.light[stageClock.light]
}

function Stage({ stageClock }: { stageClock: StageClock }) {
  return (
    <tr {...(stageClock.running && { className: 'on' })}>
      <th scope="row">{limitsWords.stage[stageClock.stage]}</th>
      <td>{stageClock.office?.short ?? say.time.centre}</td>
      <td className="num">
        {clockSpan(stageClock.usedMs, stageClock)}
        <span className="of">{fill(say.time.of, { limit: limitWords(stageClock.limit) })}</span>
      </td>
      <td>
        <span className={`light light-${stageClock.light}`}>
          <LightMark light={stageClock.light} />
          {spoken(stageClock)}
        </span>
      </td>
      <td className="span">
        {monthDayTime(stageClock.from)}
        {stageClock.to ? fill(say.time.to, { to: monthDayTime(stageClock.to) }) : say.time.now}
      </td>
    </tr>
  )
}

/** Every stage in one line, the one that runs in bold; since when and for whom, where one asks. */
function Stages({ stages }: { stages: readonly StageClock[] }) {
  return (
    <details className="stages">
      <summary aria-label={say.time.each}>
        {stages.map((stage) => (
          <span key={`${stage.stage} ${stage.office?.id ?? ''}`} className={stage.running ? 'stage on' : 'stage'}>
            <LightMark light={stage.light} title={caseWords.light[stage.light]} />
            {limitsWords.stage[stage.stage]}
            <span className="of">{stage.light === 'red' ? spoken(stage) : clockSpan(stage.usedMs, stage)}</span>
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
              <Stage key={`${stage.stage} ${stage.office?.id ?? ''}`} stageClock={stage} />
            ))}
          </tbody>
        </table>
        <p className="hint">{say.time.note}</p>
      </div>
    </details>
  )
}

export function TimePane({ caseView, desk }: { caseView: CaseView; desk: DeskView }) {
  const { done, next } = desk.escalation
  return (
    <section className="dk-time" aria-labelledby="time-h">
      <h2 className="vh" id="time-h">
        {say.time.title}
      </h2>
      <Stages stages={desk.stages} />
      {(done.length > 0 || next) && (
        <ol className="esc-steps" aria-label={say.time.ladder}>
          {done.map((step) => (
            <li key={step.n} className={`esc-step esc-step-${step.verb}`}>
              <b>
                {limitsWords.step[step.verb]}
                {step.verb === 'overdue' && fill(say.time.count, { n: step.count ?? 1 })}
              </b>
              <time dateTime={step.at}>{monthDayTime(step.at)}</time>
              {step.verb === 'supervise' && (
                <a href={`/office/cases/${caseView.no}/orders/${step.n}.pdf`}>
                  <Icon name="print" />
                  {say.time.order}
                </a>
              )}
            </li>
          ))}
          {next && (
            <li className="esc-step esc-step-next">
              <b>{fill(say.time.next, { step: limitsWords.step[next.verb] })}</b>
              <time dateTime={next.at}>{monthDayTime(next.at)}</time>
            </li>
          )}
        </ol>
      )}
    </section>
  )
}
