/** One activity on the desk: what may be done next, its shifts, what people said, what happened. */
import { Fragment } from 'react'
import { marks } from '#shared/locales/marks.ts'
import type { ActivityDesk, ActivityRow, ActivityVerb, ActivityView } from '#shared/activities.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { ActivityChip, Figures, ResultLine, Shots } from '../public/Parts.tsx'
import { Button, ButtonLink, ErrorBox, FormToken, Hidden, Select, Strip, TextArea } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { LightMark } from '../../parts/Light.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import { Fill } from './List.tsx'
import { correctionsOf, countWords } from '../../hours/desk/Corrections.tsx'
import { activityWords, fill, hourSay, hoursOf, say, timeWords } from './words.ts'

export type OnDesk = ActivityView & { desk: ActivityDesk }
interface OneProps {
  activity: OnDesk
  token: string
  /** What the last press was told. */
  refused?: { verb: string; words: string; typed: Posted } | undefined
}

const asks = ['send_back', 'cancel', 'withhold'] as const
type Asking = (typeof asks)[number]
const isAsking = (verb: ActivityVerb): verb is Asking => asks.some((ask) => ask === verb)
/** These have pages of their own. */
const elsewhere: readonly ActivityVerb[] = ['edit', 'message', 'settle']
/** The step most likely meant stands first and is the one filled button. */
const leading: readonly ActivityVerb[] = ['approve', 'submit', 'publish', 'start', 'archive']

function Next({ activity, token, refused }: OneProps) {
  const plain = leading.filter((verb) => activity.desk.may.includes(verb))
  const worded = activity.desk.may.filter(isAsking)
  const settles = activity.desk.may.includes('settle')
  const hidden = (verb: ActivityVerb) => (
    <>
      <FormToken token={token} />
      <Hidden name="version" value={String(activity.desk.version)} />
      <Hidden name="verb" value={verb} />
    </>
  )
  return (
    <section className="oa-next" aria-labelledby="next">
      <h2 className="dk-h2" id="next">
        {say.one.next}
      </h2>
      {refused && !worded.some((v) => v === refused.verb) && <ErrorBox title={refused.words}>{null}</ErrorBox>}
      <div className="oa-acts">
        {plain.map((verb, i) => (
          <form key={verb} method="post" action={`/office/activities/${activity.no}`}>
            {hidden(verb)}
            <Button kind={i === 0 && !settles ? 'primary' : 'outline'}>{activityWords.verb[verb]}</Button>
          </form>
        ))}
        {settles && (
          <ButtonLink kind="primary" href={`/office/activities/${activity.no}/settle`}>
            {say.one.settle}
          </ButtonLink>
        )}
        {activity.desk.may.includes('edit') && (
          <ButtonLink icon="pencil" href={`/office/activities/${activity.no}/edit`}>
            {say.one.edit}
          </ButtonLink>
        )}
        {activity.desk.may.includes('message') && (
          <ButtonLink icon="horn" href={`/office/activities/${activity.no}/message`}>
            {say.one.message}
          </ButtonLink>
        )}
      </div>
      {worded.map((verb) => {
        const wrong = refused?.verb === verb ? refused : undefined
        return (
          <details key={verb} className="oa-more" {...(wrong && { open: true })}>
            <summary>{activityWords.verb[verb]}</summary>
            <form method="post" action={`/office/activities/${activity.no}`} className="oa-inline">
              {hidden(verb)}
              <TextArea
                name="words"
                id={`words-${verb}`}
                label={say.one.wordsFor[verb]}
                rows={2}
                value={wrong && one(wrong.typed, 'words')}
                error={wrong?.words}
              />
              <Button>{activityWords.verb[verb]}</Button>
            </form>
          </details>
        )
      })}
      {activity.desk.may.filter((v) => !elsewhere.includes(v)).length === 0 && !settles && (
        <p className="hint">{activity.status === 'review' ? say.one.reviewer : say.one.nothing}</p>
      )}
    </section>
  )
}

