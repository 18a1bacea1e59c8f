import type { HeadingProps } from './index'

export function Heading({ children, className = '', id }: HeadingProps) {
  return (
    <h2 {...(id && { id })} className={`h ${className}`}>
      {children}
    </h2>
  )
}
