/** The right-hand pane: the one form that leads, and buttons to the others this person may open. */
import type { CaseView, DeskView } from '#shared/cases.ts'
import { limitWords, monthDayTime } from '#shared/time-format.ts'
import type { DeskForm } from '#shared/verbs.ts'
import { Button, ErrorSummary, FormToken, Hidden } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { responsibilityWords } from '#shared/responsibility.ts'
import type { Choices, FormProps } from './fields.tsx'
import { cityDay, formFields, isRuling } from './forms.tsx'
import { caseHref, type Where } from './links.ts'
import { asConfirmed, isUnsent, openers, sendsFiles, verbsOf, type Opener, type Posted } from './moves.ts'
import type { Problems } from './problems.ts'
import { Asked } from './Confirm.tsx'
import { fill, say } from '../../frame/desk-words.ts'

export interface ActProps {
  caseView: CaseView
  desk: DeskView
  /** The form on show; none when nothing is to be done here. */
  form: DeskForm | undefined
  /** The form that leads when none is asked for. */
  leading: DeskForm | undefined
  where: Where
  choices: Choices
  typed: Posted
  masks: FormProps['masks']
  problems: Problems
  token: string
  now: Date
  keys: boolean
  by: 'office' | undefined
}

export function ActPane(props: ActProps) {
  const { caseView, form, leading, where, keys } = props
  const { near, far } = openers(caseView, form, leading)
  return (
    <section className="dk-a" id="act" aria-label={say.act.label} tabIndex={-1}>
      {form ? <ActForm {...props} form={form} /> : <Nothing {...props} />}
      {form && leading && leading !== form && (
        <p className="act-back">
          <a href={caseHref(caseView.no, where)}>
            <Icon name="left" />
            {fill(say.act.back, { verb: spokenOf(caseView, leading).title })}
          </a>
        </p>
      )}
      {near.length > 0 && (
        <nav className="acts-d" aria-label={say.act.others}>
          {near.map((opener) => (
            <OpenerLink
              key={`${opener.form}${opener.by ?? ''}`}
              opener={opener}
              caseView={caseView}
              where={where}
              keys={keys}
            />
          ))}
        </nav>
      )}
      {far.length > 0 && (
        <details className="acts-m" {...(!form && { open: true })}>
          <summary>{say.act.more}</summary>
          <div className="acts-d">
            {far.map((opener) => (
              <OpenerLink key={opener.form} opener={opener} caseView={caseView} where={where} keys={keys} />
            ))}
          </div>
        </details>
      )}
    </section>
  )
}

function OpenerLink({
  opener: { form, key, by },
  caseView: { no, status },
  where,
  keys
}: {
  opener: Opener
  caseView: Pick<CaseView, 'no' | 'status'>
  where: Where
  keys: boolean
}) {
  const held = !isUnsent({ status })
  return (
    <a
      className="btn btn-o"
      href={caseHref(no, where, { act: form, ...(by && { by }) })}
      {...(keys && key && { 'data-key': key })}
    >
      {by ? say.button.redispatch : form === 'dispatch' && held ? say.act.reroute.go : say.button[form]}
      {keys && key && <kbd aria-hidden="true">{key}</kbd>}
    </a>
  )
}

/** Problems in the order they stand in on the form. */
function Summary({ problems }: { problems: Problems }) {
  const errors = Object.entries(problems.fields).map(([name, words]) => ({ href: `#${anchors[name] ?? name}`, words }))
  if (problems.general && !problems.moved) errors.unshift({ href: '#act', words: problems.general })
  if (errors.length === 0) return null
  return (
    <ErrorSummary
      title={errors.length === 1 ? say.problem.one : fill(say.problem.title, { n: errors.length })}
      errors={errors}
    />
  )
}
/** Groups of radio buttons have no one control; their first stands for them. */
const anchors: Readonly<Record<string, string>> = { photos: 'photo', verb: 'act', outcome: 'act', texts: 'masks' }

