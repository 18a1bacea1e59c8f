/** One person of a settled shift: what is known and was given, and what can still be done about his hours. */
import { marks } from '#shared/locales/marks.ts'
import { trainings } from '#shared/activities.ts'
import type { LedgerLine, RosterAct, RosterRow, RosterView } from '#shared/hours.ts'
import { honours, passMark } from '#shared/volunteers.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import {
  Button,
  ErrorBox,
  ErrorSummary,
  FormToken,
  Hidden,
  Select,
  Strip,
  TextArea,
  TextField
} from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import type { WrongFields } from '../../activities/desk/afterwards.ts'
import { correctionsHome, Ledger, nameOf } from './Corrections.tsx'
import { Presence } from '../../activities/desk/Presence.tsx'
import { activityWords, fill, hourSay, spanOf, timeWords } from '../../activities/desk/words.ts'

const { person: say } = hourSay
export const sheetOf = (roster: RosterView): string =>
  `/office/activities/${roster.activity.no}/shifts/${roster.shift.id}`
export const personHref = (roster: RosterView, row: RosterRow): string => `${sheetOf(roster)}/people/${row.signup}`

/** What a revocation takes back: all that stands, by the latest line that gave it. */
export const grantOf = (row: RosterRow): LedgerLine | undefined => row.ledger.findLast((line) => line.kind !== 'revoke')

interface PersonProps {
  roster: RosterView
  row: RosterRow
  token: string
  /** Which form was refused, and what was typed. */
  refused?: { act: RosterAct; typed: Posted; wrong: WrongFields; words?: string } | undefined
}

function Facts({ roster, row }: Pick<PersonProps, 'roster' | 'row'>) {
  const role = roster.shift.roles.find((r) => r.id === row.role)?.name ?? row.role
  const facts = [
    [say.role, role],
    [say.outcome, row.outcome && activityWords.outcome[row.outcome]],
    [say.minutes, row.granted !== undefined && spanOf(row.granted)]
  ] as const
  return (
    <section className="oh-card" aria-label={say.facts}>
      <dl className="oh-sum">
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null
        )}
      </dl>
      <div className="oh-2">
        <div className="oh-known">
          <p className="oh-k">{say.presence}</p>
          <Presence row={row} from={roster.shift.from} />
        </div>
        <div>
          <p className="oh-k">{say.ledger}</p>
          <Ledger lines={row.ledger} none={say.ledgerNone} />
        </div>
      </div>
      {row.asked && (
        <Strip>
          {fill(say.asked, { at: monthDayTime(row.asked.at), span: spanOf(row.asked.minutes) })}{' '}
          <a href={`${correctionsHome}/${row.asked.id}`}>{say.see}</a>
        </Strip>
      )}
    </section>
  )
}

interface ActProps extends PersonProps {
  act: RosterAct
}
const formOf = ({ roster, row, act, refused }: ActProps) => {
  const own = refused?.act === act ? refused : undefined
  return {
    action: `${personHref(roster, row)}/${act}`,
    typed: (name: string): string => (own ? one(own.typed, name) : ''),
    wrong: own?.wrong ?? {},
    told: own?.words
  }
}

function Given({ row }: { row: RosterRow }) {
  return row.honours.length === 0 ? null : (
    <ul className="oa-said">
      {row.honours.map((honour) => (
        <li key={honour.honour}>
          {fill(say.honour.given, {
            at: monthDay(honour.at),
            honour: hourSay.honour[honour.honour],
            words: honour.words
          })}
        </li>
      ))}
    </ul>
  )
}

function Honour(props: ActProps) {
  const { row, token } = props
  const { action, typed, wrong } = formOf(props)
  const left = honours.filter((honour) => !row.honours.some((given) => given.honour === honour))
  return (
    <>
      <p className="hint">{say.honour.hint}</p>
      <Given row={row} />
      {left.length === 0 ? (
        <p>{say.honour.all}</p>
      ) : (
        <form className="oa-inline" method="post" action={action}>
          <FormToken token={token} />
          <Select
            name="honour"
            label={say.honour.which}
            value={typed('honour')}
            error={wrong['honour']}
            options={left.map((value) => ({ value, words: hourSay.honour[value] }))}
          />
          <TextField
            name="words"
            id="honour-words"
            label={say.honour.words}
            hint={say.honour.wordsHint}
            value={typed('words')}
            error={wrong['words']}
          />
          <Button>{say.honour.go}</Button>
        </form>
      )}
    </>
  )
}

/** 交通引导 55 分，没过 */
export const learnedWords = ({ training, score, passed }: RosterRow['learned'][number]): string => {
  const values = { training: activityWords.training[training], score: score ?? '' }
  if (score === undefined) return values.training
  return fill(passed ? hourSay.roster.score : hourSay.roster.failed, values)
}

function Learned({ row }: { row: RosterRow }) {
  return row.learned.length === 0 ? null : (
    <ul className="oa-said">
      {row.learned.map((learned) => (
        <li key={learned.training}>
          {fill(say.train.known, { at: monthDay(learned.at), training: activityWords.training[learned.training] })}
          {marks.comma}
          {learned.score === undefined
            ? say.train.done
            : fill(learned.passed ? say.train.score : say.train.failed, { score: learned.score })}
        </li>
      ))}
    </ul>
  )
}

