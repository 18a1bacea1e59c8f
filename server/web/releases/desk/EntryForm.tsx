/** One entry as a form drawn from its table of fields; what was typed stays, whatever happened to the draft meanwhile. */
import { marks } from '#shared/locales/marks.ts'
import type { ReactNode } from 'react'
import type { ListPart } from '#shared/parts.ts'
import type { Finding } from '#shared/releases.ts'
import {
  Button,
  ButtonLink,
  Choice as Choices1,
  ErrorSummary,
  Field as Control,
  FieldError,
  Hidden,
  Select,
  TextArea
} from '../../parts/Form.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import type { Choice, Choices, Field, Group } from './fields.ts'
import { Ask, Head, Part, Post } from './Frame.tsx'
import { adminHome, listHref } from './links.ts'
import { Beside } from './Verdict.tsx'
import { fill, say } from './words.ts'
import { Table } from '../../parts/Table.tsx'

export interface EntryFormProps {
  part: ListPart
  /** Absent for one that is not there yet. */
  id?: string | undefined
  name: string
  fields: readonly Field[]
  typed: Posted
  wrong: Readonly<Record<string, string>>
  city: Choices
  token: string
  revision: number
  findings: readonly Finding[]
  /** Somebody was faster: where the draft differs now. */
  stale?: ReactNode
  /** Beside the form: what a part has of its own, its map, its place in the order. */
  extra?: ReactNode
  aside?: ReactNode
}

export function EntryForm(props: EntryFormProps) {
  const { part, id, name, fields, wrong, token, revision, findings } = props
  const words = say.parts[part]
  const errors = Object.entries(wrong).map(([field, why]) => ({
    href: `#${field}`,
    words: `${labelOf(part, field)}${marks.colon}${why}`
  }))
  return (
    <>
      <p className="adm-back">
        <a href={listHref(part)}>{fill(say.lists.back, { part: words })}</a>
      </p>
      <Head title={id === undefined ? fill(say.lists.new, { part: words }) : fill(say.lists.edit, { name })} />
      {errors.length > 0 && <ErrorSummary title={say.lists.problem} errors={errors} />}
      {props.stale}
      <Beside findings={findings} />
      <div className={props.aside ? 'adm-edit adm-edit-2' : 'adm-edit'}>
        <div>
          <Post action={`${adminHome}${part}/save`} token={token} revision={revision} className="adm-f adm-entry">
            {id === undefined ? <Hidden name="_new" value="yes" /> : <Hidden name="_id" value={id} />}
            {runsOf(fields).map(([first, ...rest]) =>
              first.group === 'except' ? (
                <Folded key={first.name} {...props} fields={[first, ...rest]} />
              ) : (
                [first, ...rest].map((field) => <Row key={field.name} {...props} field={field} />)
              )
            )}
            {props.extra}
            <div className="adm-row adm-save">
              <Button kind="primary">{say.lists.save}</Button>
              <ButtonLink href={listHref(part)}>{fill(say.lists.back, { part: words })}</ButtonLink>
            </div>
          </Post>
          {id !== undefined && (
            <Ask summary={say.lists.remove}>
              <p>{fill(say.lists.removeAsk, { name })}</p>
              <Post action={`${adminHome}${part}/remove`} token={token} revision={revision}>
                <Hidden name="_id" value={id} />
                <Button>{say.lists.removeGo}</Button>
              </Post>
            </Ask>
          )}
        </div>
        {props.aside && <div className="adm-aside">{props.aside}</div>}
      </div>
    </>
  )
}

const labelsOf = (part: ListPart): Readonly<Record<string, { label: string; hint?: string }>> => say.fields[part]
export const labelOf = (part: ListPart, field: string): string => labelsOf(part)[field]?.label ?? say.lists.problem

type Run = [Field, ...Field[]]
/** Fields under their headings. */
const runsOf = (fields: readonly Field[]): Run[] =>
  fields.reduce<Run[]>((runs, field) => {
    const last = runs.at(-1)
    if (last && !field.group) last.push(field)
    else runs.push([field])
    return runs
  }, [])

/** What few rules need, and what would double the length of every other: closed while nothing is said in it. */
function Folded({ fields, ...props }: Omit<EntryFormProps, 'fields'> & { fields: Run }) {
  const [{ group }] = fields
  const said = fields.some(
    ({ name }) => props.wrong[name] !== undefined || props.typed[name]?.some((text) => text !== '')
  )
  return (
    <details className="adm-fold" open={said}>
      <summary className="adm-fg">{group && say.formGroups[group]}</summary>
      {fields.map((field) => (
        <OneField key={field.name} {...props} fields={fields} field={field} />
      ))}
    </details>
  )
}

function Row(props: EntryFormProps & { field: Field }) {
  const { field } = props
  return (
    <>
      {field.group && <h2 className="adm-fg">{say.formGroups[field.group]}</h2>}
      <OneField {...props} />
    </>
  )
}

