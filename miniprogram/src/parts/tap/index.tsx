import type { ReactNode } from 'react'
import { View } from '@tarojs/components'

/** Anything one may press: a button for whoever sees it and for whoever hears it. `index.h5.tsx` is a real `<button>`. */
export interface TapProps {
  onTap: () => void
  children?: ReactNode
  id?: string
  className?: string
  /** What a screen reader says, where the words inside do not say enough. */
  label?: string
  /** Chosen or not, for tiles, pills and switches. */
  on?: boolean
  role?: 'button' | 'radio' | 'switch' | 'tab' | 'link'
}

export function Tap({ onTap, children, id, className = '', label, on, role = 'button' }: TapProps) {
  return (
    <View
      {...(id && { id })}
      className={`tap ${className}${on ? ' on' : ''}`}
      hoverClass="tap-down"
      hoverStayTime={60}
      aria-role={role}
      {...(label && { 'aria-label': label })}
      {...(on !== undefined && { 'aria-checked': on })}
      onClick={onTap}
    >
      {children}
    </View>
  )
}
