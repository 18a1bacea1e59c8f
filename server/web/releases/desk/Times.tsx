/** The table of times, laid out like the published one, with every limit, rule and step to be changed in its place. */
import type { ReactNode } from 'react'
import { escalationVerbs } from '#shared/deadlines.ts'
import { limitUnits } from '#shared/limits.ts'
import type { PartValues } from '#shared/parts.ts'
import type { Verdict } from '#shared/releases.ts'
import { marks } from '#shared/locales/marks.ts'
import { standards } from '#shared/locales/standards.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Button, ErrorSummary, FieldError, Hidden } from '../../parts/Form.tsx'
import { stepWhen } from '../public/Standards.tsx'
import { limitsWords } from '../../frame/words.ts'
import { one, type Posted } from '../../frame/fields.ts'
import { Head, Part, Post, Wide } from './Frame.tsx'
import { adminHome, pageHref } from './links.ts'
import { labelOf, rowsOf, stepField, stageField, type TimeTable } from './times.ts'
import { FindingLine, VerdictHead } from './Verdict.tsx'
import { cityWords, fill, say } from './words.ts'
import { StageTable, Table } from '../../parts/Table.tsx'

const w = say.times

type Difference = readonly { label: string; was: string; is: string }[]
type Said = Readonly<Record<string, string>>

export interface TimesProps {
  value: TimeTable
  revision: number
  token: string
  typed: Posted
  wrong: Said
  unusual: Said
  categories: PartValues['categories']
  /** What is in force, and how the draft differs from it. */
  version: number
  changes: Difference
  verdict: Verdict
  /** Somebody was faster: how what was typed differs from the draft as it is now. */
  stale?: Difference
}

export function Times(props: TimesProps) {
  const { token, revision, typed, wrong, unusual, stale } = props
  const errors = Object.entries({ ...unusual, ...wrong }).map(([field, words]) => ({
    href: `#${field}`,
    words: `${labelOf(field)}${marks.colon}${words}`
  }))
  return (
    <>
      <Head title={w.title} lead={w.lead}>
        <a href="/standards">{w.public}</a>
      </Head>
      {errors.length > 0 && (
        <ErrorSummary title={Object.keys(wrong).length > 0 ? w.problem : w.meantTitle} errors={errors} />
      )}
      {stale && <Stale differs={stale} />}
      <div className="tt">
        <Post action={`${adminHome}times/save`} token={token} revision={revision} className="adm-f tt-f">
          <Stages {...props} />
          <div className="adm-two">
            <Part id="hold" title={w.hold} note={w.holdNote}>
              <Amount {...props} name="holdTimes" label={w.holdTimes} hint={w.holdTimesHint} />
              <Amount {...props} name="holdDays" label={w.holdDays} />
            </Part>
            <Part id="extension" title={w.extension} note={w.extensionNote}>
              <Amount {...props} name="extensionTimes" label={w.extensionTimes} hint={w.extensionTimesHint} />
              <Amount {...props} name="extensionPercent" label={w.extensionPercent} />
            </Part>
          </div>
          <Ladder {...props} />
          {(Object.keys(unusual).length > 0 || one(typed, 'meant') === 'yes') && (
            <label className="tick adm-tick">
              <input
                type="checkbox"
                name="meant"
                id="meant"
                value="yes"
                defaultChecked={one(typed, 'meant') === 'yes'}
              />
              <span>{w.meant}</span>
            </label>
          )}
          <div className="adm-row adm-save">
            <Button kind="primary">{w.save}</Button>
          </div>
        </Post>
        <div className="tt-a">
          <Changes {...props} />
          <Checked {...props} />
        </div>
      </div>
    </>
  )
}

// ——— fields

type Fielded = Pick<TimesProps, 'typed' | 'wrong' | 'unusual'>
const problemOf = (name: string, { wrong, unusual }: Fielded): string | undefined => wrong[name] ?? unusual[name]

/** A control in a cell, whose label is the heading of its row and column. */
function Cell({ name, error, children }: { name: string; error: string | undefined; children: ReactNode }) {
  return (
    <div className={error ? 'tt-c fld-err' : 'tt-c'}>
      {error && <FieldError id={`${name}-error`} words={error} />}
      {children}
    </div>
  )
}

