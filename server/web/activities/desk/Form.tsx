/** The form of a plan: plain fields, a line more than is filled; nothing in it needs a script. */
import { activityKinds, skills, trainings } from '#shared/activities.ts'
import {
  Button,
  ButtonLink,
  ErrorBox,
  ErrorSummary,
  Field,
  FieldError,
  FormToken,
  Hidden,
  Select,
  TextArea,
  TextField
} from '../../parts/Form.tsx'
import { say as portalWords } from '../../frame/words.ts'
import { one, type Posted } from '../../frame/fields.ts'
import { asksLastDay, roleFields, shiftFields, type Wrong } from './plan.ts'
import { templateNames, type TemplateName } from './templates.ts'
import { activityWords, fill, say } from './words.ts'
import { longest } from '../../parts/limits.ts'

export interface FormProps {
  token: string
  typed: Posted
  wrong?: Wrong | undefined
  areas: readonly { id: string; name: string }[]
  /** West, south, east, north of the city, for the map. */
  box: readonly number[]
  /** Made with the form, so that pressing twice drafts once. */
  keyOf: string
  /** Being changed: its number and the version that was seen. */
  of?: { no: string; version: number; frozen: boolean }
  template?: TemplateName | undefined
}

const { form } = say

function Shift({ s, typed, wrong }: { s: number; typed: Posted; wrong: Wrong['fields'] }) {
  const at = (name: string) => `s${s}.${name}`
  const isNew = one(typed, at('id')) === ''
  const empty = ['day', 'from', 'to'].every((name) => one(typed, at(name)) === '')
  const roles = roleFields(typed, s)
  const time = (name: string, label: string, type: 'date' | 'text') => (
    <TextField
      name={at(name)}
      label={label}
      type={type}
      value={one(typed, at(name))}
      error={wrong[at(name)]}
      {...(type === 'text' && { placeholder: '08:30' })}
    />
  )
  return (
    <fieldset className="oa-shift">
      <legend className="lab">{isNew && empty ? form.shiftNew : fill(form.shift, { n: s + 1 })}</legend>
      <Hidden name={at('id')} value={one(typed, at('id'))} />
      <Hidden name={at('roles')} value={String(Math.min(6, roles + 1))} />
      <div className="oa-3">
        {time('day', form.day, 'date')}
        {time('from', form.start, 'text')}
        {time('to', form.end, 'text')}
      </div>
      <p className="hint">{form.endHint}</p>
      {asksLastDay(typed, s) && time('lastDay', form.lastDay, 'date')}
      {Array.from({ length: Math.min(6, roles + 1) }, (_, r) => {
        const filled = r < roles
        const fields = (
          <div className="oa-role">
            <Hidden name={at(`r${r}.id`)} value={one(typed, at(`r${r}.id`))} />
            <TextField
              name={at(`r${r}.name`)}
              label={form.role}
              value={one(typed, at(`r${r}.name`))}
              error={wrong[at(`r${r}.name`)]}
              maxLength={longest('draftActivity', '/shifts/0/roles/0/name')}
            />
            <TextField
              name={at(`r${r}.seats`)}
              label={form.seats}
              inputMode="numeric"
              value={one(typed, at(`r${r}.seats`))}
              error={wrong[at(`r${r}.seats`)]}
            />
            <details {...((typed[at(`r${r}.skills`)] ?? []).length > 0 && { open: true })}>
              <summary>{form.skills}</summary>
              <p className="oa-checks">
                {skills.map((skill) => (
                  <label key={skill}>
                    <input
                      type="checkbox"
                      name={at(`r${r}.skills`)}
                      value={skill}
                      defaultChecked={(typed[at(`r${r}.skills`)] ?? []).includes(skill)}
                    />
                    {activityWords.skill[skill]}
                  </label>
                ))}
              </p>
            </details>
          </div>
        )
        return filled ? (
          <div key={r}>{fields}</div>
        ) : (
          <details key={r} className="oa-more">
            <summary>{form.roleNew}</summary>
            {fields}
          </details>
        )
      })}
    </fieldset>
  )
}

interface PartProps {
  typed: Posted
  fields: Readonly<Record<string, string>>
}

interface LineMore {
  hint?: string
  optional?: boolean
  numeric?: boolean
}

/** One line of the plan, with what was typed and what is wrong with it. */
function textOf(typed: Posted, fields: PartProps['fields']) {
  return function line(name: string, label: string, { hint, optional, numeric }: LineMore = {}) {
    return (
      <TextField
        name={name}
        label={label}
        value={one(typed, name)}
        error={fields[name]}
        {...(hint && { hint })}
        {...(optional && { optional })}
        {...(numeric && { inputMode: 'numeric' as const })}
      />
    )
  }
}

function Templates({ template }: Pick<FormProps, 'template'>) {
  return (
    <nav className="oa-tpl" aria-label={form.from}>
      <span>{form.from}</span>
      <a href="/office/activities/new" {...(!template && { 'aria-current': 'true' as const })}>
        {form.blank}
      </a>
      {templateNames.map((name) => (
        <a
          key={name}
          href={`/office/activities/new?template=${name}`}
          {...(template === name && { 'aria-current': 'true' as const })}
        >
          {say.templates[name].name}
        </a>
      ))}
    </nav>
  )
}

function What({ typed, fields }: PartProps) {
  const text = textOf(typed, fields)
  return (
    <section>
      <h2 className="dk-h2">{form.what}</h2>
      <Select
        name="kind"
        label={form.kind}
        value={one(typed, 'kind')}
        error={fields['kind']}
        options={activityKinds.map((kind) => ({ value: kind, words: activityWords.kind[kind] }))}
      />
      {text('title', form.title, { hint: form.titleHint })}
      <TextArea
        name="about"
        label={form.about}
        rows={6}
        value={one(typed, 'about')}
        error={fields['about']}
        hint={form.aboutHint}
      />
      {text('co', form.co, { hint: form.coHint, optional: true })}
    </section>
  )
}

