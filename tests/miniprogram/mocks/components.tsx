/** Taro's components as plain elements, so that a page can be read and pressed as a person would. */
import { createElement, type CSSProperties, type ReactNode } from 'react'

interface Common {
  id?: string
  className?: string
  style?: CSSProperties
  children?: ReactNode
  onClick?: () => void
  'aria-role'?: string
  'aria-label'?: string
  'aria-checked'?: boolean
  [attribute: `data-${string}`]: string | undefined
}

const plain = (tag: string) =>
  function Plain({ id, className, style, children, onClick, ...rest }: Common) {
    return createElement(
      tag,
      {
        id,
        className,
        style,
        onClick,
        role: rest['aria-role'],
        'aria-label': rest['aria-label'],
        'aria-checked': rest['aria-checked']
      },
      children
    )
  }
export const View = plain('div')
export const Text = plain('span')
export const Canvas = plain('canvas')
export const Map = ({ className, ...rest }: Common & { markers?: unknown[] }) => (
  <div className={className} aria-label={rest['aria-label']} data-markers={rest.markers?.length ?? 0} />
)
export const Image = ({ src, className, ...rest }: Common & { src: string }) => (
  <img className={className} src={src} alt={rest['aria-label'] ?? ''} />
)

interface Typed {
  id?: string
  className?: string
  value?: string
  placeholder?: string
  maxlength?: number
  password?: boolean
  onInput?: (event: { detail: { value: string } }) => void
  onConfirm?: () => void
}
export const Input = ({ id, className, value, placeholder, maxlength, password, onInput }: Typed) => (
  <input
    id={id}
    className={className}
    value={value}
    placeholder={placeholder}
    maxLength={maxlength}
    type={password ? 'password' : 'text'}
    onInput={(event) => onInput?.({ detail: { value: event.currentTarget.value } })}
  />
)
export const Textarea = ({ id, className, value, placeholder, maxlength, onInput }: Typed) => (
  <textarea
    id={id}
    className={className}
    value={value}
    placeholder={placeholder}
    maxLength={maxlength}
    onInput={(event) => onInput?.({ detail: { value: event.currentTarget.value } })}
  />
)
interface Picked {
  children: ReactNode
}
interface PickedOne extends Picked {
  mode: 'selector'
  range: string[]
  value: number
  onChange: (event: { detail: { value: number } }) => void
}
interface PickedDay extends Picked {
  mode: 'date'
  value: string
  onChange: (event: { detail: { value: string } }) => void
}
export const Picker = (of: PickedOne | PickedDay) =>
  of.mode === 'date' ? <DayPicker {...of} /> : <OnePicker {...of} />
const DayPicker = ({ value, children, onChange }: PickedDay) => (
  <div>
    {children}
    <input type="date" value={value} onInput={(event) => onChange({ detail: { value: event.currentTarget.value } })} />
  </div>
)
const OnePicker = ({ range, value, children, onChange }: PickedOne) => (
  <div>
    {children}
    <select
      aria-label={range.join(' ')}
      value={value}
      onChange={(event) => onChange({ detail: { value: Number(event.target.value) } })}
    >
      {range.map((name, i) => (
        <option key={i} value={i}>
          {name}
        </option>
      ))}
    </select>
  </div>
)
