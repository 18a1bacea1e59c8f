/** 办事规范一览表: one table that the program itself goes by, and below it how its time is counted. */
import { urgencies } from '#shared/city.ts'
import { areaClasses } from '#shared/limits.ts'
import { limitUnits, type Limit } from '#shared/limits.ts'
import type { StandardsView } from '#shared/standards.ts'
import { limitWords } from '#shared/time-format.ts'
import { answersWords } from '#shared/locales/city-words.ts'
import { standards as say } from '#shared/locales/standards.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Page } from '../../frame/Page.tsx'
import { StageTable } from '../../parts/Table.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { cityWords, fill, limitsWords } from '../../frame/words.ts'

type Row = StandardsView['rows'][number]

/** One number for all areas, or one for each class. */
function Limits({ limit: { n, unit } }: Pick<Row, 'limit'>) {
  const [first = 0] = n
  if (n.every((n) => n === first)) {
    return (
      <td className="std-l std-same" colSpan={3}>
        <b>{limitWords({ n: first, unit })}</b>
        <small>{say.sameEverywhere}</small>
      </td>
    )
  }
  return n.map((n, i) => (
    <td key={i} className="std-l" data-label={cityWords.areaClass[areaClasses[i] ?? areaClasses[0]]}>
      <b>{n}</b>
      <small>{limitsWords.unit[unit]}</small>
    </td>
  ))
}

