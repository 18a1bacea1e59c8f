/** Requests to put hours right: who asks, from how much to how much, and what the roster knows; then the ruling. */
import { marks } from '#shared/locales/marks.ts'
import type { CorrectionView, LedgerLine } from '#shared/hours.ts'
import { monthDayTime } from '#shared/time-format.ts'
import {
  Button,
  ButtonLink,
  Choice,
  Empty,
  ErrorBox,
  ErrorSummary,
  FormToken,
  Hidden,
  Strip,
  TextArea
} from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { ListEnds } from '../../parts/Table.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import type { WrongFields } from '../../activities/desk/afterwards.ts'
import { Presence } from '../../activities/desk/Presence.tsx'
import { activityWords, differenceOf, fill, hourSay, spanOf, timeWords } from '../../activities/desk/words.ts'
import { Phone } from '../../parts/Written.tsx'

const { corrections: say, ruling } = hourSay
export const correctionsHome = '/office/activities/corrections'
export const correctionsOf = (activity: string) => `${correctionsHome}?activity=${activity}`

export const nameOf = (name: string | undefined): string =>
  name === undefined || name === '' ? hourSay.nameless : name
export const titleOf = (correction: CorrectionView): string => fill(say.of, { name: nameOf(correction.desk?.name) })
const tone = { asked: 'received', approved: 'closed', refused: 'refused' } as const
const icon = { asked: 'tray', approved: 'tickDisc', refused: 'slashed' } as const

function State({ state }: Pick<CorrectionView, 'state'>) {
  return (
    <span className={`chip chip-${tone[state]}`}>
      <Icon name={icon[state]} />
      {say.state[state]}
    </span>
  )
}

/** That more stands in a line than the shift can have taken, and by whose word. */
export const beyondWords = ({ beyond, by }: LedgerLine): string | undefined =>
  beyond &&
  fill(beyond.by ? hourSay.beyond.other : hourSay.beyond.own, {
    limit: spanOf(beyond.limit),
    by: beyond.by,
    ruled: by
  })

/** From how much to how much, by how much that differs, and how much the shift can have taken. */
function Sum({ correction }: { correction: CorrectionView }) {
  return (
    <dl className="oh-sum">
      <div>
        <dt>{say.now}</dt>
        <dd>{spanOf(correction.granted)}</dd>
      </div>
      <div>
        <dt>{say.wants}</dt>
        <dd>{spanOf(correction.minutes)}</dd>
      </div>
      {correction.state === 'asked' && (
        <div>
          <dt>{say.differs}</dt>
          <dd className="oh-by">{differenceOf(correction.granted, correction.minutes)}</dd>
        </div>
      )}
      {correction.desk && (
        <div>
          <dt>{say.limit}</dt>
          <dd>{spanOf(correction.desk.limit)}</dd>
        </div>
      )}
    </dl>
  )
}

/** All that whoever rules has to know, in one place. */
function Facts({ correction }: { correction: CorrectionView }) {
  const { desk } = correction
  return (
    <>
      <p className="oh-where">
        <a href={`/office/activities/${correction.activity.no}`}>{correction.activity.title}</a>
        {desk && (
          <>
            <a href={`/office/activities/${correction.activity.no}/shifts/${desk.shift.id}`}>
              {timeWords({ from: desk.shift.from, to: desk.shift.to })}
            </a>
            <span>{desk.role}</span>
            {desk.phone && <Phone number={desk.phone} />}
          </>
        )}
      </p>
      <Sum correction={correction} />
      {correction.state === 'asked' && desk && correction.minutes > desk.limit && <Strip>{say.beyond}</Strip>}
      <div className="oh-2">
        <div>
          <p className="oh-k">
            {correction.by ? fill(say.asker.office, { by: correction.by }) : say.asker.self}
            {marks.comma}
            <time dateTime={correction.at}>{fill(say.at, { at: monthDayTime(correction.at) })}</time>
          </p>
          {correction.words && <blockquote dir="auto">{correction.words}</blockquote>}
        </div>
        {desk && (
          <div className="oh-known">
            <p className="oh-k">
              {say.known}
              {desk.outcome && (
                <>
                  {marks.comma}
                  {activityWords.outcome[desk.outcome]}
                </>
              )}
            </p>
            {desk.presence.events.length === 0 ? (
              <p>{say.knownNone}</p>
            ) : (
              <Presence row={desk} from={desk.shift.from} />
            )}
            {desk.presence.events.length > 0 && <p>{fill(say.counted, { span: spanOf(desk.presence.minutes) })}</p>}
          </div>
        )}
      </div>
      {correction.ruling && (
        <div className="oh-ruling">
          <p className="oh-k">
            {fill(say.ruling, { by: correction.ruling.by, at: monthDayTime(correction.ruling.at) })}
          </p>
          <p dir="auto">{correction.ruling.words}</p>
        </div>
      )}
    </>
  )
}

