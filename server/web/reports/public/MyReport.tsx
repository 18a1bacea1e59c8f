/** One's own report: how it stands, and whatever one may do now. The server says what that is. */
import type { ReactNode } from 'react'
import { ratingDays } from '#shared/cases.ts'
import type { ContactRead } from '#shared/contact-reads.ts'
import type { NoticeView } from '#shared/notices.ts'
import type { ReportView } from '#shared/reports.ts'
import { monthDay } from '#shared/time-format.ts'
import { reporterVerbs, verbTable, type ReporterVerb } from '#shared/verbs.ts'
import { Clocks } from '../../parts/Clocks.tsx'
import { Button, Choice, ErrorBox, Field, FormToken, Hidden, Strip, TextArea } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Side } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'
import { CaseHead, CasePhotos, CaseWords, Course } from '../../cases/public/CasePage.tsx'
import { KeptPhotos, type KeptPhoto } from './ReportForm.tsx'
import { Proof } from '../../cases/public/Proof.tsx'
import { NoticeList } from '../../notices/public/MyNotices.tsx'
import { desk as deskWords } from '#shared/locales/desk.ts'
import { ownData } from '#shared/locales/own-data.ts'
import { notices as noticeWords } from '#shared/locales/notices.ts'
import { myDataHref } from '../../privacy/links.ts'
import { OneRating, satisfiedOptions, solvedOptions } from '../../cases/public/Ratings.tsx'

export interface MyReportProps {
  site: Site
  report: ReportView
  /** The latest of what he was told. */
  told: readonly NoticeView[]
  /** Who opened his name and number. */
  reads: readonly ContactRead[]
  token: string
  done?: ReporterVerb | undefined
  /** What was pressed and refused, with what had been typed. */
  refused?:
    | {
        act: ReporterVerb
        words: string
        typed: Readonly<Record<string, string | undefined>>
        photos: readonly KeptPhoto[]
      }
    | undefined
}

function ActForm({
  act,
  token,
  children,
  upload = false
}: {
  act: ReporterVerb
  token: string
  children: ReactNode
  upload?: boolean
}) {
  return (
    <form
      className="form"
      action={`/track/report/${act}`}
      method="post"
      {...(upload && { encType: 'multipart/form-data' })}
    >
      <FormToken token={token} />
      {children}
    </form>
  )
}

function Asked({ report, token, refused }: MyReportProps) {
  const question = report.case.timeline.filter((entry) => entry.verb === 'ask').sort((a, b) => b.n - a.n)[0]
  return (
    <section className="ask" aria-labelledby="a-answer">
      <h2 id="a-answer">{say.mine.asked}</h2>
      {question?.text && <p className="asked">{question.text}</p>}
      <ActForm act="answer" token={token} upload>
        <TextArea
          name="text"
          id="answer-text"
          label={say.mine.answer}
          value={refused?.act === 'answer' ? refused.typed['text'] : undefined}
          rows={3}
          maxLength={verbTable.answer.length[1]}
        />
        <KeptPhotos photos={refused?.act === 'answer' ? refused.photos : []} />
        <Field name="photos" id="answer-photos" label={say.mine.answerPhotos} optional>
          {(ids) => (
            <input
              {...ids}
              name="photos"
              type="file"
              multiple
              accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
            />
          )}
        </Field>
        <div>
          <Button kind="primary" busy={say.report.busy}>
            {say.mine.sendAnswer}
          </Button>
        </div>
      </ActForm>
    </section>
  )
}

