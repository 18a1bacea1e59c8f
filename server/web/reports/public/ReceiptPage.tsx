/**
 * The receipt: who will do it and by when, and the number and code to come back with. Made to be copied, kept as one picture
 * or printed; a browser without scripts prints it.
 */
import { becauseWords } from '#shared/because.ts'
import { groupedCode } from '#shared/codes.ts'
import type { ReceiptPicture } from '#shared/receipt-picture.ts'
import type { Receipt } from '#shared/reports.ts'
import { limitWords, monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { clocks } from '#shared/locales/clocks.ts'
import { supervision } from '#shared/locales/oversight.ts'
import { qrModules } from '#server/kernel/qr.ts'
import { ButtonLink, Strip } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Page } from '../../frame/Page.tsx'
import { Side } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, limitsWords, say, whenWords } from '../../frame/words.ts'

const { patrol } = supervision

interface ReceiptPageProps {
  site: Site
  receipt: Receipt
  origin: string
  /** Where the next report begins, for who was on patrol: his report is opened by its number and code. */
  again?: string
}

const dueWords = ({ deadline }: Receipt): string =>
  monthDayTime(deadline.dueAt) +
  fill(say.receipt.limit, {
    limit: limitWords(deadline.limit),
    counts: limitsWords.counts[deadline.limit.unit]
  }) +
  (deadline.provisional ? fill(clocks.aside, { words: whenWords.provisional }) : '')
const receivedWords = ({ at }: Receipt): string => `${yearMonthDay(at)} ${monthDayTime(at).split(' ')[1] ?? ''}`

function pictureOf(receipt: Receipt, city: string, origin: string): ReceiptPicture {
  const { no, code, office } = receipt
  return {
    head: fill(say.foot.name, { city }),
    title: say.receipt.label,
    rows: [
      { label: say.receipt.no, words: no, large: true },
      ...(code ? [{ label: say.receipt.code, words: groupedCode(code), large: true }] : []),
      { label: say.receipt.office, words: office.name },
      { label: say.receipt.due, words: dueWords(receipt) },
      { label: say.receipt.at, words: receivedWords(receipt) }
    ],
    note: say.receipt.scan,
    code: qrModules(`${origin}/track?no=${no}`)
  }
}

/** What only a script can do stays hidden without one. */
function Keep({ receipt, site, origin }: Pick<ReceiptPageProps, 'receipt' | 'site' | 'origin'>) {
  const { no, code } = receipt
  const copied = code
    ? fill(say.receipt.copying.both, { no, code: groupedCode(code) })
    : fill(say.receipt.copying.no, { no })
  return (
    <div
      className="no-print keep"
      data-receipt={JSON.stringify(pictureOf(receipt, site.city.name, origin))}
      data-copied={say.receipt.copied}
      data-file={fill(say.receipt.file, { no })}
      hidden
    >
      <p className="acts">
        <button className="btn btn-o" type="button" data-copy={copied}>
          <Icon name="copy" />
          {code ? say.receipt.copy.both : say.receipt.copy.no}
        </button>
        <button className="btn btn-o" type="button" data-save="">
          <Icon name="download" />
          {say.receipt.save}
        </button>
      </p>
      <p className="hint" role="status" data-said="" />
      <figure className="keep-p" hidden>
        <img alt={fill(say.receipt.pictureAlt, { no })} width="375" height="590" />
        <figcaption className="hint">{say.receipt.saved}</figcaption>
      </figure>
    </div>
  )
}

/** The receipt itself, for a page of the portal and for one of the desk. */
export function ReceiptBody({ site, receipt, origin, again }: ReceiptPageProps) {
  const { no, code, office, deadline, because } = receipt
  return (
    <>
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
                  {deadline.provisional && fill(clocks.aside, { words: whenWords.provisional })}
                </dd>
              </div>
              <div>
                <dt>{say.receipt.at}</dt>
                <dd>{receivedWords(receipt)}</dd>
              </div>
            </dl>
          </section>
          {code && <Strip icon="key">{again === undefined ? say.receipt.keep : say.receipt.keepCode}</Strip>}
          <Keep receipt={receipt} site={site} origin={origin} />
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
    </>
  )
}

export const ReceiptPage = (props: ReceiptPageProps) => (
  <Page
    site={props.site}
    title={fill(say.receipt.title, { no: props.receipt.no, city: props.site.city.name })}
    scripts={['case.js', 'receipt.js']}
    hidden
  >
    <ReceiptBody {...props} />
  </Page>
)