interface BareProps {
  name: string
  label: string
  value: string
  error: string | undefined
  decimal?: boolean
}
const Bare = ({ name, label, value, error, decimal }: BareProps) => (
  <input
    id={name}
    name={name}
    type="text"
    inputMode={decimal ? 'decimal' : 'numeric'}
    autoComplete="off"
    aria-label={label}
    defaultValue={value}
    {...(error && { 'aria-invalid': true as const, 'aria-describedby': `${name}-error` })}
  />
)

interface PickProps {
  name: string
  label: string
  value: string
  options: readonly { value: string; words: string }[]
  error?: string | undefined
}
const Pick = ({ name, label, value, options, error }: PickProps) => (
  <div className="selw">
    <select
      id={name}
      name={name}
      aria-label={label}
      defaultValue={value}
      {...(error && { 'aria-invalid': true as const, 'aria-describedby': `${name}-error` })}
    >
      {options.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.words}
        </option>
      ))}
    </select>
    <Icon name="down" />
  </div>
)

function Amount(props: Fielded & { name: string; label: string; hint?: string }) {
  const { name, label, hint, typed } = props
  const error = problemOf(name, props)
  return (
    <div className={error ? 'fld fld-err tt-n' : 'fld tt-n'}>
      <label className="lab" htmlFor={name}>
        {label}
      </label>
      {error && <FieldError id={`${name}-error`} words={error} />}
      <Bare name={name} label={label} value={one(typed, name)} error={error} decimal={name === 'extensionPercent'} />
      {hint && <p className="hint">{hint}</p>}
    </div>
  )
}

// ——— the table

const units = () => limitUnits.map((value) => ({ value, words: limitsWords.unit[value] }))

interface StageLimitProps extends TimesProps {
  name: string
  of: { urgency: string; stage: string }
}
function StageLimit({ name, of, ...props }: StageLimitProps) {
  const [error, unit] = [problemOf(name, props), `${name}-unit`]
  const unitError = problemOf(unit, props)
  return (
    <Cell name={error ? name : unit} error={error ?? unitError}>
      <div className="tt-l">
        <Bare name={name} label={fill(w.number, of)} value={one(props.typed, name)} error={error} />
        <Pick name={unit} label={fill(w.unit, of)} value={one(props.typed, unit)} options={units()} error={unitError} />
      </div>
    </Cell>
  )
}

