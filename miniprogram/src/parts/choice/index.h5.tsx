import { Icon } from '../icon'
import type { ChoiceProps } from './index'

export function Choice({ id, label, quiet = false, options, value, onChoose }: ChoiceProps) {
  return (
    <div className="fld">
      <label className={quiet ? 'vh' : 'lab'} htmlFor={id}>
        {label}
      </label>
      <div className="sel-w">
        <select className="ctl sel" id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </div>
  )
}
