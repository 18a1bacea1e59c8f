/** What each verb asks for, one short form a verb; the frame around them is Act.tsx. */
import type { ReactNode } from 'react'
import { followUpOutcomes, outcomes, transferWays } from '#shared/cases.ts'
import { officeKinds, type OfficeRef, type OfficeView } from '#shared/city.ts'
import type { DeskForm } from '#shared/verbs.ts'
import { addDays, dayOf, limitWords, monthDayTime } from '#shared/time-format.ts'
import { Choice, Field, Select, TextField, type Option } from '../../parts/Form.tsx'
import { bindingFrom } from '#shared/responsibility.ts'
import { chosen, PhotoPicker, Segments, Words, type FormProps } from './fields.tsx'
import { isLate, remaining } from './groups.ts'
import { isUnsent, one } from './moves.ts'
import { PublishFields } from './Publish.tsx'
import { caseWords, fill, limitsWords, say } from '../../frame/desk-words.ts'
import { longest } from '../../parts/limits.ts'

const byKind = (offices: readonly OfficeView[], except: string) =>
  officeKinds
    .map((kind) => ({
      group: say.field.officeKinds[kind],
      options: offices.filter((o) => o.kind === kind && o.id !== except).map((o) => ({ value: o.id, words: o.short }))
    }))
    .filter((group) => group.options.length > 0)
/** 路灯不亮（市政工程处）: whom choosing it leads to, before it is chosen. */
const withOffice = (category: string, office: OfficeRef | undefined): string =>
  office ? fill(say.field.categoryTo, { category, office: office.short }) : category
const unchosen = (): Option => ({ value: '', words: say.act.choose })

const dutiesBy = (offices: readonly OfficeView[]) =>
  offices
    .filter((o) => o.duties.length > 0)
    .map((o) => ({
      group: o.short,
      options: o.duties.map((duty) => ({ value: duty.id, words: `${duty.id} ${duty.text}` }))
    }))

/** Either the right office or a duty item: the form shows both halves, and hides one where the browser can. */
function ReturnFields(props: FormProps) {
  const { caseView, choices, typed, wrong, by } = props
  const own = choices.offices.find((o) => o.id === caseView.office.id)
  const others = choices.offices.filter((o) => o !== own)
  const basis = chosen(one(typed, 'basis')) ?? by ?? (one(typed, 'duty') ? 'duty' : 'office')
  return (
    <>
      <Choice
        name="basis"
        label={say.field.basis}
        hint={say.field.basisHint}
        error={wrong['basis']}
        value={basis}
        options={[
          { value: 'office', words: say.field.byOffice },
          { value: 'duty', words: say.field.byDuty }
        ]}
      />
      <Select
        className="by-office"
        name="rightOffice"
        label={say.field.rightOffice}
        error={wrong['rightOffice']}
        value={one(typed, 'rightOffice')}
        options={[unchosen(), ...byKind(choices.offices, caseView.office.id)]}
      />
      <Select
        className="by-duty"
        name="duty"
        label={say.field.duty}
        error={wrong['duty']}
        value={one(typed, 'duty')}
        hint={say.field.dutyHint}
        options={[unchosen(), ...dutiesBy(own ? [own, ...others] : others)]}
      />
      <Words {...props} />
    </>
  )
}

function CheckFields(props: FormProps) {
  const { typed, wrong, keys } = props
  return (
    <>
      <Segments
        name="verb"
        label={say.field.result}
        value={chosen(one(typed, 'verb'))}
        error={wrong['verb']}
        keys={keys}
        options={[
          { value: 'verify', words: say.field.pass },
          { value: 'fail', words: say.field.notPass }
        ]}
      />
      <Choice
        name="onSite"
        label={say.field.how}
        error={wrong['onSite']}
        value={chosen(one(typed, 'onSite'))}
        options={[
          { value: 'yes', words: say.field.onSite },
          { value: 'no', words: say.field.byPhoto }
        ]}
      />
      <PhotoPicker {...props} label={say.field.checkPhotos} hint={say.field.checkPhotosHint} />
      <Words {...props} rows={4} />
    </>
  )
}

