import { Text } from '@tarojs/components'
import { Icon } from './icon'
import { Tap } from './tap'

/**
 * 主 filled, 次 outline, 文 link. It is never switched off for missing input: press, and it says what is missing. While
 * busy it keeps its width and says so.
 */
export interface ButtonProps {
  kind?: 'main' | 'plain' | 'link' | 'grave'
  onTap: () => void
  children: string
  id?: string
  icon?: string
  /** Said instead of the words while it works; presses are ignored meanwhile. */
  busy?: string | false | undefined
  wide?: boolean
}

export function Button({ kind = 'plain', onTap, children, id, icon, busy, wide = false }: ButtonProps) {
  return (
    <Tap
      {...(id && { id })}
      className={`btn btn-${kind}${wide ? ' btn-wide' : ''}${busy ? ' btn-busy' : ''}`}
      onTap={() => !busy && onTap()}
    >
      {icon && <Icon name={icon} />}
      <Text>{busy || children}</Text>
    </Tap>
  )
}
