import { Icon } from '../../parts/icon'
import type { DayFieldProps } from './index'

export function DayField({ id, label, value, none, end, onChoose, hint, error }: DayFieldProps) {
  const about = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={`fld${error ? ' fld-err' : ''}`}>
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      {error && (
        <div className="err" id={`${id}-error`}>
          <Icon name="warn" />
          <div>{error}</div>
        </div>
      )}
      <input
        type="date"
        className="ctl"
        id={id}
        value={value}
        {...(about && { 'aria-describedby': about })}
        {...(error && { 'aria-invalid': true })}
        {...(end && { max: end })}
        onChange={(event) => (event.target.value || none) && onChoose(event.target.value)}
      />
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
}
