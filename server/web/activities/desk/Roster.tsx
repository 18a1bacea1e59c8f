/** Who is on the list of a shift, who came, and the hours of all of them in one go; prints as a sheet to sign. */
import { marks } from '#shared/locales/marks.ts'
import type { RosterRow, RosterView } from '#shared/hours.ts'
import { signupOutcomes } from '#shared/activities.ts'
import { clockTime, monthDay, monthDayTime, startOfDay } from '#shared/time-format.ts'
import { Button, ButtonLink, Empty, ErrorBox, FormToken, Select, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import { beyondWords, correctionsHome, correctionsOf } from '../../hours/desk/Corrections.tsx'
import { learnedWords, personHref } from '../../hours/desk/Person.tsx'
import { daysOf } from './noted-at.ts'
import { Presence } from './Presence.tsx'
import { activityWords, fill, hourSay, say, spanOf, timeWords } from './words.ts'
import { Filled, Phone } from '../../parts/Written.tsx'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { longest } from '../../parts/limits.ts'

const { roster } = say

interface RosterProps {
  roster: RosterView
  token: string
  typed: Posted
  /** Which of the forms was refused, and why. */
  refused?: { form: 'settle' | 'manual' | 'manage'; words: string } | undefined
}

function Person({ row, href }: { row: RosterRow; href: string | undefined }) {
  const { before } = row
  const name = <b dir="auto">{row.name || '—'}</b>
  return (
    <>
      {href ? <a href={href}>{name}</a> : name}
      {row.team && (
        <small>
          <Filled sentence={roster.team} values={{ team: row.team }} />
        </small>
      )}
      {row.names.length > 0 && (
        <small>
          <Filled sentence={roster.with} values={{ names: row.names.join(marks.list) }} />
        </small>
      )}
      {row.guardian && (
        <small>
          <Filled sentence={roster.guardian} values={{ ...row.guardian, phone: phoneWords(row.guardian.phone) }} />
        </small>
      )}
      {row.note && (
        <small>
          <Filled sentence={roster.note} values={{ note: row.note }} />
        </small>
      )}
      {before.came + before.absent + before.late > 0 && (
        <small className="no-print">{fill(roster.before, before)}</small>
      )}
    </>
  )
}

/** What was done since it was settled, so that nobody does it twice. */
function Since({ row }: { row: RosterRow }) {
  const { roster: since } = hourSay
  const beyond = row.ledger.findLast((line) => line.beyond)
  const over = (row.granted ?? 0) > row.limit
  const taken = row.ledger.filter((line) => line.kind === 'revoke').reduce((n, line) => n - line.minutes, 0)
  return (
    <>
      {taken > 0 && <small className="oa-flag">{fill(since.revoked, { span: spanOf(taken) })}</small>}
      {over && (
        <small className="oa-flag">
          {(beyond && beyondWords(beyond)) ?? fill(hourSay.beyond.unknown, { limit: spanOf(row.limit) })}
        </small>
      )}
      {row.ledger.some((line) => line.kind === 'correct') && <small>{since.corrected}</small>}
      {row.asked && (
        <small className="oa-flag no-print">
          <a href={`${correctionsHome}/${row.asked.id}`}>{fill(since.asked, { span: spanOf(row.asked.minutes) })}</a>
        </small>
      )}
      {row.honours.length > 0 && (
        <small>
          {fill(since.honours, { list: row.honours.map((honour) => hourSay.honour[honour.honour]).join(marks.list) })}
        </small>
      )}
      {row.learned.length > 0 && (
        <small>{fill(since.learned, { list: row.learned.map(learnedWords).join(marks.list) })}</small>
      )}
    </>
  )
}

function SettleCells({ row, typed }: { row: RosterRow; typed: Posted }) {
  const at = (name: string) => `${name}.${row.signup}`
  return (
    <>
      <td className="num" data-label={roster.head.minutes}>
        <input
          name={at('minutes')}
          defaultValue={one(typed, at('minutes')) || String(row.proposal)}
          inputMode="numeric"
          aria-label={`${row.name} ${roster.head.minutes}`}
        />
        <input type="hidden" name={at('was')} value={row.proposal} />
        <small>{fill(roster.atMost, { n: row.limit })}</small>
      </td>
      <td data-label={roster.head.outcome}>
        <select
          name={at('outcome')}
          defaultValue={one(typed, at('outcome'))}
          aria-label={`${row.name} ${roster.outcome}`}
        >
          <option value="">{roster.default}</option>
          {signupOutcomes.map((outcome) => (
            <option key={outcome} value={outcome}>
              {activityWords.outcome[outcome]}
            </option>
          ))}
        </select>
      </td>
      <td data-label={roster.head.words}>
        <input
          name={at('words')}
          defaultValue={one(typed, at('words'))}
          maxLength={longest('settleShift', '/lines/0/words')}
          aria-label={`${row.name} ${roster.head.words}`}
        />
      </td>
    </>
  )
}

function Table({ roster: shown, typed }: Pick<RosterProps, 'roster' | 'typed'>) {
  const { head } = roster
  return (
    <div className="oa-scroll">
      <table className={shown.settled ? 'oa-table oa-roster oa-done' : 'oa-table oa-roster'}>
        <caption className="vh">
          {fill(roster.caption, { title: shown.activity.title, time: timeWords(shown.shift) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{head.n}</th>
            <th scope="col">{head.name}</th>
            <th scope="col">{head.phone}</th>
            <th scope="col">{head.role}</th>
            <th scope="col">{head.state}</th>
            <th scope="col">{head.presence}</th>
            <th scope="col" className="num">
              {head.minutes}
            </th>
            <th scope="col">{head.outcome}</th>
            <th scope="col">{head.words}</th>
            <th scope="col" className="print-only">
              {head.sign}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.rows.map((row, i) => (
            <tr key={row.signup} {...(row.look && !shown.settled && { className: 'oa-look' })}>
              <td>{i + 1}</td>
              <th scope="row">
                <Person row={row} href={shown.settled && personHref(shown, row)} />
              </th>
              <td>{row.phone && <Phone number={row.phone} />}</td>
              <td data-label={head.role}>
                {shown.shift.roles.find((r) => r.id === row.role)?.name ?? row.role}
                {row.seats > 1 && ` ×${row.seats}`}
              </td>
              <td data-label={head.state} className="oa-short">
                {activityWords.signup[row.state]}
              </td>
              <td data-label={head.presence}>
                <Presence row={row} from={shown.shift.from} />
                {row.look && !shown.settled && <small className="oa-flag">{roster.look}</small>}
              </td>
              {shown.maySettle && row.state === 'in' ? (
                <SettleCells row={row} typed={typed} />
              ) : (
                <>
                  <td className="num" data-label={head.minutes}>
                    {row.granted ?? (row.presence.minutes || '')}
                  </td>
                  <td data-label={head.outcome} className="oa-short">
                    {row.outcome && activityWords.outcome[row.outcome]}
                  </td>
                  <td data-label={head.words}>
                    {row.words}
                    {shown.settled && <Since row={row} />}
                  </td>
                </>
              )}
              <td className="print-only" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What an organiser writes down by hand: who came or went, and who will not. */
function ByHand({ roster: shown, token, typed, refused }: RosterProps) {
  const people = shown.rows.filter((row) => row.state === 'in')
  const listed = shown.rows.filter((row) => row.state === 'in' || row.state === 'waiting' || row.state === 'offered')
  const options = (rows: readonly RosterRow[]) => [
    { value: '', words: '—' },
    ...rows.map((row) => ({ value: row.signup, words: `${row.name || '—'} ${phoneWords(row.phone ?? '')}` }))
  ]
  const here = `/office/activities/${shown.activity.no}/shifts/${shown.shift.id}`
  const days = daysOf(shown.shift)
  return (
    <div className="oa-2 no-print">
      <details className="oa-more" {...(refused?.form === 'manual' && { open: true })}>
        <summary>{roster.manual}</summary>
        {refused?.form === 'manual' && <ErrorBox title={refused.words}>{null}</ErrorBox>}
        <form method="post" action={`${here}/presence`} className="oa-inline">
          <FormToken token={token} />
          <Select name="signup" label={roster.who} value={one(typed, 'signup')} options={options(people)} />
          <Select
            name="kind"
            label={roster.what}
            value={one(typed, 'kind')}
            options={[
              { value: 'in', words: roster.kind.in },
              { value: 'out', words: roster.kind.out }
            ]}
          />
          <TextField name="time" label={roster.when} value={one(typed, 'time') || clockTime(shown.shift.from)} />
          <TextField
            name="reason"
            label={roster.why}
            value={one(typed, 'reason')}
            maxLength={longest('reportPresence', '/events/0/reason')}
          />
          {days.length > 1 && (
            <Select
              name="day"
              label={roster.day}
              value={one(typed, 'day')}
              options={[
                { value: '', words: roster.dayGuessed },
                ...days.map((day) => ({ value: day, words: monthDay(startOfDay(day)) }))
              ]}
            />
          )}
          <Button>{roster.manualGo}</Button>
        </form>
      </details>
      <details className="oa-more" {...(refused?.form === 'manage' && { open: true })}>
        <summary>{roster.manage}</summary>
        {refused?.form === 'manage' && <ErrorBox title={refused.words}>{null}</ErrorBox>}
        <form method="post" action={`${here}/people`} className="oa-inline">
          <FormToken token={token} />
          <Select
            name="signup"
            id="manage-who"
            label={roster.who}
            options={options(listed)}
            value={one(typed, 'signup')}
          />
          <Select
            name="verb"
            label={roster.act}
            value={one(typed, 'verb')}
            options={[
              { value: 'excuse', words: roster.excuse },
              { value: 'remove', words: roster.remove }
            ]}
          />
          <TextField
            name="words"
            label={roster.reason}
            value={one(typed, 'words')}
            maxLength={longest('moveSignup', '/words', { verb: 'remove' })}
          />
          <Button>{roster.actGo}</Button>
        </form>
      </details>
    </div>
  )
}

export function RosterPage({ roster: shown, token, typed, refused }: RosterProps) {
  const here = `/office/activities/${shown.activity.no}/shifts/${shown.shift.id}`
  const asked = shown.rows.filter((row) => row.asked).length
  const seats = (state: readonly string[]) =>
    shown.rows.filter((row) => state.includes(row.state)).reduce((n, row) => n + row.seats, 0)
  return (
    <main className="dk-page oa-wide" id="case">
      <a className="oa-back no-print" href={`/office/activities/${shown.activity.no}`}>
        <Icon name="left" />
        {shown.activity.title}
      </a>
      <header className="oa-head">
        <div>
          <h1>
            {roster.title}
            <span className="print-only">
              {marks.colon}
              {shown.activity.title}
            </span>
          </h1>
          <p>
            {timeWords(shown.shift)}
            {marks.comma}
            {shown.activity.address}
          </p>
          <p>{fill(roster.signed, { n: seats(['in', 'offered']), w: seats(['waiting']) })}</p>
        </div>
        <p className="oa-acts no-print">
          {!shown.settled && (
            <ButtonLink icon="frame" href={`${here}/code`}>
              {roster.code}
            </ButtonLink>
          )}
          <ButtonLink icon="print" href={`${here}?print=1`}>
            {roster.print}
          </ButtonLink>
          <ButtonLink icon="download" href={`${here}/roster.xlsx`}>
            {roster.xlsx}
          </ButtonLink>
          <ButtonLink icon="download" href={`${here}/roster.csv`}>
            {roster.csv}
          </ButtonLink>
        </p>
      </header>
      {shown.settled ? (
        <p className="strip">
          <Icon name="tickDisc" />
          <span>
            {fill(roster.settledAt, { at: monthDayTime(shown.settled) })}
            <span className="no-print">{hourSay.roster.how}</span>
            {asked > 0 && (
              <span className="no-print">
                {fill(hourSay.roster.askedHere, { n: asked })}
                <a href={correctionsOf(shown.activity.no)}>{hourSay.roster.askedSee}</a>
              </span>
            )}
          </span>
        </p>
      ) : (
        !shown.maySettle && <p className="hint no-print">{roster.notYet}</p>
      )}
      {refused?.form === 'settle' && <ErrorBox title={refused.words}>{null}</ErrorBox>}
      {shown.rows.length === 0 ? (
        <Empty title={roster.none} />
      ) : shown.maySettle ? (
        <form method="post" action={`${here}/settlement`}>
          <FormToken token={token} />
          <Table roster={shown} typed={typed} />
          <div className="oa-settle no-print">
            <p className="hint">{roster.settleHint}</p>
            <Button kind="primary">{roster.settle}</Button>
          </div>
        </form>
      ) : (
        <Table roster={shown} typed={typed} />
      )}
      {!shown.settled && shown.rows.length > 0 && (
        <ByHand roster={shown} token={token} typed={typed} refused={refused} />
      )}
      {shown.refused.length > 0 && (
        <details className="oa-more no-print">
          <summary>{roster.refused}</summary>
          <p className="hint">{roster.refusedHint}</p>
          <ul className="oa-said">
            {shown.refused.map((r, i) => (
              <li key={i}>
                {fill(roster.ruleFails, { at: monthDayTime(r.at), role: r.role, why: r.failed.join(marks.list) })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </main>
  )
}
