import { View } from '@tarojs/components'
import { Tap } from './tap'

/** A yes or no that takes effect at once. */
export function Switch({
  id,
  title,
  hint,
  on,
  onTurn
}: {
  id: string
  title: string
  hint?: string
  on: boolean
  onTurn: (on: boolean) => void
}) {
  return (
    <Tap id={id} className="sw" role="switch" on={on} onTap={() => onTurn(!on)}>
      <View className="sw-b">
        <View className="sw-t">{title}</View>
        {hint && <View className="hint">{hint}</View>}
      </View>
      <View className="sw-i" />
    </Tap>
  )
}
