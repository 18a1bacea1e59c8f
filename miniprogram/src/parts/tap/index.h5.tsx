import type { TapProps } from './index'

const state = {
  button: 'aria-pressed',
  radio: 'aria-checked',
  switch: 'aria-checked',
  tab: 'aria-selected',
  link: 'aria-current'
} as const

export function Tap({ onTap, children, id, className = '', label, on, role = 'button' }: TapProps) {
  return (
    <button
      type="button"
      {...(id && { id })}
      className={`tap ${className}${on ? ' on' : ''}`}
      {...(role !== 'button' && { role })}
      {...(label && { 'aria-label': label })}
      {...(on !== undefined && { [state[role]]: on })}
      onClick={(event) => {
        event.stopPropagation()
        onTap()
      }}
    >
      {children}
    </button>
  )
}
