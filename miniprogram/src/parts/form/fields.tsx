import { Text, View } from '@tarojs/components'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { Answers } from '../answers'
import { Button } from '../button'
import { Choice } from '../choice'
import { Field } from '../field'
import { Icon } from '../icon'
import { PhotoPicker } from '../photo-picker'
import { FieldError } from '../states'
import { Switch } from '../switch'
import { Tap } from '../tap'
import { rest } from './complaints'
import type { FieldRow } from './rows'
import type { Form } from './use-form'

const Complaint = ({ of, id }: { of: string | undefined; id: string }) =>
  of === undefined ? null : <FieldError id={`${id}-error`}>{of}</FieldError>

function OneField<V extends object>({ of, row }: { of: Form<V>; row: FieldRow<V> }) {
  const error = of.complaints[row.name]
  const put = (value: unknown) => of.set({ [row.name]: value } as Partial<V>)
  if (row.kind === 'drawn') return <>{row.draw(error)}</>
  if (row.kind === 'photos') {
    return (
      <>
        {row.label && <View className="lab">{row.label}</View>}
        {row.hint && <View className="hint">{row.hint}</View>}
        <PhotoPicker id={row.id} list={of.photos} queue={of.queue} />
        <Complaint of={error} id={row.id} />
      </>
    )
  }
  const value: unknown = of.values[row.name as keyof V]
  if (row.kind === 'answers') {
    return (
      <>
        <Answers id={row.id} label={row.label} of={row.of} value={value as string | undefined} onChoose={put} />
        <Complaint of={error} id={row.id} />
      </>
    )
  }
  if (row.kind === 'choice') {
    return (
      <>
        <Choice id={row.id} label={row.label} options={row.options} value={String(value)} onChoose={put} />
        <Complaint of={error} id={row.id} />
      </>
    )
  }
  if (row.kind === 'switch') {
    return (
      <>
        <Switch id={row.id} title={row.label} {...(row.hint && { hint: row.hint })} on={value === true} onTurn={put} />
        <Complaint of={error} id={row.id} />
      </>
    )
  }
  const text = String(value)
  const max = of.longest(row)
  return (
    <Field
      id={row.id}
      label={row.label}
      value={text}
      onInput={put}
      error={error}
      {...(max !== undefined && { max })}
      {...(row.kind === 'long' ? { long: true } : row.kind && { kind: row.kind })}
      {...(row.aside && { aside: row.aside })}
      {...(row.placeholder && { placeholder: row.placeholder })}
      {...(row.hint && { hint: row.hint })}
      {...(row.counted && max !== undefined && { count: fill(mini.words.count, { n: [...text].length, max }) })}
      {...(row.sends && { onEnter: () => void of.send() })}
    />
  )
}

/** The fields of a form, each with what is wrong with it. */
export const Fields = <V extends object>({ of }: { of: Form<V> }) => (
  <>
    {of.restored && (
      <View className="saved">
        <Icon name="pencil" />
        <Text>{mini.form.restored}</Text>
        <Tap id="form-clear" className="more" onTap={of.clear}>
          {mini.form.clear}
        </Tap>
      </View>
    )}
    {of.rows.map((row) => (
      <OneField key={row.id} of={of} row={row} />
    ))}
  </>
)

/** What is wrong with the whole of it, and the button that sends it. */
export function Send<V extends object>({
  of,
  id,
  children,
  busy = mini.submit.busy,
  wide = false,
  kind = 'main'
}: {
  of: Form<V>
  id: string
  children: string
  busy?: string
  wide?: boolean
  kind?: 'main' | 'plain'
}) {
  return (
    <Button id={id} kind={kind} wide={wide} busy={of.busy && busy} onTap={() => void of.send()}>
      {children}
    </Button>
  )
}
/** What belongs to no field, above the button. */
export const FormError = <V extends object>({ of, id }: { of: Form<V>; id: string }) => (
  <Complaint of={of.complaints[rest]} id={id} />
)
