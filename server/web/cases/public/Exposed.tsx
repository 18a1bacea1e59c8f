/** 通报曝光: promises broken three times over, each with its dates and with what the office says; and the rule of the list. */
import type { ExposedCase } from '#shared/exposure.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { Chip } from '../../parts/Chip.tsx'
import { Empty } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Light } from '../../parts/Light.tsx'
import { Page } from '../../frame/Page.tsx'
import { Pager } from '../../parts/Pager.tsx'
import { Lines, Quote } from '../../parts/Quote.tsx'
import { Section, Side } from '../../parts/Section.tsx'
import { Title } from '../../parts/Title.tsx'
import type { Site } from '../../frame/site.ts'
import { exposureWords as words, fill, limitsWords, say } from '../../frame/words.ts'
import { placeWords, Thumb } from './CaseRow.tsx'
import { casesHref } from './filters.ts'

export interface ExposedProps {
  site: Site
  items: readonly ExposedCase[]
  newer?: string | undefined
  older?: string | undefined
  /** So many overdue entries lead here. */
  entries: number
}

type Step = ExposedCase['steps'][number]
const stepWords = ({ verb, count }: Step): string => {
  const step = limitsWords.step[verb as keyof typeof limitsWords.step]
  return verb === 'overdue' ? fill(words.count, { step, n: count ?? 1 }) : step
}

/** Said as it is: answered in its own words, answered and not read yet, or silent. */
function Reply({ exposed: { reply, row } }: { exposed: ExposedCase }) {
  if (!reply) return <p className="exp-none">{fill(words.silent, { office: row.office.short })}</p>
  const said = { office: reply.who.office ?? row.office.short, at: monthDayTime(reply.at) }
  if (!reply.text) return <p className="exp-none">{fill(words.unsaid, said)}</p>
  return (
    <Quote source={fill(words.replied, said)}>
      <Lines text={reply.text} />
    </Quote>
  )
}

function Entry({ exposed }: { exposed: ExposedCase }) {
  const { row, office, steps } = exposed
  const dates = [
    { key: 'at', at: row.at, words: words.reported },
    { key: 'due', at: row.clock.dueAt, words: words.due },
    ...steps.map((step) => ({ key: String(step.n), at: step.at, words: stepWords(step) }))
  ]
  const href = `/cases/${row.no}`
  return (
    <article className="exp" id={row.no}>
      <div className="exp-ph">
        <Thumb row={row} sizes="(min-width: 768px) 200px, 96px" />
        {row.demo && row.thumb && <span className="ph-tag">{say.demo}</span>}
      </div>
      <div className="exp-b">
        <h3>
          <a href={href}>
            <Title of={row} />
          </a>
        </h3>
        <p className="exp-w">
          <a href={`/offices/${row.office.id}`}>{row.office.name}</a>
          <span>{placeWords(row)}</span>
        </p>
        <p className="row-f">
          <Chip status={row.status} />
          <Light clock={row.clock} />
          <span className="took">
            {row.elapsedDays === 0 ? words.today : fill(words.elapsed, { n: row.elapsedDays })}
          </span>
        </p>
        {office.id !== row.office.id && (
          <p className="exp-none">{fill(words.nowWith, { then: office.short, now: row.office.short })}</p>
        )}
        <ol className="exp-d" aria-label={words.dates}>
          {dates.map((date) => (
            <li key={date.key}>
              {date.words}
              <time dateTime={date.at}>{monthDayTime(date.at)}</time>
            </li>
          ))}
        </ol>
        <Reply exposed={exposed} />
        <p className="no">{row.no}</p>
      </div>
    </article>
  )
}

function Rules({ hotline }: { hotline: string }) {
  return (
    <Side title={words.rules}>
      <dl className="exp-r">
        {words.rule.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fill(text, { hotline })}</dd>
          </div>
        ))}
      </dl>
      <a className="more" href="/standards#late">
        {words.ladder}
        <Icon name="arrow" />
      </a>
    </Side>
  )
}

export function Exposed({ site, items, newer, older, entries }: ExposedProps) {
  const [first, last] = [items[0], items.at(-1)]
  const page = (name: string, cursor: string | undefined) =>
    cursor && `/exposed?${new URLSearchParams({ [name]: cursor }).toString()}`
  const lead = fill(words.lead, { n: entries })
  return (
    <Page site={site} title={fill(words.title, { city: site.city.name })} description={lead}>
      <h1 className="notice page-h">{words.heading}</h1>
      <p className="page-lead">{lead}</p>
      <div className="case-g">
        <div className="case-m">
          <Section id="list" title={words.list} note={items.length > 0 && words.newest}>
            {items.map((exposed) => (
              <Entry key={exposed.row.no} exposed={exposed} />
            ))}
            {items.length === 0 && (
              <Empty title={words.noneTitle}>
                <p>
                  {words.none}
                  <a href={casesHref({ state: 'overdue' })}>{words.seeOverdue}</a>
                </p>
              </Empty>
            )}
            {(newer !== undefined || older !== undefined) && first && last && (
              <Pager
                newer={page('before', newer)}
                older={page('after', older)}
                range={fill(say.home.days, { from: monthDay(last.exposedAt), to: monthDay(first.exposedAt) })}
              />
            )}
          </Section>
        </div>
        <aside className="case-s" aria-label={words.rules}>
          <Rules hotline={site.city.hotline} />
        </aside>
      </div>
    </Page>
  )
}