interface ListProps {
  tab: 'open' | 'ruled'
  items: readonly CorrectionView[]
  waiting: number
  older?: string | undefined
  paged: boolean
  activity: string
}

/** Counting stops somewhere, and says so. */
export const countWords = (n: number): string => (n >= 100 ? '99+' : String(n))

export function CorrectionList({ tab, items, waiting, older, paged, activity }: ListProps) {
  const href = (to: 'open' | 'ruled', more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ tab: to, ...(activity && { activity }), ...more })
    return `${correctionsHome}?${query.toString()}`
  }
  return (
    <main className="dk-page oa-wide" id="case">
      <a className="oa-back" href="/office/activities">
        <Icon name="left" />
        {say.back}
      </a>
      <header>
        <h1>{say.title}</h1>
        <p className="hint">{say.lead}</p>
      </header>
      <nav className="oa-tabs" aria-label={say.tabs}>
        {(['open', 'ruled'] as const).map((state) => (
          <a key={state} href={href(state)} {...(state === tab && { 'aria-current': 'page' as const })}>
            {say[state]}
            {state === 'open' && <span>{countWords(waiting)}</span>}
          </a>
        ))}
      </nav>
      {activity && (
        <p className="oh-where">
          <span>
            {say.only}
            <a href={`/office/activities/${activity}`}>{items[0]?.activity.title ?? activity}</a>
          </span>
          <a href={`${correctionsHome}?tab=${tab}`}>{say.all}</a>
        </p>
      )}
      {items.length === 0 ? (
        <Empty title={tab === 'open' ? say.noneOpen : say.noneRuled} />
      ) : (
        <ul className="oh-cards">
          {items.map((correction) => (
            <li key={correction.id} className="oh-card">
              <div className="oh-h">
                <h2>
                  <a href={`${correctionsHome}/${correction.id}`}>{titleOf(correction)}</a>
                </h2>
                <State state={correction.state} />
              </div>
              <Facts correction={correction} />
              {correction.state === 'asked' &&
                (correction.mayRule ? (
                  <p>
                    <ButtonLink href={`${correctionsHome}/${correction.id}#rule`}>
                      {say.rule}
                      <span className="vh">{titleOf(correction)}</span>
                    </ButtonLink>
                  </p>
                ) : (
                  correction.desk?.bar && <Strip>{say.bar[correction.desk.bar]}</Strip>
                ))}
            </li>
          ))}
        </ul>
      )}
      <ListEnds
        newest={paged ? href(tab) : undefined}
        older={older && href(tab, { after: older })}
        words={{ newest: say.newest, older: say.older }}
      />
    </main>
  )
}

/** What the ledger says of one sign-up, a line at a time. */
export function Ledger({ lines, none }: { lines: readonly LedgerLine[]; none: string }) {
  if (lines.length === 0) return <p className="hint">{none}</p>
  return (
    <ol className="oa-log">
      {lines.map((line) => (
        <li key={line.id}>
          <time dateTime={line.at}>{monthDayTime(line.at)}</time>
          <b>
            {hourSay.kind[line.kind]}{' '}
            {fill(line.minutes < 0 ? hourSay.down : hourSay.up, { span: spanOf(Math.abs(line.minutes)) })}
          </b>
          <span>{line.by}</span>
          {line.words && <p dir="auto">{line.words}</p>}
          {line.beyond && <p className="oa-flag">{beyondWords(line)}</p>}
        </li>
      ))}
    </ol>
  )
}

interface OneProps {
  correction: CorrectionView
  token: string
  typed: Posted
  wrong?: WrongFields | undefined
  /** Somebody else ruled while this was written. */
  raced?: boolean
}

