import { Icon } from '../icon'
import type { FieldProps } from './index'

export function Field({
  id,
  label,
  value,
  onInput,
  aside,
  placeholder,
  hint,
  error,
  max,
  long = false,
  kind = 'text',
  count,
  onEnter
}: FieldProps) {
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const common = {
    id,
    value,
    placeholder,
    maxLength: max,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
    onChange: (event: { target: { value: string } }) => onInput(event.target.value)
  }
  return (
    <div className={`fld${error ? ' fld-err' : ''}`}>
      <label className="lab" htmlFor={id}>
        {label}
        {aside && <span className="small">{aside}</span>}
      </label>
      {error && (
        <div className="err" id={`${id}-error`}>
          <Icon name="warn" />
          <span>{error}</span>
        </div>
      )}
      {long ? (
        <textarea className="ctl ctl-long" rows={3} {...common} />
      ) : (
        <input
          className="ctl"
          type={kind}
          autoComplete={kind === 'tel' ? 'tel' : kind === 'password' ? 'current-password' : 'off'}
          {...common}
          onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && onEnter?.()}
        />
      )}
      {count && (
        <div className="cnt" aria-hidden="true">
          {count}
        </div>
      )}
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
}
