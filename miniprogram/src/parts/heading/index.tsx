import type { ReactNode } from 'react'
import { View } from '@tarojs/components'

export interface HeadingProps {
  children: ReactNode
  className?: string
  id?: string
}

/** The title of a section. */
export function Heading({ children, className = '', id }: HeadingProps) {
  return (
    <View {...(id && { id })} className={`h ${className}`} aria-role="heading">
      {children}
    </View>
  )
}
