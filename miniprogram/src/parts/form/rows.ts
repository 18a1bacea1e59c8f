import type { ReactNode } from 'react'
import type { Holder } from './complaints'

/** The fields of a form as it describes them. */
type NameOf<V, T> = { [K in keyof V]-?: V[K] extends T ? K : never }[keyof V] & string
interface Row extends Holder {
  /** Of the control on the page. */
  id: string
}
export interface TextRow<V> extends Row {
  kind?: 'text' | 'long' | 'tel' | 'password'
  name: NameOf<V, string>
  label: string
  /** A word beside the label, such as 可以不填. */
  aside?: string
  placeholder?: string
  hint?: string
  /** Says how much of the room is used. */
  counted?: boolean
  /** The enter key of its keyboard sends the form. */
  sends?: boolean
}
interface AnswersRow<V> extends Row {
  kind: 'answers'
  name: NameOf<V, string | undefined>
  label: string
  of: Readonly<Record<string, string>>
}
interface ChoiceRow<V> extends Row {
  kind: 'choice'
  name: NameOf<V, string>
  label: string
  options: readonly { value: string; name: string }[]
}
interface SwitchRow<V> extends Row {
  kind: 'switch'
  name: NameOf<V, boolean>
  label: string
  hint?: string
}
interface PhotosRow extends Row {
  kind: 'photos'
  name: 'photos'
  label?: string
  hint?: string
}
/** What only one form has. */
interface DrawnRow extends Row {
  kind: 'drawn'
  draw: (error: string | undefined) => ReactNode
}
export type FieldRow<V> = TextRow<V> | AnswersRow<V> | ChoiceRow<V> | SwitchRow<V> | PhotosRow | DrawnRow