function Train(props: ActProps) {
  const { row, token } = props
  const { action, typed, wrong } = formOf(props)
  // What has not been noted yet stands first.
  const known = (id: string) => row.learned.some((learned) => learned.training === id)
  const options = [...trainings.filter((id) => !known(id)), ...trainings.filter(known)].map((value) => ({
    value,
    words: known(value)
      ? fill(say.train.already, { training: activityWords.training[value] })
      : activityWords.training[value]
  }))
  return (
    <>
      <p className="hint">{say.train.hint}</p>
      <Learned row={row} />
      <form className="oa-inline" method="post" action={action}>
        <FormToken token={token} />
        <Select
          name="training"
          label={say.train.which}
          value={typed('training')}
          error={wrong['training']}
          options={options}
        />
        <TextField
          name="score"
          label={say.train.points}
          hint={fill(say.train.pointsHint, { pass: passMark })}
          value={typed('score')}
          error={wrong['score']}
          inputMode="numeric"
          optional
        />
        <Button>{say.train.go}</Button>
      </form>
    </>
  )
}

function Correct(props: ActProps) {
  const { row, token } = props
  const { action, typed, wrong } = formOf(props)
  return (
    <>
      <p className="hint">{say.correct.hint}</p>
      <form className="oa-inline" method="post" action={action}>
        <FormToken token={token} />
        <TextField
          name="minutes"
          label={say.correct.to}
          hint={fill(say.correct.toHint, { span: spanOf(row.granted ?? 0) })}
          value={typed('minutes')}
          error={wrong['minutes']}
          inputMode="numeric"
        />
        <TextArea
          name="words"
          id="correct-words"
          label={say.correct.words}
          hint={say.correct.wordsHint}
          value={typed('words')}
          error={wrong['words']}
        />
        <Button>{say.correct.go}</Button>
      </form>
    </>
  )
}

function Revoke(props: ActProps) {
  const { row, token } = props
  const { action, typed, wrong } = formOf(props)
  return (
    <>
      <p className="hint">{say.revoke.hint}</p>
      <form className="oa-inline" method="post" action={action}>
        <FormToken token={token} />
        <Hidden name="entry" value={grantOf(row)?.id ?? ''} />
        <TextArea
          name="words"
          id="revoke-words"
          label={say.revoke.words}
          hint={say.revoke.wordsHint}
          value={typed('words')}
          error={wrong['words']}
        />
        <Button>{say.revoke.next}</Button>
      </form>
    </>
  )
}

const acts = [
  ['honour', Honour],
  ['train', Train],
  ['correct', Correct],
  ['revoke', Revoke]
] as const

export function PersonPage(props: PersonProps) {
  const { roster, row, refused } = props
  const open = acts.filter(([act]) => row.may.includes(act))
  return (
    <main className="dk-page oa-wide" id="case">
      <a className="oa-back" href={sheetOf(roster)}>
        <Icon name="left" />
        {say.back}
      </a>
      <header>
        <h1>{nameOf(row.name)}</h1>
        <p>
          {roster.activity.title}
          {marks.comma}
          {timeWords(roster.shift)}
        </p>
      </header>
      {refused?.words && <ErrorBox title={refused.words}>{null}</ErrorBox>}
      {refused && Object.keys(refused.wrong).length > 0 && (
        <ErrorSummary
          title={fill(say.wrong, { what: say[refused.act].title })}
          errors={Object.entries(refused.wrong).map(([field, words]) => ({
            href: field === 'words' ? `#${refused.act}-words` : `#${field}`,
            words
          }))}
        />
      )}
      <Facts roster={roster} row={row} />
      {!roster.settled ? (
        <p className="hint">{say.notSettled}</p>
      ) : (
        open.length === 0 && <p className="hint">{say.nothing}</p>
      )}
      {/* Whoever may not give or note anything still sees what was. */}
      {!row.may.includes('honour') && row.honours.length > 0 && (
        <section>
          <h2 className="dk-h2">{say.honour.title}</h2>
          <Given row={row} />
        </section>
      )}
      {!row.may.includes('train') && row.learned.length > 0 && (
        <section>
          <h2 className="dk-h2">{say.train.seen}</h2>
          <Learned row={row} />
        </section>
      )}
      <div className="oh-acts">
        {open.map(([act, Form]) => (
          <section key={act} className="oa-next" aria-labelledby={`do-${act}`}>
            <h2 className="dk-h2" id={`do-${act}`}>
              {say[act].title}
            </h2>
            <Form {...props} act={act} />
          </section>
        ))}
      </div>
    </main>
  )
}

/** What the ledger will keep and who is told, before hours are taken back. */
export function RevokeConfirm({
  roster,
  row,
  token,
  typed
}: {
  roster: RosterView
  row: RosterRow
  token: string
  typed: Posted
}) {
  const span = spanOf(row.granted ?? 0)
  return (
    <main className="dk-page" id="case">
      <form className="dlg dlg-page" method="post" action={`${personHref(roster, row)}/revoke`}>
        <h1>{fill(say.revoke.sure, { name: nameOf(row.name), span })}</h1>
        <p>
          {roster.activity.title}
          {marks.comma}
          {timeWords(roster.shift)}
        </p>
        <p>{fill(say.revoke.keeps, { span })}</p>
        <p>{say.revoke.papers}</p>
        <p>{say.revoke.tells}</p>
        <blockquote className="oh-told">{one(typed, 'words').trim()}</blockquote>
        <p>{say.revoke.undo}</p>
        <FormToken token={token} />
        <Hidden name="entry" value={one(typed, 'entry')} />
        <Hidden name="words" value={one(typed, 'words')} />
        <p className="dlg-b">
          <Button kind="primary" name="confirmed" value="yes">
            {say.revoke.go}
          </Button>
          <Button name="back" value="1">
            {say.revoke.stop}
          </Button>
        </p>
      </form>
    </main>
  )
}