function ActForm(props: ActProps & { form: DeskForm }) {
  const { caseView, desk, form, problems, token, where, keys } = props
  const Fields = formFields[form]
  const spoken = spokenOf(caseView, form)
  const fields: FormProps = { ...props, wrong: problems.fields }
  const [verb] = verbsOf(form)
  const asked = verb && asConfirmed(verb)
  return (
    <form
      className="dk-f"
      method="post"
      action={caseHref(caseView.no, where)}
      encType={sendsFiles(form) ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
      data-form={form}
      data-draft={`${caseView.no}:${form}`}
      data-waiting={say.act.photoWait}
    >
      <h2 className="dk-h2">{spoken.title}</h2>
      <Summary problems={problems} />
      <FormToken token={token} />
      <Hidden name="form" value={form} />
      {verbsOf(form).length === 1 && <Hidden name="verb" value={form} />}
      <Hidden name="version" value={String(desk.version)} />
      <Hidden name="seen" value={String(caseView.ledger.entries)} />
      <p className="hint draft" hidden data-words={say.act.draftBack}>
        <span />
        <button type="button" className="linky">
          {say.act.draftDrop}
        </button>
      </p>
      {form === 'reply' && <Waiting desk={desk} />}
      <Fields {...fields} />
      <Button kind="primary" wide busy={say.act.busy}>
        {spoken.go}
        {keys && (
          <span className="keys2" aria-hidden="true">
            <kbd>Ctrl</kbd>
            <kbd>Enter</kbd>
          </span>
        )}
      </Button>
      <p className="hint">
        {spoken.after}
        {say.act.ledger}
      </p>
      {asked && <Asked verb={asked} />}
    </form>
  )
}

/** Where a return is ruled on, the form says so: that is another thing than sending. */
const spokenOf = (caseView: CaseView, form: DeskForm): { title: string; go: string; after: string } =>
  isRuling({ caseView, form })
    ? { ...say.act.binding, after: fill(say.act.binding.after, { n: caseView.returned.length }) }
    : form === 'dispatch' && !isUnsent(caseView)
      ? say.act.reroute
      : say.form[form]

/** A request that somebody else rules on, in its own words. */
function Waiting({ desk }: { desk: DeskView }) {
  const { holdRequest: hold, extendRequest: extend, reopenRequest: reopen, objection } = desk
  const requests = [
    hold && { title: fill(say.act.waitingHold, { until: cityDay(hold.until) }), words: hold.words },
    extend && { title: fill(say.act.waitingExtend, { more: limitWords(extend.more) }), words: extend.words },
    reopen && { title: fill(say.act.waitingReopen, { at: monthDayTime(reopen.at) }), words: reopen.words },
    objection && { title: fill(say.act.waitingObjection, { at: monthDayTime(objection.at) }), words: objection.words }
  ].filter((way) => way !== undefined)
  return requests.map((request) => (
    <div key={request.title} className="asked">
      <b>{request.title}</b>
      <p dir="auto">{request.words}</p>
    </div>
  ))
}

function Nothing({ caseView, desk }: ActProps) {
  const asked = desk.holdRequest ?? desk.extendRequest ?? desk.reopenRequest ?? desk.objection
  return (
    <div className="dk-f">
      <h2 className="dk-h2">{asked ? say.act.ruled : say.act.nothing}</h2>
      {asked ? (
        <Waiting desk={desk} />
      ) : (
        <p>
          {fill(say.act.waiting[caseView.status], {
            office: caseView.office.short,
            supervising: desk.supervising.short
          })}
        </p>
      )}
      {caseView.answerable && responsibilityWords(caseView).map((words) => <p key={words}>{words}</p>)}
    </div>
  )
}

/** Below 1200 px the form stands under the case; this bar leads to it. */
export function JumpBar({
  caseView,
  form,
  leading,
  where,
  keys
}: Pick<ActProps, 'caseView' | 'form' | 'leading' | 'where' | 'keys'>) {
  const { near } = openers(caseView, form, leading)
  return (
    <nav className="dk-jump" aria-label={say.act.label}>
      {form && (
        <a className="btn btn-p" href="#act">
          {spokenOf(caseView, form).title}
        </a>
      )}
      {near
        .filter((opener) => opener.key)
        .slice(0, 3)
        .map((opener) => (
          <OpenerLink
            key={`${opener.form}${opener.by ?? ''}`}
            opener={opener}
            caseView={caseView}
            where={where}
            keys={keys}
          />
        ))}
    </nav>
  )
}