function Table({ standards }: { standards: StandardsView }) {
  const { columns } = say
  return (
    <div className="scroll-x" tabIndex={0}>
      <table className="plain std">
        <caption className="vh">{say.heading}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.urgency}</th>
            <th scope="col">{columns.filing}</th>
            {areaClasses.map((areaClass) => (
              <th key={areaClass} scope="col" className="std-l">
                {cityWords.areaClass[areaClass]}
              </th>
            ))}
            <th scope="col">{columns.closing}</th>
            <th scope="col">{columns.answers}</th>
          </tr>
        </thead>
        {standards.tiles.map((tile) => (
          <tbody key={tile.id}>
            <tr className="std-tile">
              <th scope="rowgroup" colSpan={8}>
                {tile.name}
              </th>
            </tr>
            {standards.rows
              .filter((row) => row.tile === tile.id)
              .map((row) => (
                <tr key={row.code} id={row.code}>
                  <th scope="row">{row.name}</th>
                  <td className="std-u">
                    <span className={`urg urg-${urgencies.indexOf(row.urgency)}`}>
                      {cityWords.urgency[row.urgency]}
                    </span>
                  </td>
                  <td data-label={say.short.filing}>{row.filing}</td>
                  <Limits limit={row.limit} />
                  <td data-label={say.short.closing}>
                    {row.closing}
                    {row.basis && <small>{fill(say.basis, { basis: row.basis })}</small>}
                  </td>
                  <td data-label={say.short.answers}>{answersWords(row)}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

const slotsWords = (slots: readonly (readonly string[])[]): string =>
  slots.map(([from = '', to = '']) => fill(say.slot, { from, to })).join(say.and)

function hoursWords(everyDay: boolean, slots: readonly (readonly string[])[]): string {
  const [[from = '', to = ''] = []] = slots
  if (everyDay && slots.length === 1 && from === '00:00' && to === '24:00') return say.dutyAllDay
  return fill(everyDay ? say.dutyEvery : say.dutyWorkdays, { slots: slotsWords(slots) })
}

/** When a step comes, as the table says it: 超过时限一半，至少再过 1 天值班时间. */
export function stepWhen({ share, days = 0 }: StandardsView['ladder'][number]): string {
  if (share === 1) return days > 0 ? fill(say.step.dueDays, { days }) : say.step.due
  const percent = Math.round((share < 1 ? share : share - 1) * 100)
  if (share < 1) return fill(say.step.share, { percent })
  const more = share === 1.5 ? say.step.half : share === 2 ? say.step.whole : fill(say.step.percent, { percent })
  return days > 0 ? fill(say.step.late, { share: more, days }) : fill(say.step.lateOnly, { share: more })
}

function StageLimits({ standards }: { standards: StandardsView }) {
  const limitOf = (limits: readonly { stage: string; limit: Limit }[], stage: string): string => {
    const found = limits.find((one) => one.stage === stage)
    return found ? limitWords(found.limit) : say.handleLimit
  }
  return (
    <div className="scroll-x">
      <StageTable className="plain" caption={say.stages} corner={say.stages} means={say.stageMeans}>
        {(stage, urgency) => (
          <td key={urgency}>{limitOf(standards.stages.find((of) => of.urgency === urgency)?.limits ?? [], stage)}</td>
        )}
      </StageTable>
    </div>
  )
}

export function Standards({ site, standards }: { site: Site; standards: StandardsView }) {
  return (
    <Page site={site} title={fill(say.title, { city: site.city.name })} description={say.lead}>
      <h1 className="notice page-h">{say.heading}</h1>
      <p className="page-lead">{say.lead}</p>
      <p className="acts no-print">
        <a className="btn btn-o" href="/standards.csv" download>
          <Icon name="download" />
          {say.csv}
        </a>
        <a className="btn btn-o" href="/api/standards">
          {say.json}
        </a>
      </p>
      <Section id="table" className="sec-s" title={say.heading} note={fill(say.rows, { n: standards.rows.length })}>
        <Table standards={standards} />
      </Section>
      <div className="std-two">
        <Section id="urgencies" className="sec-s" title={say.urgencies}>
          <dl className="std-kv">
            {urgencies.map((urgency) => (
              <div key={urgency}>
                <dt>{cityWords.urgency[urgency]}</dt>
                <dd>{say.urgencyMeans[urgency]}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Section id="areas" className="sec-s" title={say.areas} note={say.areasNote}>
          <dl className="std-kv">
            {standards.areas.map((area) => (
              <div key={area.class}>
                <dt>{area.class}</dt>
                <dd>{area.names.join(say.and)}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Section id="units" className="sec-s" title={say.units}>
          <dl className="std-kv">
            {limitUnits.map((unit) => (
              <div key={unit}>
                <dt>{limitsWords.unit[unit]}</dt>
                <dd>{say.unitMeans[unit]}</dd>
              </div>
            ))}
          </dl>
          <p>{say.clock}</p>
          <p>{say.reclassified}</p>
        </Section>
        <Section id="duty" className="sec-s std-duty" title={say.duty}>
          <dl className="std-kv">
            {standards.duty.own.map(({ names, everyDay, slots }) => (
              <div key={names.join()}>
                <dt>{hoursWords(everyDay, slots)}</dt>
                <dd>{names.join(say.and)}</dd>
              </div>
            ))}
            <div>
              <dt>{hoursWords(false, standards.duty.slots)}</dt>
              <dd>{say.dutyCity}</dd>
            </div>
          </dl>
        </Section>
      </div>
      <Section id="stages" className="sec-s" title={say.stages} note={say.stagesNote}>
        <StageLimits standards={standards} />
      </Section>
      <div className="std-two">
        <Section id="late" className="sec-s" title={say.ladder} note={say.ladderNote}>
          <ol className="std-ladder">
            {standards.ladder.map((step, i) => (
              <li key={i}>
                <b>{say.stepMeans[step.verb]}</b>
                <span>{stepWhen(step)}</span>
              </li>
            ))}
          </ol>
        </Section>
        <Section id="more" className="sec-s" title={say.ask}>
          <p>{fill(say.hold, standards.hold)}</p>
          <p>
            {fill(say.extension, {
              times: standards.extension.times,
              percent: Math.round(standards.extension.share * 100)
            })}
          </p>
          <h3>{say.years}</h3>
          {standards.years.map(({ year, known }) => (
            <p key={year} {...(!known && { className: 'std-unsure' })}>
              {fill(known ? say.known : say.unknown, { year })}
            </p>
          ))}
        </Section>
      </div>
    </Page>
  )
}