function OneField({ part, id, field, typed, wrong, city }: EntryFormProps & { field: Field }) {
  const { name, looks } = field
  const { label, hint } = labelsOf(part)[name] ?? { label: name }
  const said = typed[name] ?? []
  const options = field.options?.(city, typed) ?? []
  // Nothing to choose from: no category asks anything yet.
  if (looks === 'ticks' && options.length === 0) return null
  const shared = {
    name,
    label,
    error: wrong[name],
    ...(hint && { hint }),
    ...(field.optional && looks !== 'tick' && { optional: true })
  }
  // A name is told once: other parts speak of it.
  if (field.fixed && id !== undefined) {
    return (
      <div className="fld">
        <span className="lab">{label}</span>
        <code>{one(typed, name)}</code>
        <Hidden name={name} value={one(typed, name)} />
      </div>
    )
  }
  switch (looks) {
    case 'lines':
      return <TextArea {...shared} value={said[0]} rows={field.rows ?? 4} />
    case 'select':
      return <Select {...shared} value={said[0]} options={options} />
    case 'row':
      return <Choices1 {...shared} value={said[0]} options={flat(options)} />
    case 'ticks':
      return <Ticks {...shared} said={said} options={options} />
    case 'tick':
      return (
        <div className="fld">
          <label className="tick adm-tick">
            <input type="checkbox" name={name} id={name} value="yes" defaultChecked={said[0] === 'yes'} />
            <span>{label}</span>
          </label>
          {hint && <p className="hint">{hint}</p>}
        </div>
      )
    default:
      return (
        <Control {...shared} className={looks === 'line' ? '' : 'adm-short'}>
          {(ids) => (
            <input
              {...ids}
              name={name}
              type={looks === 'day' ? 'date' : 'text'}
              {...(looks === 'number' && { inputMode: 'numeric' as const })}
              defaultValue={said[0]}
              autoComplete="off"
            />
          )}
        </Control>
      )
  }
}

const flat = (options: readonly (Choice | Group)[]): Choice[] =>
  options.flatMap((option) => ('group' in option ? [...option.options] : [option]))

/** Many ticks under headings; a group with nothing ticked is folded where there are many. */
function Ticks({
  name,
  label,
  hint,
  error,
  optional,
  said,
  options
}: {
  name: string
  label: string
  hint?: string
  error?: string | undefined
  optional?: boolean
  said: readonly string[]
  options: readonly (Choice | Group)[]
}) {
  const singles = options.filter((option): option is Choice => !('group' in option))
  const groups = options.filter((option): option is Group => 'group' in option)
  const list = (of: readonly Choice[]) => (
    <div className="adm-ticks">
      {of.map((choice) => (
        <label key={choice.value} className="tick">
          <input type="checkbox" name={name} value={choice.value} defaultChecked={said.includes(choice.value)} />
          <span>{choice.words}</span>
        </label>
      ))}
    </div>
  )
  return (
    <fieldset
      className={error ? 'fld fld-err adm-set' : 'fld adm-set'}
      id={name}
      {...(error && { 'aria-describedby': `${name}-error` })}
    >
      <legend className="lab">
        {label}
        {optional && <small>{say.values.optional}</small>}
      </legend>
      {error && <FieldError id={`${name}-error`} words={error} />}
      {singles.length > 0 && list(singles)}
      {groups.length > 0 && (
        <div className="adm-grps">
          {groups.map((group) => (
            <details
              key={group.group}
              className="adm-grp"
              open={groups.length < 4 || group.options.some((o) => said.includes(o.value))}
            >
              <summary>
                {group.group}
                <small>
                  {group.options.filter((o) => said.includes(o.value)).length}/{group.options.length}
                </small>
              </summary>
              {list(group.options)}
            </details>
          ))}
        </div>
      )}
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  )
}

/** What the draft holds now beside what was typed. */
export function Stale({
  part,
  differs,
  gone
}: {
  part: ListPart
  differs: readonly { field: Field; now: string; yours: string }[]
  gone: boolean
}) {
  return (
    <div className="state state-e" role="alert">
      <div>
        <h2>{say.stale.title}</h2>
        <p>{say.stale.lead}</p>
        {gone || differs.length === 0 ? (
          <p>{gone ? say.stale.gone : say.stale.same}</p>
        ) : (
          <Part id="stale" title={say.stale.now}>
            <Table className="plain adm-tab" head={[say.stale.field, say.stale.now, say.stale.yours]}>
              {differs.map(({ field, now, yours }) => (
                <tr key={field.name}>
                  <th scope="row">{labelOf(part, field.name)}</th>
                  <td>{now || say.none}</td>
                  <td>{yours || say.none}</td>
                </tr>
              ))}
            </Table>
          </Part>
        )}
      </div>
    </div>
  )
}
