/**
 * Fields: label above, hint below; an error stands between label and control with a red bar at its left. A control is
 * never disabled for missing input: one presses, then it is explained.
 */
import type { ReactNode } from 'react'
import { say } from '../frame/words.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Mark } from './Icon.tsx'

interface Labelled {
  /** Also the control's id, unless `id` says otherwise. */
  name: string
  id?: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Says 可以不填 beside the label. */
  optional?: boolean
  className?: string
}

interface ControlIds {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

/** Ties a control to its label, hint and error. `children` gets the attributes the control must carry. */
export function Field({
  name,
  id = name,
  label,
  hint,
  error,
  optional,
  className,
  children
}: Labelled & { children: (ids: ControlIds) => ReactNode }) {
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={['fld', error && 'fld-err', className].filter(Boolean).join(' ')}>
      <label className="lab" htmlFor={id}>
        {label}
        {optional && <small>{say.form.optional}</small>}
      </label>
      {error && <FieldError id={`${id}-error`} words={error} />}
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': true as const })
      })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

export const FieldError = ({ id, words }: { id: string; words: string }) => (
  <p className="err" id={id}>
    <Icon name="warn" />
    {words}
  </p>
)

interface TextProps extends Labelled {
  value?: string | undefined
  type?: 'text' | 'search' | 'tel' | 'password' | 'date'
  placeholder?: string
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'tel' | 'search'
  maxLength?: number
  spellCheck?: boolean
}

export function TextField({
  value,
  type = 'text',
  placeholder,
  autoComplete,
  inputMode,
  maxLength,
  spellCheck,
  ...field
}: TextProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <input
          {...ids}
          name={field.name}
          type={type}
          defaultValue={value}
          placeholder={placeholder}
          autoComplete={autoComplete}
          inputMode={inputMode}
          maxLength={maxLength}
          spellCheck={spellCheck}
        />
      )}
    </Field>
  )
}

interface AreaProps extends Labelled {
  value?: string | undefined
  rows?: number
  maxLength?: number
  placeholder?: string
}

export function TextArea({ value, rows = 3, maxLength, placeholder, ...field }: AreaProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <textarea
          {...ids}
          name={field.name}
          rows={rows}
          maxLength={maxLength}
          placeholder={placeholder}
          defaultValue={value}
        />
      )}
    </Field>
  )
}

export interface Option {
  value: string
  words: string
}

interface FileProps extends Labelled {
  accept: string
}

/** One file, chosen on this machine. */
export const FileField = ({ accept, ...field }: FileProps) => (
  <Field {...field}>{(ids) => <input {...ids} name={field.name} type="file" accept={accept} />}</Field>
)

interface SelectProps extends Labelled {
  value?: string | undefined
  options: readonly (Option | { group: string; options: readonly Option[] })[]
}

const SelectOption = ({ value, words }: Option) => <option value={value}>{words}</option>

export function Select({ value, options, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <div className="selw">
          <select {...ids} name={field.name} defaultValue={value}>
            {options.map((choice) =>
              'group' in choice ? (
                <optgroup key={choice.group} label={choice.group}>
                  {choice.options.map((option) => (
                    <SelectOption key={option.value} {...option} />
                  ))}
                </optgroup>
              ) : (
                <SelectOption key={choice.value} {...choice} />
              )
            )}
          </select>
          <Icon name="down" />
        </div>
      )}
    </Field>
  )
}

interface ChoiceProps extends Omit<Labelled, 'optional'> {
  options: readonly (Option & { hint?: string })[]
  /** None preselected when left out. */
  value?: string | undefined
  /** `row` for short answers, `list` where each has a hint. */
  shape?: 'row' | 'list'
}

/** One of a few, all in sight. */
export function Choice({ name, id = name, label, hint, error, options, value, shape = 'row', className }: ChoiceProps) {
  return (
    <fieldset
      className={['fld choice', `choice-${shape}`, error && 'fld-err', className].filter(Boolean).join(' ')}
      id={id}
      {...(error && { 'aria-describedby': `${id}-error` })}
    >
      <legend className="lab">{label}</legend>
      {error && <FieldError id={`${id}-error`} words={error} />}
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="pick">
            <input type="radio" name={name} value={option.value} defaultChecked={option.value === value} />
            <span className="pick-t">
              <b>{option.words}</b>
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  )
}

export const Hidden = ({ name, value, id }: { name: string; value: string; id?: string }) => (
  <input type="hidden" name={name} value={value} {...(id && { id })} />
)

/** Proves that a POST comes from a form of ours. */
export const FormToken = ({ token }: { token: string }) => <Hidden name="_token" value={token} />

type Kind = 'primary' | 'outline' | 'text'
const kindClass = { primary: 'btn btn-p', outline: 'btn btn-o', text: 'btn btn-t' } as const satisfies Record<
  Kind,
  string
>

interface ButtonProps {
  children: ReactNode
  kind?: Kind
  icon?: IconName
  wide?: boolean
  className?: string
}

interface PressProps extends ButtonProps {
  name?: string
  value?: string
  type?: 'submit' | 'button'
  form?: string
  accessKey?: string
  /** What it says while the form is on its way; an island puts it there. */
  busy?: string
}

const classOf = ({ kind = 'outline', wide, className }: ButtonProps) =>
  [kindClass[kind], wide && 'btn-w', className].filter(Boolean).join(' ')

export function Button({ name, value, type = 'submit', form, accessKey, busy, ...look }: PressProps) {
  return (
    <button
      className={classOf(look)}
      type={type}
      name={name}
      value={value}
      form={form}
      accessKey={accessKey}
      {...(busy && { 'data-busy': busy })}
    >
      {look.icon && <Icon name={look.icon} />}
      {look.children}
    </button>
  )
}

export function ButtonLink({ href, rel, ...look }: ButtonProps & { href: string; rel?: string }) {
  return (
    <a className={classOf(look)} href={href} {...(rel && { rel })}>
      {look.icon && <Icon name={look.icon} />}
      {look.children}
    </a>
  )
}

/** What is wrong, at the top of a form, each line a link to its field. */
export function ErrorSummary({ title, errors }: { title: string; errors: readonly { href: string; words: string }[] }) {
  return (
    <div className="state state-e" role="alert" id="errors" tabIndex={-1}>
      <Icon name="warn" />
      <div>
        <h2>{title}</h2>
        <ul>
          {errors.map((error) => (
            <li key={error.href + error.words}>
              <a href={error.href}>{error.words}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** What failed, what is kept, what to do. */
export function ErrorBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="state state-e" role="alert">
      <Icon name="warn" />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  )
}

/** One sentence and one way out. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <Mark />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  )
}

/** A quiet strip on silk: a promise, or something worth knowing. */
export function Strip({ icon = 'info', children }: { icon?: IconName; children: ReactNode }) {
  return (
    <p className="strip">
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  )
}