function HoldFields(props: FormProps) {
  const { typed, wrong, now, form } = props
  const request = form === 'hold' ? props.desk.holdRequest : undefined
  return (
    <>
      {form === 'hold' && <Ruling {...props} verbs={['hold', 'refuse_hold']} />}
      {request && (
        <div className="asked">
          <b>{fill(say.case.holdRequest, { until: cityDay(request.until) })}</b>
          <p dir="auto">{request.words}</p>
        </div>
      )}
      <Field name="until" label={say.field.until} hint={say.field.untilHint} error={wrong['until']}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            name="until"
            min={addDays(dayOf(now), 1)}
            defaultValue={chosen(one(typed, 'until')) ?? request?.until}
          />
        )}
      </Field>
      <Words {...props} />
    </>
  )
}
/** So many more of the units the limit is in. */
function ExtendFields(props: FormProps) {
  const { typed, wrong, form, caseView } = props
  const request = form === 'extend' ? props.desk.extendRequest : undefined
  const { limit } = caseView.clock
  return (
    <>
      {form === 'extend' && <Ruling {...props} verbs={['extend', 'refuse_extend']} />}
      {request && (
        <div className="asked">
          <b>{fill(say.case.extendRequest, { more: limitWords(request.more) })}</b>
          <p dir="auto">{request.words}</p>
        </div>
      )}
      <Field
        name="n"
        label={fill(say.field.more, { unit: limitsWords.unit[limit.unit] })}
        hint={fill(say.field.moreHint, { limit: limitWords(limit), due: monthDayTime(caseView.clock.dueAt) })}
        error={wrong['n']}
      >
        {(ids) => (
          <input
            {...ids}
            type="number"
            name="n"
            min={1}
            max={limit.n}
            inputMode="numeric"
            defaultValue={chosen(one(typed, 'n')) ?? request?.more.n}
          />
        )}
      </Field>
      <Words {...props} />
    </>
  )
}

/** 同意, or not. */
function Ruling({ typed, wrong, keys, verbs: [yes, no] }: FormProps & { verbs: readonly [string, string] }) {
  return (
    <Segments
      name="verb"
      label={say.field.ruling}
      value={chosen(one(typed, 'verb'))}
      error={wrong['verb']}
      keys={keys}
      options={[
        { value: yes, words: say.field.grant },
        { value: no, words: say.field.decline }
      ]}
    />
  )
}

export const cityDay = (day: string): string => {
  const [, month = '', date = ''] = day.split('-')
  return fill(say.case.day, { month: Number(month), day: Number(date) })
}

function EntryChoice({ caseView, typed, wrong }: FormProps) {
  const spoken = caseView.timeline.filter((e) => !e.erased && (e.text !== undefined || e.photos.length > 0))
  return (
    <Select
      name="entry"
      label={say.field.entry}
      error={wrong['entry']}
      value={one(typed, 'entry')}
      options={[
        unchosen(),
        ...spoken.map((e) => ({
          value: String(e.n),
          words: fill(say.field.entryOf, { n: e.n, verb: caseWords.verb[e.verb], at: monthDayTime(e.at) })
        }))
      ]}
    />
  )
}

/** The second return and every one after it is ruled on: whom the dispatcher names then keeps it. */
export const isRuling = ({ caseView, form }: Pick<FormProps, 'caseView' | 'form'>): boolean =>
  form === 'dispatch' && caseView.returned.length >= bindingFrom

/** Who sent it back last, on what ground, in his own words: what has to be weighed before it is sent on. */
function LastReturn({ caseView }: Pick<FormProps, 'caseView'>) {
  const last = caseView.status === 'returned' && caseView.timeline.find((e) => e.verb === 'return')
  if (!last) return null
  const [office, right] = [last.who.office ?? caseView.office.short, last.office?.short]
  return (
    <div className="asked">
      <b>{right ? fill(say.act.returnedTo, { office, right }) : fill(say.act.returnedBy, { office })}</b>
      {last.duty && <p>{fill(say.act.byDuty, { duty: last.duty })}</p>}
      {last.text && <p dir="auto">{last.text}</p>}
    </div>
  )
}

/** Whom the returning office named last, or whom the rules name now, where that is somebody else. */
function proposedOffice({ caseView, choices }: FormProps): string | undefined {
  const right =
    caseView.status === 'returned' ? caseView.timeline.find((e) => e.verb === 'return')?.office?.id : undefined
  const ruled = choices.proposed[caseView.category.code]?.id
  return (
    right ?? (caseView.status === 'received' ? caseView.office.id : ruled === caseView.office.id ? undefined : ruled)
  )
}