function Decide({ correction, token, typed, wrong = {} }: OneProps) {
  return (
    <form className="oa-inline" method="post" action={`${correctionsHome}/${correction.id}`}>
      <FormToken token={token} />
      <Choice
        name="approve"
        label={ruling.choose}
        shape="list"
        value={one(typed, 'approve')}
        error={wrong['approve']}
        options={[
          ...(correction.desk?.bar === 'beyond'
            ? []
            : [{ value: 'yes', words: fill(ruling.yes, { to: spanOf(correction.minutes) }) }]),
          { value: 'no', words: fill(ruling.no, { now: spanOf(correction.granted) }) }
        ]}
      />
      <TextArea
        name="words"
        label={ruling.words}
        hint={ruling.wordsHint}
        rows={3}
        value={one(typed, 'words')}
        error={wrong['words']}
      />
      <Button kind="primary">{ruling.next}</Button>
    </form>
  )
}

export function CorrectionPage(props: OneProps) {
  const { correction, typed, raced, wrong } = props
  const kept = one(typed, 'words').trim()
  return (
    <main className="dk-page oa-wide" id="case">
      <a className="oa-back" href={correctionsHome}>
        <Icon name="left" />
        {say.title}
      </a>
      <header className="oa-head">
        <h1>{titleOf(correction)}</h1>
        <State state={correction.state} />
      </header>
      {raced && (
        <ErrorBox title={ruling.raced}>
          <p>{fill(ruling.racedBody, { by: correction.ruling?.by ?? '', state: say.state[correction.state] })}</p>
          {kept && (
            <label className="fld oh-kept">
              <span className="lab">{ruling.kept}</span>
              <textarea readOnly rows={3} defaultValue={kept} />
            </label>
          )}
        </ErrorBox>
      )}
      {wrong && (
        <ErrorSummary
          title={ruling.wrong}
          errors={Object.entries(wrong).map(([field, words]) => ({ href: `#${field}`, words }))}
        />
      )}
      <section className="oh-card" aria-label={titleOf(correction)}>
        <Facts correction={correction} />
      </section>
      {correction.desk && (
        <section aria-labelledby="ledger">
          <h2 className="dk-h2" id="ledger">
            {say.ledger}
          </h2>
          <Ledger lines={correction.desk.ledger} none={say.ledgerNone} />
        </section>
      )}
      {correction.state === 'asked' && (
        <section className="oa-next" aria-labelledby="rule">
          <h2 className="dk-h2" id="rule">
            {ruling.title}
          </h2>
          {correction.desk?.bar && <p>{say.bar[correction.desk.bar]}</p>}
          {correction.mayRule && <Decide {...props} />}
        </section>
      )}
    </main>
  )
}

/** What will happen, in words, before it does. */
export function RulingConfirm({
  correction,
  token,
  typed
}: {
  correction: CorrectionView
  token: string
  typed: Posted
}) {
  const yes = one(typed, 'approve') === 'yes'
  const values = {
    name: nameOf(correction.desk?.name),
    title: correction.activity.title,
    now: spanOf(correction.granted),
    to: spanOf(correction.minutes),
    differs: differenceOf(correction.granted, correction.minutes)
  }
  const outcome = correction.minutes > 0 ? 'came' : 'absent'
  return (
    <main className="dk-page" id="case">
      <form className="dlg dlg-page" method="post" action={`${correctionsHome}/${correction.id}`}>
        <h1>{yes ? ruling.confirmYes : ruling.confirmNo}</h1>
        <p>{fill(yes ? ruling.willYes : ruling.willNo, values)}</p>
        {yes && correction.desk && correction.minutes > correction.desk.limit && (
          <p>{fill(ruling.willBeyond, { limit: spanOf(correction.desk.limit) })}</p>
        )}
        {yes && correction.desk?.outcome !== outcome && <p>{outcome === 'came' ? ruling.willCome : ruling.willGo}</p>}
        <p>{ruling.tells}</p>
        <blockquote className="oh-told">{one(typed, 'words').trim()}</blockquote>
        <p>{ruling.final}</p>
        <FormToken token={token} />
        <Hidden name="approve" value={yes ? 'yes' : 'no'} />
        <Hidden name="words" value={one(typed, 'words')} />
        <p className="dlg-b">
          <Button kind="primary" name="confirmed" value="yes">
            {yes ? ruling.goYes : ruling.goNo}
          </Button>
          <Button name="back" value="1">
            {ruling.stop}
          </Button>
        </p>
      </form>
    </main>
  )
}