function Rate({ report, token, refused }: MyReportProps) {
  const typed = refused?.act === 'rate' ? refused.typed : {}
  return (
    <section className="ask" aria-labelledby="a-rate">
      <h2 id="a-rate">{say.mine.rate}</h2>
      <p>{report.case.rateBy ? fill(say.mine.rateBy, { day: monthDay(report.case.rateBy), n: ratingDays }) : ''}</p>
      {report.ratedBefore.length > 0 && <p>{say.mine.rateAgain}</p>}
      <ActForm act="rate" token={token}>
        <Choice name="solved" label={say.rating.solved} options={solvedOptions()} value={typed['solved']} />
        <Choice name="satisfied" label={say.rating.satisfied} options={satisfiedOptions()} value={typed['satisfied']} />
        <TextArea
          name="text"
          id="rate-text"
          label={say.mine.rateWords}
          value={typed['text']}
          rows={2}
          maxLength={verbTable.rate.length[1]}
          optional
        />
        <div>
          <Button kind="primary" busy={say.report.busy}>
            {say.mine.sendRating}
          </Button>
        </div>
      </ActForm>
    </section>
  )
}

function Reopen({ token, refused }: MyReportProps) {
  return (
    <details className="more-d" open={refused?.act === 'request_reopen'}>
      <summary>
        <Icon name="again" />
        {say.mine.reopen}
      </summary>
      <p className="hint">{say.mine.reopenHint}</p>
      <ActForm act="request_reopen" token={token}>
        <TextArea
          name="text"
          id="reopen-text"
          label={say.mine.reopenWords}
          value={refused?.act === 'request_reopen' ? refused.typed['text'] : undefined}
          rows={3}
          maxLength={verbTable.request_reopen.length[1]}
        />
        <div>
          <Button busy={say.report.busy}>{say.mine.sendReopen}</Button>
        </div>
      </ActForm>
    </details>
  )
}

/** 异议: to a refusal, once. */
function Objection({ token, refused }: MyReportProps) {
  return (
    <details className="more-d" open={refused?.act === 'object'}>
      <summary>
        <Icon name="again" />
        {say.mine.object}
      </summary>
      <p className="hint">{say.mine.objectHint}</p>
      <ActForm act="object" token={token}>
        <TextArea
          name="text"
          id="object-text"
          label={say.mine.objectWords}
          value={refused?.act === 'object' ? refused.typed['text'] : undefined}
          rows={3}
          maxLength={verbTable.object.length[1]}
        />
        <div>
          <Button busy={say.report.busy}>{say.mine.sendObjection}</Button>
        </div>
      </ActForm>
    </details>
  )
}

function Withdraw({ token, refused }: MyReportProps) {
  return (
    <details className="more-d" open={refused?.act === 'withdraw'}>
      <summary>
        <Icon name="trayUp" />
        {say.mine.withdraw}
      </summary>
      <p className="hint">{say.mine.withdrawHint}</p>
      <ActForm act="withdraw" token={token}>
        <TextArea
          name="text"
          id="withdraw-text"
          label={say.mine.withdrawWords}
          rows={2}
          maxLength={verbTable.withdraw.length[1]}
          optional
        />
        <div>
          <Button busy={say.report.busy}>{say.mine.sendWithdraw}</Button>
        </div>
      </ActForm>
    </details>
  )
}

/** Whether what he wrote and photographed may be public; what it means is said before it is pressed. */
function Consent({ report, token, refused }: MyReportProps) {
  const [title, hint, send] = report.consentPublic
    ? [say.mine.consentNo, say.mine.consentNoHint, say.mine.sendConsentNo]
    : [say.mine.consentYes, say.mine.consentYesHint, say.mine.sendConsentYes]
  return (
    <details className="more-d" open={refused?.act === 'consent'}>
      <summary>
        <Icon name="eye" />
        {title}
      </summary>
      <p className="hint">{hint}</p>
      <ActForm act="consent" token={token}>
        <Hidden name="consent" value={report.consentPublic ? 'no' : 'yes'} />
        <div>
          <Button busy={say.report.busy}>{send}</Button>
        </div>
      </ActForm>
    </details>
  )
}

/**
 * What each act asks for, and where it stands: above the case what waits for an answer, beside it what one may also do,
 * and below what is public whether his words are.
 */