function Stages(props: TimesProps) {
  const { categories } = props
  return (
    <Part id="stages" title={w.stages} note={w.stagesNote}>
      <StageTable className="plain adm-tab tt-s" corner={w.stage} means={standards.stageMeans}>
        {(stage, urgency, i) => {
          if (stage === 'handle') {
            const n = categories.filter((category) => category.urgency === urgency).length
            return (
              <td key={urgency} data-label={cityWords.urgency[urgency]} className="tt-h">
                {n > 0 ? fill(w.handle, { n }) : w.handleNone}
              </td>
            )
          }
          const of = { urgency: cityWords.urgency[urgency], stage: limitsWords.stage[stage] }
          return (
            <td key={urgency} data-label={cityWords.urgency[urgency]}>
              <StageLimit {...props} name={stageField(i, stage)} of={of} />
            </td>
          )
        }}
      </StageTable>
      <p>
        <a href={pageHref('categories')}>{w.handleLink}</a>
      </p>
      <details className="adm-more">
        <summary>{w.units}</summary>
        <dl className="dl tt-u">
          {limitUnits.map((unit) => (
            <div key={unit}>
              <dt>{limitsWords.unit[unit]}</dt>
              <dd>{standards.unitMeans[unit]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Part>
  )
}

const verbs = () => escalationVerbs.map((value) => ({ value, words: limitsWords.step[value] }))

function Ladder(props: TimesProps) {
  const { typed, value } = props
  const whole = problemOf('ladder', props)
  return (
    <Part id="ladder" title={w.ladder} note={w.ladderNote}>
      <p className="adm-lead">{w.ladderLead}</p>
      {whole && <FieldError id="ladder-error" words={whole} />}
      <Table className="plain adm-tab tt-r" head={[w.level, w.verb, w.percent, w.days, w.aloud]}>
        {rowsOf(typed).map((row) => {
          const [id, verb, percent, days] = (['id', 'verb', 'percent', 'days'] as const).map((field) =>
            stepField(row, field)
          ) as [string, string, string, string]
          const n = row + 1
          const isNew = one(typed, id) === ''
          const errors = [verb, percent, days].map((name) => ({ name, words: problemOf(name, props) }))
          const error = errors.find((error) => error.words !== undefined)
          const at = (name: string) => (error?.name === name ? error.words : undefined)
          const now = value.ladder.find((step) => step.id === one(typed, id))
          return (
            <tr key={row} className={[isNew && 'tt-new', error && 'tt-bad'].filter(Boolean).join(' ')}>
              <th scope="row">{isNew ? <span className="vh">{w.newStep}</span> : n}</th>
              <td data-label={w.verb}>
                <Hidden name={id} value={one(typed, id)} />
                <Pick
                  name={verb}
                  label={isNew ? w.newStep : fill(w.verbOf, { n })}
                  value={one(typed, verb)}
                  options={[{ value: '', words: isNew ? w.newStep : w.noStep }, ...verbs()]}
                  error={at(verb)}
                />
              </td>
              <td data-label={w.percent}>
                <Bare
                  name={percent}
                  label={fill(w.percentOf, { n })}
                  value={one(typed, percent)}
                  error={at(percent)}
                  decimal
                />
              </td>
              <td data-label={w.days}>
                <Bare name={days} label={fill(w.daysOf, { n })} value={one(typed, days)} error={at(days)} />
              </td>
              <td className="tt-w">
                {error?.words !== undefined ? (
                  <FieldError id={`${error.name}-error`} words={error.words} />
                ) : now ? (
                  stepWhen({
                    verb: now.verb,
                    share: now.share,
                    ...(now.days !== undefined && { days: now.days })
                  })
                ) : (
                  <span className="hint">{w.newStepHint}</span>
                )}
              </td>
            </tr>
          )
        })}
      </Table>
    </Part>
  )
}

// ——— beside it

function Differs({ differs, was, is }: { differs: Difference; was: string; is: string }) {
  return (
    <Wide label={is}>
      <Table className="plain adm-tab" head={[w.item, was, is]}>
        {differs.map((differ) => (
          <tr key={differ.label}>
            <th scope="row">{differ.label}</th>
            <td>{differ.was || say.none}</td>
            <td>{differ.is || say.none}</td>
          </tr>
        ))}
      </Table>
    </Wide>
  )
}

function Changes({ changes, version }: TimesProps) {
  return (
    <Part id="differs" title={fill(w.diff, { version })}>
      {changes.length === 0 ? (
        <p className="hint">{w.diffSame}</p>
      ) : (
        <Differs differs={changes} was={w.was} is={w.is} />
      )}
    </Part>
  )
}

function Checked({ verdict }: TimesProps) {
  const here = verdict.findings.filter((finding) => finding.part === 'time')
  const others = verdict.findings.length - here.length
  return (
    <Part id="checked" title={w.verdict}>
      <VerdictHead verdict={verdict} />
      {here.length === 0 && <p className="hint">{w.fine}</p>}
      {here.map((finding) => (
        <FindingLine key={finding.words} finding={finding} link={false} />
      ))}
      {others > 0 && (
        <p>
          <a href={`${adminHome}#verdict`}>{fill(w.others, { n: others })}</a>
        </p>
      )}
    </Part>
  )
}

function Stale({ differs }: { differs: Difference }) {
  return (
    <div className="state state-e" role="alert">
      <div>
        <h2>{say.stale.title}</h2>
        <p>{say.stale.lead}</p>
        {differs.length === 0 ? (
          <p>{say.stale.same}</p>
        ) : (
          <Differs differs={differs} was={say.stale.now} is={say.stale.yours} />
        )}
      </div>
    </div>
  )
}
