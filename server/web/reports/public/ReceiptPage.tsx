/** The receipt: who will do it and by when, and the number and code to come back with. Made to be printed or copied. */
import { becauseWords } from '#shared/because.ts'
import { groupedCode } from '#shared/codes.ts'
import type { Receipt } from '#shared/reports.ts'
import { limitWords, monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { supervision } from '#shared/locales/oversight.ts'
import { ButtonLink, Strip } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Page } from '../../frame/Page.tsx'
import { Side } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, limitsWords, say, whenWords } from '../../frame/words.ts'

const { patrol } = supervision

/** `again` where the next report begins, for who was on patrol: no cookie opens his report, the number and the code do. */
export function ReceiptPage({ site, receipt, again }: { site: Site; receipt: Receipt; again?: string }) {
  const { no, code, office, deadline, because, at } = receipt
  return (
    <Page site={site} title={fill(say.receipt.title, { no, city: site.city.name })} scripts={['case.js']} hidden>
      <h1 className="notice page-h">{say.receipt.thanks}</h1>
      <div className="case-g">
        <div className="case-m">
          <section className="receipt" aria-label={say.receipt.label}>
            <dl>
              <div>
                <dt>{say.receipt.no}</dt>
                <dd className="big">{no}</dd>
              </div>
              {code && (
                <div>
                  <dt>{say.receipt.code}</dt>
                  <dd className="big">
                    <code>{groupedCode(code)}</code>
                  </dd>
                </div>
              )}
              <div>
                <dt>{say.receipt.office}</dt>
                <dd>
                  <a href={`/offices/${office.id}`}>{office.name}</a>
                </dd>
              </div>
              <div>
                <dt>{say.receipt.due}</dt>
                <dd>
                  <b>{monthDayTime(deadline.dueAt)}</b>
                  {fill(say.receipt.limit, {
                    limit: limitWords(deadline.limit),
                    counts: limitsWords.counts[deadline.limit.unit]
                  })}
                  {deadline.provisional && fill(say.clocks.aside, { words: whenWords.provisional })}
                </dd>
              </div>
              <div>
                <dt>{say.receipt.at}</dt>
                <dd>
                  {yearMonthDay(at)} {monthDayTime(at).split(' ')[1]}
                </dd>
              </div>
            </dl>
          </section>
          {code && <Strip icon="key">{say.receipt.keep}</Strip>}
          <p className="acts no-print">
            {again === undefined ? (
              <ButtonLink href="/track/report" kind="primary">
                {say.receipt.track}
              </ButtonLink>
            ) : (
              <>
                <ButtonLink href={again} kind="primary" icon="camera">
                  {patrol.again}
                </ButtonLink>
                <ButtonLink href={`/track?no=${no}`}>{patrol.follow}</ButtonLink>
                <ButtonLink href="/office/" kind="text">
                  {patrol.desk}
                </ButtonLink>
              </>
            )}
            <button className="btn btn-o" type="button" data-print="" hidden>
              <Icon name="print" />
              {say.receipt.print}
            </button>
          </p>
        </div>
        <aside className="case-s" aria-label={say.receipt.next}>
          <Side title={fill(say.case.why, { office: office.short })}>
            <ol className="why">
              {because.map((fact) => (
                <li key={becauseWords(fact)}>{becauseWords(fact)}</li>
              ))}
            </ol>
          </Side>
          <Side title={say.receipt.next}>
            <ol className="steps">
              {say.receipt.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </Side>
        </aside>
      </div>
    </Page>
  )
}