const acts: Record<ReporterVerb, { place: 'above' | 'public' | 'aside'; Act: (props: MyReportProps) => ReactNode }> = {
  answer: { place: 'above', Act: Asked },
  rate: { place: 'above', Act: Rate },
  request_reopen: { place: 'aside', Act: Reopen },
  object: { place: 'aside', Act: Objection },
  consent: { place: 'public', Act: Consent },
  withdraw: { place: 'aside', Act: Withdraw }
}

const publicNow = (report: ReportView): string => {
  if (!report.consentPublic) return say.mine.notPublic
  if (!report.case.public) return say.mine.waitsPublic
  return report.waitsAnew ? say.mine.waitsAnew : say.mine.isPublic
}

export function MyReport(props: MyReportProps) {
  const { site, report, told, reads, token, done, refused } = props
  const offered = (place: (typeof acts)[ReporterVerb]['place']) =>
    reporterVerbs
      .filter((verb) => acts[verb].place === place && report.may.includes(verb))
      .map((verb) => {
        const { Act } = acts[verb]
        return <Act key={verb} {...props} />
      })
  const more = offered('aside')
  return (
    <Page
      site={site}
      title={fill(say.mine.title, { no: report.no, city: site.city.name })}
      scripts={['case.js', 'report.js']}
      hidden
    >
      <Crumbs
        path={[
          { href: '/', words: say.nav.home },
          { href: '/track', words: say.nav.track }
        ]}
      />
      <CaseHead caseView={report.case} />
      {done && <Strip icon="tick">{say.mine.done[done]}</Strip>}
      {refused && (
        <ErrorBox title={refused.words}>
          <p>{say.mine.kept}</p>
        </ErrorBox>
      )}
      {offered('above')}
      <div className="case-g">
        <div className="case-m">
          <CasePhotos caseView={report.case} eager={false} />
          <Clocks clock={report.case.clock} elapsed={report.case.elapsed} status={report.case.status} />
          <CaseWords caseView={{ ...report.case, ...(report.text && { text: report.text }) }} />
          <Course caseView={report.case} />
        </div>
        <aside className="case-s" aria-label={say.case.aside}>
          {(report.rating ?? report.ratedBefore[0]) && (
            <Side title={say.mine.rated}>
              {[...(report.rating ? [report.rating] : []), ...report.ratedBefore].map((rating) => (
                <OneRating key={rating.at} rating={rating} rounds={report.ratedBefore.length > 0} />
              ))}
            </Side>
          )}
          <Side title={noticeWords.page.toldYou}>
            {told.length === 0 ? <p>{noticeWords.page.noneReporter}</p> : <NoticeList items={told} />}
            <p className="no-print">
              <a href="/track/notices">{told.length === 0 ? noticeWords.mail.title : noticeWords.page.andMail}</a>
            </p>
          </Side>
          {reads.length > 0 && (
            <Side title={say.mine.reads}>
              <ul>
                {reads.map((read) => (
                  <li key={`${read.at}${read.by}`}>
                    {fill(say.mine.readLine, {
                      day: monthDay(read.at),
                      office: read.office.short,
                      by: read.by,
                      why: [deskWords.contact.reason[read.reason], read.words].filter(Boolean).join(say.mine.readAnd)
                    })}
                  </li>
                ))}
              </ul>
            </Side>
          )}
          <Side title={say.mine.publicTitle}>
            <p>{publicNow(report)}</p>
            {report.case.public && (
              <p>
                <a href={`/cases/${report.no}`}>{say.mine.seePublic}</a>
              </p>
            )}
            <div id="public">{offered('public')}</div>
          </Side>
          <Side title={ownData.page.title}>
            <p className="no-print">
              <a href={myDataHref}>{ownData.page.link}</a>
            </p>
          </Side>
          {more.length > 0 && <Side title={say.mine.more}>{more}</Side>}
          <Proof caseView={report.case} />
          <form className="no-print" action="/track/leave" method="post">
            <FormToken token={token} />
            <Hidden name="leave" value="1" />
            <Button>{say.mine.leave}</Button>
          </form>
        </aside>
      </div>
    </Page>
  )
}