function Shifts({ activity }: { activity: OnDesk }) {
  return (
    <section aria-labelledby="shifts">
      <h2 className="dk-h2" id="shifts">
        {say.one.shifts}
      </h2>
      <ul className="oa-shifts">
        {activity.shifts.map((shift) => {
          const desk = activity.desk.shifts.find((d) => d.id === shift.id)
          const href = `/office/activities/${activity.no}/shifts/${shift.id}`
          return (
            <li key={shift.id}>
              <p className="oa-sh">
                <b>{timeWords(shift)}</b>
                <span>{activityWords.shift[shift.state]}</span>
              </p>
              {desk && (
                <>
                  <Fill capacity={desk.capacity} free={desk.capacity - desk.taken} />
                  {desk.atRisk && (
                    <p className="light light-yellow">
                      <LightMark light="yellow" />
                      {say.one.atRisk}
                    </p>
                  )}
                  <dl className="oa-kv">
                    {(
                      [
                        [say.one.waiting, desk.waiting],
                        [say.one.offered, desk.offered],
                        [say.one.came, desk.came],
                        [say.one.absent, desk.absent],
                        [say.one.hours, desk.minutes === undefined ? undefined : hoursOf(desk.minutes)]
                      ] as const
                    ).map(([name, value]) =>
                      value === undefined ? null : (
                        <div key={name}>
                          <dt>{name}</dt>
                          <dd>{value}</dd>
                        </div>
                      )
                    )}
                  </dl>
                  <p className="oa-acts">
                    <ButtonLink icon="list" href={href}>
                      {desk.settled || shift.state !== 'over' ? say.one.roster : say.one.settleShift}
                    </ButtonLink>
                    {!desk.settled && shift.state !== 'cancelled' && (
                      <ButtonLink icon="frame" href={`${href}/code`}>
                        {say.one.code}
                      </ButtonLink>
                    )}
                  </p>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** How it went: who did not come, what was said. */
function After({ desk }: { desk: ActivityDesk }) {
  const came = desk.shifts.reduce((n, s) => n + (s.came ?? 0), 0)
  const absent = desk.shifts.reduce((n, s) => n + (s.absent ?? 0), 0)
  const all = came + absent
  return (
    <section className="oa-2" aria-label={say.one.feedback}>
      <div>
        <h2 className="dk-h2">{say.one.noShow}</h2>
        {all > 0 ? (
          <p>
            <b className="oa-big">{Math.round((absent / all) * 100)}%</b> {fill(say.one.noShowOf, { absent, all })}
          </p>
        ) : (
          <p className="hint">{say.one.noShowNone}</p>
        )}
      </div>
      <div>
        <h2 className="dk-h2">{say.one.feedback}</h2>
        {desk.feedback.n > 0 ? (
          <>
            <p>
              <b className="oa-big">{fill(say.one.feedbackGood, { good: desk.feedback.good, n: desk.feedback.n })}</b>{' '}
              {came > 0 && fill(say.one.feedbackOf, { came })}
            </p>
            <ul className="oa-said">
              {desk.feedback.words.map((word, i) => (
                <li key={i}>
                  <span className={word.good ? 'oa-fb' : 'oa-fb oa-fb-no'}>
                    {word.good ? say.one.feedbackYes : say.one.feedbackNo}
                  </span>
                  {marks.open}
                  {word.words}
                  {marks.close}
                </li>
              ))}
            </ul>
            {desk.feedback.words.length > 0 && <p className="hint">{say.one.feedbackWhose}</p>}
          </>
        ) : (
          <p className="hint">{say.one.feedbackNone}</p>
        )}
      </div>
    </section>
  )
}

function Repeat({ activity, token, refused }: OneProps) {
  return (
    <details className="oa-more" {...(refused?.verb === 'repeat' && { open: true })}>
      <summary>{say.one.repeat}</summary>
      <form method="post" action={`/office/activities/${activity.no}/repeat`} className="oa-inline">
        <FormToken token={token} />
        <p className="hint">{say.one.repeatHint}</p>
        <div className="oa-3">
          <Select
            name="every"
            label={say.one.every}
            options={Object.entries(say.one.everyChoices).map(([value, words]) => ({ value, words }))}
          />
          <Select
            name="times"
            label={say.one.times}
            options={Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), words: String(i + 1) }))}
          />
        </div>
        <Button>{say.one.repeatGo}</Button>
      </form>
    </details>
  )
}

export function ActivityOnDesk({
  activity,
  token,
  refused,
  organiser,
  waiting
}: OneProps & { organiser: boolean; waiting: number }) {
  const row: Pick<ActivityRow, 'capacity' | 'free'> = activity
  return (
    <main className="dk-page oa-wide" id="case">
      <a className="oa-back" href="/office/activities">
        <Icon name="left" />
        {say.one.back}
      </a>
      <header className="oa-head">
        <div>
          <p className="dk-k">
            <ActivityChip status={activity.status} />
            <span className="no">{activity.no}</span>
            <span>{activityWords.kind[activity.kind]}</span>
          </p>
          <h1>{activity.title}</h1>
          <p>
            {timeWords(activity)}
            {marks.comma}
            {activity.address}
          </p>
        </div>
        <div className="oa-top">
          <Fill {...row} />
          {activity.status !== 'draft' && activity.status !== 'review' && (
            <a href={`/activities/${activity.no}`}>{say.one.public}</a>
          )}
        </div>
      </header>
      {waiting > 0 && (
        <Strip icon="clock">
          <a href={correctionsOf(activity.no)}>{fill(hourSay.corrections.waitingHere, { n: countWords(waiting) })}</a>
        </Strip>
      )}
      <Next activity={activity} token={token} refused={refused} />
      <Shifts activity={activity} />
      <After desk={activity.desk} />
      {activity.desk.results && (
        <section aria-labelledby="res">
          <h2 className="dk-h2" id="res">
            {say.one.results}
          </h2>
          <ResultLine results={activity.desk.results} />
          <p dir="auto">{activity.desk.results.words}</p>
          <Figures results={activity.desk.results} />
          <Shots results={activity.desk.results} title={activity.title} />
        </section>
      )}
      <section aria-labelledby="plan">
        <h2 className="dk-h2" id="plan">
          {say.one.plan}
        </h2>
        <p className="oa-about" dir="auto">
          {activity.about}
        </p>
        {activity.desk.plan.cases.length > 0 && (
          <p>
            {say.one.from}{' '}
            {activity.desk.plan.cases.map((no) => (
              <Fragment key={no}>
                <a className="no" href={`/office/cases/${no}`}>
                  {no}
                </a>{' '}
              </Fragment>
            ))}
          </p>
        )}
        {organiser && <Repeat activity={activity} token={token} refused={refused} />}
      </section>
      <section aria-labelledby="log">
        <h2 className="dk-h2" id="log">
          {say.one.log}
        </h2>
        <ol className="oa-log">
          {[...activity.desk.log].reverse().map((entry) => (
            <li key={entry.n}>
              <time dateTime={entry.at}>{monthDayTime(entry.at)}</time>
              <b>{activityWords.verb[entry.verb]}</b>
              <span>{entry.who}</span>
              {entry.words && <p dir="auto">{entry.words}</p>}
            </li>
          ))}
        </ol>
      </section>
    </main>
  )
}