function Where({ typed, fields, areas, box }: PartProps & Pick<FormProps, 'areas' | 'box'>) {
  const text = textOf(typed, fields)
  return (
    <section>
      <h2 className="dk-h2">{form.where}</h2>
      {text('address', form.address, { hint: form.addressHint })}
      <div className="oa-3">
        {text('lng', form.lng, { hint: form.coordHint })}
        {text('lat', form.lat)}
        <Select
          name="area"
          label={form.area}
          value={one(typed, 'area')}
          hint={form.areaHint}
          options={[{ value: '', words: form.noArea }, ...areas.map((area) => ({ value: area.id, words: area.name }))]}
        />
      </div>
      <div
        className="oa-map"
        data-pick={JSON.stringify(box)}
        data-words={JSON.stringify(portalWords.map.island)}
        aria-label={form.pickMap}
        role="group"
        hidden
      />
      {text('radius', form.radius, { hint: form.radiusHint, numeric: true })}
    </section>
  )
}

function Who({ typed, fields }: PartProps) {
  const text = textOf(typed, fields)
  return (
    <section>
      <h2 className="dk-h2">{form.who}</h2>
      <div className="oa-2">
        {text('minAge', form.minAge, { optional: true, numeric: true })}
        {text('maxAge', form.maxAge, { optional: true, numeric: true })}
      </div>
      <fieldset className="fld">
        <legend className="lab">{form.trainings}</legend>
        {fields['trainings'] && <FieldError id="trainings-error" words={fields['trainings']} />}
        <p className="oa-checks">
          {trainings.map((training) => (
            <label key={training}>
              <input
                type="checkbox"
                name="trainings"
                value={training}
                defaultChecked={(typed['trainings'] ?? []).includes(training)}
              />
              {activityWords.training[training]}
            </label>
          ))}
        </p>
      </fieldset>
    </section>
  )
}

function More({ typed, fields }: PartProps) {
  const text = textOf(typed, fields)
  const cover = one(typed, 'photos')
  return (
    <section>
      <h2 className="dk-h2">{form.more}</h2>
      {cover && (
        <p className="oa-checks">
          <label>
            <input type="checkbox" name="photos" value={cover} defaultChecked />
            {form.coverKept}
          </label>
        </p>
      )}
      <Field name="cover" label={form.cover} hint={form.coverHint} error={fields['cover']} optional>
        {(ids) => (
          <input {...ids} name="photo" type="file" accept="image/jpeg,image/png,image/webp,image/heic,image/heif" />
        )}
      </Field>
      {text('cases', form.cases, { hint: form.casesHint, optional: true })}
    </section>
  )
}

export function PlanForm({ token, typed, wrong, areas, box, keyOf, of, template }: FormProps) {
  const fields = wrong?.fields ?? {}
  const text = textOf(typed, fields)
  const errors = Object.entries(fields).map(([name, words]) => ({ href: `#${name}`, words }))
  const shifts = shiftFields(typed)
  return (
    <main className="dk-page oa-wide" id="case">
      <h1>{of ? form.edit : form.create}</h1>
      <p className="hint">{of?.frozen ? form.frozen : form.intro}</p>
      {!of && <Templates template={template} />}
      {wrong?.general && <ErrorBox title={wrong.general}>{null}</ErrorBox>}
      {errors.length > 0 && <ErrorSummary title={form.wrong} errors={errors} />}
      <form
        className="oa-form"
        method="post"
        encType="multipart/form-data"
        action={of ? `/office/activities/${of.no}/edit` : '/office/activities/new'}
        noValidate
      >
        <FormToken token={token} />
        <Hidden name="key" value={keyOf} />
        {of && <Hidden name="version" value={String(of.version)} />}
        <What typed={typed} fields={fields} />
        <Where typed={typed} fields={fields} areas={areas} box={box} />
        <section>
          <h2 className="dk-h2">{form.when}</h2>
          {Array.from({ length: Math.min(30, shifts + 1) }, (_, s) => (
            <Shift key={s} s={s} typed={typed} wrong={fields} />
          ))}
          <Hidden name="shifts" value={String(Math.min(30, shifts + 1))} />
          <p>
            <Button name="more" value="shifts">
              {form.moreShifts}
            </Button>
          </p>
        </section>
        <Who typed={typed} fields={fields} />
        <section>
          <h2 className="dk-h2">{form.prepare}</h2>
          {text('bring', form.bring, { hint: form.bringHint, optional: true })}
          {text('insurance', form.insurance, { optional: true })}
          {text('weather', form.weather, { optional: true })}
          <div className="oa-2">
            {text('contactName', form.contactName)}
            {text('contactPhone', form.contactPhone)}
          </div>
        </section>
        <section>
          <h2 className="dk-h2">{form.rules}</h2>
          <div className="oa-3">
            {text('cancelHours', form.cancelHours, { numeric: true })}
            {text('confirmMinutes', form.confirmMinutes, { numeric: true })}
            {text('wait', form.wait, { numeric: true })}
          </div>
        </section>
        <More typed={typed} fields={fields} />
        <p className="dlg-b">
          <Button kind="primary">{of ? form.saveEdit : form.save}</Button>
          <ButtonLink href={of ? `/office/activities/${of.no}` : '/office/activities'}>{form.back}</ButtonLink>
        </p>
      </form>
    </main>
  )
}