/** Who has it now and since when, and whom the rules name: what has to be weighed before it is taken away. */
function InHand({ caseView, choices, now }: FormProps) {
  if (isUnsent(caseView)) return null
  const ruled = choices.proposed[caseView.category.code]
  const since = {
    office: caseView.office.short,
    status: caseWords.status[caseView.status],
    at: monthDayTime(caseView.since)
  }
  return (
    <div className="asked">
      <b>{fill(say.act.inHand, since)}</b>
      {isLate(caseView.clock) && <p>{fill(say.act.inHandLate, { t: remaining(caseView.clock, now) })}</p>}
      {ruled && (
        <p>{fill(ruled.id === caseView.office.id ? say.act.ruledSame : say.act.ruledOther, { office: ruled.short })}</p>
      )}
    </div>
  )
}

/** One form a verb, passing and failing together. */
/** Sentences that are put where the cursor stands; without a script there is nothing to press. */
const Inserts = () => (
  <p className="inserts" data-inserts="words" hidden>
    {say.act.insert}
    {say.act.inserts.map(([name, text]) => (
      <button key={name} type="button" className="linky" data-text={text}>
        {name}
      </button>
    ))}
  </p>
)

export const formFields: Record<DeskForm, (props: FormProps) => ReactNode> = {
  accept: () => null,
  return: ReturnFields,
  reply: (props) => (
    <>
      <Segments
        name="outcome"
        label={say.field.outcome}
        value={chosen(one(props.typed, 'outcome'))}
        error={props.wrong['outcome']}
        keys={props.keys}
        options={outcomes.map((outcome) => ({ value: outcome, words: caseWords.outcome[outcome] }))}
      />
      <PhotoPicker {...props} label={say.field.afterPhotos} hint={say.field.afterPhotosHint} />
      <Words {...props} rows={6} />
      <Inserts />
    </>
  ),
  request_hold: HoldFields,
  hold: HoldFields,
  request_extend: ExtendFields,
  extend: ExtendFields,
  resume: (props) => <Words {...props} rows={3} />,
  verify: CheckFields,
  reopen: (props) => (
    <>
      <Ruling {...props} verbs={['reopen', 'refuse_reopen']} />
      {props.desk.reopenRequest && (
        <div className="asked">
          <b>{fill(say.case.reopenRequest, { at: monthDayTime(props.desk.reopenRequest.at) })}</b>
          <p dir="auto">{props.desk.reopenRequest.words}</p>
        </div>
      )}
      <Words {...props} />
    </>
  ),
  ask: (props) => <Words {...props} rows={4} />,
  note: (props) => <Words {...props} rows={4} />,
  follow_up: (props) => (
    <>
      <Choice
        name="report"
        label={say.field.unhappyWho}
        error={props.wrong['report']}
        shape="list"
        value={chosen(one(props.typed, 'report')) ?? props.desk.unhappy[0]?.report}
        options={props.desk.unhappy.map((matter) => ({
          value: matter.report,
          words: fill(say.case.rated, {
            solved: caseWords.solved[matter.solved],
            satisfied: caseWords.satisfied[matter.satisfied]
          }),
          hint: `${fill(say.field.unhappyDue, { at: monthDayTime(matter.dueAt) })} ${matter.text ?? ''}`.trim()
        }))}
      />
      <Choice
        name="outcome"
        label={say.field.unhappyOutcome}
        error={props.wrong['outcome']}
        shape="list"
        value={chosen(one(props.typed, 'outcome'))}
        options={followUpOutcomes.map((value) => ({ value, words: caseWords.unhappy[value] }))}
      />
      <Words {...props} rows={4} />
    </>
  ),
  instruct: (props) => <Words {...props} rows={4} />,
  dispatch: (props) => (
    <>
      <LastReturn caseView={props.caseView} />
      <InHand {...props} />
      <Select
        name="office"
        label={say.field.office}
        error={props.wrong['office']}
        value={chosen(one(props.typed, 'office')) ?? proposedOffice(props)}
        options={[
          unchosen(),
          ...byKind(props.choices.offices, isUnsent(props.caseView) ? '' : props.caseView.office.id)
        ]}
      />
      <Words
        {...props}
        rows={4}
        {...(isRuling(props)
          ? { label: say.act.binding.words }
          : !isUnsent(props.caseView) && { label: say.act.reroute.words })}
      />
    </>
  ),
  refuse: (props) => (
    <>
      <Choice
        name="way"
        label={say.field.way}
        error={props.wrong['way']}
        shape="list"
        value={chosen(one(props.typed, 'way'))}
        options={transferWays.map((value) => ({ value, words: caseWords.way[value], hint: say.field.wayHints[value] }))}
      />
      <TextField
        name="ask"
        label={say.field.ask}
        hint={say.field.askHint}
        error={props.wrong['ask']}
        value={one(props.typed, 'ask')}
        maxLength={longest('moveCase', '/ask', { verb: 'refuse' })}
        autoComplete="off"
      />
      <TextField
        name="contact"
        label={say.field.contact}
        hint={say.field.contactHint}
        error={props.wrong['contact']}
        value={one(props.typed, 'contact')}
        maxLength={longest('moveCase', '/contact', { verb: 'refuse' })}
        autoComplete="off"
      />
      <TextField
        name="paper"
        label={say.field.paper}
        hint={say.field.paperHint}
        error={props.wrong['paper']}
        value={one(props.typed, 'paper')}
        maxLength={longest('moveCase', '/paper', { verb: 'refuse' })}
        autoComplete="off"
      />
      <Words {...props} />
    </>
  ),
  overturn: (props) => (
    <>
      <Segments
        name="verb"
        label={say.field.ruling}
        value={chosen(one(props.typed, 'verb'))}
        error={props.wrong['verb']}
        keys={props.keys}
        options={[
          { value: 'overturn', words: say.field.overturn },
          { value: 'uphold', words: say.field.uphold }
        ]}
      />
      {props.desk.objection && (
        <div className="asked">
          <b>{fill(say.case.objection, { at: monthDayTime(props.desk.objection.at) })}</b>
          <p>{props.desk.objection.words}</p>
        </div>
      )}
      <Words {...props} />
    </>
  ),
  transfer_accept: (props) => <Words {...props} rows={3} />,
  transfer_decline: (props) => <Words {...props} rows={3} />,
  reclassify: (props) => (
    <>
      <Select
        name="category"
        label={say.field.category}
        error={props.wrong['category']}
        value={one(props.typed, 'category')}
        options={[
          unchosen(),
          ...props.choices.tiles.map((tile) => ({
            group: tile.name,
            options: props.choices.categories
              .filter((c) => c.tile === tile.id && c.code !== props.caseView.category.code)
              .map((c) => ({ value: c.code, words: withOffice(c.name, props.choices.proposed[c.code]) }))
          }))
        ]}
      />
      <Select
        name="office"
        label={say.field.reclassifyOffice}
        hint={say.field.reclassifyOfficeHint}
        error={props.wrong['office']}
        value={one(props.typed, 'office')}
        options={[
          { value: '', words: say.field.byNewCategory },
          {
            value: props.caseView.office.id,
            words: fill(isUnsent(props.caseView) ? say.field.sendTo : say.field.staysWith, {
              office: props.caseView.office.short
            })
          },
          ...byKind(props.choices.offices, props.caseView.office.id)
        ]}
      />
      <Words {...props} rows={3} />
    </>
  ),
  join: (props) => (
    <Field name="into" label={say.field.into} hint={say.field.intoHint} error={props.wrong['into']}>
      {(ids) => (
        <>
          <input {...ids} name="into" defaultValue={one(props.typed, 'into')} autoComplete="off" list="near" />
          <datalist id="near">
            {props.desk.nearby.map((other) => (
              <option key={other.no} value={other.no}>
                {other.title}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  ),
  unjoin: (props) => (
    <>
      <Choice
        name="report"
        label={say.field.report}
        error={props.wrong['report']}
        shape="list"
        value={chosen(one(props.typed, 'report'))}
        options={props.desk.reports.slice(1).map((report, i) => ({
          value: report.id,
          words: fill(say.case.saidOf, { n: i + 2 }),
          hint: `${monthDayTime(report.at)} ${report.text ?? ''}`.trim()
        }))}
      />
      <Words {...props} rows={3} />
    </>
  ),
  publish: PublishFields,
  withhold: (props) => <Words {...props} rows={3} />,
  erase: (props) => (
    <>
      <EntryChoice {...props} />
      <Words {...props} rows={3} />
    </>
  )
}
